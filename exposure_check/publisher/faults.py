"""Rows that were refused: counted, and named by file, line and reason. Never by content."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MALFORMED = "row.malformed"  # more or fewer fields than the header names, or bytes that are no text


@dataclass(frozen=True)
class Fault:
    """One refused row. `line` counts from 1, as editors do, and is where the row begins."""

    file: str
    line: int
    reason: str


@dataclass
class Faults:
    """Collects refused rows while a file is read, and finds their lines afterwards."""

    found: list[Fault] = field(default_factory=list)
    _rows: dict[int, str] = field(default_factory=dict)  # ordinal among the rows that parsed -> reason

    def refuse(self, ordinal: int, reason: str) -> None:
        """Note that a row of the file that is being read was refused; `ordinal` counts parsed rows from 0."""
        self._rows[ordinal] = reason

    def close_file(self, path: Path, malformed: set[int]) -> None:
        """Turn ordinals into line numbers. `malformed` counts as DuckDB does: see `_lines`."""
        if self._rows or malformed:
            self.found += _lines(path, self._rows, malformed)
        self._rows = {}

    def by_reason(self) -> dict[str, int]:
        """How many rows were refused for each reason, the most frequent first."""
        return dict(Counter(fault.reason for fault in self.found).most_common())

    def lines(self) -> dict[str, list[int]]:
        """The lines of each `file: reason`."""
        grouped: dict[str, list[int]] = defaultdict(list)
        for fault in self.found:
            grouped[f"{fault.file}: {fault.reason}"].append(fault.line)
        return dict(grouped)


def _lines(path: Path, rows: dict[int, str], malformed: set[int]) -> Iterator[Fault]:
    # DuckDB knows neither the line of a row that it returns nor, behind a line break inside quotes, of one that it
    # refuses: it counts rows, blank ones too. So the few files that hold a fault are walked once more.
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        ordinal, begins = 0, reader.line_num + 1
        for number, row in enumerate(reader, start=2):
            if number in malformed:
                yield Fault(path.name, begins, MALFORMED)
            elif row:
                if ordinal in rows:
                    yield Fault(path.name, begins, rows[ordinal])
                ordinal += 1
            begins = reader.line_num + 1
