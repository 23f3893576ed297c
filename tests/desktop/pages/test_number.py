"""The page of the number."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton

from exposure_check import errors
from exposure_check.desktop import example_states
from exposure_check.desktop.session_state import SessionState
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.widgets.text import Text
from exposure_check.resources import LANGUAGES
from tests.support.accessible_events import listening
from tests.support.layout import place
from tests.support.window import FakeChecker, button, texts, wait_for_page


def number_page(open_window, **options):
    window = open_window(**options)
    window.go("number")
    return window


@pytest.mark.parametrize("example", ["number", "number-clinic"])
def test_no_field_tells_of_an_edit_while_its_page_is_built(open_window, example):
    """Else Orca 43 names no field that a page begins with: it takes its caret for that of somebody who is in it."""
    window = open_window(state=example_states.state(example, demo=True))
    kinds = []
    window.go("help")
    with listening(lambda kind, _: kinds.append(kind)):
        window.go_back()
    assert window.state.page == "number"
    edits = {
        QAccessible.Event.TextCaretMoved,
        QAccessible.Event.TextInserted,
        QAccessible.Event.TextUpdated,
        QAccessible.Event.TextSelectionChanged,
    }
    assert QAccessible.Event.Focus in kinds
    assert not edits & set(kinds[: kinds.index(QAccessible.Event.Focus)])


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
        ("0105", "4 of 11 characters"),
        ("010594Y9032123", "These are too many characters: 14 instead of 11."),
        ("1234567890" * 2000, "These are too many characters: 40 instead of 11."),
        ("whatever?!", "One of the characters cannot be part of this kind of number."),
        (
            "60001019906",
            "This looks like another kind of number: Estonian personal code. This service checks: "
            "Finnish personal identity code.",
        ),
        (
            "19121212-1212",
            "This looks like another kind of number: Swedish personal identity number or coordination "
            "number. This service checks: Finnish personal identity code.",
        ),
        ("010594Y9032", "The number looks right."),
        ("010594y9032", "The number looks right."),
        ("010594Y9033", "One character is mistyped. Press “Show” and compare."),
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
    assert window.page.status.text() == "The number is not complete: 4 of 11 characters."


def test_the_letter_code_is_tested_as_it_is_typed(open_window):
    window = number_page(open_window)
    window.page.findChild(QPushButton, "enter-code").click()
    QTest.keyClicks(window.page.code, "1111222233334445")
    assert window.page.code_status.text() == "The code does not fit: one digit is mistyped."
    window.state.number.wipe()
    button(window, "Go on without a code").click()
    assert not window.state.letter_code
    assert not window.state.letter_code_open


def test_a_wrong_code_is_not_sent(open_window):
    window = number_page(open_window)
    QTest.keyClicks(window.page.field, example_states.NUMBER)
    window.page.findChild(QPushButton, "enter-code").click()
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


def test_what_no_check_digit_covers_is_said_in_words_to_nobody_who_does_not_look(open_window, monkeypatch):
    said = []
    for module in ("announce", "widgets.status", "pages.number", "main_window"):
        name = f"exposure_check.desktop.{'system.announce' if module == 'announce' else module}.announce"
        monkeypatch.setattr(name, lambda _widget, text, **_: said.append(text))
    window = number_page(open_window)
    QTest.keyClicks(window.page.field, example_states.NUMBER)
    sentence = "For someone born in the 1900s, with the sign Y in the middle."
    assert window.page.read_back.text() == sentence
    assert window.page.read_back.isVisible()
    assert "The number looks right." in said
    assert not any("1900" in text for text in said)
    assert "1900" not in window.page.field.accessibleDescription() + window.page.field.accessibleName()
    QTest.keyClick(window.page.field, Qt.Key.Key_Backspace)
    assert not window.page.read_back.isVisible()


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_it_is_said_in_every_language(open_window, spoken):
    window = number_page(open_window, preferences=Preferences(spoken))
    QTest.keyClicks(window.page.field, example_states.NUMBER)
    assert "1900" in window.page.read_back.text()
    assert (window.page.read_back.text() == "For someone born in the 1900s, with the sign Y in the middle.") is (
        spoken == "en"
    )


def test_a_birth_date_in_the_future_is_refused(open_window):
    window = number_page(open_window)
    QTest.keyClicks(window.page.field, "010594A9032")
    assert "has not come yet" in window.page.status.text()
    window.page.main.click()
    assert window.state.page == "number"


@pytest.mark.parametrize(
    ("scheme", "typed", "kinds"),
    [
        ("fi.hetu", "60001019906", "Estonian"),
        ("ee.ik", example_states.NUMBER, "Finnish"),
    ],
)
def test_a_number_of_another_kind_is_named(open_window, scheme, typed, kinds):
    profile = example_states.profile(demo=True, schemes=(scheme,))
    window = number_page(open_window, state=SessionState(profile))
    QTest.keyClicks(window.page.field, typed)
    window.page.main.click()
    assert window.page.status.text().startswith("This looks like another kind of number: ")
    assert kinds in window.page.status.text().partition(". This service has: ")[0]
    assert window.state.page == "number"


@pytest.mark.parametrize(
    ("scheme", "typed", "other"), [("us.ssn", "987-65-4320", "987-65-4321"), ("dk.cpr", "610180-4321", "610180-4322")]
)
def test_a_number_without_a_check_digit_is_typed_twice(qtbot, open_window, scheme, typed, other):
    checker = FakeChecker(example_states.NOT_LISTED)
    window = number_page(
        open_window, checker=checker, state=SessionState(example_states.profile(demo=True, schemes=(scheme,)))
    )
    page = window.page
    QTest.keyClicks(page.field, typed)
    page.main.click()
    assert (window.state.page, checker.asked) == ("number", [])
    assert page.again_status.text() == "The two are not the same. Please look at both."
    QTest.keyClicks(page.again, other)
    page.main.click()
    assert (window.state.page, checker.asked) == ("number", [])
    page.again.selectAll()
    QTest.keyClicks(page.again, typed.replace("-", ""))
    assert page.again_status.text() == "Both are the same."
    page.main.click()
    wait_for_page(qtbot, window, "ready")
    assert checker.asked[0][0] == typed
    second = window.state.number_again
    window.start_afresh()
    assert not second
    assert not window.state.number_again


def test_the_second_number_is_hidden_with_the_first_and_kept_over_a_redraw(open_window):
    window = number_page(open_window, state=SessionState(example_states.profile(demo=True, schemes=("us.ssn",))))
    QTest.keyClicks(window.page.again, "98765")
    assert window.page.again.is_hidden()
    button(window, "Show").click()
    assert not window.page.again.is_hidden()
    window.go("settings")
    window.go_back()
    assert window.page.again.value() == "98765"


def test_a_number_with_a_check_digit_is_typed_once(open_window):
    assert number_page(open_window).page.again is None


def test_a_profile_may_ask_for_the_code_of_the_letter_first(open_window):
    window = open_window(FakeChecker(example_states.LISTED), state=example_states.state("number-clinic"))
    page = window.page
    assert page.code.hasFocus()
    assert page.code.mapTo(window, page.code.rect().topLeft()).y() < page.field.mapTo(window, page.field.pos()).y()
    QTest.keyClicks(page.code, "1234")
    QTest.keyClicks(page.field, example_states.NUMBER)
    button(window, "Check").click()
    assert window.state.page == "number"
    assert page.code.hasFocus()
    assert page.code_status.text() == "The code is not complete: it has sixteen digits."


def test_the_code_that_is_asked_for_first_can_be_left_out_and_asked_for_again(open_window, qtbot):
    checker, state = FakeChecker(example_states.LISTED), example_states.state("number-clinic")
    state.profile = msgspec.structs.replace(state.profile, demo=True)
    window = open_window(checker, state=state)
    assert window.page.findChild(QPushButton, "enter-code") is None
    button(window, "Go on without a code").click()
    assert window.page.field.hasFocus()
    window.page.findChild(QPushButton, "enter-code").click()
    assert window.page.code.isVisible()
    window.state.type_number(example_states.NUMBER)
    window.state.close_letter_code()
    window.draw()
    button(window, "Check").click()
    wait_for_page(qtbot, window, "ready")
    assert checker.asked[0][2] is None


def test_a_wiped_session_asks_for_the_code_first_again():
    state = example_states.state("number-clinic")
    state.close_letter_code()
    state.wipe()
    assert state.letter_code_open
    assert state.query(Preferences().privacy).code is None


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_what_is_read_back_stands_under_the_words_of_the_status(open_window, percent, direction):
    window = open_window(state=example_states.state("number", demo=True), preferences=Preferences("en", percent))
    window.setLayoutDirection(direction)
    window.draw()
    for _ in range(3):
        QApplication.processEvents()
    page = window.page
    sentence = place(page.read_back, page.widget()).marginsRemoved(page.read_back.contentsMargins())
    words = place(page.status.findChild(Text), page.widget())
    assert page.read_back.text()
    if direction is Qt.LayoutDirection.LeftToRight:
        assert sentence.left() == words.left()
    else:
        assert sentence.right() == words.right()
