"""The field of the number: nothing typed reaches the clipboard, or while hidden the accessibility interface."""

from __future__ import annotations

import time

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleTextInsertEvent,
    QAccessibleTextRemoveEvent,
    QAccessibleTextUpdateEvent,
    QAccessibleValueChangeEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from exposure_check.desktop.widgets.private_field import DOT, PrivateField
from tests.support.accessible_events import listening

NUMBER = "010594Y9032"
_READERS = {
    QAccessible.Event.TextInserted: (QAccessibleTextInsertEvent, "textInserted"),
    QAccessible.Event.TextRemoved: (QAccessibleTextRemoveEvent, "textRemoved"),
    QAccessible.Event.TextUpdated: (QAccessibleTextUpdateEvent, "textInserted"),
    QAccessible.Event.ValueChanged: (QAccessibleValueChangeEvent, "value"),
}


@pytest.fixture
def field(qtbot):
    widget = PrivateField(longest=40, hidden=True)
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    QGuiApplication.clipboard().setText("untouched")
    return widget


@pytest.fixture
def spoken():
    """Whatever text Qt hands to assistive programs, as the platform's bridge would get it."""
    said = []

    def listen(kind, event):
        if kind in _READERS:
            form, reader = _READERS[kind]
            said.append(str(getattr(shiboken6.wrapInstance(event, form), reader)()))

    with listening(listen):
        yield said


@pytest.mark.parametrize("hidden", [True, False])
def test_a_field_that_is_made_tells_of_no_edit(qtbot, hidden):
    """Orca takes a field in which the caret moved for the one that a person is in, and says nothing once she is."""
    kinds = []
    with listening(lambda kind, _: kinds.append(kind)):
        widget = PrivateField(longest=40, hidden=hidden, value=NUMBER)
        qtbot.addWidget(widget)
    assert widget.value() == NUMBER
    assert widget.cursorPosition() == len(NUMBER)
    assert widget.displayText() == (DOT * len(NUMBER) if hidden else NUMBER)
    assert not kinds


def test_typing_builds_the_value(field):
    QTest.keyClicks(field, NUMBER)
    assert field.value() == NUMBER
    assert field.displayText() == DOT * 11


def test_a_letter_outside_ascii_can_be_typed(field):
    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, "ä"))
    assert field.value() == "ä"


def test_an_input_method_can_commit(field):
    event = QInputMethodEvent("composing", [])
    event.setCommitString("0105")
    QApplication.sendEvent(field, event)
    assert field.value() == "0105"
    assert "composing" not in field.text()


