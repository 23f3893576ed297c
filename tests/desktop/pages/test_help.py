"""The page that F1 opens."""

from __future__ import annotations

import msgspec
import pytest

from exposure_check.desktop import example_states
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.text import chosen_advice, page_meaning
from exposure_check.guidance import countries
from exposure_check.resources import LANGUAGES
from tests.support.window import button, texts


def test_it_says_what_the_page_before_is_for_and_its_code(open_window):
    window = open_window(state=example_states.state("answer"))
    window.go("help")
    said = texts(window.page)
    assert page_meaning.of("answer") in said
    assert "Read out the code of the page that you come from: 41 6. It tells nothing about you." in said
    assert "Read out the code of the page that you come from: 4 1 6. It tells nothing about you." in said
    assert "116 006" in [text.replace("\u00a0", " ") for text in said]
    window.page.main.click()
    assert window.state.page == "answer"


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("country", countries())
def test_without_a_line_of_the_profile_it_names_somebody_who_listens_and_no_code(open_window, country, spoken):
    state = example_states.state("answer")
    state.profile = msgspec.structs.replace(state.profile, help_number="", help_name="", country=country)
    window = open_window(state=state, preferences=Preferences(spoken))
    window.go("help")
    said = texts(window.page)
    assert chosen_advice.somebody_to_talk_to(country, spoken).name in said
    assert not any("41 6" in text for text in texts(window.page.widget()))  # they know nothing of it


def test_every_line_of_a_clinic_is_named_that_of_the_readers_language_first(open_window):
    state = example_states.state("welcome-clinic")
    window = open_window(state=state, preferences=Preferences("sv"))
    window.go("help")
    said = [text.replace("\u00a0", " ") for text in texts(window.page)]
    assert said.index("09 000 0001") < said.index("09 000 0000")


def test_it_says_the_same_for_every_outcome(open_window):
    said = []
    for example in ("answer", "answer-none", "answer-withdrawn"):
        window = open_window(state=example_states.state(example))
        window.go("help")
        said.append(texts(window.page))
    assert said[0] == said[1] == said[2]


def test_the_settings_lead_to_it(open_window):
    window = open_window(state=example_states.state("settings"))
    button(window, "Help and keys").click()
    assert page_meaning.of("settings") in texts(window.page)
