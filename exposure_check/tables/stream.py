"""The bytes of a file: opened, decompressed, hashed and counted on the way, in blocks."""

from __future__ import annotations

import gzip
import os
import sys
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BufferedIOBase, BufferedReader, RawIOBase
from typing import TYPE_CHECKING, cast

from exposure_check.errors import OptionError, PublishError
from exposure_check.tables import limits

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GZIP, ZSTD = "gzip", "zstd"
MAGIC = {b"\x1f\x8b": GZIP, b"\x28\xb5\x2f\xfd": ZSTD}
_ZSTD_OPTIONS: dict[int, int] = {zstd.DecompressionParameter.window_log_max: limits.ZSTD_WINDOW_LOG}
_DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error, zstd.ZstdError)


@dataclass(frozen=True)
class Fingerprint:
    """What tells a file from what it was: bytes, time of its last change in nanoseconds, SHA-256 of its content."""

    size: int
    changed: int
    digest: bytes


class _Counted(RawIOBase):
    """A file that is hashed and counted while it is read from its beginning to its end."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._file = path.open("rb", buffering=0)
        self._hash = sha256()
        self.size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count = self._file.readinto(buffer)
        self._hash.update(buffer[:count])
        self.size += count
        return count

    def fingerprint(self) -> Fingerprint:
        return Fingerprint(self.size, os.fstat(self._file.fileno()).st_mtime_ns, self._hash.digest())

    def close(self) -> None:
        self._file.close()
        super().close()


class Stream:
    """A file that is open: its decompressed blocks, and, when they were all taken, its `fingerprint`."""

    def __init__(self, path: Path, raw: _Counted, content: BufferedIOBase) -> None:
        self._path, self._raw, self._content = path, raw, content

    def blocks(self) -> Iterator[bytes]:
        """The content in blocks. Raises `OSError`, and `PublishError` where it does not decompress to its end."""
        size = 0
        try:
            while block := self._content.read(limits.BLOCK):
                size += len(block)
                if size > max(limits.SMALL_EXPANSION, limits.EXPANSION * self._raw.size):
                    raise PublishError(
                        f"The file of records {self._path.name!r} expands to more than {limits.EXPANSION} times its "
                        "size.",
                        advice="If it is really so large, decompress it first and name what comes out.",
                    )
                yield block
        except _DAMAGED:
            raise PublishError(
                f"The compressed file of records {self._path.name!r} is damaged or cut short.",
                advice="Copy it again from where it came, or decompress it and look at what comes out. "
                f"A window of more than {1 << limits.ZSTD_WINDOW_LOG >> 20} MiB is not read either.",
            ) from None

    def fingerprint(self) -> Fingerprint:
        """Of what was read; of the whole file once `blocks` is at its end."""
        return self._raw.fingerprint()


@contextmanager
def opened(path: Path, compression: str = "") -> Iterator[Stream]:
    """Open a file for one reading; raises `OSError`."""
    raw = _Counted(path)
    try:
        buffered = BufferedReader(raw, limits.BLOCK)
        yield Stream(path, raw, _decompressed(buffered, compression))
    finally:
        raw.close()


def _decompressed(file: BufferedReader[_Counted], compression: str) -> BufferedIOBase:
    if compression == GZIP:
        return gzip.GzipFile(fileobj=file)
    if compression == ZSTD:
        return cast("BufferedIOBase", zstd.ZstdFile(file, options=_ZSTD_OPTIONS))
    return file


def fingerprint(path: Path) -> Fingerprint:
    """Read a file for its fingerprint alone; raises `OSError`."""
    with opened(path) as stream:
        for _ in stream.blocks():
            pass
        return stream.fingerprint()


def require_unchanged(path: Path, before: Fingerprint, now: Fingerprint) -> None:
    """Raise `PublishError` where a file is not what it was when it was looked at first."""
    try:
        status = path.stat()
    except OSError:
        status = None
    if now != before or status is None or (status.st_size, status.st_mtime_ns) != (before.size, before.changed):
        raise PublishError(
            f"The file of records {path.name!r} changed while it was read: nothing of it is used.",
            advice="Wait until whoever writes it is done, or copy it to a place of its own, and run the command again.",
        )


def beginning(path: Path, size: int) -> tuple[str, bytes]:
    """How a file is compressed, and the first bytes of what is in it; raises `OptionError`, `OSError`."""
    with path.open("rb") as file:
        first = file.read(size)
    compression = next((name for magic, name in MAGIC.items() if first.startswith(magic)), "")
    if not compression:
        return "", first
    taken = b""
    try:
        with opened(path, compression) as stream:
            for block in stream.blocks():
                taken += block
                if len(taken) >= size:
                    break
    except PublishError as error:
        raise OptionError(error.message, advice=error.advice) from None
    return compression, taken
