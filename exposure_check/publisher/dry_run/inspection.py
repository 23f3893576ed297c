"""A look at files of records before anything is built: what would be read, in counts, never in content."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from exposure_check.publisher.input import rows
from exposure_check.publisher.input.people import scheme_of
from exposure_check.tables import detection
from exposure_check.tables.reader import is_empty, read
from exposure_check.tables.refusals import MALFORMED, Refusals

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from exposure_check.tables.reader import Row

ANY_KEY = bytes(32)  # of codes, for a look that counts those to draw and keeps none


class File(msgspec.Struct, frozen=True):
    """One file. `columns` is empty where the names may be someone's data; `rows` counts all that parsed."""

    name: str
    format: str
    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    rows: int


class Inspection(msgspec.Struct):
    """What the files hold. Counts are of valid rows; `codes_to_draw` are sealed rows without a code."""

    files: list[File] = []
    schemes: Counter[str] = msgspec.field(default_factory=Counter)
    breaches: Counter[str] = msgspec.field(default_factory=Counter)
    categories: Counter[str] = msgspec.field(default_factory=Counter)
    codes_to_draw: int = 0
    refused: dict[str, int] = {}
    refused_lines: dict[str, list[int]] = {}


def inspect(paths: Iterable[Path], rules: rows.Rules) -> Inspection:
    """Read all files to their ends and count; raises `OptionError` and `PublishError` as the build does."""
    inspection, refusals = Inspection(), Refusals()
    for path in paths:
        source = detection.detect(path, rules.mapping)
        count = 0
        for ordinal, batch in read(source, refusals, rules.mapping):
            count += len(batch)
            for place, row in enumerate(batch):
                reason = _judge(row, rules, inspection)
                if reason is not None:
                    refusals.refuse(ordinal + place, reason)
        refusals.close_file(source)
        inspection.files.append(
            File(source.name, source.format, source.encoding, source.delimiter, source.printable_columns(), count)
        )
    inspection.refused, inspection.refused_lines = refusals.by_reason(), refusals.lines()
    return inspection


def _judge(row: Row, rules: rows.Rules, inspection: Inspection) -> str | None:
    """Count a valid row, or give the reason why it is refused."""
    try:
        entry = rows.entry(row, rules)
    except rows.RefusedError as refused:
        return MALFORMED if is_empty(row) else str(refused)
    inspection.schemes[scheme_of(entry.canonical)] += 1
    inspection.breaches[entry.breach] += 1
    inspection.categories.update(rows.names(entry.categories))
    inspection.codes_to_draw += entry.drawn
    return None
