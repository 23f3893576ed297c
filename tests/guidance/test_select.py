"""Selection is pure: the most urgent first, each once, merged across breaches, never empty."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure_check.guidance import Action, Audience, ContactKind, Urgency, When, categories_of, load, select
from exposure_check.guidance.advice import URGENCIES
from exposure_check.lookup.verdict import Exposure
from exposure_check.protocol.catalogue import CATEGORIES, SENSITIVE_CATEGORIES, Breach

COUNTRIES = ("eu", "fi", "gb", "se", "us")
ANSWERS = st.sampled_from([None, False, True])
SOME_CATEGORIES = st.sets(st.sampled_from(CATEGORIES))


def choose(country, categories, **answers):
    return select(load(country).actions("en"), categories, **answers)


@given(st.sampled_from(COUNTRIES), SOME_CATEGORIES, ANSWERS, ANSWERS, st.sampled_from(Audience))
def test_the_list_is_never_empty_ordered_and_without_repetition(country, categories, misused, threatened, audience):
    actions = choose(country, categories, misused=misused, threatened=threatened, audience=audience)
    assert actions
    assert len({action.id for action in actions}) == len(actions)
    general = [action for action in actions if action.when is not When.THREATENED]
    urgencies = [URGENCIES.index(action.urgency) for action in general]
    assert urgencies == sorted(urgencies)


@given(st.sampled_from(COUNTRIES), SOME_CATEGORIES, ANSWERS)
def test_danger_comes_first_then_pay_nothing_reply_nothing_keep_and_report(country, categories, misused):
    danger, first = choose(country, categories, misused=misused, threatened=True)[:2]
    assert danger.id == "danger"
    assert any(contact.kind is ContactKind.EMERGENCY and contact.lines for contact in danger.contacts)
    said = " ".join((first.title, *first.how)).lower()
    assert first.id == "extortion"
    assert danger.urgency is first.urgency is Urgency.NOW
    positions = [said.index(words) for words in ("do not pay", "do not reply", "keep the original", "report it")]
    assert positions == sorted(positions)
    assert any(contact.kind is ContactKind.POLICE for contact in first.contacts)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", ("älä maksa", "älä vastaa", "säilytä", "poliisille")),
        ("sv", ("betala inte", "svara inte", "spara", "polisen")),
    ],
)
def test_the_first_advice_of_a_threatened_person_is_the_same_in_every_language(language, words):
    for country in COUNTRIES:
        first = select(load(country).actions(language), (), threatened=True)[1]
        said = " ".join(first.how).lower()
        assert [word in said for word in words] == [True] * 4


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("category", CATEGORIES)
def test_every_category_leads_to_an_action_of_its_own(country, category):
    without = {action.id for action in choose(country, ["_none"])}
    assert {action.id for action in choose(country, [category])} - without


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("category", sorted(SENSITIVE_CATEGORIES))
@pytest.mark.parametrize("threatened", [None, False, True])
def test_what_is_sensitive_always_offers_two_people_to_talk_to(country, category, threatened):
    actions = choose(country, [category], threatened=threatened)
    people = {contact.id for action in actions for contact in action.contacts if contact.kind is ContactKind.TALK}
    assert len(people) >= 2
    talk = next(action for action in actions if action.id == "talk")
    assert talk.urgency is Urgency.NOW
    assert all(contact.lines or contact.links for contact in talk.contacts)


@given(SOME_CATEGORIES, SOME_CATEGORIES)
def test_two_breaches_are_merged(first, second):
    exposures = [exposure("one", first), exposure("other", second)]
    merged = choose("fi", categories_of(exposures))
    assert merged == choose("fi", first | second)
    ids = {action.id for action in merged}
    assert {action.id for action in choose("fi", first)} <= ids
    assert {action.id for action in choose("fi", second)} <= ids


def exposure(name: str, categories) -> Exposure:
    kept = tuple(sorted(categories))
    texts = {"en": "x", "fi": "x", "sv": "x"}
    day = date(2020, 1, 1)
    breach = Breach(
        id=name, holder="x", occurred=day, disclosed=day, sealed=False, categories=kept or ("name",), references=(),
        name=texts, summary=texts,
    )  # fmt: skip
    return Exposure(breach, kept)


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_after_no_match_the_first_step_is_no_threat_that_nobody_made(country, language):
    found = select(load(country).actions(language), ())
    assert found[0].id == "official-channels"
    assert {"if-threatened", "if-misused"} <= {action.id for action in found[1:]}


@given(st.sampled_from(COUNTRIES), ANSWERS, ANSWERS)
def test_after_no_match_what_has_come_about_goes_before_what_may(country, misused, threatened):
    found = choose(country, (), misused=misused, threatened=threatened)
    if threatened:
        assert found[0].id == "danger"
    keep = [action.when for action in found if action.urgency is Urgency.KEEP_IN_MIND]
    certain = [when in (When.NOT_MISUSED, When.NOT_THREATENED) for when in keep]
    assert certain == sorted(certain)


def test_selection_is_pure():
    actions = load("fi").actions("sv")
    before = tuple(actions)
    once = select(actions, {"diagnosis", "phone"}, threatened=True)
    assert select(reversed(actions), ["phone", "diagnosis"], threatened=True) == once
    assert load("fi").actions("sv") == before


def test_answers_change_what_is_shown_and_a_skipped_question_counts_as_no():
    asked = {(m, t): ids("fi", misused=m, threatened=t) for m in (None, False, True) for t in (None, False, True)}
    assert "misuse" in asked[True, None]
    assert "if-misused" not in asked[True, None]
    assert "if-threatened" in asked[None, None]
    assert "extortion" not in asked[None, None]
    assert asked[None, None] == asked[False, False]
    assert len({frozenset(found) for found in asked.values()}) == 4


def ids(country, categories=("name",), **answers):
    return {action.id for action in choose(country, categories, **answers)}


def test_another_audience_adds_its_own_advice_and_takes_none_away():
    own = ids("fi")
    for audience, added in (
        ("child", "for-a-child"),
        ("relative", "for-someone-close"),
        ("estate", "for-someone-who-died"),
    ):
        assert ids("fi", audience=Audience(audience)) - own == {added}


def test_money_is_dealt_with_before_anything_slower():
    for pair in combinations(("payment_card", "name", "diagnosis", "identity_number", "location"), 2):
        if "payment_card" in pair:
            assert choose("fi", pair)[0].id == "card"


def test_a_country_without_advice_gets_the_european_advice():
    assert load("zz").country == "eu"
    assert load("zz").actions("en") == load("eu").actions("en")


@pytest.mark.parametrize("country", ["../fi", "common", "FI", "", "f", "fi/../se"])
def test_only_two_small_letters_name_a_country(country):
    assert load(country).country == "eu"


def test_a_language_without_texts_is_answered_in_english():
    assert load("fi").actions("de") == load("fi").actions("en")


def test_an_action_has_all_that_a_page_shows():
    ban = next(action for action in load("fi").actions("sv") if action.id == "credit-ban")
    assert isinstance(ban, Action)
    assert ban.title == "Anmäl ett frivilligt kreditförbud"
    assert len(ban.how) == 5
    assert ban.side_effects
    assert ban.undo
    assert ban.source_url.startswith("https://www.vero.fi/")
    assert ban.verified
    assert ban.links[0].label.startswith("Skatteförvaltningen")
    assert not ban.stale(ban.reviewed)
    assert ban.stale(date(2100, 1, 1))


def test_lines_that_speak_the_language_come_first():
    mieli = {lang: next(c for c in load("fi").contacts(lang) if c.id == "mieli") for lang in ("fi", "sv", "en")}
    assert {language: contact.lines[0].number for language, contact in mieli.items()} == {
        "fi": "09 2525 0111",
        "sv": "09 2525 0112",
        "en": "09 2525 0113",
    }
