"""What a build did, in figures that may be published."""

from __future__ import annotations

import msgspec


class DataSet(msgspec.Struct, frozen=True):
    """One data set of a build.

    `rare_profiles` counts profiles that fewer than ten records hold: they are public, and say much about few.
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
    profiles: int
    rare_profiles: int
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
