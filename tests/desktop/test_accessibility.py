"""The window as an assistive program and a keyboard meet it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QLineEdit, QPushButton

from exposure_check.desktop import example_states
from exposure_check.desktop.pages.checking import LASTING_MS
from exposure_check.desktop.system.settings import Appearance, Preferences
from exposure_check.desktop.text import labels
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.private_field import DOT
from exposure_check.desktop.widgets.text import IS_TEXT, Text
from exposure_check.lookup.verdict import Stage
from exposure_check.resources import LANGUAGES
from exposure_check.secret import Secret
from tests.support.window import FakeChecker, all_accessible_text, controls, listen, wait_for_page


def is_unchosen(control):
    """Whether something is one of a group of which another is chosen: the arrow keys come to it."""
    group = control.group() if isinstance(control, QAbstractButton) else None
    return group is not None and group.checkedButton() not in (None, control)


@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_every_control_has_a_name_a_role_and_takes_the_focus(open_window, example):
    window = open_window(state=example_states.state(example, demo=True))
    for control in controls(window):
        interface = QAccessible.queryAccessibleInterface(control)
        assert interface.text(QAccessible.Text.Name).strip(), control
        assert interface.role() not in (QAccessible.Role.NoRole, QAccessible.Role.Client), control
        if control.isEnabled() and not is_unchosen(control):
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


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_tab_lands_on_the_chosen_one_of_a_group_from_either_side(open_window, example, backwards):
    window = open_window(state=example_states.state(example, demo=True))
    window.activateWindow()
    groups = set()
    for _ in range(2 * len(controls(window))):
        focused = window.focusWidget() or window
        QTest.keyClick(focused, Qt.Key.Key_Backtab if backwards else Qt.Key.Key_Tab)
        assert not is_unchosen(window.focusWidget()), window.focusWidget().text()
        if isinstance(window.focusWidget(), QAbstractButton) and window.focusWidget().group():
            groups.add(window.focusWidget().group())
    assert len(groups) == (4 if example == "settings" else 0)


GROUPS = {
    "settings": ("text_percent-100", "text_percent-125", "text_percent-150"),
    "number": ("audience-self", "audience-child", "audience-ward"),
    "actions": ("audience-self", "audience-child", "audience-ward"),
}


@pytest.mark.parametrize(("example", "names"), GROUPS.items())
def test_the_arrow_keys_go_through_a_group_though_each_choice_draws_the_page_anew(open_window, example, names):
    window = open_window(state=example_states.state(example))
    window.activateWindow()
    for row in window.page.findChildren(Disclosure):
        row.set_open(True)
    window.page.findChild(QAbstractButton, names[0]).setFocus()
    for name in names[1:]:
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Down)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert window.focusWidget() is window.page.findChild(QAbstractButton, name)
        assert window.focusWidget().isChecked()


@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_what_excludes_each_other_stands_one_a_line_and_is_a_radio_button(open_window, example):
    window = open_window(state=example_states.state(example, demo=True))
    for row in window.page.findChildren(Disclosure):
        row.set_open(True)
    QApplication.processEvents()
    grouped = [c for c in controls(window) if isinstance(c, QAbstractButton) and c.group() and c.group().exclusive()]
    for first, second in pairwise(grouped):
        if first.group() is second.group():
            assert second.mapTo(window, QPoint()).y() >= first.mapTo(window, QPoint()).y() + first.height()
    assert {role(button) for button in grouped} <= {QAccessible.Role.RadioButton}


@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_nothing_that_is_pressed_is_a_check_box_but_check_boxes(open_window, example):
    window = open_window(state=example_states.state(example, demo=True))
    for control in controls(window):
        assert (role(control) == QAccessible.Role.CheckBox) == isinstance(control, QCheckBox), control.text()


def role(control):
    """What something is to assistive programs."""
    return QAccessible.queryAccessibleInterface(control).role()


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
    return listen(monkeypatch)


def titles_heard(window, said):
    """How often the title of the page is heard: in what is announced, and from the heading where it has the focus."""
    focused = window.focusWidget() is window.page.findChild(QLabel, "heading")
    return focused + len([text for text in said if text.startswith(window.page.title)])


@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_the_title_of_a_page_is_said_once(open_window, said, example):
    window = open_window(state=example_states.state(example, demo=True))
    assert titles_heard(window, said) == 1
    if window.state.page != "checking":
        said.clear()
        window.go("help")
        window.go_back()
        assert titles_heard(window, said) == 1
    said.clear()
    window.draw()  # who is on the page hears what changed, and not the page once more
    assert not [text for text in said if text.startswith(window.page.title)]


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_no_two_buttons_of_a_page_sound_alike(open_window, example, spoken):
    """Who hears them one by one, by the Tab key, has not heard what stands above them."""
    window = open_window(state=example_states.state(example, demo=True), preferences=Preferences(spoken))
    kinds = (QAccessible.Text.Name, QAccessible.Text.Description)
    heard = [
        tuple(QAccessible.queryAccessibleInterface(part).text(kind) for kind in kinds)
        for part in window.page.findChildren(QAbstractButton)
        if part.isVisibleTo(window.page)
    ]
    assert len(heard) == len(set(heard)), [each for each in heard if heard.count(each) > 1]


def test_what_opens_by_drawing_the_page_anew_is_said_once(open_window, said):
    window = open_window(state=example_states.state("number", demo=True))
    said.clear()
    window.page.findChild(QPushButton, "enter-code").click()
    assert window.focusWidget() is window.page.code
    assert said == []  # the field says what it is and what it is for


@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_what_is_written_on_a_page_is_said_after_its_title(open_window, example):
    """The Tab key reaches the buttons alone: who hears the page would miss everything between them."""
    window = open_window(state=example_states.state(example, demo=True))
    heading = window.page.findChild(QLabel, "heading")
    heard = QAccessible.queryAccessibleInterface(heading).text(QAccessible.Text.Description)
    written = [
        label.accessibleName() or label.text()
        for label in window.page.findChildren(Text)
        if label.isVisibleTo(window.page) and label.buddy() is None and label is not heading
    ]
    if window.page.first is not None:  # then what has the focus is said, and what stands above it is announced
        assert heard == ""
        return
    if window.state.page == "checking":
        assert heard == (
            "This takes longer than usual. You can wait, or stop and try again later."
            if window.state.slow
            else "This takes a few seconds. You can stop it at any time."
        )
        return
    places = [heard.find(words) for words in written if words not in (label.text() for label in footer_labels(window))]
    assert -1 not in places
    assert len(heard) > 40 or example == "welcome"


@pytest.mark.parametrize("example", ["answer", "answer-two", "answer-uncertain", "actions-step", "actions-threatened"])
def test_a_list_of_rows_is_said_with_the_words_that_announce_it(open_window, example):
    """What was recorded, or where else to call, is a list of buttons: the words before it must not end in nothing."""
    window = open_window(state=example_states.state(example, demo=True))
    heard = QAccessible.queryAccessibleInterface(window.page.findChild(QLabel, "heading")).text(
        QAccessible.Text.Description
    )
    shown = [row.row for row in window.page.findChildren(Disclosure) if row.isVisibleTo(window.page)]
    rows = [row.text() for row in shown if row.property(IS_TEXT)]
    place = -1
    for row in rows:
        assert (place := heard.find(row, place + 1)) >= 0, row
    assert rows or example == "actions-threatened"


def footer_labels(window):
    """The labels of the footer, which may stand at the foot of the page."""
    return window.footer.findChildren(QLabel)


def test_a_page_with_a_field_says_its_title_and_its_first_sentence(open_window, said):
    window = open_window()
    window.go("number")
    assert said[-1].startswith("Your identity number. It stays on this computer.")


def test_the_answer_is_said_by_its_heading_and_no_stage_that_is_over_at_once(qtbot, at_number, said):
    window = at_number(FakeChecker(example_states.LISTED))
    said.clear()
    window.check()
    wait_for_page(qtbot, window, "ready")
    qtbot.wait(LASTING_MS + 200)
    assert said == []
    assert window.focusWidget().text() == "The answer is ready"
    window.go("answer")
    assert window.focusWidget().text() == "Your data was taken from Example Clinic Oy"


@pytest.mark.parametrize("stage", Stage)
def test_a_stage_that_lasts_is_announced_alone(qtbot, at_number, said, stage):
    checker = FakeChecker(example_states.LISTED, stop_at=stage)
    window = at_number(checker)
    said.clear()
    window.check()
    assert checker.reached.wait(5)
    qtbot.wait(LASTING_MS + 300)
    checker.go_on.set()
    assert said == [labels.stage(stage)]
    wait_for_page(qtbot, window, "ready")


def test_a_failure_and_a_stop_are_announced(qtbot, at_number, said):
    window = at_number(FakeChecker(example_states.ERRORS["no_network"]))
    window.check()
    wait_for_page(qtbot, window, "no_network")
    assert window.focusWidget().text() == "There is no connection"
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
