"""An answer as text and as JSON."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from exposure_check.cli.answer import as_json, as_text
from exposure_check.lookup.verdict import Exposure, Listed, NotListed, Privacy

from .test_check import BREACH, LISTED, NOT_LISTED, PROVENANCE

SEALED = msgspec.structs.replace(BREACH, id="clinic-2022", sealed=True, name={"en": "Clinic"})


def test_not_found_is_said_of_this_list_and_of_this_code_alone():
    assert "Your data was not found in this list." in as_text(NOT_LISTED, "fi", with_code=False)
    assert "Your data was not found in this list with this code." in as_text(NOT_LISTED, "fi", with_code=True)
    assert "This does not rule out that your data was taken in another way." in as_text(
        NOT_LISTED, "fi", with_code=False
    )


def test_sensitive_categories_come_last():
    exposure = Exposure(BREACH, ("diagnosis", "phone", "name"))
    text = as_text(Listed(PROVENANCE, (), (exposure,)), "fi", with_code=False)
    assert text.index("Telephone number") < text.index("Name") < text.index("Medical information")


@pytest.mark.parametrize("verdict", [LISTED, NOT_LISTED], ids=["found", "not_found"])
def test_sealed_breaches_are_named_to_everyone(verdict):
    assert "sealed" not in as_text(verdict, "fi", with_code=False)
    assert "Part of this list is sealed: Clinic." in as_text(
        replace(verdict, sealed_breaches=(SEALED,)), "fi", with_code=False
    )


def test_a_demo_says_so_first_and_a_list_of_people_does_not():
    assert as_text(LISTED, "fi", with_code=False).startswith("DEMO: invented people")
    real = replace(LISTED, provenance=replace(PROVENANCE, demo=False))
    assert "DEMO" not in as_text(real, "fi", with_code=False)


@pytest.mark.parametrize(
    ("privacy", "words"),
    [
        (Privacy.STANDARD, "shared by about 10,900 people"),
        (Privacy.MAXIMUM, "The whole list was fetched: nothing about your number was sent."),
    ],
)
def test_it_says_what_the_service_could_learn(privacy, words):
    assert words in as_text(NotListed(replace(PROVENANCE, privacy=privacy), ()), "fi", with_code=False)


def test_a_record_that_cannot_be_read_is_an_answer_and_never_not_found():
    unreadable = Listed(PROVENANCE, (), (), unreadable=True)
    assert "cannot be read" in as_text(unreadable, "fi", with_code=False)
    found = as_json(unreadable)
    assert (found["outcome"], found["unreadable"], found["exposures"]) == ("found", True, [])


def test_a_list_that_could_not_be_remembered_is_said():
    forgotten = replace(NOT_LISTED, provenance=replace(PROVENANCE, remembered=False))
    assert "could not write down" in as_text(forgotten, "fi", with_code=False)
    assert "could not write down" not in as_text(NOT_LISTED, "fi", with_code=False)
    assert (as_json(forgotten)["remembered"], as_json(NOT_LISTED)["remembered"]) == (False, True)


TOLD = msgspec.structs.replace(
    BREACH,
    discovered=date(2022, 3, 1),
    controller="Example Oy",
    measures={"en": "The way in was closed.", "fi": "Suljettiin."},
)
UNCERTAIN = Exposure(TOLD, ("name", "phone", "diagnosis"), ("phone",), certainty_stated=True)


def test_certainty_is_said_of_each_category_where_the_list_says_it():
    text = as_text(Listed(PROVENANCE, (), (UNCERTAIN,)), "fi", with_code=False)
    said = [
        "Name: this is confirmed",
        "Telephone number: cannot be ruled out",
        "Medical information: this is confirmed",
    ]
    assert "\n".join(f"  - {line}" for line in said) in text
    unsaid = replace(UNCERTAIN, uncertain=(), certainty_stated=False)
    assert "confirmed" not in as_text(Listed(PROVENANCE, (), (unsaid,)), "fi", with_code=False)


def test_what_the_holder_has_to_tell_is_told():
    text = as_text(Listed(PROVENANCE, (), (UNCERTAIN,)), "fi", with_code=False)
    assert f"  What happened: {BREACH.summary['en']}\n" in text
    assert "  When it was discovered: 1 March 2022\n" in text
    assert "  Who is responsible for the data (controller): Example Oy\n" in text
    assert "  What is being done about it: The way in was closed.\n" in text
    assert "What may follow" not in text


def test_json_has_certainty_and_particulars_of_every_exposure():
    plain, clinic = as_json(Listed(PROVENANCE, (), (Exposure(BREACH, ("name",)), UNCERTAIN)))["exposures"]
    assert (plain["uncertain"], plain["certainty_stated"], plain["particulars"]) == ((), False, {})
    assert (clinic["uncertain"], clinic["certainty_stated"]) == (("phone",), True)
    assert clinic["particulars"] == {
        "discovered": date(2022, 3, 1),
        "controller": "Example Oy",
        "measures": {"en": "The way in was closed.", "fi": "Suljettiin."},
    }


def test_a_sealed_record_that_was_opened_is_said_and_not_said_to_be_closed():
    exposure = Exposure(SEALED, ("name",))
    other = msgspec.structs.replace(SEALED, id="clinic-2023", name={"en": "Other clinic"})
    text = as_text(Listed(PROVENANCE, (SEALED, other), (exposure,)), "fi", with_code=True)
    assert "Your code opened the sealed record of: Clinic." in text
    assert "Part of this list is sealed: Other clinic." in text
    alone = as_text(Listed(PROVENANCE, (SEALED,), (exposure,)), "fi", with_code=True)
    assert "If you have no letter" not in alone
