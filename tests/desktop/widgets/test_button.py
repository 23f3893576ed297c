"""Buttons: what they say, how wide they are, which keys press them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from exposure_check.desktop.style import theme
from exposure_check.desktop.widgets.button import Button, ButtonKind


@pytest.fixture
def make(qtbot):
    def make_(text, kind=ButtonKind.SECOND, **options):
        button = Button(LIGHT, text, kind, **options)
        qtbot.addWidget(button)
        return button

    return make_


LIGHT = theme.derive(QPalette(), dark=False, high_contrast=False)


@pytest.mark.parametrize("kind", ButtonKind)
def test_words_wrap_where_they_do_not_fit(make, kind):
    button = make("Read all of the advice without a check", kind)
    assert button.heightForWidth(button.sizeHint().width()) == button.sizeHint().height()
    assert button.heightForWidth(button.sizeHint().width() // 2) > button.sizeHint().height()


@pytest.mark.parametrize("kind", ButtonKind)
def test_a_target_is_never_too_small(make, kind):
    assert make("i", kind).sizeHint().height() >= theme.TARGET


def test_the_words_at_the_end_belong_to_the_name(make):
    button = make("Name", ButtonKind.ROW, end="open", end_text="What it means")
    assert button.accessibleName() == "Name. What it means"
    button.set_end("close", "Close")
    assert button.accessibleName() == "Name. Close"
    button.set_end("", "")
    assert button.accessibleName() == "Name"


def test_a_new_face_is_a_new_name(make):
    button = make("Copy", ButtonKind.LINK, icon="copy")
    button.set_face("Copied.", "tick")
    assert (button.text(), button.accessibleName()) == ("Copied.", "Copied.")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_key_presses_it_once_however_long_it_is_held_down(make, key):
    button, presses = make("Check"), []
    button.clicked.connect(lambda: presses.append(key))
    button.show()
    QTest.keyClick(button, key)
    assert len(presses) == 1
    repeated = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", True)
    QApplication.sendEvent(button, repeated)
    assert len(presses) == 1


def test_a_button_that_is_off_looks_off(make):
    button = make("Try again", ButtonKind.MAIN)
    button.resize(button.sizeHint())
    before = button.grab().toImage()
    button.setEnabled(False)
    assert button.grab().toImage() != before
