"""Frames that hold together what belongs together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from exposure_check.desktop.style import icons
from exposure_check.desktop.style.theme import BODY, RADIUS
from exposure_check.desktop.widgets.layouts import let_width_say_height
from exposure_check.desktop.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from exposure_check.desktop.style.theme import Theme


class Panel(QFrame):
    """A card (edged, for facts) or a tinted panel (for explanations), its content in one column."""

    def __init__(self, theme: Theme, *, tinted: bool = False, spacing: int = 2) -> None:
        super().__init__()
        self._theme, self._tinted = theme, tinted
        self._parts = QVBoxLayout(self)
        self._parts.setSpacing(theme.space(spacing))
        self._spacing = theme.space(spacing)
        self._last: QVBoxLayout | None = None
        self._holds_rows = False

    @property
    def column(self) -> QVBoxLayout:
        """Where texts go: the last part of the panel, begun anew after rows."""
        return self._part(rows=False)

    def rows(self) -> QVBoxLayout:
        """Where rows go: they reach further out, so that their words stand under the texts."""
        return self._part(rows=True)

    def _part(self, *, rows: bool) -> QVBoxLayout:
        if self._last is None or rows is not self._holds_rows:
            self._last, self._holds_rows = QVBoxLayout(), rows
            side = self._theme.space(3 if rows else 5)
            self._last.setContentsMargins(side, 0, side, 0)
            self._last.setSpacing(0 if rows else self._spacing)
            self._parts.addLayout(self._last)
            end = self._theme.space(1 if rows else 4)  # a row has room of its own
            top = self._parts.contentsMargins().top() if self._parts.count() > 1 else end
            self._parts.setContentsMargins(0, top, 0, end)
        return self._last

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and, where there is one, the edge."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edged = not self._tinted or theme.high_contrast
        painter.setPen(QPen(theme.line, 1) if edged else Qt.PenStyle.NoPen)
        painter.setBrush(theme.tint if self._tinted else theme.base)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.end()


class Strip(QFrame):
    """A band across the window with a rule on one side."""

    def __init__(self, theme: Theme, *, rule_above: bool = False, tinted: bool = False) -> None:
        super().__init__()
        let_width_say_height(self)
        self._ground, self._line, self._above = theme.tint if tinted else theme.window, theme.line, rule_above

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the rule."""
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)  # fillRect would bring every preset gradient with it
        painter.setBrush(self._ground)
        painter.drawRect(self.rect())
        top = 0 if self._above else self.height() - 1
        painter.setBrush(self._line)
        painter.drawRect(0, top, self.width(), 1)
        painter.end()


class Picture(QLabel):
    """An icon beside words. It says nothing that the words do not say, so it has no name of its own."""

    def __init__(self, theme: Theme, name: str, colour: QColor | None = None, *, side: int = 24) -> None:
        super().__init__()
        self._side = theme.px(side)
        self.setFixedSize(self._side, self._side)
        self.draw(name, colour or theme.accent)

    def draw(self, name: str, colour: QColor) -> None:
        """Show an icon."""
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.setPixmap(icons.pixmap(name, colour, self._side, self.devicePixelRatioF(), mirrored=mirrored))


class IconLine(QWidget):
    """An icon and a paragraph."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        text: str,
        *,
        size: int = BODY,
        bold: bool = False,
        colour: QColor | None = None,
        icon_colour: QColor | None = None,
    ) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(3))
        picture = Picture(theme, icon, icon_colour, side=22)
        self.text = Text(theme, text, size=size, bold=bold, colour=colour)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        let_width_say_height(self)
