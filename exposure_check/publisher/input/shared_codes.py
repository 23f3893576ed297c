"""Letter codes that stand for several people, as where a cell was copied downwards: found across all partitions.

Workers know a part of the people each, so what they hand over is a mark of each code: eight bytes of a keyed hash. For
ten million sealed people these are 80 MB.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARK_BYTES = 8
_SHELVES = 64  # what is compared at a time

Marks = dict[int, bytes]  # a shelf -> the marks on it, one behind the other


def marks(codes: Iterable[str], key: bytes) -> Marks:
    """The marks of the codes of different people, under a key of up to 64 bytes."""
    shelves: dict[int, bytearray] = defaultdict(bytearray)
    for code in codes:
        mark = blake2b(code.encode(), digest_size=_MARK_BYTES, key=key).digest()
        shelves[mark[0] % _SHELVES] += mark
    return {shelf: bytes(on_it) for shelf, on_it in shelves.items()}


class SharedCodes:
    """Takes the marks of all partitions of a scheme."""

    def __init__(self) -> None:
        self._shelves: dict[int, bytearray] = defaultdict(bytearray)

    def add(self, of_partition: Marks) -> None:
        """Take the marks of one partition."""
        for shelf, on_it in of_partition.items():
            self._shelves[shelf] += on_it

    def people(self) -> int:
        """How many people have the code of another."""
        return sum(map(_sharing, self._shelves.values()))


def _sharing(on_it: bytearray) -> int:
    values = array("Q", bytes(on_it))
    if len(set(values)) == len(values):
        return 0
    return sum(holders for holders in Counter(values).values() if holders > 1)
