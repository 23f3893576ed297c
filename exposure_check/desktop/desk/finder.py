"""The one field of the desk: a screen code, or words to search for. It refuses what may be a number of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from exposure_check.desktop import screen_codes
from exposure_check.desktop.style.theme import field_sheet
from exposure_check.desktop.widgets.button import Button, ButtonKind
from exposure_check.desktop.widgets.layouts import empty
from exposure_check.desktop.widgets.status import Status
from exposure_check.desktop.widgets.text import Text
from exposure_check.guidance import desk_search

if TYPE_CHECKING:
    from exposure_check.desktop.style.theme import Theme
    from exposure_check.guidance.desk_search import Found, Index


class Finder(QWidget):
    """The field, what it has to say, and what was found."""

    page_found = Signal(str)  # by its screen code
    found_chosen = Signal(object)  # Found

    def __init__(self, theme: Theme, index: Index) -> None:
        super().__init__()
        self._theme, self._index = theme, index
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        label = Text(theme, self.tr("Screen code, or a word"), bold=True)
        self.field = QLineEdit()
        self.field.setObjectName("finder")
        self.field.setMaxLength(desk_search.MOST_CHARACTERS)
        self.field.setStyleSheet(field_sheet(theme))
        self.field.setFont(theme.font())
        self.field.setAccessibleName(label.text())
        self.field.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText  # no keyboard learns from it
        )
        self.status = Status(theme)
        self._results = QVBoxLayout()
        self._results.setSpacing(0)
        column.addWidget(label)
        column.addWidget(self.field)
        column.addWidget(self.status)
        column.addLayout(self._results)
        self.field.textChanged.connect(self._follow)
        self.field.returnPressed.connect(self._take_first)
        self._found: tuple[Found, ...] = ()

    def _follow(self, text: str) -> None:
        self._show(())
        self.status.clear()
        if desk_search.may_be_a_number(text):
            self._refuse()
        elif digits := desk_search.code_digits(text):
            self._read_code(digits)
        elif text.strip():
            found = tuple(self._index.find(text))
            self._show(found)
            if not found:
                self.status.object(self.tr("Nothing has these words."))

    def _refuse(self) -> None:
        """Take it away at once: it may be a number of the caller."""
        self.field.blockSignals(True)
        self.field.setText("")  # which empties the list of what can be undone as well
        self.field.blockSignals(False)
        self.status.object(
            self.tr(
                "That may be a number of the caller. It was not kept. Say: please do not tell me, I do not need it."
            ),
            urgent=True,
        )

    def _read_code(self, digits: str) -> None:
        if len(digits) < screen_codes.DIGITS:
            return
        try:
            page = screen_codes.page_of(digits)
        except screen_codes.MisheardError:
            self.status.object(self.tr("One digit was misheard. Ask for all three again, one by one."), urgent=True)
            return
        except ValueError:
            return
        if page is None:
            self.status.object(self.tr("This version has no page with that code. The caller's program may be newer."))
            return
        self.page_found.emit(page)

    def _take_first(self) -> None:
        if self._found:
            self.found_chosen.emit(self._found[0])

    def _show(self, found: tuple[Found, ...]) -> None:
        self._found = found
        empty(self._results)
        for entry in found:
            row = Button(self._theme, entry.title, ButtonKind.ROW)
            row.clicked.connect(lambda _=False, entry=entry: self.found_chosen.emit(entry))
            self._results.addWidget(row)
