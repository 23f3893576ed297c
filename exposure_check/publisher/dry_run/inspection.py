"""A look at files of records before anything is built: counts, and of their content the words that many share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from exposure_check.publisher.dry_run import words
from exposure_check.publisher.input import public_register, rows
from exposure_check.publisher.input.people import scheme_of
from exposure_check.publisher.input.public_register import PublicRegister
from exposure_check.tables import detection
from exposure_check.tables.columns import Seen
from exposure_check.tables.reader import Reading, read
from exposure_check.tables.refusals import Refusals

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from exposure_check.tables.columns import Row
    from exposure_check.tables.refusals import Limits
    from exposure_check.tables.source import Source

ANY_KEY = bytes(32)  # of codes, for a look that counts those to draw and keeps none


class File(msgspec.Struct, frozen=True):
    """One file. `columns` is empty where the names may be someone's data; `rows` counts those that are not blank and
    not among the `passed`, which the mapping is not about.

    The longest row is told in characters and with its line, likewise the row that spans the most lines.
    """

    name: str
    format: str
    compression: str
    encoding: str
    delimiter: str
    sheet: str
    columns: tuple[str, ...]
    rows: int
    blank: int
    passed: int
    longest: tuple[int, int]
    tallest: tuple[int, int]


class Inspection(msgspec.Struct):
    """What the files hold. Counts are of valid rows; `uncertain` counts those of `categories` that cannot be ruled out,
    `codes_to_draw` are sealed rows without a code, and `restored`
    numbers whose leading zero was put back. `spans` are records whose fields hold rows, `spans_digest` accepts them.
    `public_registers` are open breaches under numbers that are no secret.
    """

    files: list[File] = []
    schemes: Counter[str] = msgspec.field(default_factory=Counter)
    breaches: Counter[str] = msgspec.field(default_factory=Counter)
    categories: Counter[str] = msgspec.field(default_factory=Counter)
    uncertain: Counter[str] = msgspec.field(default_factory=Counter)
    words: list[words.Word] = []
    codes_to_draw: int = 0
    restored: int = 0
    refused: dict[str, int] = {}
    refused_lines: dict[str, list[int]] = {}
    spans: list[str] = []
    spans_digest: str = ""
    public_registers: list[PublicRegister] = []


def inspect(
    paths: Iterable[Path], rules: rows.Rules, limits: Limits | None = None, *, all_words: bool = False
) -> Inspection:
    """Read all files to their ends and count; raises `OptionError` and `PublishError` as the build does, but without
    `limits` not because of what is refused. `all_words` shows words that may be somebody's own data too.
    """
    found, faults, seen = Inspection(), Refusals(), Seen()
    listed: set[tuple[str, str]] = set()
    for path in paths:
        source = detection.detect(path, rules.mapping)
        reading = Reading(source)
        for batch in read(reading, rules.mapping, seen):
            refused = [
                (line, reason) for line, row in batch.rows if (reason := _judge(row, rules, found, listed)) is not None
            ]
            faults.add(source, batch.refused + refused, batch.spans)
        faults.close(source, reading.figures.rows)
        found.files.append(_file(source, reading))
    if limits is not None:
        faults.require_within(limits, sum(file.rows for file in found.files))
    found.refused, found.refused_lines = faults.by_reason(), faults.lines()
    found.spans, found.spans_digest = faults.spans(), faults.spans_digest()
    found.words, found.restored = words.listed(seen, rules.mapping, is_whole=all_words), seen.restored
    found.public_registers = public_register.find(rules.breaches, listed)
    return found


def _file(source: Source, reading: Reading) -> File:
    figures = reading.figures
    return File(
        source.name,
        source.format,
        source.compression,
        source.encoding,
        source.dialect.delimiter if source.columns and source.encoding else "",
        source.sheet,
        source.printable_columns(),
        figures.rows,
        figures.blank,
        figures.passed,
        figures.longest,
        figures.tallest,
    )


def _judge(row: Row, rules: rows.Rules, found: Inspection, listed: set[tuple[str, str]]) -> str | None:
    """Count a valid row, or give the reason why it is none."""
    try:
        entry = rows.entry(row, rules)
    except rows.RefusedError as refused:
        return str(refused)
    scheme = scheme_of(entry.canonical)
    listed.add((scheme, entry.breach))
    found.schemes[scheme] += 1
    found.breaches[entry.breach] += 1
    found.categories.update(rows.names(entry.categories))
    found.uncertain.update(rows.uncertain_names(entry.categories))
    found.codes_to_draw += entry.drawn
    return None
