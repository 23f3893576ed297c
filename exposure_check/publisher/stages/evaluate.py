"""Third stage, the long one: stretch, bucket word, VOPRF, record. A partition is a task, and its file the result."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from exposure_check.protocol import record, voprf
from exposure_check.protocol.bucket import bucket_word
from exposure_check.protocol.stretch import stretch
from exposure_check.protocol.suite import SUITES
from exposure_check.publisher.input import people
from exposure_check.publisher.input.category_sets import category_set
from exposure_check.publisher.workers import tasks
from exposure_check.publisher.workspace.artifacts import (
    WORD_BYTES,
    has_records,
    load_label_of,
    load_stretched,
    reread_where_damaged,
    save_records,
    save_stretched,
)
from exposure_check.publisher.workspace.shuffle import rows_of
from exposure_check.publisher.workspace.workspace import CorruptError, Workspace, partition_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Executor

    from exposure_check.publisher.input.category_sets import CategorySet
    from exposure_check.publisher.input.people import Codes
    from exposure_check.publisher.workers.tasks import Progress


@dataclass(frozen=True)
class RecordForm:
    """What the records of a data set are sealed with."""

    dataset_id: bytes
    label_bytes: int


@dataclass(frozen=True, repr=False)
class Evaluation:
    """What the workers need; it travels to them with every task. `forms` is by scheme; `previous` is a work folder
    whose stretched values are used again.
    """

    workspace: Workspace
    voprf_key: bytes
    forms: Mapping[str, RecordForm]
    keep_stretched: bool = False
    previous: Workspace | None = None


def evaluate(evaluation: Evaluation, people_in_all: int, pool: Executor, progress: Progress) -> None:
    """Make the records of every partition that an earlier run has not finished."""
    workspace = evaluation.workspace
    finished = tasks.overlapped(partial(has_records, workspace), workspace.partitions)
    missing = [partition for partition, is_finished in finished if not is_finished]
    # A keyed hash fills the partitions evenly: their share of the people is close enough for a progress bar.
    done = people_in_all - people_in_all * len(missing) // len(workspace.partitions)
    progress("stretch", done, people_in_all)
    with reread_where_damaged(workspace):
        for _, stretched in tasks.each(pool, _evaluate, ((evaluation, partition) for partition in sorted(missing))):
            done = min(done + stretched, people_in_all)
            progress("stretch", done, people_in_all)


def _evaluate(job: tuple[Evaluation, int]) -> int:
    """Make the records of a partition; returns the count of its people."""
    evaluation, partition = job
    workspace = evaluation.workspace
    label_of = load_label_of(workspace)
    previously = _stretched_before(evaluation, partition)
    stretched: dict[bytes, bytes] = {}
    records: dict[str, list[bytes]] = {}
    for canonical, codes in people.group(rows_of(workspace, partition)).items():
        scheme = people.scheme_of(canonical)
        # One thread computes all lanes: the processes already keep every core busy.
        value = previously.get(canonical) or stretch(canonical, SUITES[workspace.state.suite], threads=1)
        stretched[canonical] = value
        records.setdefault(scheme, []).extend(_records(evaluation, scheme, label_of[scheme], value, codes))
    if evaluation.keep_stretched:
        save_stretched(workspace, partition, stretched)
    save_records(workspace, partition, records)
    return len(stretched)


def _records(
    evaluation: Evaluation, scheme: str, label_of: Mapping[CategorySet, int], stretched: bytes, codes: Codes
) -> list[bytes]:
    form = evaluation.forms[scheme]
    word = bucket_word(stretched).to_bytes(WORD_BYTES, "big")
    records = []
    for code, exposed in codes.items():
        private_input = record.sealed_input(stretched, code) if code else record.open_input(stretched)
        output = voprf.evaluate_unblinded(evaluation.voprf_key, private_input)
        sealed = record.seal(output, form.dataset_id, label_of[category_set(exposed)], form.label_bytes)
        records.append(word + sealed)
    return records


def _stretched_before(evaluation: Evaluation, partition: int) -> dict[bytes, bytes]:
    """The stretched values that an earlier build kept of the identifiers of this partition."""
    previous = evaluation.previous
    if previous is None:
        return {}
    bits, previous_bits = evaluation.workspace.state.partition_bits, previous.state.partition_bits
    first, beyond = partition << previous_bits >> bits, ((partition + 1 << previous_bits) - 1 >> bits) + 1
    stretched: dict[bytes, bytes] = {}
    for number in range(first, beyond):
        try:
            stretched |= load_stretched(previous, number)
        except CorruptError:
            continue  # computed again
    if previous_bits >= bits:
        return stretched
    key = evaluation.voprf_key
    return {
        canonical: value for canonical, value in stretched.items() if partition_of(key, canonical, bits) == partition
    }
