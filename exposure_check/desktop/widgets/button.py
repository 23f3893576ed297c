"""Every button: its words wrap where they do not fit, and its focus ring stands clear of its face."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from exposure_check.desktop.style import icons
from exposure_check.desktop.style.theme import BODY, CONTROL, RADIUS, TARGET, mix
from exposure_check.desktop.system import button_role  # noqa: F401 - says what kinds of button there are

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from exposure_check.desktop.style.theme import Theme

RING = 3  # px of the focus ring
GAP = 2  # px between the ring and the face
WIDE = 1 << 14


class ButtonKind(Enum):
    """How much a button asks to be pressed."""

    MAIN = "main"  # one on a page: filled
    SECOND = "second"  # outlined
    LINK = "link"  # underlined words
    QUIET = "quiet"  # words alone, in the header
    ROW = "row"  # a whole line of a list: words at its start, a mark at its end


FACED = (ButtonKind.MAIN, ButtonKind.SECOND)  # of one height, for they stand side by side


class Button(QPushButton):
    """A push button that draws itself in the theme."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        kind: ButtonKind = ButtonKind.SECOND,
        *,
        icon: str = "",
        end: str = "",
        end_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)  # without the words: with them it would ask whether they are an icon
        self.setText(text)
        self._theme, self._kind = theme, kind
        self._icon, self._end, self._end_text = icon, end, end_text
        self._heights: dict[tuple[int, str, int], int] = {}
        self.setFont(theme.font(BODY, bold=kind is ButtonKind.MAIN))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{text}. {end_text}" if end_text else text)
        horizontal = QSizePolicy.Policy.Expanding if kind is ButtonKind.ROW else QSizePolicy.Policy.Preferred
        policy = QSizePolicy(horizontal, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(True)  # Enter presses the button that has the focus, not the main one

    @property
    def kind(self) -> ButtonKind:
        """What kind of button this is."""
        return self._kind

    @property
    def before_words(self) -> int:
        """Pixels between the edge and the words, or the icon before them."""
        return self._pad_x()

    def set_face(self, text: str, icon: str, *, name: str = "") -> None:
        """Change the words and the icon; `name` is what a screen reader says in the place of the words."""
        self._icon = icon
        self.setText(text)
        self.setAccessibleName(name or text)
        self.updateGeometry()
        self.update()

    def set_end(self, icon: str, text: str) -> None:
        """Change the mark at the end of a row, and what a screen reader says in its place."""
        self._end, self._end_text = icon, text
        self._name_anew()
        self.updateGeometry()
        self.update()

    def _name_anew(self) -> None:
        self.setAccessibleName(f"{self.text()}. {self._end_text}" if self._end_text else self.text())

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels of the wrapped words and the padding."""
        key = (width, self.text(), self._sides())
        if key not in self._heights:  # layouts ask again and again for the same few widths
            self._heights[key] = self._height_at(width)
        return self._heights[key]

    def _height_at(self, width: int) -> int:
        room = max(width - self._sides(), 1)
        rect = self._metrics().boundingRect(QRect(0, 0, room, WIDE), self._flags(), self.text())
        return max(rect.height() + 2 * self._theme.space(3), self.least_height(), TARGET)

    def least_height(self) -> int:
        """Height in pixels with one line of words."""
        return self._theme.px(CONTROL) if self._kind in FACED else self._theme.px(20) + 2 * self._theme.space(3)

    def sizeHint(self) -> QSize:
        """One line."""
        width = self._metrics().horizontalAdvance(self.text()) + self._sides() + 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """As narrow as its longest word."""
        words = self.text().split() or [""]
        widest = max(self._metrics().horizontalAdvance(word) for word in words)
        return QSize(widest + self._sides() + 2, self.heightForWidth(WIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw face, ring, icon, words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._draw_face(painter)
        self._draw_content(painter, ink)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a key once: one that is held down must not run on through the next page."""
        if event.isAutoRepeat() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            event.accept()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Redraw when the pointer or the focus comes and goes."""
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave, QEvent.Type.FocusIn):
            self.update()
        return super().event(event)

    def end_width(self) -> int:
        """Pixels for the mark at the end of the line, with the room before it."""
        return self._icon_side() + self._theme.space(1) if self._end else 0

    def draw_end(self, painter: QPainter, ink: QColor, box: QRect) -> None:
        """Draw the mark at the end of the line."""
        side = self._icon_side()
        colour = self._theme.accent if self._kind is ButtonKind.ROW else ink
        from_right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = box.left() if from_right else box.right() + 1 - side
        painter.drawPixmap(
            QPoint(left, (self.height() - side) // 2),
            icons.pixmap(self._end, colour, side, self.devicePixelRatioF(), mirrored=from_right),
        )

    def _draw_face(self, painter: QPainter) -> QColor:
        theme, kind = self._theme, self._kind
        face = QRectF(self.rect())
        if self.hasFocus():
            painter.setPen(QPen(theme.text if kind is ButtonKind.MAIN else theme.accent, RING))
            painter.setBrush(theme.base if kind is ButtonKind.SECOND else Qt.BrushStyle.NoBrush)
            half = RING / 2
            painter.drawRoundedRect(face.adjusted(half, half, -half, -half), RADIUS, RADIUS)
            inset = RING + GAP
            face = face.adjusted(inset, inset, -inset, -inset)
        radius = RADIUS - 3 if self.hasFocus() else RADIUS
        hovered = self.underMouse() and self.isEnabled()
        if kind is ButtonKind.MAIN:
            if not self.isEnabled():
                painter.setPen(QPen(theme.edge, 2, Qt.PenStyle.DashLine))
                painter.setBrush(theme.window)
                painter.drawRoundedRect(face.adjusted(1, 1, -1, -1), radius, radius)
                return theme.muted
            fill = mix(theme.accent, theme.text, 0.25) if self.isDown() or hovered else theme.accent
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawRoundedRect(face, radius, radius)
            return theme.on_accent
        if kind is ButtonKind.SECOND and not self.hasFocus():
            painter.setPen(QPen(theme.edge, 2 if not self.isDown() else 3))
            painter.setBrush(mix(theme.base, theme.accent, 0.08) if hovered else theme.base)
            painter.drawRoundedRect(face.adjusted(1, 1, -1, -1), radius, radius)
        elif hovered and kind is not ButtonKind.SECOND:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mix(theme.window, theme.accent, 0.08))
            painter.drawRoundedRect(face, radius, radius)
        return theme.text if kind in (ButtonKind.SECOND, ButtonKind.ROW) else theme.accent

    def _draw_content(self, painter: QPainter, ink: QColor) -> None:
        theme, rect = self._theme, self.rect()
        pad, side = self._pad_x(), self._icon_side()
        start, end = pad, rect.width() - pad
        from_right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        mark = self.end_width()
        if mark:
            self.draw_end(painter, ink, self._mirror(QRect(end - mark, 0, mark, rect.height())))
            end -= mark
        room = end - start - (side + theme.space(2) if self._icon else 0)
        drawn = self._metrics().boundingRect(QRect(0, 0, max(room, 1), WIDE), self._flags(), self.text())
        if self._kind in FACED:
            taken = drawn.width() + (side + theme.space(2) if self._icon else 0)
            start += max(0, (end - start - taken) // 2)
        if self._icon:
            colour = theme.accent if self._kind is ButtonKind.ROW else ink
            self._draw_icon(painter, self._icon, colour, start, side)
            start += side + theme.space(2)
        painter.setPen(ink)
        painter.setFont(self._underlined())
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter
        flags |= Qt.AlignmentFlag.AlignRight if from_right else Qt.AlignmentFlag.AlignLeft
        # Two pixels of slack: rounding of the advance must not break a line that fits.
        painter.drawText(self._mirror(QRect(start, 0, end - start + 2, rect.height())), flags, self.text())

    def _draw_icon(self, painter: QPainter, name: str, colour: QColor, left: int, side: int) -> None:
        from_right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        picture = icons.pixmap(name, colour, side, self.devicePixelRatioF(), mirrored=from_right)
        box = self._mirror(QRect(left, (self.height() - side) // 2, side, side))
        painter.drawPixmap(QPoint(box.left(), box.top()), picture)

    def _mirror(self, rect: QRect) -> QRect:
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            rect.moveLeft(self.width() - rect.left() - rect.width())
        return rect

    def _underlined(self) -> QFont:
        font = QFont(self.font())
        font.setUnderline(self._kind is ButtonKind.LINK)
        return font

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self.font())

    def _flags(self) -> int:
        return int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)

    def _icon_side(self) -> int:
        return self._theme.px(20)

    def _pad_x(self) -> int:
        return self._theme.space({ButtonKind.MAIN: 6, ButtonKind.SECOND: 5}.get(self._kind, 2))

    def _sides(self) -> int:
        """Everything of the width that is not words."""
        theme, sides = self._theme, 2 * self._pad_x() + self.end_width()
        if self._icon:
            sides += self._icon_side() + theme.space(2)
        return sides


class ChoiceButton(Button):
    """One of several that exclude each other, which assistive programs know as a radio button."""

    def __init__(self, theme: Theme, text: str, kind: ButtonKind = ButtonKind.ROW) -> None:
        super().__init__(theme, text, kind)
        self.setCheckable(True)
