"""Success criteria of WCAG 2.2 that no other test of the window shows; `docs/accessibility.md` names them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton

from exposure_check.desktop import example_states
from exposure_check.desktop.widgets.button import Button
from tests.support.window import button, controls, texts


@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_the_name_of_a_control_holds_the_words_on_it(open_window, example):
    window = open_window(state=example_states.state(example, demo=True))
    labelled = [c for c in controls(window) if isinstance(c, QAbstractButton) and c.text()]
    assert labelled
    for control in labelled:
        name = QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)
        assert control.text().replace("&", "") in name


@pytest.mark.parametrize("example", ["welcome", "number", "ready", "answer", "actions", "settings"])
def test_the_focus_alone_changes_nothing(open_window, example):
    window = open_window(state=example_states.state(example))
    said, preferences, page = texts(window.page), window.preferences, window.page
    for control in controls(window):
        control.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
    assert window.page is page
    assert window.preferences == preferences
    assert texts(window.page) == said


def test_a_press_that_is_drawn_away_does_nothing(open_window):
    window = open_window(state=example_states.state("ready"))
    wanted = button(window, "Show it now")
    QTest.mousePress(wanted, Qt.MouseButton.LeftButton)
    assert window.state.page == "ready"
    QTest.mouseRelease(wanted, Qt.MouseButton.LeftButton, pos=QPoint(-50, -50))
    assert window.state.page == "ready"
    QTest.mouseClick(wanted, Qt.MouseButton.LeftButton)
    assert window.state.page == "answer"


def test_an_assistive_program_can_press_the_buttons(open_window):
    window = open_window(state=example_states.state("ready"))
    actions = QAccessible.queryAccessibleInterface(window.page.main).actionInterface()
    assert "Press" in actions.actionNames()
    actions.doAction("Press")
    QTest.qWait(200)
    assert window.state.page == "answer"


@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_what_has_the_focus_is_in_sight(open_window, example):
    """Also on a page that is longer than the window, in the smallest window."""
    window = open_window(state=example_states.state(example, demo=True), size=(640, 560))
    window.activateWindow()
    for _ in range(len(controls(window)) + 2):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        QApplication.processEvents()
        focused = window.focusWidget()
        if isinstance(focused, Button) and window.page.isAncestorOf(focused):
            shown = window.page.viewport().rect()
            place = focused.mapTo(window.page.viewport(), QPoint(0, 0))
            assert shown.intersects(focused.rect().translated(place)), focused.accessibleName()


@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_help_and_the_way_out_stand_at_the_same_place_on_every_page(open_window, example):
    window = open_window(state=example_states.state(example))
    first = open_window(state=example_states.state("welcome"))
    tops = {opened.header.leave.mapTo(opened, QPoint(0, 0)).y() for opened in (window, first)}
    assert len(tops) == 1
    assert window.header.leave.geometry().right() == first.header.leave.geometry().right()
    assert window.footer.geometry() == first.footer.geometry()
    assert window.findChildren(QPushButton)
