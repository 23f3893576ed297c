"""`make bench`: every figure as a ratio to a floor of the same run, printed and kept in docs/benchmarks.md.

python -m tests.benchmarks [NAME ...]     only these parts, printed and not kept
"""

from __future__ import annotations

import importlib
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.table import markdown

PARTS = ("lookup", "evaluation", "build", "window")
REPORT = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
START, END = "<!-- measured: make bench writes between these lines -->", "<!-- end of measured -->"


def main() -> int:
    """Measure, print, keep; 1 where a target was missed."""
    parts = sys.argv[1:] or PARTS
    found = [row for part in parts for row in importlib.import_module(f"tests.benchmarks.{part}").rows()]
    table = markdown(found)
    print(table)
    if not sys.argv[1:]:
        _keep(table)
    return 0 if all(row.met for row in found) else 1


def _keep(table: str) -> None:
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    measured = f"{START}\n\nMeasured {datetime.now(UTC):%Y-%m-%d} on {machine}.\n\n{table}\n\n{END}"
    before, _, rest = REPORT.read_text().partition(START)
    REPORT.write_text(before + measured + rest.partition(END)[2])


if __name__ == "__main__":
    sys.exit(main())
