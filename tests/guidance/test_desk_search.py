"""The search of the desk finds words, and refuses whatever may be a number of a caller."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure_check.guidance import desk_script, desk_search
from exposure_check.guidance.desk_script import CardKind
from exposure_check.guidance.desk_search import Index, may_be_a_number
from exposure_check.identity import registry


@pytest.fixture(scope="module")
def index():
    script = desk_script.load("fi")
    return Index([card for kind in CardKind for card in script.cards(kind, "fi")], script.guide.actions("fi"))


@pytest.mark.parametrize(
    "text", ["010594Y9032", "0105", "1 2 3 4", "1-2-3-4", "a1b2c3d4", "٠١٢٣", "4821 0397 5516 2040"]
)
def test_more_digits_than_a_screen_code_are_refused(index, text):
    assert may_be_a_number(text)
    with pytest.raises(ValueError, match="digits"):
        index.find(text)


@pytest.mark.parametrize("text", ["207", "20 7", "112", "poliisi", "", "3 numeroa"])
def test_a_screen_code_and_words_are_not(text):
    assert not may_be_a_number(text)


@given(st.data())
def test_no_whole_number_of_any_scheme_is_taken(data):
    """Whatever stands between the digits: a number that somebody reads aloud is typed with blanks."""
    scheme = data.draw(st.sampled_from(sorted(registry.SCHEMES)))
    sample = data.draw(st.sampled_from([registry.get(scheme).example]))
    gap = data.draw(st.sampled_from(["", " ", "-", "/", "x"]))
    assert may_be_a_number(gap.join(sample))


def test_what_is_in_a_title_comes_first(index):
    found = index.find("kirje")
    assert found
    in_title = ["kirje" in desk_search.plain(each.title) for each in found]
    assert in_title == sorted(in_title, reverse=True)
    assert in_title[0]


@pytest.mark.parametrize("text", ["Poliisi", "poliisi", "POLIISI"])
def test_capitals_make_no_difference(index, text):
    assert [each.title for each in index.find(text)] == [each.title for each in index.find("poliisi")] != []


def test_accents_make_no_difference(index):
    assert index.find("hatanumero") == index.find("hätänumero") != ()


def test_advice_is_found_too(index):
    assert any(not isinstance(each.target, desk_script.Card) for each in index.find("luottokielto"))


def test_nothing_is_found_for_nothing(index):
    assert index.find("  ") == ()
    assert index.find("xyzzy") == ()


HEARD = {
    "fi": {
        "life": "itsemurha itsemurhaa itsetuhoinen kriisi",
        "blackmail": "kiristys kiristäjä kiristäjän kirstys lunnaat kiristetään",
        "journalist": "toimittaja toimittajan toimitaja lehdistö",
        "remote-control": "teamviewer etätuki etätukea",
        "number-aloud": "sotu syntymäaika",
        "someone-else": "vaimo vaimoni puoliso ex edunvalvoja",
        "code-again": "hukassa hukkunut",
        "deceased": "vainaja vainajan kuolinpesä",
        "listen": "itkee paniikki paniikissa",
        "checking": "jumissa hidas",
    },
    "sv": {
        "life": "självmord sjalvmord självmordet suicid",
        "blackmail": "utpressning utpresning utpressare utpressaren lösensumma",
        "journalist": "journalisten jurnalist tidningen",
        "remote-control": "teamviewer fjärrstyrning",
        "number-aloud": "personnumret födelsedatum",
        "someone-else": "fru frun sambo ex",
        "listen": "gråter panik",
        "checking": "långsam hängt",
    },
    "en": {
        "life": "suicide suicidal suicde self-harm",
        "blackmail": "blackmail blackmailer blackmale extortion ransom",
        "journalist": "reporter jounalist newspaper",
        "remote-control": "teamviewer anydesk",
        "number-aloud": "ssn",
        "someone-else": "husband wife ex",
        "listen": "crying panic",
        "checking": "stuck slow",
    },
}
WORDS = [(each, card, word) for each, cards in HEARD.items() for card, words in cards.items() for word in words.split()]


@pytest.fixture(scope="module")
def indices():
    script = desk_script.load("fi")
    return {
        language: Index(
            [card for kind in CardKind for card in script.cards(kind, language)], script.guide.actions(language)
        )
        for language in HEARD
    }


@pytest.mark.parametrize(("language", "card", "word"), WORDS)
def test_what_a_helper_types_while_she_listens_leads_to_its_card(indices, language, card, word):
    """The word for suicide found nothing in any language: the card is called "The caller does not want to live"."""
    found = indices[language].find(word)
    assert card in [each.target.id for each in found[:3]]


@pytest.mark.parametrize("word", ["qqqq", "xyzzy", "zzz", "#", "wxcv", "ab"])
def test_what_nothing_has_finds_nothing(indices, word):
    assert [each.find(word) for each in indices.values()] == [()] * 3


def test_every_card_has_words_that_lead_to_it_in_each_language(indices):
    script = desk_script.load("fi")
    for kind in (CardKind.INTERRUPT, CardKind.PAGE):
        for entry in script.entries[kind]:
            if kind is CardKind.INTERRUPT:
                assert all(text.words for text in entry.text.values()), entry.id
            for language, text in entry.text.items():
                for words in text.words:
                    assert may_be_a_number(words) is False
                    assert entry.id in [each.target.id for each in indices[language].find(words)], words


def test_a_search_that_has_to_guess_is_quick(indices):
    begun = time.perf_counter()
    for word in ("kiristäjällekin", "turvakieltohakemus", "pankkitunnuksistani"):
        indices["fi"].find(word)
    assert (time.perf_counter() - begun) / 3 < 0.1
