"""What several commands share: the forms of their options, and the list of refused rows."""

from __future__ import annotations

import argparse
import sys
from datetime import date

from exposure_check.errors import ProxyError
from exposure_check.identity.reason import explained

_LISTED_LINES = 10
_MOST_WORKERS = 1024


def process_count(text: str) -> int:
    """A number of worker processes, for `argparse`."""
    if not (text.isdecimal() and 1 <= int(text) <= _MOST_WORKERS):
        raise argparse.ArgumentTypeError(f"must be 1 to {_MOST_WORKERS}")
    return int(text)


def day(text: str) -> date:
    """A day in the form YYYY-MM-DD, for `argparse`."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("must be a day in the form YYYY-MM-DD") from None


def proxy_address(text: str) -> str:
    """The address of a proxy, for `argparse`, so that one that cannot be used is named before anything is typed."""
    from exposure_check.lookup.proxies import normalise  # here: it brings the network libraries

    try:
        return normalise(text)
    except ProxyError:
        raise argparse.ArgumentTypeError("must be an address such as http://HOST:PORT or socks5h://HOST:PORT") from None


def print_refused(refused_lines: dict[str, list[int]]) -> None:
    """List the lines of each `file: reason` on standard error, without their content, and what the codes mean."""
    for place, lines in refused_lines.items():
        first_lines = ", ".join(map(str, lines[:_LISTED_LINES])) + (", ..." if len(lines) > _LISTED_LINES else "")
        print(f"Refused {len(lines):,}, {place}: line {first_lines}", file=sys.stderr)
    for code in dict.fromkeys(place.rpartition(": ")[2] for place in refused_lines):
        if meaning := explained(code):
            print(f"{code}: {meaning}", file=sys.stderr)
