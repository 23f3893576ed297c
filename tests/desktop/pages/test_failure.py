"""The pages of the failures."""

from __future__ import annotations

import msgspec
import pytest

from exposure_check import errors
from exposure_check.desktop import example_states, screen_codes
from exposure_check.desktop.text import failures
from tests.support.window import FakeChecker, every_check_error, texts, wait_for_page

ERRORS = {type(error).__name__: error for error in every_check_error()}


@pytest.mark.parametrize("error", ERRORS.values(), ids=ERRORS)
def test_every_failure_ends_on_its_page_and_never_on_an_answer(qtbot, at_number, error):
    window = at_number(FakeChecker(error))
    window.check()
    qtbot.waitUntil(lambda: window.state.page != "checking", timeout=5000)
    assert window.state.verdict is None
    if isinstance(error, errors.CancelledError):
        assert window.state.page == "number"
        return
    assert window.state.page == error.page
    failure = failures.of(error, help_line=True)
    shown = texts(window.page)
    assert window.page.title == failure.title
    assert failure.happened in shown
    assert failure.step in shown
    assert "This is not an answer. It says nothing about whether your data was taken." in shown
    assert not any("data was taken from" in text or "was not found in this check" in text for text in shown)
    assert window.page.main is not None


@pytest.mark.parametrize("error", ERRORS.values(), ids=ERRORS)
def test_a_call_is_asked_for_only_where_there_is_a_number_to_call(open_window, error):
    if isinstance(error, errors.CancelledError):
        return
    for number in ("116 006", ""):
        state = example_states.state("no_network")
        state.profile = msgspec.structs.replace(state.profile, help_number=number)
        state.error = error
        window = open_window(state=state)
        said = " ".join(texts(window.page))
        assert ("help line" in said) is bool(number)
        assert error.code in said
        window.close()


def test_a_busy_server_is_asked_again_only_after_its_time(qtbot, at_number):
    window = at_number(FakeChecker(errors.ServerBusyError("Busy.", retry_after=1)))
    window.check()
    wait_for_page(qtbot, window, "busy")
    assert not window.page.main.isEnabled()
    assert any(text.startswith("You can try again at ") for text in texts(window.page))
    qtbot.waitUntil(lambda: window.page.main.isEnabled(), timeout=3000)
    window.page.main.click()
    assert window.state.page == "checking"


@pytest.mark.parametrize("page", ["out_of_date", "proxy_or_tls"])
def test_who_is_sent_to_set_the_clock_learns_that_the_number_has_to_be_typed_again(open_window, page):
    said = " ".join(texts(open_window(state=example_states.state(page))))
    assert "Check the date of this computer" in said
    assert "When the date is set, the number has to be typed again." in said


def test_a_fault_of_this_computer_has_a_page_of_its_own_and_is_told_as_no_attack(qtbot, at_number):
    window = at_number(FakeChecker(errors.ThisComputerError("The disk is full.")))
    window.check()
    wait_for_page(qtbot, window, "this_computer")
    said = " ".join(texts(window))
    assert screen_codes.shown("this_computer") == "89 8"
    assert "89 8" in said
    assert "no attack" in said
    assert "another network" not in said


@pytest.mark.parametrize("page", ["no_network", "not_trusted", "unexpected"])
def test_where_trying_again_is_advised_there_is_a_button_for_it(open_window, page):
    window = open_window(state=example_states.state(page))
    said = " ".join(texts(window.page))
    assert "ry again" in said
    assert window.page.main.text() == "Try again"


@pytest.mark.parametrize("error", every_check_error(), ids=lambda error: error.code)
def test_no_failure_advises_to_try_again_without_a_button(in_language, error):
    failure = failures.of(error, help_line=True)
    advised = "try again" in failure.step.lower()
    assert failure.again or not advised
