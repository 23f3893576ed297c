"""One lookup, from what was typed to the verdict. The numbers are the steps of `docs/protocol.md`, section 3."""

from __future__ import annotations

import secrets
from datetime import UTC
from typing import TYPE_CHECKING

from exposure_check import identity
from exposure_check.errors import MalformedError
from exposure_check.lookup.cancellable import run_cancellable
from exposure_check.lookup.verdict import Exposure, Listed, NotListed, Privacy, Provenance, Stage, Verdict
from exposure_check.protocol import bucket, letter_code, voprf
from exposure_check.protocol.record import find, open_input, sealed_input
from exposure_check.protocol.stretch import STRETCHED_BYTES, stretch

if TYPE_CHECKING:
    from exposure_check.lookup.cancel import Cancel
    from exposure_check.lookup.checker import Progress
    from exposure_check.lookup.query import Query
    from exposure_check.lookup.service import Service
    from exposure_check.protocol.catalogue import Catalogue

_SEALED_INPUT_BYTES = STRETCHED_BYTES + 1 + letter_code.DIGITS


def check(service: Service, query: Query, progress: Progress, cancel: Cancel) -> Verdict:
    """Look up a number as it was typed, with the code of a letter or without; see `checker.Checker.check`."""
    progress(Stage.PREPARING, 0.0)
    identifier = identity.parse(query.number.reveal().decode(), query.scheme, allow_test=service.profile.demo)  # 1
    letter = letter_code.parse(query.code.reveal().decode()) if query.code else None
    seconds = service.limits.answer_seconds
    (y,) = run_cancellable(cancel, seconds, lambda: stretch(identifier.canonical(), service.suite))  # 2
    progress(Stage.ASKING, 0.0)
    ((catalogue, guidance),) = run_cancellable(cancel, seconds, lambda: service.listing(query.scheme))  # 3
    progress(Stage.ASKING, 0.5)
    layout, public_key = bucket.layout(catalogue), bytes.fromhex(catalogue.voprf_public_key)
    index = bucket.bucket_index(y, layout.prefix_bits)  # 4
    sealed = sealed_input(y, letter) if letter else secrets.token_bytes(_SEALED_INPUT_BYTES)
    inputs = [open_input(y), sealed]
    blinded = [voprf.blind(private_input) for private_input in inputs]  # 5
    seconds = service.limits.pack_seconds if query.privacy is Privacy.MAXIMUM else service.limits.answer_seconds
    records, (evaluated, proof) = run_cancellable(  # 6
        cancel,
        seconds,
        lambda: service.records(layout, index, query.privacy),
        lambda: service.evaluate([blinded_input.element for blinded_input in blinded], public_key),
    )
    progress(Stage.COMPARING, 0.0)
    outputs = voprf.finalize(inputs, blinded, evaluated, proof, public_key)  # 7
    labels = [
        find(output, layout.dataset_id, records, layout.label_bytes, len(catalogue.category_sets)) for output in outputs
    ]  # 8
    progress(Stage.COMPARING, 1.0)
    provenance = _provenance(service, catalogue, query.privacy, guidance)
    return _verdict(provenance, catalogue, labels)  # 9


def _provenance(service: Service, catalogue: Catalogue, privacy: Privacy, guidance: dict[str, bytes]) -> Provenance:
    return Provenance(
        dataset_id=catalogue.dataset_id,
        created=catalogue.created.astimezone(UTC),
        scheme=catalogue.scheme,
        prefix_bits=catalogue.prefix_bits,
        k=identity.get(catalogue.scheme).k(catalogue.prefix_bits),
        privacy=privacy,
        demo=service.profile.demo,
        guidance=guidance,
    )


def _verdict(provenance: Provenance, catalogue: Catalogue, labels: list[int | None]) -> Verdict:
    sealed = tuple(breach for breach in catalogue.breaches if breach.sealed)
    sealed_ids = {breach.id for breach in sealed}
    exposed = {breach.id: set[str]() for breach in catalogue.breaches}
    for label, opened_with_code in zip(labels, (False, True), strict=True):
        for entry in catalogue.category_sets[label] if label is not None else ():
            if (entry.breach in sealed_ids) is not opened_with_code:
                raise MalformedError("A record of the list opens in another way than its breach allows.")
            exposed[entry.breach].update(entry.categories)
    exposures = tuple(
        Exposure(breach, tuple(category for category in breach.categories if category in exposed[breach.id]))
        for breach in catalogue.breaches
        if exposed[breach.id]
    )
    return Listed(provenance, sealed, exposures) if exposures else NotListed(provenance, sealed)
