"""The keys that do the same on every page. Tab, Enter and Shift three times are not among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

# On keyboards whose plus is the shifted equals sign, either is pressed. A third way to write it would be two at once.
LARGER, SMALLER, NORMAL = ("Ctrl++", "Ctrl+="), ("Ctrl+-",), ("Ctrl+0",)
BACK, HELP, STOP = ("Alt+Left",), ("F1",), ("Esc",)


class Keys(QObject):
    """Says which was pressed. A dialog that stands over the window keeps its keys to itself."""

    larger = Signal()
    smaller = Signal()
    normal = Signal()
    back = Signal()
    help = Signal()
    stop = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        for keys, signal in (
            (LARGER, self.larger),
            (SMALLER, self.smaller),
            (NORMAL, self.normal),
            (BACK, self.back),
            (HELP, self.help),
            (STOP, self.stop),
        ):
            shortcut = QShortcut(window)
            shortcut.setKeys([QKeySequence(key) for key in keys])
            shortcut.activated.connect(signal)
            shortcut.setAutoRepeat(keys in (LARGER, SMALLER))
