"""A field and a button beside it, or below it where the field would not show all that is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from exposure_check.desktop.widgets.layouts import let_width_say_height
from exposure_check.desktop.widgets.private_field import DOT

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLabel

    from exposure_check.desktop.style.theme import Theme
    from exposure_check.desktop.widgets.button import Button

SPARE = 2  # characters of room, for the cursor and for one typed too many


class FieldLine(QWidget):
    """The field takes what the button leaves, if that is enough for its characters."""

    def __init__(self, theme: Theme, field: QLineEdit, button: Button, characters: int) -> None:
        super().__init__()
        self._button = button
        metrics = QFontMetrics(field.font())
        widest = max(metrics.horizontalAdvance(character) for character in (DOT, "W", "0"))
        self._wanted = (characters + SPARE) * widest + 2 * theme.px(16)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.space(3))
        self._line.addWidget(field, 1)
        self._line.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        let_width_say_height(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the button below where it is narrow."""
        super().resizeEvent(event)
        beside = self._wanted + self._line.spacing() + self._button.sizeHint().width() <= self.width()
        self._line.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)


def belongs(label: QLabel, field: QLineEdit, description: str) -> None:
    """Make a label that of a field, also for assistive programs; `description` says what the field is for."""
    label.setBuddy(field)
    field.setAccessibleName(label.text())
    field.setAccessibleDescription(description)
