"""Whom to call in danger stands on top of the advice."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtWidgets import QLabel, QWidget

from exposure_check.desktop import example_states
from exposure_check.desktop.session_state import AllSteps, Question, SingleStep
from exposure_check.desktop.widgets.danger_line import DangerLine
from exposure_check.guidance import countries
from tests.support.layout import place

NUMBERS = {"eu": "112", "fi": "112", "se": "112", "gb": "999", "us": "911"}


def first_views(state):
    """Every view that the advice can open on."""
    return (Question.MISUSED, Question.THREATENED, SingleStep(0), AllSteps())


@pytest.mark.parametrize("country", countries())
@pytest.mark.parametrize("view", first_views(None), ids=str)
def test_every_first_step_begins_with_the_number_of_the_country(open_window, country, view):
    for threatened in (None, True):
        state = example_states.state("actions")
        state.profile = msgspec.structs.replace(state.profile, country=country)
        state.threatened = threatened
        state.show_advice(view)
        window = open_window(state=state)
        inside = window.page.widget()
        labels = [each for each in inside.findChildren(QLabel) if each.isVisibleTo(inside) and each.text()]
        highest = min(labels, key=lambda label: place(label, inside).top())
        assert highest.text() == f"In danger right now? Call\u00a0{NUMBERS[country]}."
        assert isinstance(highest.parentWidget(), DangerLine)
        heading = window.page.findChild(QWidget, "heading")
        assert heading.accessibleDescription().startswith(highest.text())  # the focus begins there
        window.close()


def test_where_the_advice_cannot_be_read_the_line_is_there_all_the_same(open_window, monkeypatch):
    from exposure_check import guidance
    from exposure_check.errors import GuidanceError

    def broken(*_):
        raise GuidanceError("broken", advice="Do this.")

    monkeypatch.setattr(guidance, "load", broken)
    window = open_window(state=example_states.state("actions"))
    assert window.page.findChild(DangerLine).text.text() == "In danger right now? Call the emergency number."


def test_a_later_step_has_none(open_window):
    state = example_states.state("actions-step")
    state.show_advice(SingleStep(1))
    assert open_window(state=state).page.findChild(DangerLine) is None
