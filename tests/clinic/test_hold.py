"""Rows as they come, and rows that somebody prepared: each a letter or a reason, never boxes in place of characters."""

from __future__ import annotations

from datetime import date

import pytest

from exposure_check import identity
from exposure_check.clinic import hold
from exposure_check.identity.reason import Reason
from exposure_check.tables import faults
from tests.support.clinic import ADULTS, CHILDREN, YOUNG, letters_in, patient

ADULT = ADULTS[0]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"name": "Aino \u202eikkriseK\u202c"}, "name.character"),  # shown in another order than it is written
        ({"name": "Aino\x1b[2J"}, "name.character"),
        ({"name": "Ai\u200bno"}, "name.character"),
        ({"name": "Aino\nToinen Rivi"}, "name.character"),
        ({"name": "Aino\x00"}, "name.character"),
        ({"name": "Aino \U0001f600"}, "name.glyph"),
        ({"name": "Айно Эсимеркки"}, "name.glyph"),
        ({"name": "アイノ"}, "name.glyph"),
        ({"name": "A" * 300}, "name.width"),
        ({"name": "Aino " * 60}, "name.width"),
        ({"name": " "}, "name.missing"),
        ({"address1": "Katu 1\x07"}, "address.character"),
        ({"address1": "Katu \U0001f3e0"}, "address.glyph"),
        ({"address1": "K" * 300}, "address.width"),
        ({"address1": "", "address2": ""}, "address.incomplete"),
        ({"postcode": ""}, "address.incomplete"),
        ({"postcode": "123"}, "address.country"),
        ({"postcode": "00100; DROP"}, "address.country"),
        ({"country": "SE", "postcode": "11122"}, "address.country_code"),
        ({"country": "Sverige\u202e", "postcode": "11122"}, "address.character"),
        ({"address2": f"henkilötunnus {ADULT}"}, "address.number"),
        ({"name": ADULT.lower().replace("-", " ")}, "address.number"),
        ({"name": f"Huoltaja {ADULTS[1]}"}, "address.number"),  # of somebody else
        ({"address2": "pnr 19800101-9994"}, "address.number"),  # of another kind
        ({"name": "GÃ¶ran Exempelström"}, "name.garbled"),
        ({"address1": "HÃ¤meentie 1"}, "address.garbled"),
        ({"name": "Nguy?n Esimerkki"}, "name.garbled"),
        ({"name": "H„kan Exempel"}, "name.garbled"),
        ({"name": "#REF!"}, "name.missing"),
        ({"name": "NULL"}, "name.missing"),
        ({"name": "Esimerkki NULL"}, "name.missing"),
        ({"name": "0"}, "name.missing"),
        ({"address1": "#PUUTTUU!"}, "address.incomplete"),
        ({"address1": "null"}, "address.incomplete"),
        ({"town": "puuttuu"}, "address.incomplete"),
        ({"recipient": "mother"}, "recipient.unknown"),
        ({"recipient": "estate"}, "recipient.estate"),
        ({"recipient": "hold"}, "recipient.hold"),
        ({"deceased": "kyllä"}, "person.deceased"),
        ({"deceased": "kyllä", "recipient": "self"}, "person.deceased"),
        ({"protected": "1.1.2020"}, "address.protected"),
        ({"protected": "on", "channel": "digital"}, "address.protected"),
        ({"channel": "fax"}, "channel.unknown"),
        ({"format": "braille"}, "format.unknown"),
        ({"language": "ru"}, "language.not_ready"),
        ({"born": "yesterday"}, "born.unreadable"),
        ({"born": "2999-01-01"}, "born.unreadable"),
        ({"number": "010594Y9033"}, "number.check_character"),
        ({"number": "=1+1"}, "number.length"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_row_is_held_with_a_reason_and_nothing_is_printed(clinic, capsys, fields, reason):
    clinic.write_patients([patient(ADULT) | fields])
    assert clinic.letters() == 0
    found = clinic.hold_list()
    assert list(found.values()) == [reason] or (reason.startswith("number.") and list(found) == [2]), found
    assert not clinic.pdfs()
    listed = (clinic.path("letters") / "hold.csv").read_text(encoding="utf-8") + capsys.readouterr().out
    for content in fields.values():
        assert content == "" or len(content) < 9 or content not in listed


@pytest.mark.parametrize(
    "fields",
    [
        {"protected": "ei"},
        {"protected": "0", "deceased": "-"},
        {"language": ""},
        {"language": "FI"},
        {"country": "FI"},
        {"name": "Ra\u0308tti Ho\u0308ho\u0308"},  # accents apart, as some databases have them
        {"name": "Aino\u00a0Esimerkki"},
        {"name": "Jürgen Łukasz Šime Ñandú O'Neill-d’Arc"},
        {"address1": "", "address2": "PL 1"},
        {"address1": "null", "address2": "PL 1"},  # nothing, and printed as nothing
        {"name": "Tom Null"},
        {"name": "Inga"},
        {"name": "Núria Gal·la Çelik-Řezníček O´Hara"},
        {"address1": "c/o Firma 123456 Oy", "address2": "Katu 1234, PL 56789"},
    ],
)
def test_an_ordinary_row_gets_a_letter(clinic, fields):
    clinic.write_patients([patient(ADULT) | fields])
    assert clinic.letters() == 0
    assert clinic.hold_list() == {}
    [path] = clinic.pdfs()
    assert len(letters_in(path)) == 1


def test_accents_that_stood_apart_are_printed_together(clinic):
    clinic.write_patients([patient(ADULT, name="Ra\u0308tti Ho\u0308ho\u0308")])
    assert clinic.letters() == 0
    [text] = letters_in(clinic.pdfs()[0]).values()
    assert "Rätti Höhö" in text


@pytest.mark.parametrize(
    ("number", "recipient", "reason"),
    [
        (YOUNG[0], "", "recipient.young"),
        (CHILDREN[0], "", "recipient.child"),
        (YOUNG[0], "self", None),
        (YOUNG[0], "guardian", None),
        (CHILDREN[0], "guardian", None),
        (CHILDREN[0], "hold", "recipient.hold"),
    ],
)
def test_who_is_young_waits_until_a_person_decides(clinic, number, recipient, reason):
    clinic.write_patients([patient(number, recipient=recipient)])
    assert clinic.letters() == 0
    assert list(clinic.hold_list().values()) == ([reason] if reason else [])


@pytest.mark.parametrize("number", [ADULTS[0], YOUNG[0], CHILDREN[0]])
@pytest.mark.parametrize("recipient", ["", "self"])
def test_a_birth_date_that_is_not_that_of_the_number_makes_nobody_older(clinic, number, recipient):
    """It may be that of another column, such as the guardian's; half of what follows from age hangs on it."""
    clinic.write_patients([patient(number, born="1.6.1950", recipient=recipient)])
    assert clinic.letters() == 0
    assert clinic.hold_list() == {2: "born.differs"}


def test_a_birth_date_that_is_that_of_the_number_changes_nothing(clinic):
    year, month, day = identity.get("fi.hetu").birth_date(ADULTS[0], date(2026, 1, 1)).timetuple()[:3]
    clinic.write_patients([patient(ADULTS[0], born=f"{day}.{month}.{year}")])
    assert clinic.letters() == 0
    assert clinic.hold_list() == {}


def test_a_pattern_of_postcodes_is_not_tried_on_a_text_that_no_postcode_is(clinic):
    """This one would take longer than anybody lives."""
    envelope = clinic.path("envelope.toml")
    envelope.write_text(envelope.read_text(encoding="utf-8").replace(r"'\d{5}'", r"'(\d+)*x'"), encoding="utf-8")
    clinic.write_patients([patient(ADULT, postcode="0" * 60)])
    assert clinic.letters() == 0
    assert clinic.hold_list() == {2: "address.country"}


def test_every_reason_has_advice_and_none_of_a_row_says_what_stood_in_it():
    assert all(text.endswith(".") for text in hold.ADVICE.values())
    assert hold.Hold(3, "person.twice").advice == hold.ADVICE["person.twice"]
    of_rows = {reason for name, reason in vars(faults).items() if name.isupper()}
    of_rows -= {faults.PASSED_OVER, faults.UNKNOWN_CERTAINTY}  # such rows are passed over; patients have no certainty
    for reason in (*of_rows, *(f"number.{each}" for each in Reason)):
        advice = hold.Hold(3, reason).advice
        assert advice.endswith(".")
        assert advice != hold.ROW_ADVICE, reason


@pytest.mark.parametrize("reason", ["temporary", "test", "never_issued"])
def test_who_tries_with_invented_people_is_told_how(reason):
    assert "--allow-test-numbers" in hold.Hold(3, f"number.{reason}").advice
    assert "--allow-test-numbers" not in hold.Hold(3, "number.length").advice


def test_a_letter_and_the_rules_do_not_print_what_they_hold():
    letter = hold.Letter(7, "00" * 16, "1" * 16, 0, "self", "paper", "standard", "fi", False, ("Aino",))
    assert repr(letter) == "<letter of line 7>"
    assert "Aino" not in f"{letter}"