def test_editing_works_at_every_place(field):
    QTest.keyClicks(field, "abXcd")
    QTest.keyClick(field, Qt.Key.Key_Left)
    QTest.keyClick(field, Qt.Key.Key_Left)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.value() == "abcd"
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert field.value() == "abd"
    QTest.keyClick(field, Qt.Key.Key_Home)
    QTest.keyClick(field, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(field, "Z")
    assert field.value() == "Zbd"
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.value() == ""


def test_pasting_is_fine(field):
    QGuiApplication.clipboard().setText(f" {NUMBER}\n")
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.value() == f" {NUMBER}"


def test_showing_and_hiding_keeps_the_value(field):
    QTest.keyClicks(field, NUMBER)
    field.set_hidden(False)
    assert field.text() == NUMBER
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    field.set_hidden(True)
    assert field.displayText() == DOT * 11
    assert field.value() == NUMBER


@pytest.mark.parametrize("hidden", [True, False])
@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Insert, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_no_key_brings_it_to_the_clipboard(field, hidden, key, modifier):
    QTest.keyClicks(field, NUMBER)
    field.set_hidden(hidden)
    field.selectAll()
    QTest.keyClick(field, key, modifier)
    assert QGuiApplication.clipboard().text() == "untouched"


def test_no_method_brings_it_to_the_clipboard(field):
    QTest.keyClicks(field, NUMBER)
    field.set_hidden(False)
    field.selectAll()
    field.copy()
    field.cut()
    assert QGuiApplication.clipboard().text() == "untouched"
    assert field.value() == NUMBER


def test_there_is_no_history_to_undo(field):
    QTest.keyClicks(field, NUMBER)
    field.set_value("")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    field.undo()
    assert field.value() == ""
    assert not field.isUndoAvailable()


def test_an_input_method_is_told_that_it_is_sensitive_and_not_told_the_text(field):
    QTest.keyClicks(field, NUMBER)
    hints = field.inputMethodHints()
    assert hints & Qt.InputMethodHint.ImhSensitiveData
    assert hints & Qt.InputMethodHint.ImhNoPredictiveText
    field.set_hidden(False)
    for query in (Qt.InputMethodQuery.ImSurroundingText, Qt.InputMethodQuery.ImCurrentSelection):
        assert field.inputMethodQuery(query) == ""


def test_what_assistive_programs_can_ask_for_is_masked(field):
    QTest.keyClicks(field, NUMBER)
    interface = QAccessible.queryAccessibleInterface(field)
    answers = [interface.text(kind) for kind in QAccessible.Text]
    answers.append(interface.textInterface().text(0, 99))
    assert interface.state().passwordEdit
    assert all(not set(answer) & set(NUMBER) for answer in answers if answer)


def test_what_assistive_programs_are_told_while_it_is_typed_is_masked(field, spoken):
    QTest.keyClicks(field, NUMBER)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QGuiApplication.clipboard().setText(NUMBER)
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    field.set_hidden(False)
    field.set_hidden(True)
    spoken_while_hidden = [text for text in spoken if text and text != field.value()]
    assert spoken, "the handler heard nothing, so this shows nothing"
    assert all(not set(text) & set(NUMBER) for text in spoken_while_hidden)


def test_a_plain_field_of_the_toolkit_would_have_told_every_character(qtbot, spoken):
    """Why this field exists. When this fails, Qt was corrected and the field can be simpler."""
    plain = QLineEdit()
    plain.setEchoMode(QLineEdit.EchoMode.Password)
    qtbot.addWidget(plain)
    plain.show()
    QTest.keyClicks(plain, "77")
    assert "7" in spoken


def test_an_assistive_program_can_fill_it_in(field):
    interface = QAccessible.queryAccessibleInterface(field)
    interface.setText(QAccessible.Text.Value, NUMBER)
    assert field.value() == NUMBER
    assert field.displayText() == DOT * 11


@pytest.mark.parametrize("hidden", [True, False])
def test_an_assistive_program_can_put_it_in_piece_by_piece(field, hidden):
    field.set_hidden(hidden)
    editing = QAccessible.queryAccessibleInterface(field).editableTextInterface()
    for place, piece in ((0, "0105"), (4, "9032"), (4, "94Y")):
        editing.insertText(place, piece)
    assert field.value() == NUMBER
    assert field.displayText() == (DOT * 11 if hidden else NUMBER)


@pytest.mark.parametrize("hidden", [True, False])
@pytest.mark.parametrize(
    ("start", "end", "left"), [(0, 4, "94Y9032"), (4, 7, "01059032"), (7, 11, "010594Y"), (0, 11, "")]
)
def test_an_assistive_program_can_take_out_any_part(field, hidden, start, end, left):
    field.set_value(NUMBER)
    field.set_hidden(hidden)
    QAccessible.queryAccessibleInterface(field).editableTextInterface().deleteText(start, end)
    assert field.value() == left


@pytest.mark.parametrize("hidden", [True, False])
def test_an_assistive_program_can_replace_a_part(field, qtbot, hidden):
    field.set_value("010594A9032")
    field.set_hidden(hidden)
    with qtbot.waitSignal(field.edited):
        QAccessible.queryAccessibleInterface(field).editableTextInterface().replaceText(6, 7, "Y")
    assert field.value() == NUMBER


def test_dots_that_an_assistive_program_read_and_writes_back_stand_for_what_they_hid(field):
    field.set_value("0105YY9032")
    interface = QAccessible.queryAccessibleInterface(field)
    read = interface.textInterface().text(0, 10)
    interface.setText(QAccessible.Text.Value, f"{read[:4]}94{read[5:]}")
    assert field.value() == NUMBER


@pytest.mark.parametrize("hidden", [True, False])
@pytest.mark.parametrize(("pasted", "kept"), [("\U0001d7ce\U0001d7cf05", "0105"), ("01\U0001f60005", "01\ufffd05")])
def test_a_character_that_the_toolkit_counts_twice_moves_no_other(field, hidden, pasted, kept):
    field.set_hidden(hidden)
    QGuiApplication.clipboard().setText(pasted)
    field.paste()
    QTest.keyClick(field, Qt.Key.Key_Left)
    QTest.keyClicks(field, "7")
    assert field.value() == f"{kept[:-1]}7{kept[-1]}"
    QAccessible.queryAccessibleInterface(field).editableTextInterface().insertText(0, pasted)
    assert field.value() == f"{kept}{kept[:-1]}7{kept[-1]}"


@pytest.mark.parametrize("hidden", [True, False])
def test_dropping_text_on_it_does_nothing(field, hidden):
    field.set_hidden(hidden)
    data = QMimeData()
    data.setText(NUMBER)
    place = QPointF(20, field.height() / 2)
    nothing, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    QApplication.sendEvent(field, QDragEnterEvent(place.toPoint(), Qt.DropAction.CopyAction, data, left, nothing))
    QApplication.sendEvent(field, QDropEvent(place, Qt.DropAction.CopyAction, data, left, nothing))
    assert field.value() == ""


@pytest.mark.parametrize("sign", ["1", "\n"])
def test_a_whole_book_in_the_clipboard_does_not_hold_up_the_window(field, sign):
    QGuiApplication.clipboard().setText(sign * 5_000_000)
    began = time.perf_counter()
    field.paste()
    assert time.perf_counter() - began < 0.5
    assert len(field.value()) < 100


def test_nothing_longer_than_the_limit_is_held(field):
    QGuiApplication.clipboard().setText("7" * 100_000)
    field.paste()
    assert len(field.value()) == 40
