"""Leaving at once: Shift three times within five seconds, and what happens then."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from collections.abc import Callable

PRESSES = 3
SECONDS = 5.0


class ShiftCount(QObject):
    """Counts presses of Shift anywhere in the program; any other key begins anew, so that capitals do not count."""

    counted = Signal(int)
    complete = Signal()

    def __init__(self, parent: QObject, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._presses: list[float] = []
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(int(SECONDS * 1000))
        self._forget.timeout.connect(self.reset)

    def take(self, event: QEvent) -> None:
        """Look at an event of the program."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.isAutoRepeat():
            return
        if event.key() != Qt.Key.Key_Shift:
            self.reset()
            return
        now = self._clock()
        self._presses = [moment for moment in self._presses if now - moment < SECONDS] + [now]
        self.counted.emit(len(self._presses))
        self._forget.start()
        if len(self._presses) >= PRESSES:
            self._presses = []
            self.complete.emit()

    def reset(self) -> None:
        """Forget the presses so far."""
        if self._presses:
            self._presses = []
            self.counted.emit(0)


def end_process(clear: Callable[[], None] | None = None) -> None:
    """End now, without handlers that could wait, ask or write; threads end with the process. `clear` comes first."""
    try:
        if clear is not None:
            clear()
    finally:
        os._exit(0)
