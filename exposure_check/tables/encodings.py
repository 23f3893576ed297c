"""The encoding of a file, and files in others than UTF-8 turned into it while DuckDB reads them.

DuckDB reads UTF-8; beyond that it has no Windows-1252, no big-endian UTF-16, and of the other UTF-16 no character above
U+FFFF. Such a file goes through a pipe: at no time is more of it in memory than a few blocks, and nothing of it
is written to a disk.
"""

from __future__ import annotations

import codecs
import os
import select
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from exposure_check.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Iterator

UTF_8 = "utf-8"
UTF_8_OR_MARK = "utf-8-sig"  # with a byte-order mark or without
_UTF_16 = ("utf-16", "utf-16-le", "utf-16-be")  # the first has a mark that says which of the others it is
_ANY = "windows-1252"  # holds what Latin-1 holds, and has hardly a byte that is no character
_CUT = ("truncated data", "unexpected end of data")  # how Python says that bytes end within a character

_BLOCK = 1 << 20
_PIPES = Path("/dev/fd")  # where the ends of a pipe have names; Windows has none
_LOOK_MILLISECONDS = 100  # how long to wait for room in a pipe before looking whether anybody reads it still


def unicode_of(beginning: bytes) -> str:
    """The encoding that the first bytes of a file show: UTF-16, or else UTF-8."""
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if beginning[1:2] == b"\0":
        return "utf-16-le"
    if beginning[:1] == b"\0" and len(beginning) > 1:
        return "utf-16-be"
    return UTF_8_OR_MARK if beginning.startswith(codecs.BOM_UTF8) else UTF_8


def of_text(path: Path, beginning: bytes) -> str:
    """The encoding of a file of CSV, which is read to its end for that; raises `OSError`."""
    encoding = unicode_of(beginning)
    if encoding in _UTF_16:
        return encoding
    try:
        _decode(path, UTF_8)
    except UnicodeDecodeError:
        return _ANY
    return UTF_8_OR_MARK


def require_readable(path: Path, encoding: str) -> None:
    """Raise `OptionError` where a file that needs a pipe cannot be read through one, or is no whole UTF-16."""
    if encoding in _UTF_16:
        try:
            _decode(path, encoding)
        except UnicodeDecodeError as error:
            fault = "ends in the middle of a character" if error.reason in _CUT else "holds what is no character of it"
            raise OptionError(
                f"The file of records {str(path)!r} is in UTF-16 and {fault}.",
                advice="Check that it is whole, or save it in UTF-8.",
            ) from None
    if not _PIPES.exists():
        raise OptionError(
            f"The file of records {str(path)!r} is in {encoding}, which cannot be read on this system.",
            advice="Save it in UTF-8, without a byte-order mark.",
        )


@contextmanager
def piped(path: Path, encoding: str, table: bytes | None = None) -> Iterator[Path]:
    """A name under which the file can be read once, from its beginning, in UTF-8 and without a byte-order mark.

    Bytes that are no character become U+FFFD. `table` (256 bytes, as `bytes.translate` takes it) replaces bytes of
    the UTF-8. Raises `OSError` at the end of the block where the file was not read to its end.
    """
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    left = Event()
    with ThreadPoolExecutor(1) as threads:
        feeding = threads.submit(_feed, path, encoding, table, writing, left)
        try:
            yield _PIPES / str(reading)
        finally:
            left.set()
            os.close(reading)
        feeding.result()


def _decode(path: Path, encoding: str) -> None:
    for _ in _blocks(path, encoding, "strict"):
        pass


def _blocks(path: Path, encoding: str, errors: str) -> Iterator[str]:
    with path.open("rb") as file:
        yield from codecs.iterdecode(iter(partial(file.read, _BLOCK), b""), encoding, errors)


def _feed(path: Path, encoding: str, table: bytes | None, into: int, left: Event) -> None:
    try:
        room = select.poll()
        room.register(into, select.POLLOUT)
        for block in _blocks(path, encoding, "replace"):
            waiting = memoryview(block.encode().translate(table))
            while waiting:
                # Never blocked in a write, which would not end where nobody reads any more.
                if left.is_set():
                    raise BrokenPipeError
                if room.poll(_LOOK_MILLISECONDS):
                    waiting = waiting[os.write(into, waiting) :]
    finally:
        os.close(into)
