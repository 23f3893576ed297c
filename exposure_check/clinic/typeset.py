"""From the parts of a letter to pages: lines of text and black rectangles at places on A4.

Lengths are millimetres from the left and from the top; the place of a line is that of its baseline.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import segno

from exposure_check.clinic.envelope import PAGE_HEIGHT, PAGE_WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exposure_check.clinic.face import Face

_POINT = 25.4 / 72
_LEADING = 1.32
_GAP, _GAP_ABOVE, _GAP_BELOW = 0.3, 0.75, 0.08  # of a line: between paragraphs, above a heading and below it
_CODE_POINTS = 20.0  # of the code in a letter of ordinary size
QR_SIDE = 26.0


class Line(NamedTuple):
    """A line of text."""

    left: float
    baseline: float
    text: str
    points: float
    bold: bool = False


class Box(NamedTuple):
    """A rectangle: filled where `stroke` is 0, else a frame of lines that wide."""

    left: float
    top: float
    width: float
    height: float
    stroke: float = 0


class Place(NamedTuple):
    """Where something is put on a page that is the same on all letters but for this."""

    left: float
    baseline: float
    points: float


@dataclass
class Page:
    """One page. `code` is where the code of the letter goes, on the page that has it."""

    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    code: Place | None = None


@dataclass(frozen=True)
class Form:
    """The sheet that a letter is set on: where its text may be on the first page and on the others."""

    first_top: float
    left: float
    right: float  # from the right edge
    bottom: float  # from the lower edge
    points: float
    other_top: float = 22

    @property
    def width(self) -> float:
        """How long a line may be."""
        return PAGE_WIDTH - self.left - self.right


@dataclass(frozen=True)
class Block:
    """A heading and its paragraphs. `code` and `qr` say what stands with them."""

    heading: str
    paragraphs: Sequence[str]
    code: bool = False
    qr: str = ""  # the text of the QR code
    title: bool = False  # the heading is that of the letter


class Typesetter:
    """Sets one letter; `pages` grows from the top."""

    def __init__(self, form: Form, face: Face) -> None:
        self._form, self._face = form, face
        self._points = form.points
        self._down = form.first_top
        self.pages = [Page()]

    def put(self, blocks: Iterable[Block]) -> list[Page]:
        """Set the blocks, one below the other."""
        for block in blocks:
            self._put(block)
        return self.pages

    def _put(self, block: Block) -> None:
        heading_points = self._points * (1.45 if block.title else 1.12)
        heading = self._face.lines(block.heading, heading_points, self._form.width, bold=True) if block.heading else []
        with_qr = bool(block.qr)
        width = self._form.width - (QR_SIDE + 4 if with_qr else 0)
        paragraphs = [self._face.lines(text, self._points, width) for text in block.paragraphs]
        height = len(heading) * self._step(heading_points)
        body = sum(map(len, paragraphs)) * self._step(self._points)
        # A heading never stands alone at a foot, and what has a code or a QR code is not cut.
        keep = height + (max(body, QR_SIDE) if with_qr else body if block.code else self._step(self._points) * 2)
        self._room_for(keep + (self._code_height() if block.code else 0))
        for line in heading:
            self._line(line, heading_points, bold=True)
        self._down += self._step(self._points) * _GAP_BELOW * (4 if block.title else 1)
        if with_qr:
            qr_top = self._down + 1
            self._boxes(qr_boxes(block.qr, PAGE_WIDTH - self._form.right - QR_SIDE, qr_top))
        for number, lines in enumerate(paragraphs):
            if number:
                self._down += self._step(self._points) * _GAP
            for at, line in enumerate(lines):
                self._room_for(_kept_together(at, len(lines)) * self._step(self._points))
                self._line(line, self._points)
        if with_qr:
            self._down = max(self._down, qr_top + QR_SIDE)
        if block.code:
            self._code_box()
        self._down += self._step(self._points) * _GAP_ABOVE

    def _room_for(self, height: float) -> None:
        if self._down + height > PAGE_HEIGHT - self._form.bottom and self._down > self._form.other_top:
            self.pages.append(Page())
            self._down = self._form.other_top

    def _line(self, text: str, points: float, *, bold: bool = False) -> None:
        step = self._step(points)
        self.pages[-1].lines.append(Line(self._form.left, self._down + step * 0.78, text, points, bold))
        self._down += step

    def _boxes(self, boxes: Iterable[Box]) -> None:
        self.pages[-1].boxes.extend(boxes)

    def _code_points(self) -> float:
        return max(_CODE_POINTS, self._points * 1.5)

    def _code_height(self) -> float:
        return self._step(self._code_points()) * 1.7 + self._step(self._points) * 0.5

    def _code_box(self) -> None:
        points, top = self._code_points(), self._down + self._step(self._points) * 0.35
        height = self._step(points) * 1.5
        self._boxes([Box(self._form.left, top, self._form.width, height, 0.4)])
        self.pages[-1].code = Place(self._form.left + 5, top + height * 0.66, points)
        self._down = top + height + 2

    @staticmethod
    def _step(points: float) -> float:
        return points * _POINT * _LEADING


def _kept_together(at: int, lines: int) -> int:
    """How many lines of a paragraph stay on the page of line `at`: none is alone at a foot or at the top of a page."""
    if at == 0:
        return min(lines, 3 if lines == 3 else 2)
    return 2 if at == lines - 2 else 1


def qr_boxes(text: str, left: float, top: float, side: float = QR_SIDE) -> list[Box]:
    """A QR code (ISO/IEC 18004, error correction M) as rectangles, a row of neighbours each, with its quiet zone."""
    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix_iter(border=4)]
    module = side / len(rows)
    boxes = []
    for down, row in enumerate(rows):
        start = None
        for across, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = across
            elif not dark and start is not None:
                boxes.append(Box(left + start * module, top + down * module, (across - start) * module, module))
                start = None
    return boxes
