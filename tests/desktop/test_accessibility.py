"""The window as an assistive program and a keyboard meet it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton

from exposure_check.desktop import example_states
from exposure_check.desktop.system.settings import Appearance, Preferences
from exposure_check.desktop.widgets.private_field import DOT
from exposure_check.lookup.verdict import Stage
from exposure_check.secret import Secret
from tests.support.window import FakeChecker, all_accessible_text, controls, wait_for_page


@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_every_control_has_a_name_a_role_and_takes_the_focus(open_window, example):
    window = open_window(state=example_states.state(example, demo=True))
    for control in controls(window):
        interface = QAccessible.queryAccessibleInterface(control)
        assert interface.text(QAccessible.Text.Name).strip(), control
        assert interface.role() not in (QAccessible.Role.NoRole, QAccessible.Role.Client), control
        if control.isEnabled():
            assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control.accessibleName()
            assert interface.state().focusable


@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_the_hidden_number_is_nowhere_in_the_tree(open_window, example):
    state = example_states.state(example, demo=True)
    state.number = Secret("010594Y9021")
    window = open_window(state=state, hints=())
    texts = all_accessible_text(window)
    assert len(texts) > 20
    assert not [text for text in texts if "9021" in text or "010594Y9021" in text]
    if example == "number":
        assert DOT * 11 in texts


@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_tab_reaches_every_control_and_comes_round_again(open_window, example):
    window = open_window(state=example_states.state(example, demo=True))
    window.activateWindow()
    wanted = {control for control in controls(window) if control.isEnabled()}
    # The arrow keys move within a group of radio buttons: one of a group stands for all.
    groups = {c.group() for c in wanted if isinstance(c, QAbstractButton) and c.group() is not None}
    reached = []
    for _ in range(3 * len(wanted) + 5):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        reached.append(window.focusWidget())
    single = {c for c in wanted if not isinstance(c, QAbstractButton) or c.group() is None}
    assert single <= set(reached)
    assert groups <= {c.group() for c in reached if isinstance(c, QAbstractButton)}


@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_the_focus_begins_within_the_page_and_in_the_order_of_reading(open_window, example):
    window = open_window(state=example_states.state(example, demo=True))
    focused = window.focusWidget()
    assert focused is not None
    assert window.page.isAncestorOf(focused)
    chain, begin = [focused], focused
    while (focused := focused.nextInFocusChain()) is not begin:
        chain.append(focused)
    here = [c for c in controls(window) if window.page.isAncestorOf(c)]
    tops = [control.mapTo(window, control.rect().topLeft()).y() for control in chain if control in here]
    row = 40  # controls of one row may differ in height
    assert all(second >= first - row for first, second in pairwise(tops)), tops


@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_targets_are_at_least_24_pixels(open_window, example):
    window = open_window(state=example_states.state(example, demo=True))
    for control in controls(window):
        assert min(control.width(), control.height()) >= 24, control.accessibleName()


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK, Appearance.HIGH_CONTRAST])
@pytest.mark.parametrize("example", ["welcome", "number", "answer", "sent", "settings"])
def test_the_focus_shows_on_every_control(open_window, example, appearance):
    window = open_window(
        state=example_states.state(example, demo=True), preferences=Preferences("en", appearance=appearance)
    )
    for control in controls(window):
        if not control.isEnabled():
            continue
        window.page.setFocus()
        QApplication.processEvents()
        before = control.grab().toImage()
        control.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if control.hasFocus():
            assert control.grab().toImage() != before, control.accessibleName()


def test_every_field_has_a_label_and_a_description(open_window):
    window = open_window(state=example_states.state("number", demo=True))
    window.page.findChild(QPushButton, "enter-code").click()
    for field in window.page.findChildren(QLineEdit):
        labels = [label for label in window.page.findChildren(QLabel) if label.buddy() is field]
        assert [label.text() for label in labels] == [field.accessibleName()]
        assert field.accessibleDescription()
        related = QAccessible.queryAccessibleInterface(field).relations(QAccessible.RelationFlag.Label)
        assert related


@pytest.fixture
def said(monkeypatch):
    """What is announced to a screen reader."""
    found = []
    real = QAccessible.updateAccessibility
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: (found.append(event.message()), real(event)))
    return found


def test_stages_and_the_answer_are_announced(qtbot, at_number, said):
    window = at_number(FakeChecker(example_states.LISTED))
    window.check()
    wait_for_page(qtbot, window, "ready")
    assert "Checking" in said
    assert [text for text in said if text in ("Asking the service", "Comparing on this computer")]
    assert said[-1] == "The answer is ready"
    window.go("answer")
    assert said[-1] == "Your data was taken from Example Clinic Oy"


def test_a_failure_and_a_stop_are_announced(qtbot, at_number, said):
    window = at_number(FakeChecker(example_states.ERRORS["no_network"]))
    window.check()
    wait_for_page(qtbot, window, "no_network")
    assert said[-1] == "There is no connection"
    checker = FakeChecker(example_states.LISTED, stop_at=Stage.ASKING)
    window._make_checker = lambda *_: checker
    window.check()
    assert checker.reached.wait(5)
    window.cancel()
    assert said[-1] == "The check was stopped."


def test_a_wrong_number_is_announced_without_the_number(open_window, said):
    window = open_window()
    window.go("number")
    QTest.keyClicks(window.page.field, "010594Y9033")
    assert said[-1] == "One character is mistyped. Press “Show” and compare."
    assert not any("9033" in text for text in said)


def test_a_whole_check_can_be_done_by_keyboard_alone(qtbot, open_window):
    window = open_window(FakeChecker(example_states.LISTED))
    window.activateWindow()

    def key(code):
        QTest.keyClick(window.focusWidget() or window, code)

    key(Qt.Key.Key_Return)
    QTest.keyClicks(window.focusWidget(), example_states.NUMBER)
    key(Qt.Key.Key_Return)
    wait_for_page(qtbot, window, "ready")
    key(Qt.Key.Key_Return)
    assert window.state.page == "answer"
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Space)
    assert window.state.opened == "clinic-2018/name"
    key(Qt.Key.Key_Escape)
    assert window.state.page == "answer"
