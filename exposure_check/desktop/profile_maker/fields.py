"""The fields of the form: each with its label, its hint, and what is wrong with it beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from exposure_check.desktop.style.theme import SMALL, choice_sheet, field_sheet
from exposure_check.desktop.widgets.button import Button
from exposure_check.desktop.widgets.choices import combo
from exposure_check.desktop.widgets.flow import row_of
from exposure_check.desktop.widgets.layouts import let_width_say_height
from exposure_check.desktop.widgets.status import Status
from exposure_check.desktop.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent

    from exposure_check.desktop.style.theme import Theme

MOST_TYPED = 4000  # characters that a field takes at all


class Field(QWidget):
    """A label, a hint, a control of one kind or another, and a sentence where it does not fit."""

    changed = Signal()

    def __init__(self, theme: Theme, name: str, title: str, hint: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.theme, self.title, self.hint = theme, title, hint
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.space(1))
        self.label = Text(theme, title)
        self.column.addWidget(self.label)
        if hint:
            self.column.addWidget(Text(theme, hint, size=SMALL, colour=theme.muted))
        self.status = Status(theme)

    def say(self, words: str, *, urgent: bool = False) -> None:
        """Say what is wrong, or nothing."""
        if words:
            self.status.object(words, urgent=urgent)
        else:
            self.status.clear()

    def is_filled(self) -> bool:
        """Whether somebody has put something in: an empty field is no fault until it is to be saved."""
        return True

    def controls(self) -> list[QWidget]:
        """What can have the focus, in order."""
        return []

    def take_focus(self) -> None:
        """Put the focus on the first of them."""
        for control in self.controls()[:1]:
            control.setFocus()


class Line(Field):
    """One line of text."""

    def __init__(self, theme: Theme, name: str, title: str, value: str, hint: str = "") -> None:
        super().__init__(theme, name, title, hint)
        self.field = QLineEdit()
        self.field.setObjectName(f"{name}-field")
        self.field.setMaxLength(MOST_TYPED)
        self.field.setFont(theme.font())
        self.field.setStyleSheet(field_sheet(theme))
        self.field.setText(value)
        self.field.setCursorPosition(0)
        self.field.setAccessibleName(title)
        self.field.setAccessibleDescription(hint)
        self.label.setBuddy(self.field)
        self.status = Status(theme, self.field)
        self.column.addWidget(self.field)
        self.column.addWidget(self.status)
        self.field.textChanged.connect(lambda: self.changed.emit())

    def value(self) -> str:
        """What was typed."""
        return self.field.text()

    def say(self, words: str, *, urgent: bool = False) -> None:
        """Say it beneath the field, and to who hears the field."""
        super().say(words, urgent=urgent)
        self.field.setAccessibleDescription(words or self.hint)

    def is_filled(self) -> bool:
        """Whether something was typed."""
        return bool(self.field.text())

    def controls(self) -> list[QWidget]:
        """The line."""
        return [self.field]


class Ticks(Field):
    """Several of a list. What was chosen and is not in the list stays chosen."""

    def __init__(
        self, theme: Theme, name: str, title: str, choices: Sequence[tuple[str, str]], chosen: Sequence[str]
    ) -> None:
        super().__init__(theme, name, title)
        self.boxes: dict[str, Tick] = {}
        self._before = tuple(chosen)
        for value, words in choices:
            tick = Tick(theme, f"{name}-{value}", words, on=value in chosen)
            tick.box.setAccessibleDescription(title)
            tick.box.toggled.connect(lambda: self.changed.emit())
            self.boxes[value] = tick
        self.column.addLayout(row_of(theme, *self.boxes.values()))
        self.column.addWidget(self.status)

    def value(self) -> tuple[str, ...]:
        """What is chosen: first what was, in its order, which can mean something, then what was added."""
        ticked = [value for value, tick in self.boxes.items() if tick.box.isChecked()]
        kept = [value for value in self._before if value in ticked or value not in self.boxes]
        return (*kept, *(value for value in ticked if value not in kept))

    def controls(self) -> list[QWidget]:
        """The boxes."""
        return [tick.box for tick in self.boxes.values()]


class Choice(Field):
    """One of a list."""

    def __init__(self, theme: Theme, name: str, title: str, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        super().__init__(theme, name, title)
        known = list(choices) if chosen in dict(choices) else [*choices, (chosen, chosen)]
        self._values = [value for value, _ in known]
        self.box = combo(theme, f"{name}-box", title, [words for _, words in known], self._values.index(chosen))
        self.label.setBuddy(self.box)
        self.column.addLayout(row_of(theme, self.box))
        self.box.currentIndexChanged.connect(lambda: self.changed.emit())

    def controls(self) -> list[QWidget]:
        """The list."""
        return [self.box]

    def value(self) -> str:
        """The one that is chosen."""
        return self._values[self.box.currentIndex()]


class FilePick(Field):
    """A file that is chosen, and what is known of it."""

    choose_pressed = Signal()
    remove_pressed = Signal()

    def __init__(self, theme: Theme, name: str, title: str, hint: str, choose: str, remove: str = "") -> None:
        super().__init__(theme, name, title, hint)
        self.choose = Button(theme, choose, icon="document")
        self.choose.setObjectName(f"{name}-choose")
        self.choose.setAccessibleDescription(title)
        self.choose.clicked.connect(lambda: self.choose_pressed.emit())
        self.remove = Button(theme, remove)
        self.remove.setObjectName(f"{name}-remove")
        self.remove.setAccessibleDescription(title)
        self.remove.clicked.connect(lambda: self.remove_pressed.emit())
        self.column.addLayout(row_of(theme, self.choose, self.remove))
        self.column.addWidget(self.status)
        self.below = QVBoxLayout()
        self.column.addLayout(self.below)
        self.remove.hide()

    def controls(self) -> list[QWidget]:
        """Its buttons."""
        return [self.choose, self.remove]


class Tick(QWidget):
    """A box to tick, with words that wrap where they are long: those of the toolkit's own do not."""

    def __init__(self, theme: Theme, name: str, words: str, *, on: bool) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setObjectName(name)
        self.box.setStyleSheet(choice_sheet(theme))
        self.box.setFont(theme.font())
        self.box.setChecked(on)
        self.box.setAccessibleName(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        self._words = Text(theme, words)
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        let_width_say_height(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The words are part of the box."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.click()
