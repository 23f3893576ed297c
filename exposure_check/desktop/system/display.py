"""Whether a window can be opened here: asked before Qt is loaded, which ends the process where it cannot."""

from __future__ import annotations

import ctypes
import os
import socket
import sys
from pathlib import Path

from exposure_check.errors import ExposureCheckError

_WITHOUT_A_SCREEN = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs", "minimalegl", "vkkhrdisplay")
_X_LIBRARIES = ("libxcb.so.1", "libxcb-cursor.so.0")  # Qt's plugin for X does not load without them


class DisplayError(ExposureCheckError):
    """No window can be opened on this computer, or for this user."""

    code = "display.missing"


def has_display() -> bool:
    """Whether `require` raises nothing."""
    try:
        require()
    except DisplayError:
        return False
    return True


def require() -> None:
    """Raise `DisplayError` unless Qt will find a display that answers. Windows and macOS always have one."""
    if sys.platform in ("win32", "darwin"):
        return
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(";")[0].partition(":")[0]
    if platform in _WITHOUT_A_SCREEN:
        return
    if platform in ("", "wayland", "wayland-egl") and _wayland_answers():
        return
    if platform in ("", "xcb") and os.environ.get("DISPLAY"):
        _require_x()
        return
    raise DisplayError("There is no display here to open a window on.", advice=_TERMINAL)


def require_for_window() -> None:
    """Raise `DisplayError` where Qt, which ends the process, would find none; an application that runs has its own."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        require()


_TERMINAL = "Run it on a desktop, or look up in the terminal with: exposure-check check"


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    path = Path(os.environ.get("XDG_RUNTIME_DIR", "/")) / name
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(2)
        try:
            connection.connect(str(path))
        except OSError:
            return False
    return True


def _require_x() -> None:
    """Raise `DisplayError` unless the X server of `DISPLAY` lets this user in."""
    try:
        xcb, *_ = [ctypes.CDLL(name) for name in _X_LIBRARIES]
    except OSError:
        raise DisplayError(
            f"A library that a window needs is not installed: one of {', '.join(_X_LIBRARIES)}.",
            advice="On Debian or Ubuntu: apt-get install libxcb-cursor0. Or look up with: exposure-check check",
        ) from None
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.restype = None
    connection = xcb.xcb_connect(None, None)  # never null
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    if failed:
        raise DisplayError("The display that DISPLAY names does not answer, or refuses this user.", advice=_TERMINAL)
