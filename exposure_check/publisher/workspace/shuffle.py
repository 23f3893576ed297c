"""Validated rows on their way from the reader to the workers: files of many rows, in which a partition finds its own.

A file is a table of offsets (64 bits big-endian: where each partition begins, and the end), then one sealed frame for
each partition, also for one that has no row here: a frame that was lost is then missed. It is written once and read in
pieces, which an object store can do as well as a disk.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING

import msgspec

from exposure_check.publisher.input.people import PackedRow
from exposure_check.publisher.workspace.workspace import ROWS, CorruptError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exposure_check.publisher.workspace.workspace import Workspace

_FILES = f"{ROWS}/files"  # how many there are
_BUFFERED_ROWS = 1_000_000  # about 100 MB
_MOST_BYTES = 1 << 30  # of a frame: a damaged offset must not ask for more memory than there is
_OFFSET = struct.Struct(">Q")
_ARRAY = struct.Struct(">BI")  # msgpack, array 32: this byte and the number of elements, then the elements
_ARRAY_32 = 0xDD

Bundle = tuple[int, bytes]  # how many rows, and their msgpack bytes one behind the other


def bundled(rows: Iterable[PackedRow]) -> Bundle:
    """Rows as they travel from the workers that validated them."""
    encoded = [msgspec.msgpack.encode(row) for row in rows]
    return len(encoded), b"".join(encoded)


class Shuffle:
    """Takes the rows of all partitions and writes them, many at a time. Nothing can be read before `close`."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._files = self._rows = 0
        self._counts: dict[int, int] = defaultdict(int)
        self._waiting: dict[int, bytearray] = defaultdict(bytearray)
        workspace.storage.delete(ROWS)

    def add(self, partitions: dict[int, Bundle]) -> None:
        """Take the valid rows of a batch, by partition."""
        for number, (count, encoded) in partitions.items():
            self._counts[number] += count
            self._waiting[number] += encoded
            self._rows += count
        if self._rows >= _BUFFERED_ROWS:
            self._flush()

    def close(self) -> None:
        """Write what waits, and how many files there are. Raises `OSError`."""
        self._flush()
        self._workspace.save(_FILES, self._files)

    def _flush(self) -> None:
        frames = [self._frame(number) for number in self._workspace.partitions]
        table = (len(frames) + 1) * _OFFSET.size
        offsets = accumulate(map(len, frames), initial=table)
        self._workspace.storage.write(_name(self._files), b"".join((*map(_OFFSET.pack, offsets), *frames)))
        self._files += 1
        self._rows = 0
        self._counts.clear()
        self._waiting.clear()

    def _frame(self, number: int) -> bytes:
        rows = _ARRAY.pack(_ARRAY_32, self._counts.get(number, 0)) + self._waiting.get(number, b"")
        return self._workspace.sealed(_frame_name(self._files, number), rows)


def rows_of(workspace: Workspace, number: int) -> list[PackedRow]:
    """The rows of a partition; raises `CorruptError`."""
    files = msgspec.msgpack.decode(workspace.load(_FILES), type=int)
    return [row for file in range(files) for row in _read(workspace, file, number)]


def _read(workspace: Workspace, file: int, number: int) -> list[PackedRow]:
    name, offset_at = _name(file), number * _OFFSET.size
    try:
        begin, end = struct.unpack(">QQ", workspace.storage.read(name, offset_at, offset_at + 2 * _OFFSET.size))
        frame = workspace.storage.read(name, begin, end) if 0 <= end - begin <= _MOST_BYTES else b""
    except (FileNotFoundError, OverflowError, struct.error):
        raise CorruptError(name) from None
    return msgspec.msgpack.decode(workspace.opened(_frame_name(file, number), frame), type=list[PackedRow])


def _name(file: int) -> str:
    return f"{ROWS}/{file:05d}"


def _frame_name(file: int, number: int) -> str:
    return f"{_name(file)}#{number}"
