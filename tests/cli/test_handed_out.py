"""What the terminal says of the profile and of versions."""

from __future__ import annotations

from pathlib import Path

import pytest

from exposure_check.cli import handed_out
from exposure_check.lookup import profile
from exposure_check.lookup.profile_places import FoundProfile
from exposure_check.lookup.standing import Place, Standing
from exposure_check.protocol.statements import NONE, Partner, Statements
from tests.support.profiles import PARTNER, public, unsigned

KEY = public(PARTNER)
CONFIRMING, RENAMING = (Statements((Partner(name, KEY),)) for name in ("Clinic", "Somebody"))


def found(place, signer="", **changes):
    given = profile.parse(unsigned(name="Clinic", **changes))
    return FoundProfile(given, Path("profile.json"), Standing(place, signer))


@pytest.mark.parametrize(
    ("place", "signer", "stated", "words"),
    [
        (Place.USER, KEY, CONFIRMING, "Handed out by Clinic, confirmed by the publisher"),
        (Place.ADMINISTRATOR, "", NONE, "Handed out by Clinic, as whoever looks after this computer set it up"),
        (Place.INSTALLED, KEY, NONE, "Handed out by Clinic, as whoever looks after this computer set it up"),
        (Place.USER, "", CONFIRMING, "claims to be from Clinic"),
        (Place.NAMED, KEY, NONE, "claims to be from Clinic"),
        (Place.PORTABLE, KEY, RENAMING, "do not call its numbers"),
        (Place.ADMINISTRATOR, KEY, RENAMING, "do not call its numbers"),
    ],
)
def test_it_says_how_far_the_profile_is_believed(place, signer, stated, words):
    said = "\n".join(handed_out.as_text(found(place, signer), stated))
    assert words in said
    assert ("claims" in said) == (not said.startswith("Handed") and place is not Place.ADMINISTRATOR)


def test_nothing_is_claimed_of_a_trusted_place_or_a_demo_before_a_lookup():
    assert "claims to be from Clinic" in handed_out.before(found(Place.USER))
    assert handed_out.before(found(Place.ADMINISTRATOR)) == handed_out.before(found(Place.USER, demo=True)) == ""


@pytest.mark.parametrize(
    ("stated", "words", "state"),
    [
        (NONE, [], "none"),
        (
            Statements(newest="99.0"),
            ["There is a newer version of the program, 99.0. Ask whoever gave you this program for it."],
            "newer",
        ),
        (
            Statements(oldest_safe="99.0"),
            [
                "This version of the program is not safe any more. Version 99.0 is. Ask whoever gave you this program "
                "for it."
            ],
            "unsafe",
        ),
    ],
)
def test_a_newer_version_is_named_without_an_address_of_the_publisher(stated, words, state):
    demo = found(Place.USER, demo=True, updates={"address": "https://evil.example.org"})
    assert handed_out.as_text(demo, stated) == words
    printed = handed_out.as_json(demo, stated)
    assert (printed["update"]["state"], printed["update"]["address"]) == (state, "")
