"""`make bench`: every figure as a ratio to a floor of the same run, printed and kept in docs/benchmarks.md.

python -m tests.benchmarks [NAME ...]     only these parts, printed and not kept
"""

from __future__ import annotations

import importlib
import sys

from tests.benchmarks.table import kept, markdown

PARTS = ("lookup", "evaluation", "build", "window", "installer")


def main() -> int:
    """Measure, print, keep; 1 where a target was missed."""
    parts = sys.argv[1:] or PARTS
    found = [row for part in parts for row in importlib.import_module(f"tests.benchmarks.{part}").rows()]
    table = markdown(found)
    print(table)
    if not sys.argv[1:]:
        kept("all", table)
    return 0 if all(row.met for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
