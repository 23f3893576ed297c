"""The build: plain breach records in, a signed data set out. `build` is the story of this package."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

from exposure_check import identity
from exposure_check.errors import PublishError
from exposure_check.protocol import bucket, catalogue, merkle
from exposure_check.protocol.record import TAG_BYTES
from exposure_check.publisher import anonymity, buckets, people, records
from exposure_check.publisher.evaluation import Person, Task, placed_records
from exposure_check.publisher.faults import Faults
from exposure_check.publisher.summary import DataSet, Summary
from exposure_check.trust import keys, sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from exposure_check.protocol.catalogue import Breach, Catalogue
    from exposure_check.protocol.suite import Suite
    from exposure_check.publisher.people import People, Profile
    from exposure_check.secret import Secret

Progress: TypeAlias = Callable[[str, int, int], None]  # scheme, people done, people in all

SIGNING_ROLES = ("targets", "snapshot", "timestamp")
LABEL_BYTES = 2
_CHUNK_PEOPLE = 32  # about three seconds of one core at XC1


@dataclass(frozen=True)
class Order:
    """What to build. `prefix_bits` None means the most that the anonymity rule allows."""

    breaches: Mapping[str, Breach]
    records: Sequence[Path]
    out: Path
    suite: Suite
    prefix_bits: int | None = None
    allow_test: bool = False  # take identity numbers of the ranges reserved for tests


@dataclass(frozen=True)
class Keys:
    """Where the keys of the publisher lie, and what opens them; `passphrase` None for keys in clear."""

    folder: Path
    passphrase: Secret | None = None


def build(order: Order, publisher: Keys, pool: Executor, progress: Progress = lambda *_: None) -> Summary:
    """Build one data set for each scheme of the records, and publish them all in `order.out` at once.

    What was published there before stays until the last step and its data sets stay for ever. Raises `OptionError`
    for a file or key that cannot be used, `PublishError` where nothing may be published, and `OSError`.
    """
    began, now = time.monotonic(), datetime.now(UTC).replace(microsecond=0)
    signers = {role: keys.load_signer(publisher.folder, role, publisher.passphrase) for role in SIGNING_ROLES}
    voprf_keys = keys.load_voprf(publisher.folder, publisher.passphrase)
    faults = Faults()

    rows = records.read_all(order.records, faults)
    rules = people.Rules(order.breaches, order.allow_test)
    found = people.group(rows, rules, faults)  # records -> canonical identifiers, each person once
    targets, data_sets = {}, []
    for scheme, holders in people.by_scheme(found.people):
        prefix_bits = anonymity.prefix_bits(identity.get(scheme), order.prefix_bits)
        profiles = people.profiles(holders)
        label_bytes = max(LABEL_BYTES, ((len(profiles) - 1).bit_length() + 7) // 8)
        dataset_id = secrets.token_bytes(16)
        task = Task(order.suite.name, voprf_keys.secret_key.reveal(), dataset_id, label_bytes)
        placed = _evaluated(pool, task, _labelled(holders, profiles), scheme, progress)  # stretch, VOPRF -> record
        bodies = buckets.fill(placed, dataset_id, prefix_bits, TAG_BYTES + label_bytes)  # bucket index -> bucket
        tree = merkle.levels([merkle.leaf_hash(body) for body in bodies])  # Merkle tree
        buckets.write(order.out / "datasets" / dataset_id.hex(), bodies, tree)
        form = bucket.Layout(dataset_id, prefix_bits, buckets.records_in(bodies[0]), label_bytes, tree[-1][0])
        described = _catalogue(order, scheme, form, profiles, voprf_keys.public_key, now)
        targets[f"catalogues/{scheme}.json"] = catalogue.serialise(described)
        data_sets.append(_data_set(described, holders))
    if not targets:
        raise PublishError("No row of the records is valid: nothing was published.", advice=_most_frequent(faults))
    root = (publisher.folder / keys.ROOT_FILE).read_bytes()
    sign.publish(order.out, root, signers, targets, now)  # TUF signature
    return Summary(
        tuple(data_sets), found.rows, found.merged, faults.by_reason(), faults.lines(), time.monotonic() - began
    )


def _labelled(holders: People, profiles: list[Profile]) -> list[Person]:
    labels = {one: label for label, one in enumerate(profiles)}
    return [
        Person(canonical, tuple((code, labels[people.profile(exposed)]) for code, exposed in sorted(codes.items())))
        for canonical, codes in holders.items()
    ]


def _evaluated(pool: Executor, task: Task, holders: list[Person], scheme: str, progress: Progress) -> Iterator[bytes]:
    chunks = [holders[start : start + _CHUNK_PEOPLE] for start in range(0, len(holders), _CHUNK_PEOPLE)]
    futures: dict[Future[bytes], int] = {pool.submit(placed_records, task, chunk): len(chunk) for chunk in chunks}
    done = 0
    progress(scheme, done, len(holders))
    for future in as_completed(futures):
        yield future.result()
        done += futures[future]
        progress(scheme, done, len(holders))


def _catalogue(
    order: Order, scheme: str, form: bucket.Layout, profiles: list[Profile], public_key: bytes, now: datetime
) -> Catalogue:
    named = {breach for one in profiles for breach, _ in one}
    return catalogue.Catalogue(
        suite=order.suite.name,
        dataset_id=form.dataset_id.hex(),
        scheme=scheme,
        prefix_bits=form.prefix_bits,
        bucket_records=form.bucket_records,
        label_bytes=form.label_bytes,
        voprf_public_key=public_key.hex(),
        merkle_root=form.merkle_root.hex(),
        created=now,
        breaches=tuple(breach for breach in order.breaches.values() if breach.id in named),
        profiles=tuple(people.described(one) for one in profiles),
    )


def _data_set(described: Catalogue, holders: People) -> DataSet:
    form = bucket.layout(described)
    return DataSet(
        scheme=described.scheme,
        dataset_id=described.dataset_id,
        people=len(holders),
        records=sum(len(codes) for codes in holders.values()),
        buckets=form.buckets,
        bucket_records=described.bucket_records,
        bytes=form.pack_bytes,
        k=identity.get(described.scheme).k(form.prefix_bits),
        profiles=len(described.profiles),
        false_positive=described.bucket_records / 2.0**64,
    )


def _most_frequent(faults: Faults) -> str:
    reasons = ", ".join(f"{reason} ({count})" for reason, count in list(faults.by_reason().items())[:3])
    return f"The most frequent reasons: {reasons}." if reasons else "The files of records hold no row."
