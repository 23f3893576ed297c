"""The help lines of the form: one block for each, as many as are wanted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exposure_check.desktop.profile_maker.draft import MOST_LINES, LineDraft
from exposure_check.desktop.profile_maker.fields import Field, Line, Ticks
from exposure_check.desktop.text import language
from exposure_check.desktop.widgets.button import Button, ButtonKind
from exposure_check.desktop.widgets.flow import row_of
from exposure_check.desktop.widgets.panel import Panel
from exposure_check.resources import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exposure_check.desktop.style.theme import Theme


class LineFields(Panel):
    """One help line."""

    changed = Signal()
    remove_pressed = Signal()

    def __init__(self, theme: Theme, place: int, draft: LineDraft) -> None:
        super().__init__(theme, spacing=3)
        self._draft = draft
        key = f"lines.{place}"
        self._name = Line(theme, f"{key}.name", self.tr("Name of the help line"), draft.name)
        self._number = Line(theme, f"{key}.number", self.tr("Telephone number"), draft.number)
        self._hours = {
            spoken: Line(
                theme,
                f"{key}.hours.{spoken}",
                self.tr("When it answers ({language})").format(language=language.own_name(spoken)),
                draft.hours.get(spoken, ""),
            )
            for spoken in LANGUAGES
        }
        choices = [(spoken, language.own_name(spoken)) for spoken in LANGUAGES]
        self._spoken = Ticks(theme, f"{key}.languages", self.tr("Spoken there"), choices, draft.languages)
        for field in self.fields():
            self.column.addWidget(field)
            field.changed.connect(lambda: self.changed.emit())
        remove = self._remove = Button(theme, self.tr("Take this line out"), ButtonKind.LINK)
        remove.setObjectName(f"{key}.remove")
        remove.setAccessibleName(self.tr("Take out help line {number}").format(number=language.number(place + 1)))
        remove.clicked.connect(lambda: self.remove_pressed.emit())
        self.column.addLayout(row_of(theme, remove))

    def fields(self) -> Iterator[Field]:
        """In order."""
        yield from (self._name, self._number, *self._hours.values(), self._spoken)

    def controls(self) -> Iterator[QWidget]:
        """What can have the focus, in order."""
        for field in self.fields():
            yield from field.controls()
        yield self._remove

    def value(self) -> LineDraft:
        """What was typed; hours in a language that has no field stay as they were."""
        hours = {**self._draft.hours, **{spoken: field.value() for spoken, field in self._hours.items()}}
        return replace(
            self._draft,
            name=self._name.value(),
            number=self._number.value(),
            hours=hours,
            languages=self._spoken.value(),
        )


class HelpLines(QWidget):
    """All of them, and a button for one more."""

    changed = Signal()

    def __init__(self, theme: Theme, lines: Sequence[LineDraft]) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space(3))
        self.add = Button(theme, self.tr("Add a help line"))
        self.add.setObjectName("add-line")
        self.add.clicked.connect(self._add)
        self._blocks: list[LineFields] = []
        self._draw(lines)
        self._column.addLayout(row_of(theme, self.add))

    def fields(self) -> Iterator[Field]:
        """Of every line."""
        for block in self._blocks:
            yield from block.fields()

    def value(self) -> tuple[LineDraft, ...]:
        """What was typed."""
        return tuple(block.value() for block in self._blocks)

    def _draw(self, lines: Sequence[LineDraft]) -> None:
        for old in self._blocks:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._blocks = []
        for place, line in enumerate(lines):
            block = LineFields(self._theme, place, line)
            block.changed.connect(lambda: self.changed.emit())
            block.remove_pressed.connect(lambda place=place: self._remove(place))
            self._column.insertWidget(place, block)
            self._blocks.append(block)
        self.add.setEnabled(len(lines) < MOST_LINES)
        self._put_in_order()

    def _put_in_order(self) -> None:
        """The Tab key goes through what was added just now where it stands, and not after everything else."""
        before: QWidget | None = self.add.previousInFocusChain()
        while before not in (None, self.add) and (
            self.isAncestorOf(before) or before.focusPolicy() is Qt.FocusPolicy.NoFocus
        ):
            before = before.previousInFocusChain()
        if before in (None, self.add):
            return  # nothing stands before the lines
        for control in (*(control for block in self._blocks for control in block.controls()), self.add):
            QWidget.setTabOrder(before, control)
            before = control

    def _add(self) -> None:
        self._draw((*self.value(), LineDraft()))
        next(self._blocks[-1].fields()).take_focus()
        self.changed.emit()

    def _remove(self, place: int) -> None:
        lines = list(self.value())
        del lines[place]
        self._draw(lines)
        self.add.setFocus()
        self.changed.emit()
