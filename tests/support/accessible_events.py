"""What the toolkit tells assistive programs, event by event. Python has no way to ask for it: the C++ function has."""

from __future__ import annotations

import ctypes
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import PySide6
import pytest
from PySide6.QtGui import QAccessible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def listening(listen: Callable[[QAccessible.Event, int], None]) -> Iterator[None]:
    """Give `listen` the kind and the address of every event that is sent meanwhile; skips the test but on Linux."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the name of the function is that of this platform")
    library = ctypes.CDLL(str(Path(PySide6.__file__).parent / "Qt" / "lib" / "libQt6Gui.so.6"))
    install, activate = (
        library._ZN11QAccessible20installUpdateHandlerEPFvP16QAccessibleEventE,
        library._ZN11QAccessible9setActiveEb,
    )
    install.restype = ctypes.c_void_p
    install.argtypes = [ctypes.c_void_p]

    @ctypes.CFUNCTYPE(None, ctypes.c_void_p)
    def handle(event: int) -> None:
        kind = ctypes.c_int.from_address(event + ctypes.sizeof(ctypes.c_void_p)).value
        listen(QAccessible.Event(kind), event)

    before = install(ctypes.cast(handle, ctypes.c_void_p))
    activate(ctypes.c_bool(True))
    try:
        yield
    finally:
        install(before)
