"""Text of the page: plain, wrapped, never selectable, so that an answer cannot get to the clipboard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QWidget

from exposure_check.desktop.style.theme import BODY, HEADING, LEAD
from exposure_check.desktop.system import heading_role  # noqa: F401 - gives the headings their role for screen readers
from exposure_check.desktop.widgets.layouts import let_width_say_height

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFont, QPaintEvent, QResizeEvent

    from exposure_check.desktop.style.theme import Theme

IS_TEXT = "isText"  # property of a button whose words are read with the text around it
IS_TOLD = "isTold"  # property of a text that such a button tells
LEADING = 1.4  # lines are as high as this times the type, or as the font wants them; a heading has none added
ENDS = (".", "!", "?", ":", ";", "…", "")  # after these a voice pauses of itself
LONELY = 0.25  # of the width: a last line that is shorter is a word that was left over, if other lines can give it some
STEP = 4  # % of the width by which narrower ones are tried for that
LEAST_TEXT, LEAST_HEADING = 76, 56  # % of the width: ragged lines of a paragraph are noticed sooner
# What stays in one line: a day with its month, the two words on a button where it is named, and a number in groups, as
# those of pages and telephones are; of a fingerprint, which is longer, a group.
TOGETHER = re.compile(r"\b\d{1,2}\.? (?=[^\W\d]+ \d{4}\b)|(?<=[“”])\w+ (?=\w+[“”])|(?<=\d) (?=\d{1,4}\b)")
LEAST_WIDTH = 48  # px; a word that is longer than its line is broken rather than cut off


class Text(QLabel):
    """One paragraph. It is a label to the toolkit and to a screen reader, but sets its own lines: the toolkit's
    stand too close for easy reading, and it cuts off a word that is wider than the window.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        size: int = BODY,
        bold: bool = False,
        colour: QColor | None = None,
        at_end: bool = False,
        marker: str = "",
    ) -> None:
        super().__init__(f"{marker} {text}" if marker else text)
        self._marker = marker  # such as "2.": stands before the lines, which all begin after it
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(theme.font(size, bold=bold))
        let_width_say_height(self)
        self._leading, self._narrowest = LEADING, LEAST_TEXT
        self._at_end = at_end  # of its line: on the right where the language runs from the left
        self._set: tuple[str, str, int, bool] | None = None
        self._lines: QTextLayout | None = None
        self._height = 0
        self._heights: dict[tuple[int, str, int, bool], int] = {}
        paint(self, colour or theme.text)

    def sizeHint(self) -> QSize:
        """One line."""
        margins = self.contentsMargins()
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2 + margins.left() + margins.right()
        return QSize(width, self._line_height() + margins.top() + margins.bottom())  # it fits: no need to set the lines

    def minimumSizeHint(self) -> QSize:
        """Narrow, and at least one line high."""
        return QSize(LEAST_WIDTH, self._line_height())

    def hasHeightForWidth(self) -> bool:
        """It wraps."""
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:
        """Height in pixels of the lines at a width."""
        # Layouts ask again and again for the same few widths.
        key = (width, self.text(), self.font().pixelSize(), self.font().bold())
        if key not in self._heights:
            margins = self.contentsMargins()
            self._set_lines(max(1, width - margins.left() - margins.right()))
            self._heights[key] = self._height + margins.top() + margins.bottom()
        return self._heights[key]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines."""
        area = self.contentsRect()
        lines = self._set_lines(area.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        top = area.top() + max(0, (area.height() - self._height) // 2 if not self.wordWrap() else 0)
        lines.draw(painter, QPointF(area.left(), top))
        if self._marker:
            aligned = Qt.AlignmentFlag.AlignVCenter | self._start()
            first = QRectF(area.left(), top, area.width(), self._line_height())
            painter.drawText(first, aligned, self._marker)
        painter.end()

    def _start(self) -> Qt.AlignmentFlag:
        from_right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return Qt.AlignmentFlag.AlignRight if from_right else Qt.AlignmentFlag.AlignLeft

    def _indent(self) -> int:
        """Pixels before the lines: of the marker, at least of one with a digit, so that those of a list agree."""
        if not self._marker:
            return 0
        return max(self.fontMetrics().horizontalAdvance(marker) for marker in (f"{self._marker} ", "0. "))

    def _line_height(self) -> int:
        return max(self.fontMetrics().lineSpacing(), round(self.font().pixelSize() * self._leading))

    def _set_lines(self, width: int) -> QTextLayout:
        """Break the text into lines of `width` pixels."""
        from_right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        wanted = (self.text(), self.font().key(), width, from_right)
        if self._lines is not None and self._set == wanted:
            return self._lines
        option = QTextOption()
        option.setTextDirection(self.layoutDirection())
        on_the_right = from_right is not self._at_end
        option.setAlignment(Qt.AlignmentFlag.AlignRight if on_the_right else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(
            QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if self.wordWrap() else QTextOption.WrapMode.NoWrap
        )
        indent = self._indent()
        text = self.text()[len(self._marker) + 1 :] if self._marker else self.text()
        lines = QTextLayout(TOGETHER.sub(lambda found: found[0].replace(" ", "\u00a0"), text), self.font())
        lines.setTextOption(option)
        room = max(1, width - indent)
        step = self._line_height()

        def set_at(narrower: int) -> None:
            left = (room - narrower if on_the_right else 0) + (0 if from_right else indent)
            _fill(lines, narrower, left, step)

        set_at(room)
        self._give_company(lines, room, set_at)
        self._lines, self._set, self._height = lines, wanted, max(1, lines.lineCount()) * step
        return lines

    def _give_company(self, lines: QTextLayout, room: int, set_at: Callable[[int], None]) -> None:
        """Set a text whose last line is a word or two somewhat narrower, where that takes no more lines."""
        count = lines.lineCount()
        if count < 2 or not self._is_lonely(lines, room):
            return
        for percent in range(100 - STEP, self._narrowest - 1, -STEP):
            set_at(room * percent // 100)
            if lines.lineCount() > count or _splits_a_word(lines):
                break
            if not self._is_lonely(lines, room):
                return
        set_at(room)

    def _is_lonely(self, lines: QTextLayout, room: int) -> bool:
        return lines.lineAt(lines.lineCount() - 1).naturalTextWidth() < LONELY * room


def _fill(lines: QTextLayout, width: int, left: int, step: int) -> None:
    """Break a text into lines of `width` pixels, `step` pixels from one to the next."""
    lines.beginLayout()
    top = 0
    while (line := lines.createLine()).isValid():
        line.setLineWidth(max(1, width))
        line.setPosition(QPointF(left, top + (step - line.height()) / 2))
        top += step
    lines.endLayout()


def _splits_a_word(lines: QTextLayout) -> bool:
    text = lines.text()
    starts = [lines.lineAt(place).textStart() for place in range(1, lines.lineCount())]
    return any(text[start - 1].isalnum() and text[start : start + 1].isalnum() for start in starts)


class Heading(Text):
    """The heading of a page. It shrinks only as far as a word would otherwise not fit the width."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(theme, text, size=HEADING, bold=True)
        self._theme = theme
        self._leading, self._narrowest = 1.0, LEAST_HEADING
        self.setObjectName("heading")

    def heightForWidth(self, width: int) -> int:
        """Height in pixels of the lines, in the size of type that fits the width."""
        self._fit(width)
        return super().heightForWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the size of type for the new width."""
        super().resizeEvent(event)
        self._fit(self.width())

    def _fit(self, width: int) -> None:
        font = self.font()
        for size in range(HEADING, LEAD - 1, -1):
            font.setPixelSize(self._theme.px(size))
            if self._widest_word(font) <= width:
                break
        if font.pixelSize() != self.font().pixelSize():
            self.setFont(font)

    def _widest_word(self, font: QFont) -> int:
        metrics = QFontMetrics(font)
        return max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)


class Subheading(Text):
    """The heading of a part of a page."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(theme, text, size=LEAD, bold=True)


class CardHeading(Text):
    """The heading of a card, or of a part of one."""

    def __init__(self, theme: Theme, text: str, *, size: int = BODY) -> None:
        super().__init__(theme, text, size=size, bold=True)


def paint(label: QLabel, colour: QColor) -> None:
    """Give a label the colour of its text."""
    palette = label.palette()
    palette.setColor(QPalette.ColorRole.WindowText, colour)
    label.setPalette(palette)


def spoken(inside: QWidget) -> str:
    """What is written on a widget, in its order, to be said in one piece; not labels of fields, nor the heading.

    Of the buttons those that hold a part of the text, such as what was recorded: without them a list would be announced
    and none follow.
    """
    said = []
    for part in inside.findChildren(QWidget):
        if not part.isVisibleTo(inside) or part.property(IS_TOLD):
            continue
        if isinstance(part, Text) and part.buddy() is None and not isinstance(part, Heading):
            words = part.accessibleName() or part.text()
        elif part.property(IS_TEXT):
            note = getattr(part, "note", "")
            words = f"{part.accessibleName()}: {note}" if note else part.accessibleName()
        else:
            continue
        said.append(words if words[-1:] in ENDS else f"{words}.")
    return " ".join(said)
