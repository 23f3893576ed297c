"""A session that nobody attends warns, and then wipes itself. The warning can be answered as often as one likes."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from collections.abc import Callable

WARN_SECONDS = 480.0
WIPE_SECONDS = 120.0  # after the warning
TICK_MS = 2000
SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


@dataclass(frozen=True)
class Patience:
    """Seconds without a sign of life until the warning, and from there until everything is wiped."""

    warn: float
    wipe: float


USUAL = Patience(WARN_SECONDS, WIPE_SECONDS)
# A minute in all. Whoever is warned has 20 s whenever the clock is looked at (WCAG 2.2, 2.2.1).
KIOSK = Patience(warn=38.0, wipe=22.0)


def patience(*, long: bool) -> Patience:
    """Minutes where the computer is a person's own, seconds where the next one waits for it."""
    return USUAL if long else KIOSK


def elapsed_clock() -> tuple[float, float]:
    """Seconds of a clock that may stand still while the computer sleeps, and of one that a person may set."""
    return time.monotonic(), time.time()


class Idle(QObject):
    """Watches for signs of life. `warned` comes once, then `expired` unless somebody stays."""

    warned = Signal()
    expired = Signal()

    def __init__(self, parent: QObject, clock: Callable[[], tuple[float, float]] = elapsed_clock) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last = clock()
        self.patience = USUAL
        self.warning = False
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def take(self, event: QEvent) -> None:
        """Look at an event of the program. Once warned, only the answer to the warning counts.

        A key that repeats itself is no sign: a bag may lie on it. Its first press was one.
        """
        is_repeated = isinstance(event, QKeyEvent) and event.isAutoRepeat()
        if not self.warning and event.type() in SIGNS_OF_LIFE and not is_repeated:
            self._last = self._clock()

    def stay(self) -> None:
        """Somebody is here."""
        self.warning = False
        self._last = self._clock()

    def look(self) -> None:
        """Compare the clocks. A computer that slept has been idle: of the two clocks the longer time counts."""
        passed = max(now - then for now, then in zip(self._clock(), self._last, strict=True))
        if passed >= self.patience.warn + self.patience.wipe:
            self.stay()
            self.expired.emit()
        elif passed >= self.patience.warn and not self.warning:
            self.warning = True
            self.warned.emit()
