"""How long the page of the check stays: never a flash, alike for every outcome, and a word where it takes long."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable


class Pace(QObject):
    """Hands on what a lookup ended with, no sooner than `least` seconds after it began."""

    slow = Signal()  # the lookup has not ended `long` seconds after it began

    def __init__(self, least: float, long: float, parent: QObject, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._least, self._clock = least, clock
        self._began = 0.0
        self._end: Callable[..., None] | None = None
        self._ended: tuple[object, ...] | None = None
        self._hand_on = QTimer(self)
        self._hand_on.setSingleShot(True)
        self._hand_on.setTimerType(Qt.TimerType.PreciseTimer)  # others end up to a twentieth before their time
        self._hand_on.timeout.connect(self._on_hand_on)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(round(long * 1000))
        self._slow.timeout.connect(self.slow)

    def begin(self, end: Callable[..., None]) -> None:
        """A lookup begins; `end` is called with what it ends with."""
        self.drop()
        self._began, self._end = self._clock(), end
        self._slow.start()

    @Slot(object, object)
    def hold(self, *ended: object) -> None:
        """The lookup has ended: whatever it ended with is handed on when its time has come."""
        self._slow.stop()
        self._ended = ended
        self._hand_on.start(max(0, round(1000 * (self._began + self._least - self._clock()))))

    def drop(self) -> None:
        """The lookup is not waited for any more."""
        self._hand_on.stop()
        self._slow.stop()
        self._end = self._ended = None

    def _on_hand_on(self) -> None:
        end, ended = self._end, self._ended
        self._end = self._ended = None
        if end is not None and ended is not None:
            end(*ended)
