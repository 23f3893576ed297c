"""Whose data it is."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from exposure_check.desktop import example_states
from exposure_check.desktop.session_state import SingleStep
from exposure_check.desktop.text import chosen_advice
from exposure_check.desktop.widgets import audience_choice
from exposure_check.guidance import Audience
from tests.support.publisher_guidance import shown_steps
from tests.support.window import OUTCOMES, texts

OTHERS = {"child": "for-a-child", "ward": "for-someone-you-act-for", "estate": "for-someone-who-died"}


def choose(window, audience):
    window.page.findChild(QPushButton, "audience").click()
    window.page.findChild(QPushButton, f"audience-{audience}").click()


def test_every_audience_of_the_advice_can_be_chosen():
    assert set(audience_choice.ALL) == {audience.value for audience in Audience}


@pytest.mark.parametrize(("audience", "step"), OTHERS.items())
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_answer_and_the_advice_follow_what_was_said_at_the_number(open_window, audience, step, outcome):
    window = open_window(state=example_states.state("number"))
    assert window.page.title == "Your identity number"
    choose(window, audience)
    assert window.page.title == "The identity number of the other person"
    assert window.page.field.value()  # what was typed is kept
    window.state.begin()
    window.state.answer(OUTCOMES[outcome])
    window.state.go("answer")
    window.draw()
    assert window.page.title.startswith("This person’s data was")
    assert not any(text.startswith("Your data") for text in texts(window.page))
    window.state.go("actions")
    window.state.show_advice(SingleStep(0))
    assert step in shown_steps(window.state)
    assert not {other for other in OTHERS.values() if other != step} & set(map(str, shown_steps(window.state)))


def test_a_country_whose_advice_is_the_same_for_all_does_not_ask(open_window, monkeypatch):
    monkeypatch.setattr(chosen_advice, "audiences", lambda *_: frozenset({"self"}))
    window = open_window(state=example_states.state("number"))
    assert window.page.findChild(QPushButton, "audience") is None


def test_nobody_has_to_answer(open_window):
    window = open_window(state=example_states.state("number"))
    assert not window.page.findChild(QPushButton, "audience-child").isVisibleTo(window)
    assert window.page.findChild(QPushButton, "audience-relative") is None  # nobody looks up a friend
