"""What was read of one chunk of a file, and the account of a whole file: nothing of it may be lost or gained."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from exposure_check.errors import PublishError
from exposure_check.tables.faults import PASSED_OVER

if TYPE_CHECKING:
    from exposure_check.tables.columns import Row
    from exposure_check.tables.faults import RowFault


class Span(NamedTuple):
    """A record of several lines of which some, read alone, would themselves be rows."""

    first: int  # line
    last: int
    rows: int  # how many of its lines would be rows


class Figures(NamedTuple):
    """What a chunk, or a file, comes to. `records` were framed: each of them was read, refused or passed
    over, or is blank."""

    lines: int = 0
    bytes: int = 0
    records: int = 0
    read: int = 0
    refused: int = 0
    blank: int = 0
    passed: int = 0  # rows that the mapping is not about, see [only]
    longest: tuple[int, int] = (0, 0)  # the characters of the longest record, and the line where it begins
    tallest: tuple[int, int] = (0, 0)  # how many lines the record of most lines has, and where it begins

    @property
    def rows(self) -> int:
        """The records that are meant: not blank and not passed over."""
        return self.records - self.blank - self.passed

    def plus(self, other: Figures) -> Figures:
        """The figures of two chunks together."""
        return Figures(
            self.lines + other.lines,
            self.bytes + other.bytes,
            self.records + other.records,
            self.read + other.read,
            self.refused + other.refused,
            self.blank + other.blank,
            self.passed + other.passed,
            max(self.longest, other.longest),
            max(self.tallest, other.tallest),
        )


NOTHING = Figures()


@dataclass
class Batch:
    """The rows of one chunk, each with the line where it begins, and the others by line and reason."""

    rows: list[tuple[int, Row]] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    lines: int = 0
    bytes: int = 0
    records: int = 0
    blank: int = 0
    passed: int = 0
    longest: tuple[int, int] = (0, 0)
    tallest: tuple[int, int] = (0, 0)

    def __repr__(self) -> str:
        return f"<{len(self.rows)} rows read>"

    def refuse(self, line: int, fault: RowFault) -> None:
        """Note why a row is not read, or that it is none of those that are meant."""
        if fault.reason == PASSED_OVER:
            self.passed += 1
        else:
            self.refused.append((line, fault.reason))

    def figures(self) -> Figures:
        """Its figures, for the account of the file."""
        return Figures(
            self.lines,
            self.bytes,
            self.records,
            len(self.rows),
            len(self.refused),
            self.blank,
            self.passed,
            self.longest,
            self.tallest,
        )


@dataclass
class Account:
    """What came of one file, chunk by chunk."""

    name: str
    figures: Figures = NOTHING

    def add(self, expected: Figures, found: Figures, line: int) -> None:
        """Enter a chunk that begins in `line`; raises `PublishError` where not all of it was accounted for.

        `expected` is what the scanner cut off: lines, bytes, and records where it knows them (0: it does not).
        """
        whole = found.read + found.refused + found.blank + found.passed == found.records
        framed = found[:2] == expected[:2] and expected.records in (0, found.records)
        if not (whole and framed):
            raise PublishError(
                f"In {self.name!r}, in the lines from {line} on, not every record is accounted for: nothing is used.",
                advice="This is a fault of the program: please report it, with the lines but without their content.",
            )
        self.figures = self.figures.plus(found)

    def close(self, expected: Figures) -> None:
        """Compare with what the scanner says of the whole file; raises `PublishError`."""
        if self.figures[:2] != expected[:2] or expected.records not in (0, self.figures.records):
            raise PublishError(
                f"The file {self.name!r} has {expected.lines:,} lines and {expected.bytes:,} bytes, of which "
                f"{self.figures.lines:,} and {self.figures.bytes:,} are accounted for: nothing is used.",
                advice="This is a fault of the program: please report it.",
            )
