"""What a holder owes the people concerned, on the pages of the answer and of the advice."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from exposure_check.desktop import example_states
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.text.labels import unbroken
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.guidance import load_labels
from exposure_check.lookup.verdict import Exposure, Listed
from exposure_check.resources import LANGUAGES
from tests.support.paper import in_order, squeezed
from tests.support.window import texts

TOLD = example_states.TOLD
KEYS = ("controller", "processor", "consequences", "measures", "contact_point")


def expected(spoken, breach):
    labels = load_labels("fi", spoken)
    for key in KEYS:
        stated = getattr(breach, key)
        yield labels.label(key)
        yield unbroken(stated if isinstance(stated, str) else stated[spoken])


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_the_answer_tells_them_when_they_are_wanted(open_window, spoken):
    window = open_window(state=example_states.state("answer-uncertain"), preferences=Preferences(spoken))
    before = "\n".join(texts(window))
    assert "Example Hosting Oy" not in before
    row = [row for row in window.page.findChildren(Disclosure) if row.isVisibleTo(window)][-2]
    row.row.click()
    said = "\n".join(texts(window))
    in_order(squeezed(said), list(expected(spoken, TOLD)))
    window.take_preferences(Preferences(spoken, 200))
    assert "Example Hosting Oy" in "\n".join(texts(window))  # stays open when the look changes


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_the_advice_tells_them_after_what_happened(open_window, spoken):
    window = open_window(state=example_states.state("actions-particulars"), preferences=Preferences(spoken))
    said = "\n".join(texts(window))
    in_order(squeezed(said), [TOLD.name[spoken], load_labels("fi", spoken).label("happened"), TOLD.summary[spoken]])
    in_order(squeezed(said), list(expected(spoken, TOLD)))
    assert load_labels("fi", spoken).label("known") not in said


def test_a_language_that_is_not_there_is_told_in_english(open_window):
    breach = msgspec.structs.replace(TOLD, measures={"en": "The way in was closed."})
    state = example_states.state("actions-particulars")
    state.verdict = replace(example_states.UNCERTAIN, exposures=(Exposure(breach, ("name",)),))
    said = "\n".join(texts(open_window(state=state, preferences=Preferences("fi"))))
    assert "The way in was closed." in said
    assert TOLD.consequences["fi"] in said


def test_what_a_publisher_writes_is_shown_as_plain_text(open_window):
    breach = msgspec.structs.replace(TOLD, controller="<b>Bold</b> & Co")
    state = example_states.state("actions-particulars")
    state.verdict = replace(example_states.UNCERTAIN, exposures=(Exposure(breach, ("name",)),))
    assert "<b>Bold</b> & Co" in texts(open_window(state=state))


def test_a_breach_that_states_nothing_has_no_line_for_it(open_window):
    state = example_states.state("answer-uncertain")
    state.verdict = Listed(example_states.PROVENANCE, (), (Exposure(example_states.CLINIC, ("name",)),))
    window = open_window(state=state)
    assert "More about this breach" not in "\n".join(texts(window))


def test_long_texts_wrap_and_are_shown_whole(open_window):
    long = " ".join(["word"] * 799)
    breach = msgspec.structs.replace(TOLD, measures={"en": long}, consequences={"en": long})
    state = example_states.state("actions-particulars")
    state.verdict = replace(example_states.UNCERTAIN, exposures=(Exposure(breach, ("name",)),))
    window = open_window(state=state)
    assert texts(window).count(long) == 2
    assert window.page.widget().width() <= window.width()
