"""Who stands in a file more than once gets no letter by the row that happens to come first."""

from __future__ import annotations

import itertools

import pytest

from tests.support.clinic import ADULTS, CHILDREN, YOUNG, letters_in, patient

ONE = ADULTS[0]
DIFFER = "person.rows_differ"


@pytest.mark.parametrize("turned", [False, True], ids=["as written", "turned"])
@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"protected": "turvakielto"}, "address.protected"),
        ({"deceased": "2025-01-02"}, "person.deceased"),
        ({"recipient": "hold"}, "recipient.hold"),
        ({"address1": "Uusi katu 2"}, DIFFER),
        ({"language": "sv"}, DIFFER),
        ({"name": "Aino Entinen"}, DIFFER),
        ({"recipient": "each_guardian"}, DIFFER),
        ({"town": ""}, "address.incomplete"),
    ],
)
def test_a_person_whose_rows_differ_gets_no_letter_by_either(clinic, fields, reason, turned):
    rows = [patient(ONE), patient(ONE, **fields)]
    clinic.write_patients(reversed(rows) if turned else rows)
    assert clinic.letters() == 0
    reasons = [DIFFER, reason]
    assert clinic.hold_list() == dict(enumerate(reversed(reasons) if turned else reasons, start=2))
    assert not clinic.pdfs()


@pytest.mark.parametrize("fields", [{"deceased": "2025-01-02"}, {"recipient": "hold"}])
def test_what_one_of_two_guardians_rows_says_of_the_person_stops_both(clinic, fields):
    rows = [patient(CHILDREN[0], name=f"Huoltaja {name}", recipient="each_guardian") for name in ("Yksi", "Kaksi")]
    for order in itertools.permutations([rows[0], rows[1] | fields]):
        clinic.write_patients(order)
        assert clinic.letters() == 0
        assert not clinic.pdfs()
        assert len(clinic.hold_list()) == 2


def test_two_guardians_get_a_letter_each_and_one_of_them_with_two_addresses_none(clinic):
    first, second = (patient(CHILDREN[0], name=name, recipient="each_guardian") for name in ("Yksi", "Kaksi"))
    clinic.write_patients([first, second, first])
    assert clinic.letters() == 0
    assert clinic.hold_list() == {4: "person.twice"}
    assert len(letters_in(clinic.pdfs()[0])) == 2
    first, second = (patient(CHILDREN[1], name=name, recipient="each_guardian") for name in ("Yksi", "Kaksi"))
    clinic.write_patients([first, second, second | {"address1": "Uusi katu 2"}])
    assert clinic.letters(out="others") == 0
    assert set(clinic.hold_list("others").values()) == {DIFFER}


def test_spaces_make_no_difference_and_others_are_not_held_with_her(clinic):
    clinic.write_patients([patient(ONE), patient(ADULTS[1]), patient(ONE, town=" Helsinki "), patient(YOUNG[0])])
    assert clinic.letters() == 0
    assert clinic.hold_list() == {4: "person.twice", 5: "recipient.young"}
    assert len(letters_in(clinic.pdfs()[0])) == 2
