"""A field whose content can reach neither the clipboard nor, while it is hidden, the accessibility interface.

QLineEdit in its password mode masks what an assistive program asks for, but the event that it sends for every
typed character carries the character itself (Qt 6.12, `QAccessibleTextInsertEvent`), and a screen reader may speak
it. So while this field is hidden the toolkit never gets the characters: it holds as many dots, and the text is
kept here. What would bring text to the clipboard (copy, cut, delete to the end of the line, the mouse selection of
X11, dragging, the context menu) or keep an older one (undo) is not passed on to the toolkit at all.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

DOT = "●"
MOVES = (
    QKeySequence.StandardKey.MoveToNextChar,
    QKeySequence.StandardKey.MoveToPreviousChar,
    QKeySequence.StandardKey.MoveToNextWord,
    QKeySequence.StandardKey.MoveToPreviousWord,
    QKeySequence.StandardKey.MoveToStartOfLine,
    QKeySequence.StandardKey.MoveToEndOfLine,
    QKeySequence.StandardKey.SelectNextChar,
    QKeySequence.StandardKey.SelectPreviousChar,
    QKeySequence.StandardKey.SelectNextWord,
    QKeySequence.StandardKey.SelectPreviousWord,
    QKeySequence.StandardKey.SelectStartOfLine,
    QKeySequence.StandardKey.SelectEndOfLine,
    QKeySequence.StandardKey.SelectAll,
)
WORD_BACK = (QKeySequence.StandardKey.DeleteStartOfWord,)
WORD_ON = (QKeySequence.StandardKey.DeleteEndOfWord,)
SENSITIVE = (
    Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
    | Qt.InputMethodHint.ImhHiddenText
)
ANSWERS_WITH_TEXT = frozenset(
    {
        Qt.InputMethodQuery.ImSurroundingText,
        Qt.InputMethodQuery.ImCurrentSelection,
        Qt.InputMethodQuery.ImTextBeforeCursor,
        Qt.InputMethodQuery.ImTextAfterCursor,
    }
)


class PrivateField(QLineEdit):
    """A line of secret text, shown or hidden at will."""

    edited = Signal()  # by the person, or by an assistive program for her

    def __init__(self, *, longest: int, hidden: bool) -> None:
        super().__init__()
        self._value = ""
        self._longest = longest
        self._hidden = hidden
        self._own_change = False
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self._set_mode()
        self.textChanged.connect(self._changed_from_outside)

    def value(self) -> str:
        """What was typed."""
        return self._value

    def set_value(self, value: str) -> None:
        """Replace the content without the signal `edited`."""
        self._value = value[: self._longest]
        self._show(len(self._value))

    def set_hidden(self, hidden: bool) -> None:
        """Show or hide the content."""
        place = self.cursorPosition()
        if hidden:  # first the dots, then the mode: and the other way round when it is shown
            self._hidden = True
            self._show(place)
            self._set_mode()
        else:
            self._own_change = True
            self.setText("")
            self._own_change = False
            self._hidden = False
            self._set_mode()
            self._show(place)

    def is_hidden(self) -> bool:
        """Whether dots stand for the content."""
        return self._hidden

    def tidy(self, value: str, place: int) -> tuple[str, int]:
        """The content and the place of the cursor after an edit; a field with a form of its own overrides it."""
        return value[: self._longest], min(place, self._longest)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit our own text; hand only movements on to the toolkit."""
        if any(event.matches(key) for key in MOVES):
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._insert(QGuiApplication.clipboard().text())
        elif any(event.matches(key) for key in WORD_BACK):
            self._remove(0, self.cursorPosition())
        elif any(event.matches(key) for key in WORD_ON):
            self._remove(self.cursorPosition(), len(self._value))
        elif event.key() == Qt.Key.Key_Backspace:
            self._remove(self.cursorPosition() - 1, self.cursorPosition())
        elif event.matches(QKeySequence.StandardKey.Delete):
            self._remove(self.cursorPosition(), self.cursorPosition() + 1)
        elif _types_text(event):
            self._insert(event.text())
        else:
            event.ignore()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take what an input method commits; what it still composes is not shown."""
        if event.replacementLength():
            start = self.cursorPosition() + event.replacementStart()
            self._remove(start, start + event.replacementLength())
        if event.commitString():
            self._insert(event.commitString())
        event.accept()

    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: object = None) -> object:
        """Tell an input method everything but the text."""
        return "" if query in ANSWERS_WITH_TEXT else super().inputMethodQuery(query)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do nothing: here the toolkit would copy the selection, or paste what another program selected."""
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Claim no shortcut that is not ours, so that copy and undo do not even look available."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _types_text(event):
            event.accept()
            return True
        return super().event(event)

    def copy(self) -> None:
        """Never."""

    def cut(self) -> None:
        """Never."""

    def undo(self) -> None:
        """Never: there is no history."""

    def redo(self) -> None:
        """Never: there is no history."""

    def paste(self) -> None:
        """Insert the text of the clipboard."""
        self._insert(QGuiApplication.clipboard().text())

    def _insert(self, text: str) -> None:
        clean = "".join(character for character in text if unicodedata.category(character)[0] != "C")
        start, end = self._selection()
        self._edit(self._value[:start] + clean + self._value[end:], start + len(clean))

    def _remove(self, start: int, end: int) -> None:
        if self.hasSelectedText():
            start, end = self._selection()
        start, end = max(0, start), min(len(self._value), end)
        if start < end:
            self._edit(self._value[:start] + self._value[end:], start)

    def _selection(self) -> tuple[int, int]:
        if not self.hasSelectedText():
            return self.cursorPosition(), self.cursorPosition()
        return self.selectionStart(), self.selectionEnd()

    def _edit(self, value: str, place: int) -> None:
        self._value, place = self.tidy(value, place)
        self._show(place)
        self.edited.emit()

    def _show(self, place: int) -> None:
        self._own_change = True
        self.setText(DOT * len(self._value) if self._hidden else self._value)
        self.setCursorPosition(max(0, min(place, len(self._value))))
        self._own_change = False

    def _changed_from_outside(self, text: str) -> None:
        if not self._own_change and text.strip(DOT):
            # An assistive program wrote into the field, over the dots or beside them.
            self._edit(text.replace(DOT, ""), len(text))

    def _set_mode(self) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Password if self._hidden else QLineEdit.EchoMode.Normal)
        self.setInputMethodHints(SENSITIVE if self._hidden else SENSITIVE & ~Qt.InputMethodHint.ImhHiddenText)


def _types_text(event: QKeyEvent) -> bool:
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier  # AltGr on Windows
    modifiers = event.modifiers()
    if modifiers & commands and (modifiers & both) != both:
        return False
    return bool(event.text()) and event.text().isprintable()
