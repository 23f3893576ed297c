"""The end: what is gone, and who can begin now."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from exposure_check.desktop import example_states
from exposure_check.desktop.session_state import SessionState
from tests.support.window import button, state_with_secrets, texts

WAYS = {
    "answer": "Finish and wipe",
    "actions-step": "Finish and wipe",
    "actions-all": "Finish and wipe",
    "ready": "Not now",
}


@pytest.mark.parametrize(("example", "words"), WAYS.items())
def test_every_way_that_wipes_ends_on_the_page_that_says_so(open_window, example, words):
    window = open_window(state=state_with_secrets(example))
    button(window, words).click()
    assert window.page.title == "Everything is wiped"
    assert not window.state.holds_anything
    assert not window.header.back.isVisible()


def test_the_next_person_finds_nothing_of_the_one_before(open_window):
    state = state_with_secrets("answer")
    state.choose_audience("child")
    state.answer_question(state.advice_view, answer=True)
    window = open_window(state=state)
    button(window, "Finish and wipe").click()
    button(window, "Check another person").click()
    assert window.state.page == "number"
    assert not window.page.field.value()
    fresh = SessionState(window.state.profile, standing=window.state.standing)
    fresh.go("number")
    assert {name: value for name, value in vars(window.state).items() if name != "ledger"} == {
        name: value for name, value in vars(fresh).items() if name != "ledger"
    }
    assert window.state.ledger.sent == []
    window.go_back()
    assert window.state.page == "welcome"  # the page before says that everything is wiped, which is true no more


def test_closing_closes_the_window(open_window):
    window = open_window(state=example_states.state("ending"))
    button(window, "Close").click()
    assert not window.isVisible()


def test_what_could_not_be_removed_is_named(open_window):
    state = example_states.state("ending")
    state.finish(kept=["/home/somebody/.config/exposure-check/settings.ini"])
    said = texts(open_window(state=state))
    assert "Not everything could be removed" in said
    assert "/home/somebody/.config/exposure-check/settings.ini" in said


def test_after_forgetting_nobody_is_checked_without_a_new_start(open_window):
    window = open_window(state=example_states.state("ending-forgotten"))
    assert "The program itself is left. It is removed as other programs are." in texts(window)
    assert not [b for b in window.page.findChildren(QPushButton) if b.text() == "Check another person"]
