"""Rows that have to be named: by their lines, never by content. Refused ones are counted too, by reason."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exposure_check.errors import PublishError

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterator

    from exposure_check.tables.detection import Source

    Begins = tuple[int | None, int]  # ordinal of a row among those that parsed, or None; the line where it begins

MALFORMED = "row.malformed"  # more or fewer fields than the header names, or bytes that are no text

_BLANK = " \t\n\v\f\r"  # Python alone would call more than these a space
_LONGEST_FIELD = (1 << 31) - 1  # characters; Python's own limit is below what DuckDB reads


@dataclass(frozen=True)
class Fault:
    """One refused row. `line` counts from 1, as editors do, and is where the row begins; in Parquet it is the row."""

    file: str
    line: int
    reason: str


@dataclass
class Refusals:
    """Collects refused rows while a file is read, and finds their lines afterwards."""

    found: list[Fault] = field(default_factory=list)
    unparsed: int = 0  # rows that did not even parse
    _rows: dict[int, str] = field(default_factory=dict)  # ordinal among the rows that parsed -> reason
    _malformed: set[int] = field(default_factory=set)
    _parsed: int = 0

    def refuse(self, ordinal: int, reason: str) -> None:
        """Note that a row of the file that is being read was refused; `ordinal` counts parsed rows from 0."""
        self._rows[ordinal] = reason

    def end_file(self, parsed: int, malformed: set[int]) -> None:
        """Note how many rows parsed, and those that did not, which count as DuckDB counts: see `_csv_lines`."""
        self._parsed, self._malformed = parsed, malformed
        self.unparsed += len(malformed)

    def close_file(self, source: Source, asked: Collection[int] = ()) -> dict[int, int]:
        """Turn what was noted of a file into line numbers, and give those of the rows `asked` for, by ordinal.

        All rows of the file must have been judged by now. Raises `PublishError` where the lines that were asked for
        cannot be told.
        """
        lines: dict[int, int] = {}
        if self._rows or self._malformed or asked:
            counted = 0
            for ordinal, line in _BEGINNINGS[source.format](source, self._malformed, self._parsed):
                counted += ordinal is not None
                if ordinal is None:
                    self.found.append(Fault(source.name, line, MALFORMED))
                elif ordinal in self._rows:
                    self.found.append(Fault(source.name, line, self._rows[ordinal]))
                elif ordinal in asked:
                    lines[ordinal] = line
            if asked and counted != self._parsed:  # a letter must not go to the person of another line
                raise PublishError(
                    f"The rows of {source.name!r} cannot be told apart by their lines.",
                    advice="Save it as Parquet, where each row has a number.",
                )
        self._rows, self._malformed, self._parsed = {}, set(), 0
        return lines

    def by_reason(self) -> dict[str, int]:
        """How many rows were refused for each reason, the most frequent first."""
        return dict(Counter(fault.reason for fault in self.found).most_common())

    def lines(self) -> dict[str, list[int]]:
        """The lines of each `file: reason`."""
        grouped: dict[str, list[int]] = defaultdict(list)
        for fault in self.found:
            grouped[f"{fault.file}: {fault.reason}"].append(fault.line)
        return dict(grouped)


def _csv_lines(source: Source, malformed: Container[int], _parsed: int) -> Iterator[Begins]:
    # DuckDB knows neither the line of a row that it returns nor, behind a line break inside quotes, of one that it
    # refuses: it counts rows, blank ones too. So the files that hold a row to be named are walked once more.
    csv.field_size_limit(_LONGEST_FIELD)
    blank_is_row = len(source.columns) == 1  # an empty field; where there are several, DuckDB skips the line
    with source.path.open(encoding=source.encoding, errors="replace", newline="") as file:
        reader = csv.reader(file, delimiter=source.delimiter)
        next(reader)
        ordinal, begins = 0, reader.line_num + 1
        for number, row in enumerate(reader, start=2):
            if number in malformed:
                yield None, begins
            elif row or blank_is_row:
                yield ordinal, begins
                ordinal += 1
            begins = reader.line_num + 1


def _json_lines(source: Source, _malformed: Container[int], _parsed: int) -> Iterator[Begins]:
    with source.path.open(encoding=source.encoding, errors="replace", newline="\n") as file:
        filled = (line for line, content in enumerate(file, start=1) if content.strip(_BLANK))
        yield from enumerate(filled)


def _rows(_source: Source, _malformed: Container[int], parsed: int) -> Iterator[Begins]:
    for ordinal in range(parsed):
        yield ordinal, ordinal + 1


_BEGINNINGS = {"csv": _csv_lines, "json": _json_lines, "parquet": _rows}
