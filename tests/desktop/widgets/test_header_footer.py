"""What stands around every page."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtWidgets import QLabel, QMenu

from exposure_check.desktop import example_states, screen_codes
from exposure_check.desktop.session_state import SessionState
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.widgets.button import RING
from tests.support.window import texts


@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_the_screen_code_is_shown_in_two_parts_and_spoken_digit_by_digit(open_window, example):
    page = example.partition("-")[0]
    window = open_window(state=example_states.state(example))
    box = window.footer.findChild(QLabel, "code")
    assert box.text() == screen_codes.shown(page)
    assert box.accessibleName().startswith(f"Screen code {screen_codes.spoken(page)}, edition EN ")


def test_the_idle_prompt_has_a_screen_code_of_its_own(open_window):
    window = open_window(state=example_states.state("answer"))
    window._warn_idle()
    assert window.footer.findChild(QLabel, "code").text() == "76 0"
    window._stay()
    assert window.footer.findChild(QLabel, "code").text() == "41 6"


def test_back_and_settings_are_there_only_where_they_lead_somewhere(open_window):
    window = open_window()
    assert not window.header.back.isVisible()
    assert window.header.settings.isVisible()
    window.go("settings")
    assert window.header.back.isVisible()
    assert not window.header.settings.isVisible()


def test_the_menu_of_languages_offers_those_of_the_profile(open_window, monkeypatch):
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)  # the offscreen platform cannot grab the keyboard for it
    window = open_window()
    window.header.language.click()
    menu = window.header.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == ["English", "Suomi", "Svenska"]
    assert [action.isChecked() for action in menu.actions()] == [True, False, False]
    menu.actions()[1].trigger()
    assert window.language == "fi"


def test_a_narrow_window_gets_a_second_row_and_keeps_the_way_out(open_window):
    wide = open_window(state=example_states.state("answer"))
    narrow = open_window(
        state=example_states.state("answer"), preferences=Preferences("fi", text_percent=200), size=(640, 560)
    )
    assert wide.header.settings.y() == wide.header.leave.y() or wide.header.settings.y() < wide.header.height() / 2
    assert narrow.header.settings.y() > narrow.header.leave.y()
    assert narrow.header.leave.geometry().right() <= narrow.width()


def test_without_a_help_number_nobody_is_named(open_window):
    state = SessionState(msgspec.structs.replace(example_states.profile(), help_number="", help_name="Somebody"))
    assert not any("Somebody" in text for text in texts(open_window(state=state).footer))


@pytest.mark.parametrize(("spoken", "percent"), [("en", 100), ("en", 200), ("fi", 200), ("sv", 200)])
def test_the_dots_stand_clear_of_the_words_and_of_the_edge(open_window, spoken, percent):
    window = open_window(
        state=example_states.state("number", demo=True), preferences=Preferences(spoken, percent), size=(640, 560)
    )
    leave = window.header.leave
    words = leave.fontMetrics().boundingRect(leave.text())
    is_one_line = leave._narrow and leave.height() <= leave.least_height()
    assert leave.has_dots_beneath() is is_one_line
    if is_one_line:
        dot = leave._dot()
        middle = leave.height() - 1.5 * dot
        assert middle + dot / 2 <= leave.height() - RING
        assert middle - dot / 2 >= (leave.height() + words.height()) / 2 - leave.fontMetrics().leading() - 3


@pytest.mark.parametrize(("spoken", "number"), [("fi", "09 000 0000"), ("en", "09 000 0000"), ("sv", "09 000 0001")])
def test_the_footer_names_the_line_that_speaks_the_language_of_the_reader(open_window, spoken, number):
    window = open_window(state=example_states.state("welcome-clinic"), preferences=Preferences(spoken))
    said = texts(window.footer)
    assert number in said
    assert len([text for text in said if text.startswith("09 000")]) == 1


def test_a_failure_asks_for_a_call_where_the_profile_has_lines_alone(open_window):
    state = example_states.state("unexpected")
    state.profile = msgspec.structs.replace(example_states.clinic_profile(), help_name="", help_number="")
    assert any(text.startswith("If the help line asks for a code") for text in texts(open_window(state=state).page))
