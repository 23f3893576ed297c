"""The field of the number: nothing typed reaches the clipboard, or while hidden the accessibility interface."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

import PySide6
import pytest
import shiboken6
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleTextInsertEvent,
    QAccessibleTextRemoveEvent,
    QAccessibleTextUpdateEvent,
    QAccessibleValueChangeEvent,
    QClipboard,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from exposure_check.desktop.widgets.private_field import DOT, PrivateField

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
    if not sys.platform.startswith("linux"):
        pytest.skip("the name of the function is that of this platform")
    library = ctypes.CDLL(str(Path(PySide6.__file__).parent / "Qt" / "lib" / "libQt6Gui.so.6"))
    install, activate = (
        library._ZN11QAccessible20installUpdateHandlerEPFvP16QAccessibleEventE,
        library._ZN11QAccessible9setActiveEb,
    )
    install.restype = ctypes.c_void_p
    install.argtypes = [ctypes.c_void_p]
    said = []

    def listen(event):
        kind = QAccessible.Event(ctypes.c_int.from_address(event + ctypes.sizeof(ctypes.c_void_p)).value)
        if kind in _READERS:
            form, reader = _READERS[kind]
            said.append(str(getattr(shiboken6.wrapInstance(event, form), reader)()))

    callback = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(listen)
    before = install(ctypes.cast(callback, ctypes.c_void_p))
    activate(ctypes.c_bool(True))
    yield said
    install(before)


def test_typing_builds_the_value(field):
    QTest.keyClicks(field, NUMBER)
    assert field.value() == NUMBER
    assert field.text() == DOT * 11


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
    assert field.text() == DOT * 11
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


def test_selecting_with_the_mouse_does_not_fill_the_second_clipboard_of_x11(field):
    clipboard = QGuiApplication.clipboard()
    QTest.keyClicks(field, NUMBER)
    field.set_hidden(False)
    QTest.mouseDClick(field, Qt.MouseButton.LeftButton, pos=QPoint(20, field.height() // 2))
    QTest.mouseRelease(field, Qt.MouseButton.LeftButton)
    assert clipboard.text(QClipboard.Mode.Selection) == ""
    assert not field.dragEnabled()
    assert field.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu


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
    assert field.text() == DOT * 11


def test_dropping_text_on_it_does_nothing(field):
    assert not field.acceptDrops()
    data = QMimeData()
    data.setText(NUMBER)
    assert field.value() == ""


def test_nothing_longer_than_the_limit_is_held(field):
    QGuiApplication.clipboard().setText("7" * 100_000)
    field.paste()
    assert len(field.value()) == 40
