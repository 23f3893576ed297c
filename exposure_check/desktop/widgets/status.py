"""The line beneath a field that says whether what was typed fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from exposure_check.desktop.style.theme import field_sheet
from exposure_check.desktop.system.announce import announce
from exposure_check.desktop.widgets.layouts import let_width_say_height
from exposure_check.desktop.widgets.panel import Picture
from exposure_check.desktop.widgets.sight import bring_into_sight
from exposure_check.desktop.widgets.text import Text, paint

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from exposure_check.desktop.style.theme import Theme


STATUS_ICON = 20  # px at 100 %


class Status(QWidget):
    """An icon and a sentence, or nothing. What changes is said to a screen reader, and marks the field above."""

    def __init__(self, theme: Theme, field: QLineEdit | None = None) -> None:
        super().__init__()
        self._theme, self._field = theme, field
        self._picture = Picture(theme, "info", side=STATUS_ICON)
        self._text = Text(theme, "")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(2))
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        let_width_say_height(self)
        self.hide()

    def text(self) -> str:
        """What it says now."""
        return self._text.text()

    def approve(self, text: str) -> None:
        """Say that what was typed fits."""
        self._mark(faulty=False)
        self._say(text, "tick", self._theme.accent)

    def note(self, text: str) -> None:
        """Say how far it is, to be seen alone: it changes with every character that is typed."""
        self._mark(faulty=False)
        self._text.setText(text)
        paint(self._text, self._theme.muted)
        self._picture.draw("info", self._theme.muted)
        self.show()

    def object(self, text: str, *, urgent: bool = False) -> None:
        """Say what does not fit, at the field that it is about."""
        self._mark(faulty=True)
        self._say(text, "notice", self._theme.caution, urgent=urgent)
        if urgent:
            bring_into_sight(self)

    def clear(self) -> None:
        """Say nothing."""
        self._mark(faulty=False)
        self._text.setText("")
        self.hide()

    def _mark(self, *, faulty: bool) -> None:
        sheet = field_sheet(self._theme, faulty=faulty)
        if self._field is not None and self._field.styleSheet() != sheet:
            self._field.setStyleSheet(sheet)

    def _say(self, text: str, icon: str, colour: QColor, *, urgent: bool = False) -> None:
        new = text != self._text.text()
        self._text.setText(text)
        paint(self._text, colour)
        self._picture.draw(icon, colour)
        self.show()
        # While its page is being built nobody has done anything; the field says it when it gets the focus.
        if (new or urgent) and self.isVisible():
            announce(self, text, urgent=urgent)
