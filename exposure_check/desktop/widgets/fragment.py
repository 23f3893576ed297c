"""The picture of what is sent of a hash: the first few bits filled in, the rest never shown to anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from exposure_check.desktop.theme import Theme

SHOWN = 256  # bits of the stretched value
ACROSS = 32


class Fragment(QWidget):
    """A square a bit: the `bits` that were sent carry their digit, the others are empty."""

    def __init__(self, theme: Theme, index: int, bits: int, *, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._digits = f"{index:0{bits}b}" if bits else ""
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def hasHeightForWidth(self) -> bool:
        """The squares stay square."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels of the rows at a width."""
        return round(self._side(width) * (SHOWN // ACROSS))

    def sizeHint(self) -> QSize:
        """A comfortable width."""
        return QSize(self._theme.px(480), self.heightForWidth(self._theme.px(480)))

    def minimumSizeHint(self) -> QSize:
        """The squares may be as small as 8 pixels."""
        return QSize(8 * ACROSS, 8 * SHOWN // ACROSS)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the squares row by row."""
        theme, side = self._theme, self._side(self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.font(fixed=True, bold=True)
        font.setPixelSize(max(7, round(side * 0.68)))
        painter.setFont(font)
        for place in range(SHOWN):
            row, column = divmod(place, ACROSS)
            square = QRectF(column * side + 1, row * side + 1, side - 2, side - 2)
            if place < len(self._digits):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.accent)
                painter.drawRoundedRect(square, 3, 3)
                painter.setPen(theme.on_accent)
                painter.drawText(square, Qt.AlignmentFlag.AlignCenter, self._digits[place])
            else:
                painter.setPen(QPen(theme.line, 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(square, 3, 3)
        painter.end()

    def _side(self, width: int) -> float:
        return max(8.0, min(float(self._theme.px(20)), width / ACROSS))
