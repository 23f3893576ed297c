"""Who offers the check, and what it covers."""

from __future__ import annotations

import msgspec
import pytest

from exposure_check.desktop import example_states
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.text import service
from exposure_check.resources import LANGUAGES
from tests.support.window import texts


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("page", ["welcome", "number"])
def test_both_pages_before_a_check_say_it_in_the_same_words(open_window, page, spoken):
    state = example_states.state(page)
    window = open_window(state=state, preferences=Preferences(spoken))
    words = service.who_and_what(state.profile, spoken)
    assert state.profile.name in words
    assert state.profile.covers[spoken] in words
    assert words in texts(window.page)


def test_a_profile_that_names_no_breaches_says_who_alone(in_language):
    profile = msgspec.structs.replace(example_states.profile(), covers={})
    assert service.who_and_what(profile, "en") == "From Example service."


def test_a_language_that_the_profile_does_not_have_is_told_in_english(in_language):
    profile = msgspec.structs.replace(example_states.profile(), covers={"en": "one breach."})
    assert service.who_and_what(profile, "fi") == "From Example service. Covers: one breach."


def test_where_strangers_read_it_no_breach_is_named(in_language):
    profile = msgspec.structs.replace(example_states.profile(), covers=example_states.COVERS)
    assert "Example Clinic" in service.who_and_what(profile, "en")
    assert service.who_and_what(profile, "en", coverage=False) == "From Example service."
