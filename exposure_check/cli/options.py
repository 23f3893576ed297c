"""What the commands that read records share: the number of processes, and the list of refused rows."""

from __future__ import annotations

import argparse
import sys

_SHOWN_LINES = 10


def process_count(text: str) -> int:
    """A number of worker processes, for `argparse`."""
    try:
        value = int(text)
    except ValueError:
        value = 0
    if value < 1:
        raise argparse.ArgumentTypeError("a whole number, at least 1")
    return value


def print_refused(refused_lines: dict[str, list[int]]) -> None:
    """List the lines of each `file: reason` on standard error, without their content."""
    for place, lines in refused_lines.items():
        shown = ", ".join(map(str, lines[:_SHOWN_LINES])) + (", ..." if len(lines) > _SHOWN_LINES else "")
        print(f"Refused {len(lines):,}, {place}: line {shown}", file=sys.stderr)
