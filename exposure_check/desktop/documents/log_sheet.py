"""An empty page to write down what one did. It holds headings and lines: nothing of a person, a check or an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSaveFile, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPagedPaintDevice

COLUMNS = ("date", "whom", "answer", "next")
WIDTHS = (0.13, 0.25, 0.34, 0.28)  # of the page, in the order of the columns
ROWS = 10
RESOLUTION = 300  # dots per inch
MARGIN, TITLE, HEAD = 15.0, 14.0, 12.0  # mm
TITLE_TYPE, HEAD_TYPE, RULE = 6.0, 4.0, 0.25  # mm


@dataclass(frozen=True)
class Headings:
    """The headings of the page, in one language."""

    title: str
    columns: tuple[str, ...]  # of COLUMNS, in this order
    from_right: bool = False


def headings(label: Callable[[str], str], *, from_right: bool) -> Headings:
    """The headings, from the labels of the advice."""
    return Headings(label("diary"), tuple(label(f"diary_{column}") for column in COLUMNS), from_right)


def as_pdf(headings: Headings) -> bytes:
    """The page as a PDF file, A4 lying on its side."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(headings.title)
    writer.setResolution(RESOLUTION)
    lay_out(writer)
    draw(writer, headings)
    buffer.close()
    return bytes(buffer.data().data())


def save(path: str, headings: Headings) -> bool:
    """Write the file whole or not at all; whether it worked."""
    file = QSaveFile(path)
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        return False
    file.write(as_pdf(headings))
    return bool(file.commit())


def lay_out(device: QPagedPaintDevice) -> None:
    """Turn the paper, A4, on its side."""
    device.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Landscape,
            QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN),
            QPageLayout.Unit.Millimeter,
        )
    )


def draw(device: QPagedPaintDevice, headings: Headings) -> bool:
    """Draw the page on a device; whether it could be begun and ended."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    mm = device.logicalDpiX() / 25.4
    room = device.pageLayout().paintRectPixels(device.logicalDpiX())
    page = QRectF(0, 0, room.width(), room.height())
    painter.setFont(_type(TITLE_TYPE * mm, bold=True))
    painter.drawText(
        QRectF(0, 0, page.width(), TITLE * mm), _side(headings) | Qt.AlignmentFlag.AlignTop, headings.title
    )
    _table(painter, headings, QRectF(0, TITLE * mm, page.width(), page.height() - TITLE * mm), mm)
    return painter.end()


def _table(painter: QPainter, headings: Headings, area: QRectF, mm: float) -> None:
    painter.setPen(QPen(Qt.GlobalColor.black, RULE * mm))
    painter.setFont(_type(HEAD_TYPE * mm, bold=False))
    left = area.left()
    for share, heading in zip(WIDTHS, headings.columns, strict=True):
        width = share * area.width()
        x = area.left() + area.right() - left - width if headings.from_right else left
        cell = QRectF(x, area.top(), width, area.height())
        painter.drawRect(cell)
        head = QRectF(x + mm, area.top(), width - 2 * mm, HEAD * mm)
        painter.drawText(head, _side(headings) | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, heading)
        left += width
    step = (area.height() - HEAD * mm) / ROWS
    for row in range(ROWS):
        y = area.top() + HEAD * mm + row * step
        painter.drawLine(round(area.left()), round(y), round(area.right()), round(y))


def _side(headings: Headings) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if headings.from_right else Qt.AlignmentFlag.AlignLeft


def _type(pixels: float, *, bold: bool) -> QFont:
    font = QFont()
    font.setPixelSize(max(1, round(pixels)))
    font.setBold(bold)
    return font
