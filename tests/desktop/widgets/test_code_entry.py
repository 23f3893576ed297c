"""Where the code of a letter is typed."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from exposure_check.desktop import example_states
from exposure_check.desktop.style import theme
from exposure_check.desktop.system.settings import Appearance
from exposure_check.desktop.widgets.code_entry import CodeEntry
from tests.support.window import texts

WHY = "Without a letter, leave this out."


@pytest.fixture
def entry(qtbot, in_language):
    in_language("en")

    def make(value="", *, explained=False):
        inside = QWidget()
        typed = CodeEntry(theme.current(Appearance.LIGHT, 100), value, WHY, explained=explained)
        inside.setLayout(typed)
        qtbot.addWidget(inside)
        inside.show()
        typed.inside = inside
        return typed

    return make


def test_a_code_is_judged_as_it_is_typed_and_as_complete_once_check_is_pressed(entry):
    typed = entry()
    assert typed.judge(pressed=True), "it may be left out"
    QTest.keyClicks(typed.field, "1234")
    assert typed.status.text() == "4 of 16 characters"
    assert not typed.judge(pressed=True)
    assert typed.status.text() == "The code is not complete: it has sixteen digits."


def test_what_was_typed_before_is_there_and_judged(entry):
    typed = entry(example_states.CODE)
    assert typed.field.value() == example_states.CODE
    assert typed.judge(pressed=True) is (typed.status.text() == "The code looks right.")


@pytest.mark.parametrize("explained", [True, False])
def test_what_it_is_for_is_its_description_and_shown_where_it_is_wanted(entry, explained):
    typed = entry(explained=explained)
    assert typed.field.accessibleDescription() == WHY
    assert typed.field.accessibleName() == typed.label.text()
    assert (WHY in [text for text in texts(typed.inside) if text == WHY][1:]) is explained


def test_it_can_be_declined_and_tells_of_each_edit(qtbot, entry):
    typed = entry()
    with qtbot.waitSignal(typed.edited):
        QTest.keyClicks(typed.field, "1")
    with qtbot.waitSignal(typed.declined):
        typed.inside.findChild(QPushButton).click()
