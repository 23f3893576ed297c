"""Back goes back: to the view before, whichever way somebody came."""

from __future__ import annotations

import random

import pytest
from PySide6.QtWidgets import QPushButton

from exposure_check.desktop import example_states
from exposure_check.desktop.session_state import AllSteps, Question, SingleStep
from tests.support.window import button

STARTS = ("welcome", "ready", "answer", "answer-none", "no_network", "not_supported")
WORDS = (
    "Read advice without a check", "Only show me advice", "What to do first", "See what left this computer",
    "Yes", "No", "Skip this question", "Next step", "See all advice", "All advice", "Start", "Show it now",
)  # fmt: skip


def view(window):
    """What is shown: the page, and within the advice the question or step."""
    return window.state.page, window.state.advice_view if window.state.page == "actions" else None


def ways_on(window):
    """The buttons that lead on to another view."""
    rows = [b for b in window.page.findChildren(QPushButton) if b.isVisibleTo(window) and b.isEnabled()]
    return [b for b in rows if b.text() in WORDS or (view(window)[1] == AllSteps() and b._end == "forward")]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("start", STARTS)
def test_back_leads_through_every_view_that_was_seen_in_turn(open_window, start, seed):
    choice = random.Random(seed)
    window = open_window(state=example_states.state(start))
    seen = [view(window)]
    for _ in range(8):
        ways = ways_on(window)
        if not ways:
            break
        choice.choice(ways).click()
        if seen[-2:-1] == [view(window)]:  # a way that returns, such as to the list of all from one of its steps
            seen.pop()
        else:
            seen.append(view(window))
        if choice.random() < 0.3 and window.state.page != "settings":
            window.header.settings.click()
            window.header.back.click()
            assert view(window) == seen[-1]
    for before in reversed(seen[:-1]):
        window.header.back.click()
        assert view(window) == before


@pytest.mark.parametrize("way", ["Read advice without a check", "Only show me advice"])
def test_who_wanted_advice_only_is_never_shown_the_answer_by_back(open_window, way):
    window = open_window(state=example_states.state("welcome" if "Read" in way else "ready"))
    button(window, way).click()
    button(window, "No").click()
    button(window, "Yes").click()
    button(window, "Next step").click()
    pages = []
    while window.state.can_go_back:
        window.header.back.click()
        pages.append(view(window))
    assert pages[:4] == [
        ("actions", SingleStep(0)),
        ("actions", Question.THREATENED),
        ("actions", Question.MISUSED),
        ("welcome" if "Read" in way else "ready", None),
    ]
    assert "answer" not in [page for page, _ in pages]


def test_previous_and_back_agree(open_window):
    window = open_window(state=example_states.state("actions-step"))
    button(window, "Next step").click()
    button(window, "Previous").click()
    assert view(window) == ("actions", SingleStep(0))
    window.header.back.click()
    assert view(window)[1] is Question.MISUSED


def test_an_answer_to_a_question_that_was_returned_to_counts(open_window):
    window = open_window(state=example_states.state("actions"))
    for answer in ("No", "No"):
        button(window, answer).click()
    window.header.back.click()
    button(window, "Yes").click()
    assert window.page.title == "Are you in danger right now? Call for help"
