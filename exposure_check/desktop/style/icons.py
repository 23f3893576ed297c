"""The line icons of `assets/icons`, drawn in a colour of the theme."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from exposure_check.resources import assets

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QIcon

MIRRORED = frozenset({"back", "leave"})  # they point along the line of text


@lru_cache(maxsize=128)
def _source(name: str) -> bytes:
    return (assets() / "icons" / f"{name}.svg").read_bytes()


def pixmap(name: str, colour: QColor, side: int, ratio: float = 1.0, *, mirrored: bool = False) -> QPixmap:
    """An icon `side` pixels wide and high, for a screen of `ratio` device pixels a pixel."""
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    if mirrored and name in MIRRORED:
        painter.translate(picture.width(), 0)
        painter.scale(-1, 1)
    drawing = QSvgRenderer(QByteArray(_source(name).replace(b"currentColor", colour.name().encode())))
    drawing.render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, colour: QColor, side: int) -> QIcon:
    """An icon for a window or a menu."""
    from PySide6.QtGui import QIcon  # 4 ms that the first frame can do without

    return QIcon(pixmap(name, colour, side, 2.0))
