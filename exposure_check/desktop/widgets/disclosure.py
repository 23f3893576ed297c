"""A line of a list that opens to show more."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exposure_check.desktop.style.theme import SMALL
from exposure_check.desktop.system import button_role
from exposure_check.desktop.system.announce import announce
from exposure_check.desktop.widgets.button import Button, ButtonKind
from exposure_check.desktop.widgets.text import IS_TEXT, IS_TOLD, Text, spoken

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from exposure_check.desktop.style.theme import Theme


class OpeningButton(Button):
    """The line itself, which assistive programs know as expanded or collapsed: `system/button_role.py`.

    Its name is that of what it opens, and does not change: what pressing it is for is its description.
    """

    note = ""  # a short text that belongs to the words, drawn at the end of the line where there is room for it

    def _name_anew(self) -> None:
        self.setAccessibleName(self.text())

    def has_room_for_note(self, width: int) -> bool:
        """Whether the note fits beside the words, all in one line, at a width in pixels."""
        words = self.sizeHint().width()
        return words + self._theme.space(6) + self._note_metrics().horizontalAdvance(self.note) <= width

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, and the note where it fits."""
        super().paintEvent(event)
        if not self.note or not self.has_room_for_note(self.width()):
            return
        from_right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        taken = self._pad_x() + self.end_width() + self._theme.space(1)
        room = self.rect().adjusted(taken, 0, 0, 0) if from_right else self.rect().adjusted(0, 0, -taken, 0)
        side = Qt.AlignmentFlag.AlignLeft if from_right else Qt.AlignmentFlag.AlignRight
        painter = QPainter(self)
        painter.setPen(self._theme.muted)
        painter.setFont(self._theme.font(SMALL))
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, self.note)
        painter.end()

    def _note_metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font(SMALL))


class Disclosure(QWidget):
    """A row button and, once it is open, what it stands for."""

    toggled = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        title: str,
        more: str,
        less: str,
        *,
        icon: str = "",
        open_: bool = False,
        alone: bool = False,
        of: str = "",
        is_text: bool = False,
    ) -> None:
        super().__init__()
        self._theme, self._more, self._less = theme, more, less
        self._of = of  # what it belongs to, for who hears it without having seen the heading above
        self._beneath: Text | None = None
        self._alone = alone  # nothing stands above it that a rule would part it from
        self.row = OpeningButton(theme, title, ButtonKind.ROW, icon=icon, end="open", end_text=more)
        self.row.setProperty(IS_TEXT, is_text)  # its words are read with those around it
        self.body = QWidget()
        self.content = QVBoxLayout(self.body)
        indent = theme.space(2) + (theme.px(20) + theme.space(2) if icon else 0)
        self.content.setContentsMargins(indent, theme.space(1), theme.space(2), theme.space(3))
        self.content.setSpacing(theme.space(2))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 1, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.row)
        self._column.addWidget(self.body)
        self._show(open_)
        self.row.clicked.connect(lambda: self._toggle())

    def say_always(self, widget: QWidget) -> None:
        """Put something beneath the line that is there also while it is closed."""
        self._column.insertWidget(1, widget)

    def say_beside(self, text: str) -> None:
        """Put a short text at the end of the line, or beneath its words where it does not fit beside them.

        Who hears the line hears it with them.
        """
        theme = self._theme
        self.row.note = text
        self._beneath = Text(theme, text, size=SMALL, colour=theme.muted)
        self._beneath.setContentsMargins(self.content.contentsMargins().left(), 0, theme.space(2), theme.space(1))
        self._beneath.setProperty(IS_TOLD, True)
        self.say_always(self._beneath)
        self._show(self.is_open())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find the place of the short text anew."""
        super().resizeEvent(event)
        if self._beneath is not None:
            self._beneath.setVisible(not self.row.has_room_for_note(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a rule above, as far as the words reach."""
        if self._alone:
            return
        painter = QPainter(self)
        side = self._theme.space(2)
        painter.fillRect(side, 0, self.width() - 2 * side, 1, self._theme.line)
        painter.end()

    def set_open(self, open_: bool) -> None:
        """Open or close it without telling anybody but assistive programs."""
        self._show(open_)

    def is_open(self) -> bool:
        """Whether what it stands for is shown."""
        return bool(self.row.property(button_role.EXPANDED))

    def _toggle(self) -> None:
        open_ = not self.is_open()
        self._show(open_)
        self.toggled.emit(open_)
        self._tell(open_)

    def _tell(self, open_: bool) -> None:
        """Say what came to sight, which Tab does not reach. On Linux, Qt 6.11 does not tell that the state changed.

        Where the page was drawn anew for it, what has the focus there says what there is to say.
        """
        if not self.row.isVisible():
            return
        said = spoken(self.body) if open_ else ""
        if not said and sys.platform.startswith("linux"):
            said = (
                QCoreApplication.translate("disclosure", "Opened.")
                if open_
                else QCoreApplication.translate("disclosure", "Closed.")
            )
        if said:
            announce(self.row, said)

    def _show(self, open_: bool) -> None:
        self.body.setVisible(open_)
        self.row.set_end("close" if open_ else "open", self._less if open_ else self._more)
        self.row.setAccessibleDescription(". ".join(filter(None, (self._of, self.row.note, self._more))))
        button_role.set_expanded(self.row, expanded=open_)
