"""A long list a part at a time: what a publisher can sign does not decide how much the window has to lay out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exposure_check.desktop.style.theme import SMALL
from exposure_check.desktop.text import language
from exposure_check.desktop.widgets.button import Button, ButtonKind
from exposure_check.desktop.widgets.flow import row_of
from exposure_check.desktop.widgets.text import Text

if TYPE_CHECKING:
    from exposure_check.desktop.style.theme import Theme


class Pager(QWidget):
    """Which part of a list is shown, and buttons to the parts before and after it."""

    turned = Signal(int)  # the place of the first entry to show, counted from 0

    def __init__(self, theme: Theme, name: str, *, first: int, size: int, count: int) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        last = min(first + size, count)
        place = QCoreApplication.translate("Pager", "{first} to {last} of {count}").format(
            first=language.number(first + 1), last=language.number(last), count=language.number(count)
        )
        column.addWidget(Text(theme, place, size=SMALL, colour=theme.muted))
        buttons = []
        for way, start, text in (
            ("before", first - size, QCoreApplication.translate("Pager", "Show those before")),
            ("after", first + size, QCoreApplication.translate("Pager", "Show those after")),
        ):
            if 0 <= start < count:
                button = Button(theme, text, ButtonKind.SECOND)
                button.setObjectName(f"{name}-{way}")
                button.setAccessibleDescription(place)
                button.clicked.connect(lambda _=False, start=start: self.turned.emit(start))
                buttons.append(button)
        column.addLayout(row_of(theme, *buttons))
