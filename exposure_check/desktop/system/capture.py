"""Keeping the window out of pictures of the screen, where the system can do it. Off by default: it also blanks a
screen magnifier and remote help.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_SHOW, _HIDE = 0x00, 0x11  # WDA_NONE, WDA_EXCLUDEFROMCAPTURE (Windows 10 2004 and later)


def is_supported() -> bool:
    """Whether this system can do it."""
    return sys.platform == "win32" and QGuiApplication.platformName() == "windows"


def block(window: QWidget, *, on: bool) -> None:
    """Keep the window out of pictures of the screen, or let it in again; nothing where it is not supported."""
    if sys.platform == "win32" and is_supported():
        import ctypes

        ctypes.windll.user32.SetWindowDisplayAffinity(int(window.winId()), _HIDE if on else _SHOW)
