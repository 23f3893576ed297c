"""A value that must not leave the process: identity number, stretched value, blind, letter code."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from typing import NoReturn

if sys.platform != "win32":
    import resource

_PR_SET_DUMPABLE = 4  # <linux/prctl.h>
_SEM_FAILCRITICALERRORS, _SEM_NOGPFAULTERRORBOX = 1, 2  # SetErrorMode
_WER_FAULT_REPORTING_FLAG_NOHEAP = 1  # WerSetFlags
_BYTES_HEADER = 33  # of a `bytes` object, with the zero at its end
# How many blocks of Python's allocator are overwritten, by their size. What is made of a number lies in the small ones,
# and a block that was freed is given out again only after those of other pools; larger ones are the system's.
_BLOCKS_OVERWRITTEN = {size: 16_384 if size <= 128 else 1024 for size in range(48, 513, 16)}


def protect_memory() -> None:
    """Let a crash of this process write no image of its memory to the disk, and no other process of this user read it.

    Linux: not dumpable (`prctl`), which ends with `exec`, so each process that is started calls this itself. Linux
    and macOS: no core file, of this process and those that it starts. Windows: no report of a crash with the heap.
    What the system refuses is no reason not to answer.
    """
    with suppress(OSError, ValueError, AttributeError):
        if sys.platform == "win32":
            kernel = ctypes.windll.kernel32
            kernel.SetErrorMode(_SEM_FAILCRITICALERRORS | _SEM_NOGPFAULTERRORBOX)
            kernel.WerSetFlags(_WER_FAULT_REPORTING_FLAG_NOHEAP)
            return
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def overwrite_freed_memory() -> None:
    """Overwrite what Python freed a short while ago: the copies of secrets that no name led to any more.

    Python hands out a small block that was freed before it takes a new one, so that many new ones of each size lie upon
    the old. A narrowing like `Secret.wipe`; it takes some hundredths of a second.
    """
    blocks = [bytes(size - _BYTES_HEADER) for size, count in _BLOCKS_OVERWRITTEN.items() for _ in range(count)]
    blocks.clear()


class Secret:
    """Bytes that print as `<secret>`, compare in constant time, do not pickle and can be wiped.

    Python may have copied the bytes before they came here; `wipe` clears the copy that this object holds, so
    that what lives as long as a window does not keep them. It is a narrowing, not a guarantee.
    """

    __slots__ = ("_buffer",)
    __hash__ = None  # type: ignore[assignment]  # a hash would be an oracle for equality

    def __init__(self, value: bytes | bytearray | memoryview | str) -> None:
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
