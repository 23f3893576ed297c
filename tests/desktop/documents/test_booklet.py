"""The booklet: a page a card, with its expiry, and nothing past its review."""

from __future__ import annotations

import re
from datetime import date

import pytest

from exposure_check.desktop import screen_codes
from exposure_check.desktop.documents import booklet
from exposure_check.desktop.text import language
from exposure_check.errors import GuidanceError
from exposure_check.guidance import desk_script
from exposure_check.guidance.desk_script import CardKind
from exposure_check.resources import LANGUAGES

DAY = date(2026, 11, 26)
A5 = (420, 595)  # points


@pytest.fixture
def speak(qapp):
    yield language.install
    language.install("en")


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("country", ["fi", "us"])
def test_every_card_has_a_page_of_its_own(speak, country, spoken):
    speak(spoken)
    script = desk_script.load(country)
    data = booklet.as_pdf(script, spoken, DAY)
    pages = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)
    cards = sum(len(script.cards(kind, spoken)) for kind in (CardKind.STEP, CardKind.INTERRUPT))
    assert len(pages) == cards + len(screen_codes.CODES) + 2  # a cover, and the words for letters
    assert {(round(float(width)), round(float(height))) for width, height in pages} <= {A5, (420, 594), (419, 595)}


def test_every_page_says_until_when_it_is_valid(speak):
    speak("en")
    html = booklet.as_html(desk_script.load("fi"), "en")
    parts = html.split("page-break-before")
    assert all("Valid until 31 May 2027" in part for part in parts[:-1])


def test_every_page_of_the_program_stands_under_its_code(speak):
    speak("en")
    html = booklet.as_html(desk_script.load("fi"), "en")
    for page, code in screen_codes.CODES.items():
        assert f"<h1>{code[:2]} {code[2:]}   {desk_script.load('fi').page(page, 'en').title}</h1>" in html


def test_what_is_past_its_review_is_not_printed(speak):
    speak("en")
    with pytest.raises(GuidanceError, match="was valid until"):
        booklet.as_pdf(desk_script.load("fi"), "en", date(2030, 1, 1))
