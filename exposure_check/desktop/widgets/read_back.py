"""What no check digit of a number covers, in words: seen at once, spoken only to whoever goes to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout

from exposure_check.desktop.style.theme import SMALL
from exposure_check.desktop.widgets.status import STATUS_ICON
from exposure_check.desktop.widgets.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from exposure_check.desktop.style.theme import Theme

RING = 2  # px of the line around it that shows the focus
AROUND = 2 * RING  # px from the words to the outer edge of that line


class ReadBack(Text):
    """A sentence that the Tab key reaches. It is announced to nobody: whoever stands by would hear it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "", size=SMALL)
        self._accent = theme.accent
        self.setObjectName("read-back")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._before = theme.px(STATUS_ICON) + theme.space(2) - AROUND
        self.setContentsMargins(AROUND, AROUND, AROUND, AROUND)
        self.hide()

    def under_status(self) -> QHBoxLayout:
        """Stand beneath the words of the status above."""
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addSpacing(self._before)
        row.addWidget(self, 1)
        return row

    def say(self, text: str) -> None:
        """Show a sentence, or nothing."""
        self.setText(text)
        self.setVisible(bool(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sentence, and a ring while it has the focus."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(self._accent, RING))
            painter.drawRect(QRectF(self.rect()).adjusted(RING / 2, RING / 2, -RING / 2, -RING / 2))
            painter.end()
