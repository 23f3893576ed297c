"""Which version of the program is told to whom, and whose address with it."""

from __future__ import annotations

import pytest

from exposure_check import __version__
from exposure_check.lookup import profile, updates
from exposure_check.lookup.standing import Place, Standing
from exposure_check.lookup.updates import Update, UpdateState
from exposure_check.protocol.statements import NONE, Statements, is_version
from tests.support.profiles import unsigned

ADDRESS = "https://downloads.example.org/exposure-check"
TRUSTED = (Place.ADMINISTRATOR, Place.INSTALLED)


def of(place, stated, version="1.2.0", **of_profile):
    given = profile.parse(unsigned(updates=of_profile) if of_profile else unsigned())
    return updates.of(given, Standing(place), stated, version)


@pytest.mark.parametrize(
    ("newest", "safe", "state"),
    [
        ("", "", UpdateState.NONE),
        ("1.2", "1.2.0.0", UpdateState.NONE),
        ("1.1.9", "", UpdateState.NONE),
        ("1.10", "", UpdateState.NEWER),
        ("1.2.0.1", "1.2", UpdateState.NEWER),
        ("2.0", "1.3", UpdateState.UNSAFE),
        ("", "1.2.1", UpdateState.UNSAFE),
    ],
)
def test_versions_are_compared_as_numbers(newest, safe, state):
    assert of(Place.USER, Statements(newest=newest, oldest_safe=safe)).state is state


@pytest.mark.parametrize("place", list(Place))
def test_the_address_is_that_of_the_program_or_of_a_profile_put_in_place_by_an_administrator(place, monkeypatch):
    monkeypatch.setattr(updates, "BUILT_IN_ADDRESS", "https://built-in.example.org")
    update = of(place, Statements(newest="9"), address=ADDRESS)
    expected = ADDRESS if place in TRUSTED else "https://built-in.example.org"
    assert update == Update(UpdateState.NEWER, "9", expected)


@pytest.mark.parametrize("place", list(Place))
@pytest.mark.parametrize("stated", [Statements(newest="9"), Statements(oldest_safe="9")])
def test_only_an_administrator_silences_it(place, stated):
    state = of(place, stated, silent=True).state
    assert (state is UpdateState.NONE) is (place in TRUSTED)


def test_nothing_is_said_where_the_list_says_nothing_or_this_version_is_between_two():
    assert of(Place.USER, NONE) == Update()
    assert of(Place.USER, Statements(newest="9"), version="1.2.0.dev1") == Update()
    assert is_version(__version__)  # or nobody would ever be told


@pytest.mark.parametrize("address", ["http://127.0.0.1/x", "javascript:alert(1)", "https://a@b.example.org", "x"])
def test_an_address_that_is_no_plain_https_is_refused_with_the_profile(address):
    with pytest.raises(profile.ProfileError):
        profile.parse(unsigned(updates={"address": address}))
