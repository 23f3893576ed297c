"""Third stage, the long one: stretch, bucket word, VOPRF, record. A partition is a task, and its file the result."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import msgspec

from exposure_check.protocol import record, voprf
from exposure_check.protocol.bucket import bucket_word
from exposure_check.protocol.stretch import stretch
from exposure_check.protocol.suite import SUITES
from exposure_check.publisher.stages import people
from exposure_check.publisher.stages.count import Labels
from exposure_check.publisher.stages.ingest import damage_named
from exposure_check.publisher.workers import tasks
from exposure_check.publisher.workspace.shuffle import partition
from exposure_check.publisher.workspace.workspace import (
    LABELS,
    RECORDS,
    STRETCHED,
    CorruptError,
    Workspace,
    partition_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Executor

    from exposure_check.publisher.stages.people import CategorySet, Codes
    from exposure_check.publisher.workers.tasks import Progress

WORD_BYTES = 4  # the bucket word before each record, big-endian


@dataclass(frozen=True)
class Form:
    """What a data set's records are made with."""

    dataset_id: bytes
    label_bytes: int


@dataclass(frozen=True, repr=False)
class Plan:
    """What the workers need; it travels to them with every task. `previous` is a work folder whose stretched values
    are used again.
    """

    work: Workspace
    voprf_key: bytes
    forms: Mapping[str, Form]
    keep_stretched: bool = False
    previous: Workspace | None = None


def evaluate(plan: Plan, people_in_all: int, pool: Executor, progress: Progress) -> None:
    """Make the records of every partition that an earlier run has not finished."""
    work = plan.work
    missing = [number for number, intact in tasks.overlapped(partial(_is_made, work), work.partitions) if not intact]
    # A keyed hash fills the partitions evenly: their share of the people is close enough for a progress bar.
    done = people_in_all - people_in_all * len(missing) // len(work.partitions)
    progress("stretch", done, people_in_all)
    with damage_named(work):
        for _, made in tasks.each(pool, _evaluate, ((plan, number) for number in sorted(missing))):
            done = min(done + made, people_in_all)
            progress("stretch", done, people_in_all)


def records_of(work: Workspace, number: int) -> dict[str, bytes]:
    """The records of a partition by scheme, each behind its bucket word (4 bytes); raises `CorruptError`."""
    return msgspec.msgpack.decode(work.load(_name(number)), type=dict[str, bytes])


def _is_made(work: Workspace, number: int) -> bool:
    return work.intact(_name(number))


def _name(number: int) -> str:
    return f"{RECORDS}/{number:05d}"


def _evaluate(job: tuple[Plan, int]) -> int:
    plan, number = job
    labels = _labels(plan.work)
    known = _stretched_before(plan, number)
    stretched: dict[bytes, bytes] = {}
    made: dict[str, list[bytes]] = {}
    for canonical, codes in people.group(partition(plan.work, number)).items():
        scheme = people.scheme_of(canonical)
        # One thread computes all lanes: the processes already keep every core busy.
        value = known.get(canonical) or stretch(canonical, SUITES[plan.work.state.suite], threads=1)
        stretched[canonical] = value
        made.setdefault(scheme, []).extend(_records(plan, plan.forms[scheme], labels[scheme], value, codes))
    if plan.keep_stretched:
        plan.work.save(f"{STRETCHED}/{number:05d}", stretched)
    plan.work.save(_name(number), {scheme: b"".join(records) for scheme, records in made.items()})
    return len(stretched)


def _records(plan: Plan, form: Form, labels: Mapping[CategorySet, int], stretched: bytes, codes: Codes) -> list[bytes]:
    word = bucket_word(stretched).to_bytes(WORD_BYTES, "big")
    made = []
    for code, exposed in codes.items():
        private_input = record.sealed_input(stretched, code) if code else record.open_input(stretched)
        output = voprf.evaluate_unblinded(plan.voprf_key, private_input)
        made.append(word + record.seal(output, form.dataset_id, labels[people.profile(exposed)], form.label_bytes))
    return made


def _stretched_before(plan: Plan, number: int) -> dict[bytes, bytes]:
    """The stretched values that an earlier build kept of the identifiers of this partition."""
    if plan.previous is None:
        return {}
    ours, theirs = plan.work.state.partition_bits, plan.previous.state.partition_bits
    numbers = range(number << theirs >> ours, ((number + 1 << theirs) - 1 >> ours) + 1)
    found: dict[bytes, bytes] = {}
    for other in numbers:
        try:
            kept = plan.previous.load(f"{STRETCHED}/{other:05d}")
        except CorruptError:
            continue  # computed again
        found |= msgspec.msgpack.decode(kept, type=dict[bytes, bytes])
    if theirs >= ours:
        return found
    return {one: value for one, value in found.items() if partition_of(plan.voprf_key, one, ours) == number}


def _labels(work: Workspace) -> dict[str, dict[CategorySet, int]]:
    return _labels_once(work.load(LABELS))


@lru_cache(maxsize=1)
def _labels_once(data: bytes) -> dict[str, dict[CategorySet, int]]:
    decoded = msgspec.msgpack.decode(data, type=dict[str, Labels])
    return {scheme: dict(labels.label_of) for scheme, labels in decoded.items()}
