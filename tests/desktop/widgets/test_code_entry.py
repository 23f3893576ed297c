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
        made = CodeEntry(theme.current(Appearance.LIGHT, 100), value, WHY, explained=explained)
        inside.setLayout(made)
        qtbot.addWidget(inside)
        inside.show()
        made.inside = inside
        return made

    return make


def test_a_code_is_judged_as_it_is_typed_and_as_complete_once_check_is_pressed(entry):
    made = entry()
    assert made.judge(pressed=True), "it may be left out"
    QTest.keyClicks(made.field, "1234")
    assert made.status.text() == "4 of 16 characters"
    assert not made.judge(pressed=True)
    assert made.status.text() == "The code is not complete: it has sixteen digits."


def test_what_was_typed_before_is_there_and_judged(entry):
    made = entry(example_states.CODE)
    assert made.field.value() == example_states.CODE
    assert made.judge(pressed=True) is (made.status.text() == "The code looks right.")


@pytest.mark.parametrize("explained", [True, False])
def test_what_it_is_for_is_its_description_and_shown_where_it_is_wanted(entry, explained):
    made = entry(explained=explained)
    assert made.field.accessibleDescription() == WHY
    assert made.field.accessibleName() == made.label.text()
    assert (WHY in [text for text in texts(made.inside) if text == WHY][1:]) is explained


def test_it_can_be_declined_and_tells_of_each_edit(qtbot, entry):
    made = entry()
    with qtbot.waitSignal(made.edited):
        QTest.keyClicks(made.field, "1")
    with qtbot.waitSignal(made.declined):
        made.inside.findChild(QPushButton).click()
