"""Who hands the program out, in the words of the window."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from exposure_check.desktop import example_states
from exposure_check.desktop.session_state import NO_SERVICE, SessionState
from exposure_check.desktop.text import handed_out
from exposure_check.lookup import updates
from exposure_check.lookup.standing import Place, Standing
from exposure_check.protocol.statements import NONE, Partner, Statements

SIGNER = example_states.SIGNER
CONFIRMING, RENAMING = (Statements((Partner(name, SIGNER),)) for name in ("Example service", "Somebody"))


def state(place, signer="", stated=None, **changes):
    profile = msgspec.structs.replace(example_states.profile(), **changes)
    found = SessionState(profile, standing=Standing(place, signer))
    if stated is not None:
        provenance = replace(example_states.PROVENANCE, statements=stated)
        found.answer(replace(example_states.NOT_LISTED, provenance=provenance))
    return found


@pytest.mark.parametrize(
    ("place", "signer", "stated", "first", "count"),
    [
        (Place.USER, SIGNER, None, "This program was set up with a profile that claims to be from Example service.", 2),
        (Place.USER, "", CONFIRMING, "This program was set up with a profile that claims to be from", 2),
        (Place.USER, SIGNER, CONFIRMING, "Handed out by Example service, confirmed by the publisher of the list.", 2),
        (Place.ADMINISTRATOR, SIGNER, CONFIRMING, "Handed out by Example service, confirmed by the publisher", 1),
        (Place.ADMINISTRATOR, "", None, "Handed out by Example service, as whoever looks after this computer", 1),
        (Place.INSTALLED, SIGNER, NONE, "Handed out by Example service, as whoever looks after this computer", 1),
    ],
)
def test_it_says_how_far_a_profile_is_believed(in_language, place, signer, stated, first, count):
    lines = handed_out.lines(state(place, signer, stated))
    assert lines[0].startswith(first)
    assert len(lines) == count


@pytest.mark.parametrize("place", list(Place))
def test_a_profile_that_borrowed_a_partners_name_is_never_confirmed(in_language, place):
    lines = handed_out.lines(state(place, SIGNER, RENAMING))
    assert "claims to be from" in lines[0]
    assert "Do not call the numbers" in lines[1]


def test_a_stranger_who_signed_is_said_to_be_one(in_language):
    assert "does not name whoever signed it" in handed_out.lines(state(Place.USER, SIGNER, NONE))[1]


def test_a_demo_and_a_window_without_a_service_say_nothing(in_language):
    assert handed_out.lines(state(Place.NAMED, demo=True)) == handed_out.lines(SessionState(NO_SERVICE)) == []


def test_versions_are_said_once_the_list_came_and_with_no_address_of_a_publisher(in_language, monkeypatch):
    newer, unsafe = Statements(newest="99.0"), Statements(oldest_safe="99.0")
    assert handed_out.update_lines(state(Place.USER)) == []
    assert handed_out.update_lines(state(Place.USER, stated=NONE)) == []
    assert handed_out.update_lines(state(Place.USER, stated=newer)) == [
        "There is a newer version of this program: 99.0.",
        "Ask whoever gave you the program for it.",
    ]
    monkeypatch.setattr(updates, "BUILT_IN_ADDRESS", "https://built-in.example.org")
    first, second = handed_out.update_lines(state(Place.USER, stated=unsafe))
    assert "not safe any more" in first
    assert second == "You find it at https://built-in.example.org"
    assert [handed_out.is_unsafe(state(Place.USER, stated=each)) for each in (None, newer, unsafe)] == [
        False, False, True,
    ]  # fmt: skip


@pytest.mark.parametrize("stated", [None, CONFIRMING])
def test_a_kiosk_sends_nobody_to_settings_that_it_has_not(in_language, stated):
    assert "settings" in " ".join(handed_out.lines(state(Place.USER, SIGNER, stated)))
    assert "settings" not in " ".join(handed_out.lines(state(Place.USER, SIGNER, stated, kiosk=True)))
