"""What a holder owes the people concerned, in the language of the reader or else in English."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from exposure_check.desktop.example_states import CLINIC, NOTICE, TOLD
from exposure_check.guidance import certainty_label, countries, heading, labels, load_labels, particulars
from exposure_check.guidance.breach import notice_of, parse_breach_guidance
from exposure_check.protocol.catalogue import PARTICULARS
from exposure_check.resources import LANGUAGES

DAY = date(2026, 11, 20)
KEYS = ("happened", "discovered", "controller", "processor", "consequences", "measures", "contact_point")


def test_a_breach_that_states_nothing_has_none():
    assert particulars(CLINIC, "en") is None
    assert notice_of(CLINIC, None, "en", DAY) is None


@pytest.mark.parametrize("field", PARTICULARS)
def test_one_of_them_is_enough(field):
    stated = particulars(msgspec.structs.replace(CLINIC, **{field: getattr(TOLD, field)}), "fi")
    assert stated.discovered == TOLD.discovered or [key for key, _ in stated.texts()] == [field]


def test_texts_are_in_the_language_of_the_reader_or_in_english():
    partly = msgspec.structs.replace(TOLD, measures={"en": "Closed."})
    stated = dict(particulars(partly, "fi").texts())
    assert stated["measures"] == "Closed."
    assert stated["consequences"] == TOLD.consequences["fi"]
    assert dict(particulars(TOLD, "de").texts())["contact_point"] == TOLD.contact_point["en"]


def test_a_publishers_guidance_carries_them_and_none_is_needed():
    guidance = parse_breach_guidance(NOTICE, CLINIC.id)
    assert notice_of(CLINIC, guidance, "sv", DAY) == guidance.notice("sv")
    both = notice_of(TOLD, guidance, "sv", DAY)
    assert both.known == guidance.notice("sv").known
    assert both.particulars == particulars(TOLD, "sv")
    alone = notice_of(TOLD, None, "sv", DAY)
    assert (alone.breach, alone.updated, alone.known, alone.particulars) == (TOLD.id, DAY, (), particulars(TOLD, "sv"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("country", countries())
def test_words_of_certainty_are_of_about_one_length_and_every_heading_is_there(country, language):
    confirmed, uncertain = (certainty_label(country, language, uncertain=state) for state in (False, True))
    assert confirmed != uncertain
    assert abs(len(confirmed) - len(uncertain)) <= 2
    for key in KEYS:
        assert heading(key, country, language) == load_labels(country, language).label(key)


def test_certainty_is_said_even_where_the_content_cannot_be_read(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(labels, "root", lambda: tmp_path)
    load_labels.cache_clear()
    assert certainty_label("fi", "fi", uncertain=True) == "Cannot be ruled out"
    assert certainty_label("fi", "fi", uncertain=False) == "This is confirmed"
    assert heading("contact_point", "fi", "fi") == "Contact point"
    load_labels.cache_clear()
