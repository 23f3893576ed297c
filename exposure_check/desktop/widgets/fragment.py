"""The picture of the fragment: which bits of the hash were sent, and the one group among all that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from exposure_check.desktop.style.theme import mix
from exposure_check.desktop.widgets.layouts import let_width_say_height

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from exposure_check.desktop.style.theme import Theme

HASH_BITS = 32  # of the value whose first bits are the number of the group (docs/protocol.md)
ACROSS = 64  # groups in a row
MOST_GROUPS = 1024  # more could not be told apart


class Fragment(QWidget):
    """A square for each bit of the hash, those that were sent with their digit; beneath it a square for each group."""

    def __init__(self, theme: Theme, index: int, bits: int, *, name: str) -> None:
        super().__init__()
        self._theme, self._index = theme, index
        self._digits = f"{index:0{bits}b}" if bits else ""
        groups = 1 << bits
        self._rows = groups // ACROSS if ACROSS <= groups <= MOST_GROUPS else 0
        self.setAccessibleName(name)
        let_width_say_height(self, QSizePolicy.Policy.Expanding)

    def hasHeightForWidth(self) -> bool:
        """The squares stay square."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels at a width."""
        bit = width / HASH_BITS
        return round(bit + (self._gap() + self._rows * width / ACROSS if self._rows else 0)) + 1

    def sizeHint(self) -> QSize:
        """As wide as the column."""
        width = self._theme.px(560)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """A square of a bit may be as small as 8 pixels."""
        return QSize(8 * HASH_BITS, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bits, then the groups."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_bits(painter)
        if self._rows:
            self._draw_groups(painter)
        painter.end()

    def _draw_bits(self, painter: QPainter) -> None:
        theme, side = self._theme, self.width() / HASH_BITS
        font = theme.font(fixed=True, bold=True)
        font.setPixelSize(max(6, round(side * 0.66)))
        painter.setFont(font)
        for place in range(HASH_BITS):
            square = QRectF(place * side + 1, 1, side - 2, side - 2)
            if place < len(self._digits):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.accent)
                painter.drawRoundedRect(square, 3, 3)
                painter.setPen(theme.on_accent)
                painter.drawText(square, Qt.AlignmentFlag.AlignCenter, self._digits[place])
            else:
                painter.setPen(QPen(theme.edge, 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(square, 3, 3)

    def _draw_groups(self, painter: QPainter) -> None:
        theme, side = self._theme, self.width() / ACROSS
        top = self.width() / HASH_BITS + self._gap()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mix(theme.base, theme.text, 0.2))
        for group in range(self._rows * ACROSS):
            row, column = divmod(group, ACROSS)
            if group != self._index:
                painter.drawRect(QRectF(column * side + 1, top + row * side + 1, side - 2, side - 2))
        row, column = divmod(self._index, ACROSS)
        painter.setBrush(theme.accent)
        painter.drawRoundedRect(QRectF(column * side - 1, top + row * side - 1, side + 2, side + 2), 2, 2)

    def _gap(self) -> int:
        return self._theme.space(3)
