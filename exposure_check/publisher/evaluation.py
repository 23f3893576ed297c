"""The work of the worker processes: stretch, bucket word, VOPRF, record. Pure functions over plain bytes."""

from __future__ import annotations

from dataclasses import dataclass

from exposure_check.protocol import record, voprf
from exposure_check.protocol.bucket import bucket_word
from exposure_check.protocol.stretch import stretch
from exposure_check.protocol.suite import SUITES

WORD_BYTES = 4  # the bucket word before each record, big-endian


@dataclass(frozen=True, repr=False)
class Task:
    """What every record of a data set is made with; it travels to the workers, hence bytes and names only."""

    suite: str
    voprf_key: bytes
    dataset_id: bytes
    label_bytes: int


@dataclass(frozen=True, repr=False)
class Person:
    """A canonical identifier and the label under each code; the code is empty for the open record."""

    canonical: bytes
    labels: tuple[tuple[str, int], ...]


def placed_records(task: Task, people: list[Person]) -> bytes:
    """The records of some people, each behind its bucket word (4 bytes), concatenated."""
    return b"".join(placed for person in people for placed in _records_of(task, person))


def _records_of(task: Task, person: Person) -> list[bytes]:
    # One thread computes all lanes: the processes already keep every core busy.
    stretched = stretch(person.canonical, SUITES[task.suite], threads=1)
    word = bucket_word(stretched).to_bytes(WORD_BYTES, "big")
    made = []
    for code, label in person.labels:
        private_input = record.sealed_input(stretched, code) if code else record.open_input(stretched)
        output = voprf.evaluate_unblinded(task.voprf_key, private_input)
        made.append(word + record.seal(output, task.dataset_id, label, task.label_bytes))
    return made
