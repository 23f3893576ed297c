"""The keys that do the same on every page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from exposure_check.desktop import example_states
from exposure_check.desktop.system import keys
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.system.text_size import TEXT_SIZES
from exposure_check.lookup.verdict import Stage
from tests.support.window import FakeChecker, listen

CONTROL, ALT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)


def press(window, key, modifier=NONE):
    window.activateWindow()
    QApplication.processEvents()
    QTest.keyClick(window.focusWidget() or window, key, modifier)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("example", ["welcome", "number", "checking", "answer", "settings", "busy"])
def test_ctrl_with_plus_minus_and_zero_sets_the_size_of_text(open_window, example):
    window = open_window(state=example_states.state(example))
    for percent in (*TEXT_SIZES[1:], TEXT_SIZES[-1]):
        press(window, Qt.Key.Key_Plus, CONTROL)
        assert window.preferences.text_percent == window.theme.percent == percent
    press(window, Qt.Key.Key_Minus, CONTROL)
    assert window.theme.percent == TEXT_SIZES[-2]
    press(window, Qt.Key.Key_0, CONTROL)
    press(window, Qt.Key.Key_Minus, CONTROL)
    assert window.theme.percent == 100
    press(window, Qt.Key.Key_Equal, CONTROL)
    assert window.theme.percent == TEXT_SIZES[1]


def test_the_new_size_is_said(open_window, monkeypatch):
    window = open_window()
    said = listen(monkeypatch)
    press(window, Qt.Key.Key_Plus, CONTROL)
    assert said == ["Size of text: 125 %"]


def test_alt_with_the_left_arrow_goes_back(open_window):
    window = open_window()
    window.go("number")
    press(window, Qt.Key.Key_Left, ALT)
    assert window.state.page == "welcome"
    press(window, Qt.Key.Key_Left, ALT)
    assert window.state.page == "welcome"


@pytest.mark.parametrize("example", [name for name in example_states.EXAMPLES if name != "help"])
def test_f1_opens_help_and_leads_back(open_window, example):
    window = open_window(state=example_states.state(example))
    page, number = window.state.page, window.state.number.reveal()
    press(window, Qt.Key.Key_F1)
    assert window.state.page == "help"
    press(window, Qt.Key.Key_F1)
    assert window.state.page == page
    assert window.state.number.reveal() == number


def test_esc_stops_a_check_wherever_the_focus_is(at_number):
    checker = FakeChecker(example_states.LISTED, stop_at=Stage.ASKING)
    window = at_number(checker)
    window.check()
    assert checker.reached.wait(5)
    window.header.settings.setFocus()
    press(window, Qt.Key.Key_Escape)
    assert window.state.page == "number"
    assert window.lookups.join()


@pytest.mark.parametrize("example", [name for name in example_states.EXAMPLES if not name.startswith("checking")])
def test_esc_does_nothing_elsewhere(open_window, example):
    window = open_window(state=example_states.state(example))
    page, number = window.state.page, window.state.number.reveal()
    press(window, Qt.Key.Key_Escape)
    assert (window.state.page, window.state.number.reveal()) == (page, number)
    assert window.state.holds_anything or window.state.page in ("welcome", "settings", "ending", "no_profile")


def test_none_leads_away_from_the_question_whether_somebody_is_still_here(open_window):
    window = open_window(state=example_states.state("answer"))
    window._warn_idle()
    title = window.page.title
    for key, modifier in ((Qt.Key.Key_Left, ALT), (Qt.Key.Key_F1, NONE), (Qt.Key.Key_Escape, NONE)):
        press(window, key, modifier)
        assert window.page.title == title
    press(window, Qt.Key.Key_Plus, CONTROL)
    assert window.page.title == title
    assert window.theme.percent == TEXT_SIZES[1]
    assert window.state.page == "answer"


def test_the_page_about_accessibility_lists_them():
    page = (Path(__file__).resolve().parents[3] / "docs" / "accessibility.md").read_text(encoding="utf-8")
    table = page.partition("## Keys")[2].partition("\n## ")[0]
    listed = set(re.findall(r"`([^`]+)`", table))
    everywhere = {*keys.LARGER[:1], *keys.SMALLER, *keys.NORMAL, *keys.BACK, *keys.HELP, *keys.STOP}
    assert everywhere <= listed
    assert {"Tab", "Shift+Tab", "Enter", "Space", "Shift"} <= listed


def test_a_size_that_was_chosen_by_key_is_remembered(open_window, tmp_path):
    window = open_window(preferences=Preferences("en"))
    press(window, Qt.Key.Key_Plus, CONTROL)
    assert "text_percent=125" in (tmp_path / "settings.ini").read_text(encoding="utf-8")
