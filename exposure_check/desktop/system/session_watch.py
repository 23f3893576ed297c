"""Whether the session has gone from before its person: as far as the system tells, which is not everywhere.

Windows tells of a disconnected and of a locked session (Terminal Services), systemd of one whose screen shows another
session, the toolkit of a screen that was taken away, of a program that is put aside and of a session that ends. A
remote session under X11 that is merely disconnected is told of by nobody: there the idle clock is what wipes.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from collections.abc import Callable

LOOK_MS = 2000
_CURRENT_SESSION = -1
_SESSION_INFO_EX = 25  # WTSSessionInfoEx
_DISCONNECTED = 4  # WTSDisconnected
_LOCKED = 0  # WTS_SESSIONSTATE_LOCK, of Windows 8 and later
_LEVEL_1 = struct.Struct("<I4xIii")  # level, then of the union: session, connection state, lock flags


def is_away() -> bool:
    """Whether the system says that this session is not before anybody; false where it says nothing."""
    if sys.platform == "win32":
        return windows_says_away(_session_of_windows())
    return systemd_says_away()


def windows_says_away(information: bytes | None) -> bool:
    """Read a `WTSINFOEXW`; false for none or one of another level."""
    if information is None or len(information) < _LEVEL_1.size:
        return False
    level, _session, connection, lock = _LEVEL_1.unpack_from(information)
    away: bool = level == 1 and (connection == _DISCONNECTED or lock == _LOCKED)
    return away


def _session_of_windows() -> bytes | None:
    if sys.platform == "win32":
        services = ctypes.WinDLL("wtsapi32")
        found, size = ctypes.c_void_p(), ctypes.c_ulong()
        asked = services.WTSQuerySessionInformationW(
            None, _CURRENT_SESSION, _SESSION_INFO_EX, ctypes.byref(found), ctypes.byref(size)
        )
        if asked and found:
            try:
                return ctypes.string_at(found, size.value)
            finally:
                services.WTSFreeMemory(found)
    return None


def systemd_says_away() -> bool:
    """Whether another session has the screen (sd_session_is_active(3)); false without systemd or a session of it."""
    session = os.environ.get("XDG_SESSION_ID")
    if not session:
        return False
    try:
        active: int = ctypes.CDLL("libsystemd.so.0").sd_session_is_active(os.fsencode(session))
    except (OSError, AttributeError):
        return False
    return active == 0


class SessionWatch(QObject):
    """`gone` comes once, each time that the session goes away."""

    gone = Signal()

    def __init__(self, parent: QObject, away: Callable[[], bool] = is_away) -> None:
        super().__init__(parent)
        self._away, self._was_away = away, False
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(LOOK_MS)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(self.gone)
            app.commitDataRequest.connect(self.gone, Qt.ConnectionType.DirectConnection)
            app.applicationStateChanged.connect(self._on_state)

    @Slot()
    def look(self) -> None:
        """Ask the system."""
        away = self._away()
        if away and not self._was_away:
            self.gone.emit()
        self._was_away = away

    @Slot(Qt.ApplicationState)
    def _on_state(self, state: Qt.ApplicationState) -> None:
        """Without the focus is not away: a screen reader, a magnifier or a keyboard on the screen may have it."""
        if state in (Qt.ApplicationState.ApplicationSuspended, Qt.ApplicationState.ApplicationHidden):
            self.gone.emit()
