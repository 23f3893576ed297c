"""The second press of a double click, or of Enter twice: it is meant for what the first one pressed.

It would press unseen what stands there on the next page, open an answer and leave it in one go, or close again what was
just opened. Many people double-click everything, and more of them when they are afraid.
"""

from __future__ import annotations

import time
from math import inf
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

CLICKS = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
SAME_PLACE = 8  # px; whoever aims anew has another wish, such as to leave


BUILDING = 2.0  # s that a slow computer takes at most from a press to the page


class SecondPress:
    """Looks at what enters a window, in the order in which it comes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last = -inf
        self._place: QPoint | None = None  # of the last press; none where it was a key
        self._is_new = False
        self._drawn = -inf

    def note_page(self) -> None:
        """Another page was drawn; by the last press, if that was a moment ago."""
        self._drawn = self._clock()
        self._is_new = self._drawn - self._last < BUILDING

    def is_one(self, event: QEvent, at: Callable[[QPoint], QWidget | None]) -> bool:
        """Whether to hold an event back; `at` says which widget is at a place."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() not in ENTER:
                self._last, self._is_new = -inf, False
                return False
            return not event.isAutoRepeat() and self._is_quick(None)
        if isinstance(event, QMouseEvent) and event.type() in CLICKS:
            place = event.position().toPoint()
            quick = self._is_quick(place)
            if event.type() is QEvent.Type.MouseButtonDblClick:
                return not isinstance(at(place), QLineEdit)  # in a field it marks a word
            return quick
        return False

    def _is_quick(self, place: QPoint | None) -> bool:
        """Whether this press follows another of its kind at once, while a page came that nobody can have read."""
        now = self._clock()  # counted from the page, and not from the press: drawing it may take a while
        if place is None or self._place is None:
            is_same = place is self._place
        else:
            is_same = (place - self._place).manhattanLength() <= SAME_PLACE
        is_second = (
            is_same and self._is_new and now - max(self._last, self._drawn) < QApplication.doubleClickInterval() / 1000
        )
        self._last, self._place = now, place
        self._is_new = is_second  # who goes on pressing goes on meaning the first
        return is_second
