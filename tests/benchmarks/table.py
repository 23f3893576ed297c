"""Rows of the benchmark: a figure, the floor of the same run, and what was asked for."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


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
    lines = [head, ["---"] * len(head)]
    lines += [
        [row.what, row.measured, row.floor, row.ratio, row.target, "yes" if row.met else "**no**"] for row in rows
    ]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def interleaved(rounds: int, *pieces: Callable[[], object]) -> list[float]:
    """The median seconds of each piece, taken in turns so that a slow moment of the machine meets all of them."""
    times: list[list[float]] = [[] for _ in pieces]
    for _ in range(rounds):
        for kept, piece in zip(times, pieces, strict=True):
            start = time.perf_counter()
            piece()
            kept.append(time.perf_counter() - start)
    return [statistics.median(kept) for kept in times]
