"""What a build did, in figures that may be published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from exposure_check import identity
from exposure_check.publisher.input.category_sets import rare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exposure_check.protocol.bucket import Layout
    from exposure_check.publisher.workspace.artifacts import Labels, ReadFigures, SchemeCount


class DataSet(msgspec.Struct, frozen=True):
    """One data set of a build.

    `rare_category_sets` counts the sets that fewer than ten records have: they are public, and say much about few.
    `false_positive` is the chance that a number that is in no breach opens a record.
    """

    scheme: str
    dataset_id: str
    people: int
    records: int
    buckets: int
    bucket_records: int
    bytes: int  # of the pack
    k: int
    category_sets: int = msgspec.field(name="profiles")
    rare_category_sets: int = msgspec.field(name="rare_profiles")
    false_positive: float


class Summary(msgspec.Struct, frozen=True):
    """One build. `refused` counts rows by reason code; `merged` counts rows that repeat or add to an earlier one."""

    data_sets: tuple[DataSet, ...]
    rows: int
    merged: int
    refused: dict[str, int]
    refused_lines: dict[str, list[int]]  # "file: reason" -> lines
    codes_drawn: int
    seconds: dict[str, float]  # by stage
    gone: list[str] = []  # schemes that were in the list before, and of which no row is left


def data_set(scheme: str, layout: Layout, count: SchemeCount, labels: Labels) -> DataSet:
    """The figures of a data set that is laid out."""
    return DataSet(
        scheme=scheme,
        dataset_id=layout.dataset_id.hex(),
        people=count.people,
        records=count.records,
        buckets=layout.buckets,
        bucket_records=layout.bucket_records,
        bytes=layout.pack_bytes,
        k=identity.get(scheme).k(layout.prefix_bits),
        category_sets=len(labels.category_sets),
        rare_category_sets=len(rare(labels.records_by_set(count))),
        false_positive=layout.bucket_records / 2.0**64,
    )


def summarise(
    data_sets: Sequence[DataSet],
    read: ReadFigures,
    counts: Mapping[str, SchemeCount],
    seconds: dict[str, float],
    gone: list[str],
) -> Summary:
    """The figures of a build, with the seconds of its stages and the schemes that left the list."""
    valid = read.rows - sum(read.refused.values())
    return Summary(
        data_sets=tuple(data_sets),
        rows=read.rows,
        merged=valid - sum(count.entries for count in counts.values()),
        refused=read.refused,
        refused_lines=read.refused_lines,
        codes_drawn=len(read.drawn),
        seconds=seconds,
        gone=gone,
    )
