"""A field whose content can reach neither the clipboard nor, while it is hidden, the accessibility interface.

QLineEdit in its password mode masks what an assistive program asks for, but the event that it sends for every
typed character carries the character itself (Qt 6.12, `QAccessibleTextInsertEvent`), and a screen reader may speak
it. So while this field is hidden the toolkit never gets the characters, and the text is kept here: the toolkit holds
as many placeholders, each another one, so that it can be seen what an assistive program took out or put in where. They
are drawn and told as dots.

What would bring text to a clipboard (copy, cut, delete to the end of the line, the selection of X11, which the toolkit
fills whenever a key or the mouse selects, dragging, the context menu) or keep an older one (undo) is not passed on to
the toolkit at all. Keys that select call the methods of the toolkit that only mark. What the toolkit copies without
asking the field, as it does for an assistive program (AT-SPI's CopyText and CutText), is taken back before another
program can ask for it: the toolkit hands a clipboard out between two events, and this is done within one.

The toolkit counts UTF-16 code units, Python code points. No number has a character beyond the Basic Multilingual Plane,
so one that is typed stands here as its plain form or as U+FFFD, and both counts agree.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QClipboard,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QLineEdit

from exposure_check.desktop.system import clipboard

DOT = "●"
FIRST_PLACEHOLDER = 0xE000  # of the private use area, which no speech pronounces; the next 6,399 follow
BEYOND_THE_PLANE = 0xFFFF
UNKNOWN = "\ufffd"
MOST_PUT_IN = 4096  # characters that are looked at: a clipboard may hold a whole book, and the window would stand still
Key = QKeySequence.StandardKey
MOVES: dict[Key, Callable[[QLineEdit], None]] = {
    Key.MoveToNextChar: lambda field: _step(field, 1),
    Key.MoveToPreviousChar: lambda field: _step(field, -1),
    Key.MoveToNextWord: lambda field: field.cursorWordForward(False),
    Key.MoveToPreviousWord: lambda field: field.cursorWordBackward(False),
    Key.MoveToStartOfLine: lambda field: field.home(False),
    Key.MoveToEndOfLine: lambda field: field.end(False),
    Key.SelectNextChar: lambda field: field.cursorForward(True, 1),
    Key.SelectPreviousChar: lambda field: field.cursorBackward(True, 1),
    Key.SelectNextWord: lambda field: field.cursorWordForward(True),
    Key.SelectPreviousWord: lambda field: field.cursorWordBackward(True),
    Key.SelectStartOfLine: lambda field: field.home(True),
    Key.SelectEndOfLine: lambda field: field.end(True),
    Key.SelectAll: lambda field: field.selectAll(),
}
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
    entered = Signal()  # it gets the focus

    def __init__(self, *, longest: int, hidden: bool, value: str = "") -> None:
        self._value = _clean(value)[:longest]
        self._hidden = hidden
        # At once, for what is put in later is told as an edit: Orca then takes the field for one that she was in, and
        # names it no more once it gets the focus.
        super().__init__(self._shown())
        self._cut_from: tuple[str, str] | None = None  # content and dots before an assistive program took from them
        self._longest = longest
        self._own_change = False
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self._set_mode()
        self.textChanged.connect(self._changed_from_outside)
        QGuiApplication.clipboard().changed.connect(self._take_back)

    def value(self) -> str:
        """What was typed."""
        return self._value

    def set_value(self, value: str) -> None:
        """Replace the content without the signal `edited`."""
        self._value = _clean(value)[: self._longest]
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
        """Edit our own text; no key gets as far as the toolkit, which would copy what it selects."""
        move = next((move for key, move in MOVES.items() if event.matches(key)), None)
        if move is not None:
            move(self)
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

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say so before a screen reader is told: what it then says of the field may have to change first."""
        self.entered.emit()
        super().focusInEvent(event)

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
        clean = _clean(text[:MOST_PUT_IN])
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
        self.setText(self._shown())
        self.setCursorPosition(max(0, min(place, len(self._value))))
        self._own_change = False

    def _shown(self) -> str:
        """What the toolkit holds."""
        return _placeholders(0, len(self._value)) if self._hidden else self._value

    def _changed_from_outside(self, text: str) -> None:
        """An assistive program wrote into the field: find what it put in the place of what."""
        if self._own_change:
            return
        self._cut_from = (self._value, DOT * len(self._value))  # the toolkit copies what it cuts once it is gone
        QTimer.singleShot(0, self, self._forget_cut)
        before, after = self._shown(), self._with_placeholders(text)
        start = _in_common(before, after)
        rest = min(len(before), len(after)) - start
        kept = min(rest, _in_common(before[::-1], after[::-1]))
        put_in = _clean(after[start : len(after) - kept])
        self._edit(self._value[:start] + put_in + self._value[len(before) - kept :], start + len(put_in))

    def _take_back(self, mode: QClipboard.Mode) -> None:
        """Empty a clipboard that this program has just filled with any part of the content, or of its dots."""
        if not clipboard.is_ours(mode):
            return
        text = QGuiApplication.clipboard().text(mode)
        if text and any(text in private for private in (self._value, self.displayText(), *(self._cut_from or ()))):
            QGuiApplication.clipboard().clear(mode)

    def _forget_cut(self) -> None:
        self._cut_from = None

    def _with_placeholders(self, text: str) -> str:
        """The text with placeholders for dots that were read here and written back around something else."""
        if not self._hidden:
            return text
        length = len(self._value)
        leading = min(len(text) - len(text.lstrip(DOT)), length)
        trailing = min(len(text) - len(text.rstrip(DOT)), length - leading)
        middle = text[leading : len(text) - trailing].replace(DOT, "")
        return _placeholders(0, leading) + middle + _placeholders(length - trailing, length)

    def _set_mode(self) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Password if self._hidden else QLineEdit.EchoMode.Normal)
        self.setInputMethodHints(SENSITIVE if self._hidden else SENSITIVE & ~Qt.InputMethodHint.ImhHiddenText)


def _step(field: QLineEdit, step: int) -> None:
    """Move by one character as it is read, or to the end of what is selected."""
    if field.hasSelectedText():
        field.setCursorPosition(field.selectionEnd() if step > 0 else field.selectionStart())
    elif (step > 0) is (field.layoutDirection() is Qt.LayoutDirection.LeftToRight):
        field.cursorForward(False, 1)
    else:
        field.cursorBackward(False, 1)


def _in_common(first: str, second: str) -> int:
    """How many characters two texts begin with alike."""
    alike = (this == that for this, that in zip(first, second, strict=False))
    return next((place for place, same in enumerate(alike) if not same), min(len(first), len(second)))


def _placeholders(start: int, end: int) -> str:
    return "".join(chr(FIRST_PLACEHOLDER + place) for place in range(start, end))


def _clean(text: str) -> str:
    """The text without characters that nobody sees, and with those beyond the plane in their plain form."""
    within = "".join(_in_plane(character) if ord(character) > BEYOND_THE_PLANE else character for character in text)
    return "".join(character for character in within if unicodedata.category(character)[0] != "C")


def _in_plane(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    return plain if all(ord(part) <= BEYOND_THE_PLANE for part in plain) else UNKNOWN


def _types_text(event: QKeyEvent) -> bool:
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier  # AltGr on Windows
    modifiers = event.modifiers()
    if modifiers & commands and (modifiers & both) != both:
        return False
    return bool(event.text()) and event.text().isprintable()
