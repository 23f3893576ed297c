"""`make bench`: every figure as a ratio to a floor of the same run, printed and kept in docs/benchmarks.md.

python -m tests.benchmarks [NAME ...]     only these parts, printed and not kept
python -m tests.benchmarks --table NAME   one table of docs/benchmarks.md anew, see `TABLES`
python -m tests.benchmarks server --records N   a list of N records instead of 400,000
"""

from __future__ import annotations

import argparse
import importlib
import sys
from typing import TYPE_CHECKING

from tests.benchmarks.table import Row, kept, markdown

if TYPE_CHECKING:
    from collections.abc import Iterable

TABLES = {
    "all": ("lookup", "evaluation", "build"),
    "window": ("window", "desk"),
    "server": ("server",),
    "reading": ("reading",),
    "installer": ("installer",),
    "letters": ("letters",),
}  # of docs/benchmarks.md


def main() -> int:
    """Measure, print, keep; 1 where a target was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("parts", nargs="*")
    parser.add_argument("--table", choices=list(TABLES))
    parser.add_argument("--records", type=int)
    options = parser.parse_args()
    if options.parts or options.records:
        found = _rows(options.parts or ["server"], options.records)
        print(markdown(found))
        return _status(found)
    everything = []
    for table, parts in TABLES.items():
        if options.table in (None, table):
            found = _rows(parts)
            print(markdown(found))
            kept(table, markdown(found))
            everything += found
    return _status(everything)


def _rows(parts: Iterable[str], records: int | None = None) -> list[Row]:
    found: list[Row] = []
    for part in parts:
        measured = importlib.import_module(f"tests.benchmarks.{part}").rows
        found += measured(records) if records and part == "server" else measured()
    return found


def _status(rows: Iterable[Row]) -> int:
    return 0 if all(row.met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
