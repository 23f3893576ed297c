"""The advice: whose advice is shown to whom, and in which order."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton

from exposure_check.desktop import example_states
from exposure_check.desktop.session_state import SingleStep
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.text import chosen_advice
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.text import Text
from exposure_check.guidance import breach
from exposure_check.lookup.verdict import NotListed
from tests.support.publisher_guidance import GUIDANCE, at_advice, listed, provenance, shown_steps
from tests.support.window import button, texts


def test_what_the_publisher_says_of_ones_breach_comes_before_the_general_advice(open_window):
    window = open_window(state=at_advice(listed({"clinic-2018": GUIDANCE})))
    said = texts(window.page)
    assert window.page.title == "The Example Clinic breach"
    parts = ("What is known", "Everyone in them gets a letter.", "What is not known", "Who has a copy today.", "Dates")
    positions = [said.index(part) for part in parts]
    assert positions == sorted(positions)
    assert "31 December 2099: The last day to ask the clinic for its advice." in said
    assert "Example Clinic, for those concerned" in said
    button(window, "Next step").click()
    assert window.page.title == "You do not have to carry this alone"


def test_the_publishers_actions_stand_among_the_others_and_say_whose_they_are(open_window):
    state = at_advice(listed({"clinic-2018": GUIDANCE}))
    steps = shown_steps(state)
    own = steps.index("ask-the-clinic")
    assert "talk" in steps[:own]  # now comes before this week
    assert steps[own + 1] == "care"  # and the publisher's own before the general, which has a lower order
    state.show_advice(SingleStep(own))
    window = open_window(state=state)
    assert window.page.title == "Call Example Clinic"
    assert "From the publisher of the list" in texts(window.page)


def test_a_day_that_has_passed_says_so(open_window):
    window = open_window(state=at_advice(listed({"clinic-2018": GUIDANCE.replace(b"date = 2099", b"date = 2020")})))
    assert any("31 December 2020" in text and "This day has passed." in text for text in texts(window.page))


@pytest.mark.parametrize(
    "spoilt",
    [b"", b"\xff\xfe", b"not toml", GUIDANCE * 40, GUIDANCE.replace(b"clinic-2018", b"other-2018"), GUIDANCE[:700]],
    ids=["empty", "no text", "no table", "oversized", "of another breach", "cut short"],
)
def test_refused_guidance_leaves_the_general_advice_and_no_trace_in_a_log(open_window, caplog, spoilt):
    caplog.set_level(logging.DEBUG)
    state = at_advice(listed({"clinic-2018": spoilt}))
    assert shown_steps(state) == shown_steps(at_advice(example_states.LISTED))
    window = open_window(state=state)
    assert window.page.title == "You do not have to carry this alone"
    assert "clinic" not in caplog.text.lower()


def test_advice_with_the_answer_closed_is_the_same_whatever_the_answer_is(open_window):
    sealed = (example_states.CLINIC,)
    verdicts = (
        listed({"clinic-2018": GUIDANCE}),
        NotListed(provenance(**{"clinic-2018": GUIDANCE}), sealed),
        example_states.LISTED_TWICE,
        None,
    )
    said = set()
    for verdict in verdicts:
        state = example_states.state("ready")
        state.verdict = verdict
        window = open_window(state=state)
        button(window, "Only show me advice").click()
        pages = []
        for _ in range(2):
            pages.append(tuple(texts(window.page)))
            button(window, "Skip this question").click()
        pages.append(tuple(texts(window.page)))
        said.add(tuple(pages))
        window.close()
    assert len(said) == 1
    assert "Example Clinic" not in str(said)


@pytest.mark.parametrize("press", ["Read advice without a check", "Only show me advice"])
def test_advice_for_everyone_begins_with_the_list(open_window, press):
    window = open_window(state=example_states.state("welcome" if "without" in press else "ready"))
    button(window, press).click()
    button(window, "No").click()
    button(window, "No").click()
    assert window.page.title == "All advice"
    assert "These are for every kind of data. Do only what concerns you." in texts(window.page)


def test_a_threatened_person_reads_of_that_first_also_without_an_answer(open_window):
    window = open_window()
    button(window, "Read advice without a check").click()
    button(window, "No").click()
    button(window, "Yes").click()
    assert window.page.title == "Are you in danger right now? Call for help"


def test_after_no_match_nothing_begins_with_a_threat(open_window):
    window = open_window(state=at_advice(example_states.NOT_LISTED))
    assert window.page.title == "Ask the organisation itself"


def test_who_opens_the_answer_after_all_gets_the_advice_for_it(open_window):
    window = open_window(state=example_states.state("ready"))
    button(window, "Only show me advice").click()
    window.go_back()
    button(window, "Show it now").click()
    button(window, "What to do first").click()
    assert not window.state.advice_is_for_everyone
    assert "card" not in shown_steps(window.state)


def test_a_row_says_how_soon_in_its_name_and_beneath_a_heading(open_window):
    state = example_states.state("actions-all")
    window = open_window(state=state, preferences=Preferences("en", text_percent=200), size=(640, 560))
    headings = [label.text() for label in window.page.findChildren(Text)]
    assert [mark for mark in headings if mark in ("Now", "This week", "Keep in mind")] == [
        "Now",
        "This week",
        "Keep in mind",
    ]
    names = {b.text(): b.accessibleName() for b in window.page.findChildren(QPushButton)}
    assert names["You do not have to carry this alone"] == "You do not have to carry this alone. Now"
    assert names["Write down what you do"] == "Write down what you do. Keep in mind"


@pytest.mark.parametrize(
    ("audience", "added"),
    [("child", "for-a-child"), ("relative", "for-someone-close"), ("estate", "for-someone-who-died")],
)
def test_advice_about_somebody_else_is_there_for_who_asks_for_it(open_window, audience, added):
    window = open_window(state=example_states.state("actions"))
    row = next(row for row in window.page.findChildren(Disclosure) if row.row.text() == "It is about somebody else")
    assert not row.body.isVisibleTo(window)  # nobody has to answer
    row.row.click()
    choice = window.page.findChild(QPushButton, f"audience-{audience}")
    choice.click()
    assert QAccessible.queryAccessibleInterface(choice).state().checked
    assert not window.page.findChild(QPushButton, "audience-self").isChecked()
    for _ in range(2):
        button(window, "Skip this question").click()
    assert added in shown_steps(window.state)
    assert window.state.holds_anything
    window.start_afresh()
    assert window.state.audience == "self"


def test_who_does_not_ask_gets_the_advice_for_oneself(open_window):
    window = open_window(state=example_states.state("actions"))
    for _ in range(2):
        button(window, "Skip this question").click()
    assert not any(str(step).startswith("for-") for step in shown_steps(window.state))


@pytest.mark.parametrize("spoken", ["en", "fi", "sv"])
def test_no_number_within_the_advice_can_break_across_lines(open_window, spoken):
    import re

    state = example_states.state("actions-all")
    state.advice_only, state.threatened = True, True
    count = len(chosen_advice.steps(state, spoken))
    for place in range(count):
        state.show_advice(SingleStep(place))
        window = open_window(state=state, preferences=Preferences(spoken))
        for label in window.page.findChildren(Text):
            if label.objectName() != "heading" and "://" not in label.text():
                assert not re.search(r"\d \d", label.text()), label.text()
        window.close()


def test_the_advice_to_keep_a_diary_has_the_page_at_hand(open_window):
    state = example_states.state("actions-step")
    state.show_advice(SingleStep(shown_steps(state).index("diary")))
    window = open_window(state=state)
    assert button(window, "Save the empty page").isVisibleTo(window)


def test_the_language_of_the_window_is_that_of_the_notice(open_window):
    window = open_window(state=at_advice(listed({"clinic-2018": GUIDANCE})), preferences=Preferences("fi"))
    assert window.page.title == "Esimerkkiklinikan tietomurto"
    assert "Kenellä on kopio nyt." in texts(window.page)
    assert window.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_the_questions_can_be_skipped_and_nothing_is_kept_of_them(open_window):
    window = open_window(state=example_states.state("actions"))
    assert window.page.title == "Has your data been misused?"
    button(window, "Yes").click()
    assert window.page.title == "Is somebody threatening you?"
    button(window, "Skip this question").click()
    assert (window.state.misused, window.state.threatened) == (True, None)
    window.start_afresh()
    assert window.state.misused is None


def test_one_action_at_a_time_and_then_all_of_them(open_window):
    window = open_window(state=example_states.state("actions-step"))
    first = window.page.title
    button(window, "Next step").click()
    assert window.page.title != first
    button(window, "Previous").click()
    assert window.page.title == first
    button(window, "See all advice").click()
    assert window.page.title == "All advice"
    assert any(text.startswith(first) for text in texts(window.page))


def test_somebody_who_is_threatened_reads_of_that_first(open_window):
    window = open_window(state=example_states.state("actions"))
    button(window, "No").click()
    button(window, "Yes").click()
    assert window.page.title == "Are you in danger right now? Call for help"
    button(window, "Next step").click()
    assert window.page.title == "Do not pay and do not reply"


def test_missing_content_still_leaves_somebody_to_talk_to(open_window, monkeypatch):
    from exposure_check import guidance
    from exposure_check.errors import GuidanceError

    def broken(*_):
        raise GuidanceError("broken", advice="Do this.")

    monkeypatch.setattr(guidance, "load", broken)
    monkeypatch.setattr(guidance, "load_labels", broken)
    window = open_window(state=example_states.state("actions-step"))
    assert window.page.title == "What to do"
    assert "116\u00a0006" in texts(window.page)


def test_the_publishers_guidance_is_read_by_no_page(open_window, monkeypatch):
    state = at_advice(listed({"clinic-2018": GUIDANCE}))
    monkeypatch.setattr(breach, "parse_breach_guidance", lambda *_: pytest.fail("the window waits for the publisher"))
    window = open_window(state=state)
    for words in ("Next step", "Previous", "See all advice"):
        button(window, words).click()
    window.take_preferences(Preferences("fi"))
    assert any(step.breach for step in state.publisher_guidance())
