"""What makes a window the window of a kiosk: it fills the screen, and the keys of staff end it.

It does not lock the computer. It grabs no keyboard and does not stay on top, so that the system's screen reader,
magnifier and keyboard on the screen stay within reach: what else can be reached is for the system to decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from exposure_check.desktop.system.session_watch import SessionWatch

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

STAFF_KEYS = "Ctrl+Alt+Shift+Q"


class Kiosk(QObject):
    """Keeps a window over the whole screen."""

    ended = Signal()  # by the keys of staff
    gone = Signal()  # nobody is before the window: the session went away, or somebody put the window aside

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        window.installEventFilter(self)
        keys = QShortcut(QKeySequence(STAFF_KEYS), window)
        keys.setContext(Qt.ShortcutContext.ApplicationShortcut)
        keys.setAutoRepeat(False)
        keys.activated.connect(self.ended)
        watch = SessionWatch(self)
        watch.gone.connect(self.gone)
        self.gone.connect(self.fill_screen, Qt.ConnectionType.QueuedConnection)

    def fill_screen(self) -> None:
        """Show the window over its screen, also where no window manager does it."""
        screen = self._window.screen()
        if screen is not None:
            self._window.setGeometry(screen.geometry())
        self._window.showFullScreen()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the window was put aside; nothing is held back."""
        if event.type() is QEvent.Type.WindowStateChange and self._window.isMinimized():
            QTimer.singleShot(0, self, self.gone.emit)
        return super().eventFilter(watched, event)
