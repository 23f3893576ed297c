"""The field of the letter's code."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from exposure_check.desktop.widgets.code_field import CodeField


@pytest.fixture
def field(qtbot):
    widget = CodeField()
    qtbot.addWidget(widget)
    return widget


def test_four_groups_form_while_it_is_typed(field):
    QTest.keyClicks(field, "4821039755162040")
    assert field.text() == "4821 0397 5516 2040"
    assert field.cursorPosition() == 19


@pytest.mark.parametrize(
    "pasted", ["4821-0397-5516-2040", "4821 0397\u00a05516 2040", "\uff148210397 55162040", " 48210397\n55162040 "]
)
def test_pasting_takes_what_a_letter_or_a_person_writes(field, pasted):
    QGuiApplication.clipboard().setText(pasted)
    field.paste()
    assert field.value() == "4821 0397 5516 2040"


def test_backspace_passes_over_the_space_between_groups(field):
    QTest.keyClicks(field, "48210")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.value() == "482"


def test_a_digit_put_into_the_middle_moves_the_others_on(field):
    QTest.keyClicks(field, "48210397")
    for _ in range(5):
        QTest.keyClick(field, Qt.Key.Key_Left)
    QTest.keyClicks(field, "9")
    assert field.value() == "4821 9039 7"
    assert field.text()[: field.cursorPosition()] == "4821 9"


def test_a_letter_stays_so_that_it_can_be_named(field):
    QTest.keyClicks(field, "48O1")
    assert field.value() == "48O1"


def test_no_more_than_sixteen_characters_are_held(field):
    QTest.keyClicks(field, "48210397551620409999")
    assert field.value() == "4821 0397 5516 2040"
