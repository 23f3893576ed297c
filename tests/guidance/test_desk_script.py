"""The script of the support desk: what its files may hold, and that what comes with the program is whole."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from exposure_check.desktop.screen_codes import CODES
from exposure_check.errors import OptionError
from exposure_check.guidance import desk_review, desk_script, guide
from exposure_check.guidance.advice import ContactKind
from exposure_check.guidance.desk_script import CardKind
from exposure_check.resources import LANGUAGES

DAY = date(2026, 11, 26)


@pytest.fixture
def folder(tmp_path):
    """A copy of the script, to be spoilt."""
    return shutil.copytree(desk_script.root(), tmp_path / "desk")


def spoil(folder, file, before, after):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize("country", guide.countries())
def test_the_script_is_in_order_for_every_country(country):
    assert desk_review.check(desk_script.load(country), DAY) == ()


def test_every_page_that_has_a_screen_code_has_a_card():
    assert {entry.id for entry in desk_script.load("fi").entries[CardKind.PAGE]} >= set(CODES)


def test_danger_is_the_first_step_of_a_call():
    first = desk_script.load("fi").cards(CardKind.STEP, "en")[0]
    assert first.id == "danger"
    assert first.contacts[0].kind is ContactKind.EMERGENCY


@pytest.mark.parametrize("country", guide.countries())
@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_card_of_a_crisis_has_two_lines_and_what_to_do_where_nobody_answers(country, spoken):
    script = desk_script.load(country)
    crises = [card for kind in CardKind for card in script.cards(kind, spoken) if card.nobody_answers]
    assert {"danger", "blackmail", "life", "child"} <= {card.id for card in crises}
    for card in crises:
        numbers = {
            line.number for contact in card.contacts if contact.kind is ContactKind.TALK for line in contact.lines
        }
        assert len(numbers) >= 2
        assert all(
            len({source.url for source in contact.sources}) >= 2
            for contact in card.contacts
            if contact.lines and contact.kind in (ContactKind.TALK, ContactKind.EMERGENCY)
        )


def test_a_card_is_valid_until_the_first_of_its_reviews(folder):
    spoil(folder, "script.toml", "review_by = 2027-05-31", "review_by = 2099-12-31")
    script = desk_script.load("fi", folder)
    danger = next(card for card in script.cards(CardKind.STEP, "en") if card.id == "danger")
    assert danger.valid_until == min(source.review_by for contact in danger.contacts for source in contact.sources)
    listen = next(card for card in script.cards(CardKind.STEP, "en") if card.id == "listen")
    assert listen.valid_until == date(2099, 12, 31)


def test_what_is_past_its_review_is_named():
    problems = desk_review.check(desk_script.load("fi"), date(2030, 1, 1))
    assert any("'danger' was valid until 2027-05-31" in problem for problem in problems)


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        ("pages.toml", 'next = ["number"', 'next = ["nowhere"', "'nowhere', which has no card"),
        ("call.toml", 'sources = ["recording"]', 'sources = ["nothing"]', "no source 'nothing'"),
        ("interrupts.toml", 'id = "answer-told"', 'id = "number-aloud"', "'number-aloud' is there twice"),
        ("call.toml", '["emergency", "talk"]', '["emergency"]', "needs two lines to talk to"),
        ("call.toml", 'title = "Listen"', 'title = "Help the victim"', "says 'victim'"),
    ],
)
def test_the_review_names_what_is_wrong(folder, file, before, after, said):
    spoil(folder, file, before, after)
    assert any(said in problem for problem in desk_review.check(desk_script.load("fi", folder), DAY))


def test_a_number_for_a_crisis_needs_two_sources(tmp_path):
    advice = shutil.copytree(guide.root(), tmp_path / "guidance")
    spoil(advice, "fi/contacts.toml", 'sources = ["riku", "riku-sv"]', 'sources = ["riku"]')
    script = desk_script.load.__wrapped__("fi")
    script.guide = guide.load("fi", advice)
    assert any("'riku' has one source" in problem for problem in desk_review.check(script, DAY))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("[step.text.sv]", "[step.text.no]", "missing in sv"),
        ('say = ["I need five', 'say = ["x", "I need five', "differ in the number of sentences"),
        ('title = "Listen"', 'title = "Listen <b>"', "line"),
        ('title = "Listen"', 'titel = "Listen"', "titel"),
    ],
)
def test_a_file_of_another_form_is_refused_by_name(folder, before, after, said):
    spoil(folder, "call.toml", before, after)
    with pytest.raises(OptionError) as raised:
        desk_script.load("fi", folder)
    assert "call.toml" in raised.value.message
    assert said in raised.value.message


def test_a_script_without_a_file_says_which(folder):
    (folder / "spelling.toml").unlink()
    with pytest.raises(OptionError, match=r"spelling\.toml"):
        desk_script.load("fi", folder)
