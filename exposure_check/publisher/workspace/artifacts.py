"""What one stage leaves in the work folder and another takes up: the figures of reading, counts, labels, records.

The stages know nothing of each other; they meet here. Names and msgpack forms are what earlier versions wrote, so that
a build that was stopped goes on.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from exposure_check.errors import PublishError
from exposure_check.publisher.input.category_sets import CategorySet
from exposure_check.publisher.workspace.workspace import LABELS, READ, RECORDS, STRETCHED, CorruptError, Workspace
from exposure_check.trust.code_book import DrawnCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WORD_BYTES = 4  # the bucket word before each record, big-endian


class ReadFigures(msgspec.Struct, frozen=True):
    """What reading the files of records gave. `drawn` are the codes that were drawn, one for each row, in order."""

    rows: int
    refused: dict[str, int]
    refused_lines: dict[str, list[int]]
    drawn: list[DrawnCode]

    def __repr__(self) -> str:
        return f"<{self.rows} rows read>"

    def reasons(self) -> str:
        """The most frequent reasons why rows were refused, with their counts; empty where none was."""
        return ", ".join(f"{reason} ({count:,})" for reason, count in list(self.refused.items())[:3])


class SchemeCount(msgspec.Struct):
    """The count of one scheme, of one partition or of all. `category_sets` counts the records that have each."""

    people: int = 0
    records: int = 0
    entries: int = 0  # (person, code, breach): rows less those that repeat or add to another
    category_sets: Counter[CategorySet] = msgspec.field(default_factory=Counter)
    sharing: int = 0  # people whose letter code another person has; known of all partitions together alone

    def add(self, other: SchemeCount) -> None:
        """Add the count of another partition."""
        self.people += other.people
        self.records += other.records
        self.entries += other.entries
        self.category_sets += other.category_sets

    def breaches(self) -> set[str]:
        """The breaches that any of the people are in."""
        return {breach for category_set in self.category_sets for breach, _ in category_set}


class Labels(msgspec.Struct, frozen=True):
    """The category sets of a scheme in the order of their labels, and the label of each set that people have."""

    category_sets: list[CategorySet] = msgspec.field(name="profiles")
    label_of: list[tuple[CategorySet, int]]

    def records_by_set(self, count: SchemeCount) -> Counter[CategorySet]:
        """How many records have each category set once rare ones are replaced."""
        label_of = dict(self.label_of)
        records: Counter[CategorySet] = Counter()
        for category_set, number in count.category_sets.items():
            records[self.category_sets[label_of[category_set]]] += number
        return records


@contextmanager
def reread_where_damaged(workspace: Workspace) -> Iterator[None]:
    """Where rows turn out to be damaged, see to it that the next run reads the records again; raises `PublishError`."""
    try:
        yield
    except CorruptError as error:
        if workspace.intact(str(error)):
            raise PublishError(
                f"A worker does not see the work folder '{workspace.storage}' as this machine does.",
                advice="Every machine of a cluster has to reach it under the same path or URL.",
            ) from error
        workspace.storage.delete(READ)
        raise PublishError(
            f"The file {str(error)!r} of the work folder '{workspace.storage}' is damaged.",
            advice="Run the same command again: it reads the records anew, and keeps what was hashed.",
        ) from error


def save_read_figures(workspace: Workspace, figures: ReadFigures) -> None:
    """Keep the figures of reading: from here on all rows are in the work folder. Raises `OSError`."""
    workspace.save(READ, figures)


def load_read_figures(workspace: Workspace) -> ReadFigures | None:
    """What an earlier run read, or None where it did not come so far, or was of another version."""
    try:
        return msgspec.msgpack.decode(workspace.load(READ), type=ReadFigures)
    except (CorruptError, msgspec.ValidationError):
        return None


def save_labels(workspace: Workspace, labels: Mapping[str, Labels]) -> None:
    """Keep the labels of each scheme, for the workers. Raises `OSError`."""
    workspace.save(LABELS, labels)


def load_label_of(workspace: Workspace) -> dict[str, dict[CategorySet, int]]:
    """The label of each category set, by scheme; raises `CorruptError`."""
    return _label_of(workspace.load(LABELS))


@lru_cache(maxsize=1)
def _label_of(data: bytes) -> dict[str, dict[CategorySet, int]]:
    decoded = msgspec.msgpack.decode(data, type=dict[str, Labels])
    return {scheme: dict(labels.label_of) for scheme, labels in decoded.items()}


def save_records(workspace: Workspace, partition: int, records: Mapping[str, list[bytes]]) -> None:
    """Keep the records of a partition by scheme, each behind its bucket word. Raises `OSError`."""
    workspace.save(_records_file(partition), {scheme: b"".join(parts) for scheme, parts in records.items()})


def has_records(workspace: Workspace, partition: int) -> bool:
    """Whether an earlier run finished a partition."""
    return workspace.intact(_records_file(partition))


def load_records(workspace: Workspace, partition: int) -> dict[str, bytes]:
    """The records of a partition by scheme, each behind its bucket word (4 bytes); raises `CorruptError`."""
    return msgspec.msgpack.decode(workspace.load(_records_file(partition)), type=dict[str, bytes])


def save_stretched(workspace: Workspace, partition: int, stretched: Mapping[bytes, bytes]) -> None:
    """Keep the stretched value of each identifier of a partition, for a later build. Raises `OSError`."""
    workspace.save(_stretched_file(partition), stretched)


def load_stretched(workspace: Workspace, partition: int) -> dict[bytes, bytes]:
    """The stretched value of each identifier of a partition; raises `CorruptError`."""
    return msgspec.msgpack.decode(workspace.load(_stretched_file(partition)), type=dict[bytes, bytes])


def _records_file(partition: int) -> str:
    return f"{RECORDS}/{partition:05d}"


def _stretched_file(partition: int) -> str:
    return f"{STRETCHED}/{partition:05d}"
