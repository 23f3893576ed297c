"""The welcome."""

from __future__ import annotations

import pytest

from exposure_check.desktop import example_states
from exposure_check.desktop.session_state import SessionState
from exposure_check.desktop.system.settings import Preferences
from exposure_check.lookup.standing import Place, Standing
from exposure_check.lookup.verdict import Privacy
from tests.support.window import texts


def test_the_welcome_names_how_many_people_the_registry_gives(open_window):
    window = open_window(state=example_states.state("welcome"))
    said = texts(window)
    assert "Only a small part leaves it, which fits about 10,900 people." in said


def test_the_welcome_promises_no_fragment_at_the_maximum_level(open_window):
    window = open_window(preferences=Preferences(language="en", privacy=Privacy.MAXIMUM))
    assert not any("bits" in text or "fragment" in text for text in texts(window))


@pytest.mark.parametrize("place", list(Place))
def test_a_loose_profile_is_said_to_claim_its_name_before_anything_is_typed(open_window, place):
    window = open_window(state=SessionState(example_states.profile(), standing=Standing(place)))
    claims = [text for text in texts(window.page) if "claims to be from Example service" in text]
    assert bool(claims) is (place not in (Place.ADMINISTRATOR, Place.INSTALLED))
    assert all("Compare it" in text for text in claims)
