"""A value that must not leave the process: identity number, stretched value, blind, letter code."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import NoReturn

if sys.platform != "win32":
    import resource


def keep_out_of_core_dumps() -> None:
    """Let a crash of this process, or of one that it starts, write no image of its memory to the disk."""
    if sys.platform != "win32":
        with suppress(OSError, ValueError):  # refused: no reason not to answer
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Secret:
    """Bytes that print as `<secret>`, compare in constant time, do not pickle and can be wiped.

    Python may have copied the bytes before they came here; `wipe` clears the copy that this object holds, so
    that what lives as long as a window does not keep them. It is a narrowing, not a guarantee.
    """

    __slots__ = ("_buffer",)
    __hash__ = None  # type: ignore[assignment]  # a hash would be an oracle for equality

    def __init__(self, value: bytes | bytearray | str) -> None:
        self._buffer = bytearray(value.encode(errors="replace") if isinstance(value, str) else value)

    def reveal(self) -> bytes:
        """The bytes; empty after `wipe`."""
        return bytes(self._buffer)

    def wipe(self) -> None:
        """Overwrite the bytes with zeros and drop them."""
        for position in range(len(self._buffer)):
            self._buffer[position] = 0
        self._buffer.clear()

    def __bool__(self) -> bool:
        return bool(self._buffer)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        from hmac import compare_digest  # here: it brings OpenSSL, which the first page does without

        return compare_digest(self._buffer, other._buffer)

    def __repr__(self) -> str:
        return "<secret>"

    __str__ = __repr__

    def __format__(self, format_spec: str) -> str:
        return "<secret>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret does not leave the process")
