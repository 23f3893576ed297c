"""A look at files of records before anything is built: what would be read, in counts, never in content."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from exposure_check.publisher.input import rows
from exposure_check.publisher.input.people import scheme_of
from exposure_check.tables import certainty as certainties
from exposure_check.tables import detection
from exposure_check.tables.columns import Seen
from exposure_check.tables.mapping import CERTAINTY
from exposure_check.tables.nothing import YES, plain
from exposure_check.tables.reader import Reading, read
from exposure_check.tables.refusals import Refusals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from exposure_check.tables.columns import Row
    from exposure_check.tables.mapping import Mapping
    from exposure_check.tables.refusals import Limits
    from exposure_check.tables.source import Source

ANY_KEY = bytes(32)  # of codes, for a look that counts those to draw and keeps none
UNKNOWN = "unknown"
NOTHING = ""  # what a word for no value is taken for
_MOST_WORDS = 40  # of a column
_LONGEST_WORD = 20  # characters
_COMMON = 10  # rows: a word that so many have says little of any of them


class File(msgspec.Struct, frozen=True):
    """One file. `columns` is empty where the names may be someone's data; `rows` counts those that are not blank.

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
    longest: tuple[int, int]
    tallest: tuple[int, int]


class Word(msgspec.Struct, frozen=True):
    """A word of a column of [present], how many rows have it, and the category that it is taken for, or `NOTHING`; or a
    word of the column for certainty, taken for "confirmed", "possible" or `UNKNOWN`, which is refused.

    `word` is empty for all those together that are not shown: too many, or what may be somebody's own data.
    """

    column: str
    word: str
    count: int
    taken_for: str


class Inspection(msgspec.Struct):
    """What the files hold. Counts are of valid rows; `uncertain` counts those of `categories` that cannot be ruled out,
    `codes_to_draw` are sealed rows without a code, and `restored`
    numbers whose leading zero was put back. `spans` are records whose fields hold rows, `spans_digest` accepts them.
    """

    files: list[File] = []
    schemes: Counter[str] = msgspec.field(default_factory=Counter)
    breaches: Counter[str] = msgspec.field(default_factory=Counter)
    categories: Counter[str] = msgspec.field(default_factory=Counter)
    uncertain: Counter[str] = msgspec.field(default_factory=Counter)
    words: list[Word] = []
    codes_to_draw: int = 0
    restored: int = 0
    refused: dict[str, int] = {}
    refused_lines: dict[str, list[int]] = {}
    spans: list[str] = []
    spans_digest: str = ""


def inspect(paths: Iterable[Path], rules: rows.Rules, limits: Limits | None = None) -> Inspection:
    """Read all files to their ends and count; raises `OptionError` and `PublishError` as the build does, but without
    `limits` not because of what is refused.
    """
    found, faults, seen = Inspection(), Refusals(), Seen()
    for path in paths:
        source = detection.detect(path, rules.mapping)
        reading = Reading(source)
        for batch in read(reading, rules.mapping, seen):
            refused = [(line, reason) for line, row in batch.rows if (reason := _judge(row, rules, found)) is not None]
            faults.add(source, batch.refused + refused, batch.spans)
        found.files.append(_file(source, reading))
    if limits is not None:
        faults.require_within(limits, sum(file.rows for file in found.files))
    found.refused, found.refused_lines = faults.by_reason(), faults.lines()
    found.spans, found.spans_digest = faults.spans(), faults.spans_digest()
    found.words, found.restored = _words(seen, rules.mapping), seen.restored
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
        figures.longest,
        figures.tallest,
    )


def _judge(row: Row, rules: rows.Rules, found: Inspection) -> str | None:
    """Count a valid row, or give the reason why it is none."""
    try:
        entry = rows.entry(row, rules)
    except rows.RefusedError as refused:
        return str(refused)
    found.schemes[scheme_of(entry.canonical)] += 1
    found.breaches[entry.breach] += 1
    found.categories.update(rows.names(entry.categories))
    found.uncertain.update(rows.uncertain_names(entry.categories))
    found.codes_to_draw += entry.drawn
    return None


def _words(seen: Seen, mapping: Mapping) -> list[Word]:
    """The words of each column of [present] and of certainty, the most frequent first, and those not shown as sums."""
    listed = []
    for column, counts in seen.words.items():
        listed += _column(column, counts, partial(_taken_for, column, mapping), mapping)
    certainty = mapping.parts(CERTAINTY)
    if certainty and any(seen.certainties):  # else there is no such column, or nothing in it
        listed += _column(" ".join(certainty), seen.certainties, partial(_certainty, mapping), mapping)
    return listed


def _column(column: str, counts: Counter[str], meaning: Callable[[str], str], mapping: Mapping) -> list[Word]:
    shown = [word for word, count in counts.most_common(_MOST_WORDS) if word and _is_shown(word, count, mapping)]
    listed = [Word(column, word, counts[word], meaning(word)) for word in shown]
    hidden: Counter[str] = Counter()
    for word in counts.keys() - set(shown):
        hidden[meaning(word)] += counts[word]
    return listed + [Word(column, "", count, taken_for) for taken_for, count in sorted(hidden.items())]


def _taken_for(column: str, mapping: Mapping, word: str) -> str:
    if mapping.says_nothing(word):
        return NOTHING
    category = mapping.present[column]
    return certainties.unmarked(category) + certainties.MARK if mapping.says_possible(word) else category


def _certainty(mapping: Mapping, word: str) -> str:
    return mapping.certainty_of(word) or UNKNOWN


def _is_shown(word: str, count: int, mapping: Mapping) -> bool:
    if mapping.says_nothing(word) or mapping.says_possible(word) or plain(word) in YES or mapping.certainty_of(word):
        return True
    return count >= _COMMON and len(word) <= _LONGEST_WORD and sum(map(str.isdigit, word)) < 4
