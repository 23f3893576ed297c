"""What every page has and does."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from exposure_check.desktop import example_states, screen_codes
from exposure_check.desktop.system.settings import Preferences
from tests.support.window import button, controls, texts

FORBIDDEN = (
    "good news",
    "you are safe",
    "pwned",
    "victim",
    "compromised",
    "you were a client",
    "countdown",
    "dark web",
)


@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_a_change_of_the_size_of_text_leaves_the_focus_where_it_is(open_window, example):
    window = open_window(state=example_states.state(example, demo=True), size=(1024, 2000))
    window.activateWindow()
    steps = len(controls(window))
    for _ in range(steps):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        before = window.focusWidget()
        if not window.page.isAncestorOf(before):
            continue
        name = before.accessibleName() or before.text()
        window._step_text(1 if window.theme.percent == 100 else 0)
        after = window.focusWidget()
        assert after is not before
        assert (after.accessibleName() or after.text()) == name


@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_every_page_has_one_heading_a_code_a_way_out_and_somebody_to_talk_to(open_window, example):
    window = open_window(state=example_states.state(example))
    assert window.page.title
    assert screen_codes.shown(example.partition("-")[0]) in texts(window.footer)
    numbers = [line.number for line in window.state.profile.all_help_lines[:1]]
    assert bool(numbers) is window.state.has_service  # without a profile nobody is known
    assert set(numbers) <= set(texts(window.footer))
    assert window.header.leave.isVisible()
    assert window.windowTitle() == "Information"
    assert len(window.findChildren(QPushButton, "main")) <= 1


@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_no_page_uses_a_forbidden_word_or_echoes_the_number(open_window, example):
    window = open_window(state=example_states.state(example, demo=True))
    said = " ".join(texts(window)).lower().replace("victim support", "")  # the name of an organisation
    assert not [word for word in FORBIDDEN if word in said]
    if not example.startswith("number"):  # where the example of the scheme is the same fictitious number
        assert example_states.NUMBER.lower() not in said


@pytest.mark.parametrize("example", [name for name in example_states.EXAMPLES if not name.startswith("no_profile")])
def test_the_demo_says_so_on_every_page_and_nothing_else_does(open_window, example):
    for demo in (True, False):
        window = open_window(state=example_states.state(example, demo=demo))
        assert any("Demo:" in text for text in texts(window)) is demo
        window.close()


def test_enter_is_the_main_action_and_escape_loses_nothing(open_window):
    window = open_window()
    QTest.keyClick(window.page, Qt.Key.Key_Escape)
    assert window.state.page == "welcome"
    QTest.keyClick(window.page, Qt.Key.Key_Return)
    assert window.state.page == "number"
    QTest.keyClicks(window.page.field, "0105")
    QTest.keyClick(window.page.field, Qt.Key.Key_Escape)
    assert window.state.page == "number"
    assert window.page.field.value() == "0105"


def test_enter_on_a_button_presses_that_button(open_window):
    window = open_window()
    QTest.keyClick(button(window, "Read advice without a check"), Qt.Key.Key_Return)
    assert window.state.page == "actions"


def test_a_key_that_is_held_down_does_not_run_through_the_answer(open_window):
    window = open_window(state=example_states.state("ready"))
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    repeated = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
    QApplication.sendEvent(window.page, repeated)
    QApplication.sendEvent(window.page.main, repeated)
    assert window.state.page == "ready"


@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_bits_and_the_fragment_are_spoken_of_on_one_page_alone(open_window, example):
    said = " ".join(texts(open_window(state=example_states.state(example)).page)).lower()
    assert any(word in said for word in (" bits", "fragment")) is (example == "sent")


@pytest.mark.parametrize(("spoken", "word"), [("sv", "identitetsnummer"), ("fi", "numeroa ei")])
@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_the_number_has_one_name_in_a_language(open_window, example, spoken, word):
    said = " ".join(texts(open_window(state=example_states.state(example), preferences=Preferences(spoken)).page))
    assert word not in said.lower()


@pytest.mark.parametrize("verdict", [example_states.LISTED, example_states.LISTED_TWICE], ids=["one", "two"])
def test_who_held_the_data_is_said_once_above_the_details(open_window, verdict):
    """In the heading where it is one holder, else in each card; and never twice in a line."""
    holder = "Esimerkki Oy"
    breach = msgspec.structs.replace(example_states.SHOP, holder=holder, name={"en": "Esimerkki Oy, online shop"})
    exposures = (replace(verdict.exposures[0], breach=breach), *verdict.exposures[1:])
    state = example_states.state("answer")
    state.verdict = replace(verdict, exposures=exposures, sealed_breaches=(breach,))
    page = open_window(state=state).page
    parts = [part for part in page.findChildren(QWidget) if part.isVisibleTo(page)]
    shown = [part.text() for part in parts if isinstance(part, (QLabel, QPushButton))]
    assert all(line.count(holder) <= 1 for line in shown)
    assert (holder in shown[0]) is (len(exposures) == 1)
    assert sum(holder in line for line in shown) <= 3  # heading, card, and the list of sealed ones for everyone
