"""One lookup, from what was typed to the verdict. The numbers are the steps of `docs/protocol.md`, section 3."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from typing import TYPE_CHECKING

from exposure_check import identity
from exposure_check.lookup.cancellable import run_cancellable
from exposure_check.lookup.verdict import Exposure, Listed, NoBreaches, NotListed, Privacy, Provenance, Stage, Verdict
from exposure_check.protocol import bucket, letter_code, voprf
from exposure_check.protocol.record import find, open_input, sealed_input
from exposure_check.protocol.stretch import STRETCHED_BYTES, stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exposure_check.lookup.cancel import Cancel
    from exposure_check.lookup.checker import Progress
    from exposure_check.lookup.query import Query
    from exposure_check.lookup.service import Listing, Service
    from exposure_check.protocol.catalogue import Catalogue, CategorySetEntry

_SEALED_INPUT_BYTES = STRETCHED_BYTES + 1 + letter_code.DIGITS


@dataclass(frozen=True)
class _Opened:
    """What a lookup has found: the label of the open and of the sealed record, and what the publisher says."""

    labels: list[int | None]
    guidance: dict[str, bytes]


_NOTHING = _Opened([], {})


def check(service: Service, query: Query, progress: Progress, cancel: Cancel) -> Verdict:
    """Look up a number as it was typed, with the code of a letter or without; see `checker.Checker.check`."""
    cancel.check()  # loading the libraries takes a while: who stopped meanwhile has wiped
    progress(Stage.PREPARING, 0.0)
    identifier = identity.parse(query.number.reveal().decode(), query.scheme, allow_test=service.profile.demo)  # 1
    letter = letter_code.parse(query.code.reveal().decode()) if query.code else None
    seconds = service.limits.lookup_seconds
    (y,) = run_cancellable(cancel, seconds, partial(stretch, identifier.canonical(), service.suite))  # 2
    progress(Stage.ASKING, 0.0)
    with listed(service, query.scheme, cancel) as (listing, written):  # 3, and 9 at the end
        progress(Stage.ASKING, 0.5)
        sealed = sealed_input(y, letter) if letter else secrets.token_bytes(_SEALED_INPUT_BYTES)
        index = bucket.bucket_index(y, listing.catalogue.prefix_bits)  # 4
        opened = _NOTHING
        if listing.catalogue.breaches:  # else nobody is in the list, and there is nothing to ask
            opened = _ask(service, listing, (index, query.privacy), [open_input(y), sealed], cancel)  # 5 to 8
        progress(Stage.COMPARING, 1.0)
    provenance = _provenance(service, listing, query.privacy, opened.guidance, remembered=written[0])
    return _verdict(provenance, listing.catalogue, opened.labels)  # 10


@contextmanager
def listed(service: Service, scheme: str, cancel: Cancel) -> Iterator[tuple[Listing, list[bool]]]:
    """The signed list for a scheme, compared at the end of the block with the one seen before, and remembered.

    For whatever shows a list, with a lookup or without; see `Service.remembering`. Raises `CheckError`.
    """
    (listing,) = run_cancellable(cancel, service.limits.lookup_seconds, partial(service.listing, scheme))
    with service.remembering(listing) as written:
        yield listing, written


def _ask(
    service: Service, listing: Listing, fragment: tuple[int, Privacy], inputs: list[bytes], cancel: Cancel
) -> _Opened:
    described, (index, privacy) = listing.catalogue, fragment
    layout, public_key = bucket.layout(described), bytes.fromhex(described.voprf_public_key)
    service.refuse_unoffered(layout, privacy)
    blinded = [voprf.blind(private_input) for private_input in inputs]  # 5
    limits = service.limits
    with service.guidance(listing) as advice:
        # each task is given what it sends and no more: a thread that the system's resolver holds back keeps no secret
        records, (evaluated, proof) = run_cancellable(  # 6
            cancel,
            limits.lookup_seconds + limits.seconds_for(limits.pack_bytes),  # the transports have closer limits
            partial(service.records, layout, index, privacy),
            partial(service.evaluate, [blinded_input.element for blinded_input in blinded], public_key),
        )
        guidance = advice.arrived(cancel, limits.guidance_wait_seconds)  # before anything is known of the answer
    outputs = voprf.finalize(inputs, blinded, evaluated, proof, public_key)  # 7
    labels = [find(output, layout.dataset_id, records, layout.label_bytes) for output in outputs]  # 8
    return _Opened(labels, guidance)


def _provenance(
    service: Service, listing: Listing, privacy: Privacy, guidance: dict[str, bytes], *, remembered: bool
) -> Provenance:
    catalogue = listing.catalogue
    return Provenance(
        dataset_id=catalogue.dataset_id,
        created=catalogue.created.astimezone(UTC),
        scheme=catalogue.scheme,
        prefix_bits=catalogue.prefix_bits,
        k=identity.get(catalogue.scheme).k(catalogue.prefix_bits),
        privacy=privacy,
        demo=service.profile.demo,
        guidance=guidance,
        list_version=listing.signed.version,
        list_digest=listing.signed.digest,
        statements=listing.signed.statements,
        remembered=remembered,
    )


def _verdict(provenance: Provenance, catalogue: Catalogue, labels: list[int | None]) -> Verdict:
    if not catalogue.breaches:
        return NoBreaches(provenance)
    sealed = tuple(breach for breach in catalogue.breaches if breach.sealed)
    records = [
        _entries(catalogue, label, opened_with_code=opened_with_code)
        for label, opened_with_code in zip(labels, (False, True), strict=True)
        if label is not None
    ]
    if all(record == () for record in records):  # none, or what they said was withdrawn
        return NotListed(provenance, sealed)
    entries = [entry for record in records for entry in record or ()]
    return Listed(provenance, sealed, _exposures(catalogue, entries), unreadable=None in records)


def _exposures(catalogue: Catalogue, entries: list[CategorySetEntry]) -> tuple[Exposure, ...]:
    """What the entries of all records say together: a category that one of them confirms is confirmed."""
    exposed = {breach.id: set[str]() for breach in catalogue.breaches}
    confirmed = {breach.id: set[str]() for breach in catalogue.breaches}
    for entry in entries:
        exposed[entry.breach].update(entry.categories)
        confirmed[entry.breach].update(set(entry.categories) - set(entry.uncertain))
    graded = {entry.breach for entries in catalogue.category_sets for entry in entries if entry.uncertain}
    return tuple(
        Exposure(
            breach,
            tuple(category for category in breach.categories if category in exposed[breach.id]),
            tuple(name for name in breach.categories if name in exposed[breach.id] - confirmed[breach.id]),
            certainty_stated=breach.id in graded,
        )
        for breach in catalogue.breaches
        if exposed[breach.id]
    )


def _entries(catalogue: Catalogue, label: int, *, opened_with_code: bool) -> tuple[CategorySetEntry, ...] | None:
    """What a label stands for, or None where it points to nothing, or opens in another way than its breach allows.

    That is no error: whoever made the list could put such a record there for one person, who would be known by her
    error, by her trying again, or by the code that she reads out to the help line.
    """
    if label >= len(catalogue.category_sets):
        return None
    sealed = {breach.id for breach in catalogue.breaches if breach.sealed}
    entries = catalogue.category_sets[label]
    return entries if all((entry.breach in sealed) is opened_with_code for entry in entries) else None
