"""Where the code of a letter is typed: its field, what is said of it as it is typed, and a way on without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout

from exposure_check.desktop.style.theme import LEAD, SMALL, field_sheet
from exposure_check.desktop.text import labels, number
from exposure_check.desktop.widgets.button import Button, ButtonKind
from exposure_check.desktop.widgets.code_field import CodeField
from exposure_check.desktop.widgets.field_line import belongs
from exposure_check.desktop.widgets.flow import row_of
from exposure_check.desktop.widgets.status import Status
from exposure_check.desktop.widgets.text import Text
from exposure_check.protocol.letter_code import DIGITS

if TYPE_CHECKING:
    from exposure_check.desktop.style.theme import Theme


class CodeEntry(QVBoxLayout):
    """One below the other: label, field, status, button. `why` is the field's description; `explained` shows it too."""

    edited = Signal()
    declined = Signal()

    def __init__(self, theme: Theme, value: str, why: str, *, explained: bool) -> None:
        super().__init__()
        self.setSpacing(theme.space(2))
        self.field = CodeField(value)
        self.field.setObjectName("code-field")
        self.field.setFont(theme.font(LEAD, fixed=True))
        self.field.setStyleSheet(field_sheet(theme))
        self.status = Status(theme, self.field)
        self.label = Text(theme, QCoreApplication.translate("Number", "Code of the letter, four groups of four digits"))
        belongs(self.label, self.field, why)
        self.addWidget(self.label)
        if explained:
            self.addWidget(Text(theme, why, size=SMALL, colour=theme.muted))
        self.addWidget(self.field)
        self.addWidget(self.status)
        without = Button(theme, QCoreApplication.translate("Number", "Go on without a code"), ButtonKind.LINK)
        without.clicked.connect(lambda: self.declined.emit())
        self.addLayout(row_of(theme, without))
        self.field.edited.connect(self._on_edit)
        self.judge(pressed=False)

    def judge(self, *, pressed: bool) -> bool:
        """Whether the code can be right, or was left out; says so. `pressed`: Check was, so it counts as complete."""
        if not self.field.value():
            self.status.clear()
            return True
        reason = number.code_fault(self.field.value())
        if reason is None:
            self.status.approve(QCoreApplication.translate("Number", "The code looks right."))
        elif reason == "length" and not pressed:
            self.status.note(labels.so_far(sum(map(str.isdecimal, self.field.value())), DIGITS))
        else:
            self.status.object(labels.code_reason(reason), urgent=pressed)
        return reason is None

    def refuse(self, reason: str) -> None:
        """Say why a lookup refused the code."""
        self.status.object(labels.code_reason(reason), urgent=True)

    def _on_edit(self) -> None:
        self.judge(pressed=False)
        self.edited.emit()
