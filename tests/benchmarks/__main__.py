"""`make bench`: every figure as a ratio to a floor of the same run, printed and kept in docs/benchmarks.md.

python -m tests.benchmarks [NAME ...]     only these parts, printed and not kept
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

from tests.benchmarks.table import Row, kept, markdown

if TYPE_CHECKING:
    from collections.abc import Iterable

TABLES = {
    "all": ("lookup", "evaluation", "build", "window", "desk", "installer"),
    "server": ("server",),
    "letters": ("letters",),
}  # of docs/benchmarks.md


def main() -> int:
    """Measure, print, keep; 1 where a target was missed."""
    if sys.argv[1:]:
        found = _rows(sys.argv[1:])
        print(markdown(found))
        return _status(found)
    everything = []
    for table, parts in TABLES.items():
        found = _rows(parts)
        print(markdown(found))
        kept(table, markdown(found))
        everything += found
    return _status(everything)


def _rows(parts: Iterable[str]) -> list[Row]:
    return [row for part in parts for row in importlib.import_module(f"tests.benchmarks.{part}").rows()]


def _status(rows: Iterable[Row]) -> int:
    return 0 if all(row.met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
