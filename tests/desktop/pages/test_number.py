"""The page of the number."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QRadioButton

from exposure_check import errors
from exposure_check.desktop import example_states
from exposure_check.desktop.session_state import SessionState
from tests.support.window import FakeChecker, button, texts, wait_for_page


def number_page(open_window, **options):
    window = open_window(**options)
    window.go("number")
    return window


def test_the_number_is_hidden_until_it_is_asked_for(open_window):
    window = number_page(open_window)
    assert window.page.field.is_hidden()
    button(window, "Show").click()
    assert not window.page.field.is_hidden()
    button(window, "Hide").click()
    assert window.page.field.is_hidden()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", None),
        ("0105", None),
        ("010594Y9032", "The number looks right."),
        ("010594y9032", "The number looks right."),
        ("010594Y9033", "The check character does not fit: one character is mistyped."),
        ("320594Y9032", "The date of birth in it does not exist. Please look at it once more."),
    ],
)
def test_a_number_is_judged_calmly_as_it_is_typed(open_window, typed, said):
    window = number_page(open_window)
    QTest.keyClicks(window.page.field, typed)
    assert window.page.status.isVisible() is (said is not None)
    assert window.page.status.text() == (said or "")


def test_a_test_number_is_refused_outside_the_demo(open_window):
    window = number_page(open_window, state=SessionState(example_states.profile()))
    QTest.keyClicks(window.page.field, example_states.NUMBER)
    window.page.main.click()
    assert window.state.page == "number"
    assert window.page.status.isVisible()


def test_an_incomplete_number_is_named_only_once_check_is_pressed(open_window):
    window = number_page(open_window)
    QTest.keyClicks(window.page.field, "0105")
    window.page.main.click()
    assert window.state.page == "number"
    assert window.page.status.text() == "The number is not complete, or it has too many characters."


def test_the_letter_code_is_tested_as_it_is_typed(open_window):
    window = number_page(open_window)
    button(window, "Enter the code").click()
    QTest.keyClicks(window.page.code, "1111222233334445")
    assert window.page.code_status.text() == "The code does not fit: one digit is mistyped."
    window.state.number.wipe()
    button(window, "Go on without a code").click()
    assert not window.state.letter_code
    assert not window.state.letter_code_open


def test_a_wrong_code_is_not_sent(open_window):
    window = number_page(open_window)
    QTest.keyClicks(window.page.field, example_states.NUMBER)
    button(window, "Enter the code").click()
    QTest.keyClicks(window.page.code, "1234")
    window.page.main.click()
    assert window.state.page == "number"
    assert window.page.code_status.text() == "The code is not complete: it has sixteen digits."


def test_going_to_the_settings_and_back_keeps_what_was_typed(open_window):
    window = number_page(open_window)
    QTest.keyClicks(window.page.field, "010594")
    window.go("settings")
    window.go_back()
    assert window.page.field.value() == "010594"


def test_demo_numbers_are_offered_in_the_demo_alone(open_window):
    window = number_page(open_window)
    button(window, "An invented person with a code from a letter").click()
    assert window.page.field.value() == "020594X903P"
    assert window.page.code.value() == example_states.CODE
    button(window, "An invented person who is in neither").click()
    assert not window.state.letter_code
    plain = number_page(open_window, state=SessionState(example_states.profile()))
    assert not [b for b in plain.findChildren(QPushButton) if b.text() == "An invented person who is in neither"]


def test_a_choice_of_schemes_is_there_where_there_are_several(open_window):
    window = number_page(
        open_window, state=SessionState(example_states.profile(schemes=("fi.hetu", "se.personnummer")))
    )
    choices = window.page.findChildren(QRadioButton)
    assert [choice.isChecked() for choice in choices] == [True, False]
    choices[1].click()
    assert window.state.scheme == "se.personnummer"


def test_a_number_that_only_the_lookup_refuses_leads_back_with_the_reason(qtbot, at_number):
    window = at_number(FakeChecker(errors.NumberError("No.", reason="date")))
    window.check()
    wait_for_page(qtbot, window, "number")
    assert any("date of birth" in text for text in texts(window.page))
    assert window.state.verdict is None
