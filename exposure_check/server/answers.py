"""Answers with bytes that are at hand: conditions, one range, a compressed form (RFC 9110 sections 8, 13, 14)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_RANGE = re.compile(r"bytes=(?:([0-9]{1,15})-([0-9]{0,15})|-([0-9]{1,15}))")

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Part:
    """What of a representation is sent: a status and the bytes from `start` up to `end`."""

    status: int
    start: int
    end: int
    headers: Headers


def wanted(size: int, etag: str, headers: Iterable[tuple[bytes, bytes]]) -> Part:
    """What a GET or HEAD with these headers is answered with.

    A range that is not of bytes, that cannot be read, or of several parts is passed over, as RFC 9110 section 14.2
    allows; one that lies outside is answered with 416.
    """
    fields = {name: value.decode("latin-1") for name, value in headers if name in _LOOKED_AT}
    validator = [(b"etag", etag.encode())]
    if (condition := fields.get(b"if-none-match")) is not None and _matches(condition, etag):
        return Part(304, 0, 0, validator)
    match = _RANGE.fullmatch(fields.get(b"range", ""))
    if match is None or fields.get(b"if-range", etag) != etag:
        return Part(200, 0, size, [*validator, (b"accept-ranges", b"bytes")])
    first, last, suffix = match.groups()
    if suffix is not None:
        start, end = max(0, size - int(suffix)), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < int(first):
            return Part(200, 0, size, [*validator, (b"accept-ranges", b"bytes")])
    if start >= end:
        return Part(416, 0, 0, [(b"content-range", f"bytes */{size}".encode())])
    return Part(206, start, end, [*validator, (b"content-range", f"bytes {start}-{end - 1}/{size}".encode())])


_LOOKED_AT = (b"if-none-match", b"if-range", b"range")


def takes_gzip(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether a client takes gzip and asks for no part of the file."""
    accepts = False
    for name, value in headers:
        if name == b"range":
            return False
        if name == b"accept-encoding":
            accepts = any(_is_gzip(part) for part in value.decode("latin-1").split(","))
    return accepts


def _is_gzip(part: str) -> bool:
    coding, _, weight = part.strip().lower().partition(";")
    return coding.strip() == "gzip" and weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")


def _matches(condition: str, etag: str) -> bool:
    candidates = [candidate.strip().removeprefix("W/") for candidate in condition.split(",")]
    return "*" in candidates or etag in candidates
