"""Rows that were refused: counted, and named by file, line and reason. Never by content."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exposure_check.publisher.formats import Source

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
class Faults:
    """Collects refused rows while a file is read, and finds their lines afterwards."""

    found: list[Fault] = field(default_factory=list)
    unparsed: int = 0  # rows that did not even parse
    _rows: dict[int, str] = field(default_factory=dict)  # ordinal among the rows that parsed -> reason
    _malformed: set[int] = field(default_factory=set)

    def refuse(self, ordinal: int, reason: str) -> None:
        """Note that a row of the file that is being read was refused; `ordinal` counts parsed rows from 0."""
        self._rows[ordinal] = reason

    def refuse_lines(self, malformed: set[int]) -> None:
        """Note the rows that did not parse; they count as DuckDB counts: see `_csv_lines`."""
        self._malformed = malformed
        self.unparsed += len(malformed)

    def close_file(self, source: Source) -> None:
        """Turn what was noted of a file into line numbers. All of its rows must have been judged by now."""
        if self._rows or self._malformed:
            find = {"csv": _csv_lines, "json": _json_lines, "parquet": _rows}[source.format]
            self.found += find(source, self._rows, self._malformed)
        self._rows, self._malformed = {}, set()

    def by_reason(self) -> dict[str, int]:
        """How many rows were refused for each reason, the most frequent first."""
        return dict(Counter(fault.reason for fault in self.found).most_common())

    def lines(self) -> dict[str, list[int]]:
        """The lines of each `file: reason`."""
        grouped: dict[str, list[int]] = defaultdict(list)
        for fault in self.found:
            grouped[f"{fault.file}: {fault.reason}"].append(fault.line)
        return dict(grouped)


def _csv_lines(source: Source, rows: dict[int, str], malformed: set[int]) -> Iterator[Fault]:
    # DuckDB knows neither the line of a row that it returns nor, behind a line break inside quotes, of one that it
    # refuses: it counts rows, blank ones too. So the few files that hold a fault are walked once more.
    csv.field_size_limit(_LONGEST_FIELD)
    with source.path.open(encoding=source.encoding, errors="replace", newline="") as file:
        reader = csv.reader(file, delimiter=source.delimiter)
        next(reader)
        ordinal, begins = 0, reader.line_num + 1
        for number, row in enumerate(reader, start=2):
            if number in malformed:
                yield Fault(source.name, begins, MALFORMED)
            elif row:
                if ordinal in rows:
                    yield Fault(source.name, begins, rows[ordinal])
                ordinal += 1
            begins = reader.line_num + 1


def _json_lines(source: Source, rows: dict[int, str], _malformed: set[int]) -> Iterator[Fault]:
    with source.path.open(encoding=source.encoding, errors="replace", newline="\n") as file:
        ordinal = 0
        for line, content in enumerate(file, start=1):
            if content.strip(_BLANK):
                if ordinal in rows:
                    yield Fault(source.name, line, rows[ordinal])
                ordinal += 1


def _rows(source: Source, rows: dict[int, str], _malformed: set[int]) -> Iterator[Fault]:
    for ordinal, reason in sorted(rows.items()):
        yield Fault(source.name, ordinal + 1, reason)
