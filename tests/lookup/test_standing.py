"""How far a profile is believed, and what its publisher says of it."""

from __future__ import annotations

import pytest

from exposure_check.lookup import profile
from exposure_check.lookup.standing import Confirmation, Place, Standing, confirmation
from exposure_check.protocol.statements import Partner, Statements
from tests.support.profiles import PARTNER, STRANGER, public, unsigned

KEY, OTHER = public(PARTNER), public(STRANGER)
CLINIC = profile.parse(unsigned(name="Clinic"))


@pytest.mark.parametrize(
    ("signer", "partners", "said"),
    [
        ("", ((KEY, "Clinic"),), Confirmation.NOT_SIGNED),
        (KEY, None, Confirmation.NOT_ASKED),
        (KEY, (), Confirmation.UNKNOWN),
        (KEY, ((OTHER, "Clinic"),), Confirmation.UNKNOWN),
        (KEY, ((KEY, "Another clinic"),), Confirmation.OTHER_NAME),
        (KEY, ((KEY, "Clinic "),), Confirmation.OTHER_NAME),
        (KEY, ((KEY, "clinic"),), Confirmation.OTHER_NAME),
        (KEY, ((OTHER, "Another clinic"), (KEY, "Clinic")), Confirmation.CONFIRMED),
    ],
)
def test_a_profile_is_confirmed_where_the_list_names_its_key_under_its_name(signer, partners, said):
    stated = None if partners is None else Statements(tuple(Partner(name, key) for key, name in partners))
    assert confirmation(CLINIC, Standing(Place.USER, signer), stated) is said


def test_a_place_confirms_nothing_and_a_confirmation_is_no_place():
    stated = Statements((Partner("Clinic", KEY),))
    assert confirmation(CLINIC, Standing(Place.ADMINISTRATOR), stated) is Confirmation.NOT_SIGNED
    assert not Standing(Place.USER, KEY).is_trusted
