"""A lookup through the window: every outcome, every failure, and leaving it at every moment."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog

from exposure_check.desktop import example_states
from exposure_check.desktop.style import theme
from exposure_check.desktop.system.settings import Preferences
from exposure_check.lookup.verdict import Privacy, Stage
from tests.support.window import OUTCOMES, FakeChecker, report_offer, wait_for_page


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES)
def test_a_check_leads_from_the_number_to_the_answer(qtbot, at_number, outcome):
    checker = FakeChecker(outcome, sent=example_states.ledger().sent)
    window = at_number(checker)
    window.page.main.click()
    wait_for_page(qtbot, window, "ready")
    assert checker.asked == [(example_states.NUMBER, "fi.hetu", None, Privacy.STANDARD)]
    window.page.main.click()
    assert window.state.page == "answer"
    assert window.state.verdict is outcome
    assert len(window.state.ledger.sent) == 4


def test_changing_the_look_or_opening_settings_while_checking_loses_nothing(qtbot, at_number):
    checker = FakeChecker(example_states.LISTED, stop_at=Stage.ASKING)
    window = at_number(checker)
    window.check()
    assert checker.reached.wait(5)
    window.take_preferences(Preferences(language="en", text_percent=200))
    assert window.state.page == "checking"
    window.go("settings")
    checker.go_on.set()
    qtbot.waitUntil(lambda: window.state.verdict is not None)
    assert window.state.page == "settings"
    window.go_back()
    assert window.state.page == "ready"


def test_starting_afresh_while_checking_drops_the_answer(qtbot, at_number):
    checker = FakeChecker(example_states.LISTED, stop_at=Stage.ASKING)
    window = at_number(checker)
    window.check()
    assert checker.reached.wait(5)
    window.start_afresh()
    checker.go_on.set()
    assert window.lookups.join()
    qtbot.wait(20)
    assert window.state.page == "welcome"
    assert window.state.verdict is None
    assert not window.state.holds_anything


def test_a_code_is_sent_along_only_while_its_field_is_open(qtbot, at_number):
    checker = FakeChecker(example_states.NOT_LISTED)
    window = at_number(checker)
    window.state.type_letter_code(example_states.CODE)
    window.check()
    wait_for_page(qtbot, window, "ready")
    window.state.open_letter_code()
    window.check()
    wait_for_page(qtbot, window, "ready")
    assert [asked[2] for asked in checker.asked] == [None, example_states.CODE]


def test_the_privacy_level_of_the_settings_is_used(qtbot, at_number):
    checker = FakeChecker(example_states.NOT_LISTED)
    window = at_number(checker, preferences=Preferences(language="en", privacy=Privacy.MAXIMUM))
    window.check()
    wait_for_page(qtbot, window, "ready")
    assert checker.asked[0][3] is Privacy.MAXIMUM


def test_whoever_closes_it_sees_it_go_before_a_lookup_that_hangs_is_waited_for(at_number, monkeypatch):
    window = at_number(FakeChecker(example_states.LISTED, stop_at=Stage.ASKING))
    window.check()
    seen, join = [], window.lookups.join
    monkeypatch.setattr(window.lookups, "join", lambda: (seen.append(window.isVisible()), join()))
    window.close()
    assert seen == [False]


def pressed(window, name, press):
    """What is shown after a button was clicked with the pointer, once or twice."""
    button = next(each for each in window.findChildren(QAbstractButton) if name in (each.objectName(), each.text()))
    place = button.mapTo(window, button.visibleRegion().boundingRect().center())
    press(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    state = window.state
    return state.trail, state.letter_code_open, state.number_shown, state.opened, state.unfolded


@pytest.mark.parametrize(
    ("example", "name"),
    [
        ("checking", "back"),  # the next page has it at the same place
        ("ready", "main"),  # the answer has a line to be opened there
        ("number", "show"),  # the second press would hide the number again
        ("number", "enter-code"),
        ("answer", "2 more, about health"),
        ("number-clinic", "Go on without a code"),
    ],
)
def test_a_double_click_is_one_press(open_window, example, name):
    once, twice = (
        pressed(open_window(state=example_states.state(example, demo=True)), name, press)
        for press in (QTest.mouseClick, QTest.mouseDClick)
    )
    assert once == twice


def test_a_double_click_still_marks_a_word_in_the_field_of_the_proxy(open_window):
    window = open_window(state=example_states.state("settings"))
    proxy = window.page.proxy
    proxy.setText("socks5h")
    window.page.ensureWidgetVisible(proxy)
    place = proxy.mapTo(window, proxy.rect().topLeft()) + proxy.cursorRect().center()
    QTest.mouseDClick(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert proxy.selectedText() == "socks5h"


def test_a_change_of_the_systems_colours_waits_until_a_dialog_is_closed(qtbot, open_window, monkeypatch):
    window = open_window(state=example_states.state("answer"))
    report_offer(window).choose_file()
    page, dialog = window.page, window.findChild(QFileDialog)
    other = theme.derive(QPalette(), dark=not window.theme.dark, high_contrast=False)
    monkeypatch.setattr(theme, "current", lambda *_: other)
    theme.system_hints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert window.page is page, "or the dialog would go with it, and with what was typed there"
    dialog.reject()
    qtbot.waitUntil(lambda: window.theme == other)
    assert window.page is not page
