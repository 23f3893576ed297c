"""Rows of the benchmark: a figure, the floor of the same run, and what was asked for."""

from __future__ import annotations

import os
import platform
import statistics
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

REPORT = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"


@dataclass(frozen=True)
class Row:
    """One measurement. `floor` says what it is compared with and how much that took."""

    what: str
    measured: str
    floor: str
    ratio: str
    target: str
    met: bool


def markdown(rows: list[Row]) -> str:
    """The rows as a table."""
    head = ["What", "Measured", "Floor in the same run", "Ratio", "Target", "Met"]
    lines = [[row.what, row.measured, row.floor, row.ratio, row.target, "yes" if row.met else "**no**"] for row in rows]
    return table(head, lines)


def table(head: list[str], lines: list[list[str]]) -> str:
    """A table of Markdown."""
    return "\n".join("| " + " | ".join(line) + " |" for line in (head, ["---"] * len(head), *lines))


def kept(part: str, text: str, report: Path = REPORT) -> None:
    """Put what was measured, with the day and the machine, between the marks of a part of a page."""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    measured = f"\n\nMeasured {datetime.now(UTC):%Y-%m-%d} on {machine}.\n\n{text}\n\n"
    before, mark, rest = report.read_text().partition(f"<!-- measured: {part} -->")
    _, end, after = rest.partition("<!-- end of measured -->")
    if not (mark and end):
        raise ValueError(f"{report} has no part {part}")
    report.write_text(before + mark + measured + end + after)


def interleaved(rounds: int, *pieces: Callable[[], object]) -> list[float]:
    """The median seconds of each piece, taken in turns so that a slow moment of the machine meets all of them."""
    times: list[list[float]] = [[] for _ in pieces]
    for _ in range(rounds):
        for kept, piece in zip(times, pieces, strict=True):
            start = time.perf_counter()
            piece()
            kept.append(time.perf_counter() - start)
    return [statistics.median(kept) for kept in times]
