"""Counters of a fixed size, whatever comes: a count-min sketch with a sliding window, shared by the worker processes.

A cell is one 64-bit word: the window in which it was written last (16 bits), the count of the window before (24), the
count of that window (24). Nothing is ever cleared: a cell that is touched in a later window begins anew. A name counts
in one cell of each row, and its estimate is the least of them, which is never too low (Cormode and Muthukrishnan 2005);
only the cells at the minimum are raised (conservative update), which keeps it from being much too high.

Two processes that write one cell in the same microsecond can lose one count. A lock would cost more than that, and
would stay locked when a process is killed.
"""

from __future__ import annotations

import math
import mmap
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROWS = 4
WORD_BYTES = 8
_WINDOW_BITS, _COUNT_BITS = 16, 24
MOST = (1 << _COUNT_BITS) - 1
_WINDOW_MASK = (1 << _WINDOW_BITS) - 1
_WINDOW_SHIFT = 2 * _COUNT_BITS

Words: TypeAlias = "memoryview[int]"


def shared_words(count: int) -> Words:
    """Zeroed 64-bit words of an anonymous mapping: processes that are forked later share them."""
    return memoryview(mmap.mmap(-1, count * WORD_BYTES)).cast("Q")


class Window:
    """Counts of names in windows of `seconds`; `width` (a power of two) is the number of cells of a row."""

    def __init__(self, seconds: int, width: int, rows: int = ROWS) -> None:
        self.seconds = seconds
        self._mask = width - 1
        self._cells = shared_words(width * rows)
        self._starts = [row * width for row in range(rows)]

    @property
    def size(self) -> int:
        """Bytes of memory, now and for ever."""
        return self._cells.nbytes

    def number(self, now: float) -> int:
        """The number of the window that holds the time `now`."""
        return int(now // self.seconds)

    def cells(self, hashes: Iterable[int]) -> list[int]:
        """The cells of a name: one in each row, by one 32-bit hash for each row."""
        mask = self._mask
        return [start + (value & mask) for start, value in zip(self._starts, hashes, strict=False)]

    def count(self, cells: Sequence[int], number: int) -> int:
        """At least what was added to these cells in window `number`, which is the current one."""
        return self.counts(cells, number)[0]

    def count_before(self, cells: Sequence[int], number: int) -> int:
        """At least what was added to these cells in the window before `number`, which is the current one."""
        return self.counts(cells, number)[1]

    def counts(self, cells: Sequence[int], number: int) -> tuple[int, int]:
        """At least what was added to these cells in window `number`, and in the one before it, in one pass."""
        words, window = self._cells, number & _WINDOW_MASK
        before = (number - 1) & _WINDOW_MASK
        least = least_before = MOST
        for cell in cells:
            word = words[cell]
            written = word >> _WINDOW_SHIFT
            if written == window:
                count, earlier = word & MOST, (word >> _COUNT_BITS) & MOST
            else:
                count, earlier = 0, word & MOST if written == before else 0
            if count < least:
                least = count
            if earlier < least_before:
                least_before = earlier
        return least, least_before

    def add(self, cells: Sequence[int], number: int, amount: int) -> None:
        """Add to a name in the current window."""
        self.raise_to(cells, number, self.count(cells, number) + amount)

    def raise_to(self, cells: Sequence[int], number: int, count: int) -> None:
        """Raise a name in the current window to a count, where it is below it."""
        words, window = self._cells, number & _WINDOW_MASK
        before = (number - 1) & _WINDOW_MASK
        raised = min(count, MOST)
        for cell in cells:
            word = words[cell]
            written = word >> _WINDOW_SHIFT
            if written == window:
                if word & MOST < raised:
                    words[cell] = (word & ~MOST) | raised
            else:
                earlier = word & MOST if written == before else 0
                words[cell] = (window << _WINDOW_SHIFT) | (earlier << _COUNT_BITS) | raised


def wait(count: int, before: int, amount: int, limit: int, passed: float, seconds: int) -> int:
    """Seconds until `amount` more keep within `limit`, at least 1; 0 where they do so now.

    `count` and `before` are of the current window and the one before it, `passed` the part of the current one that is
    over. The window before weighs by what of it the sliding window still covers.
    """
    if count + before * (1 - passed) + amount <= limit:
        return 0
    room = limit - amount
    if count <= room:
        return max(1, math.ceil(((1 - room / before + count / before) - passed) * seconds))
    share = max(0.0, 1 - room / count) if room > 0 else 1.0
    return max(1, math.ceil((1 - passed + share) * seconds))
