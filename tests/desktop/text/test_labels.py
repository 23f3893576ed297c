"""What the window calls the values of a lookup."""

from __future__ import annotations

import pytest

from exposure_check.cli.answer import sent_as_text
from exposure_check.desktop import example_states
from exposure_check.desktop.text import labels
from exposure_check.identity import Reason
from exposure_check.lookup.ledger import SENTENCES, Purpose
from exposure_check.lookup.verdict import Stage
from exposure_check.protocol.catalogue import CATEGORIES
from exposure_check.resources import LANGUAGES


@pytest.mark.parametrize("purpose", Purpose)
def test_a_request_has_one_sentence_in_the_window_and_in_the_terminal(in_language, purpose):
    in_language("en")
    assert labels.purpose(purpose) == SENTENCES[purpose]


def test_the_terminal_says_these_sentences():
    text = sent_as_text(example_states.ledger())
    for request in example_states.ledger().sent:
        assert labels.purpose(request.purpose) in text


@pytest.mark.parametrize("spoken", [language for language in LANGUAGES if language != "en"])
@pytest.mark.parametrize("purpose", Purpose)
def test_the_sentences_of_requests_are_translated(in_language, purpose, spoken):
    in_language(spoken)
    assert labels.purpose(purpose) != SENTENCES[purpose]


def test_every_reason_why_a_number_is_refused_has_words_of_its_own(in_language):
    texts = {labels.number_reason(str(reason), shown=False) for reason in Reason}
    assert len(texts) == len(Reason)
    assert labels.number_reason("something new", shown=False) not in texts


def test_every_reason_why_a_code_is_refused_has_words_of_its_own(in_language):
    assert len({labels.code_reason(reason) for reason in ("character", "length", "check_digit", "new")}) == 4


def test_every_stage_has_a_name_and_says_what_happens(in_language):
    texts = [*map(labels.stage, Stage), *map(labels.stage_detail, Stage)]
    assert len(set(texts)) == len(texts)


def test_every_category_has_an_icon():
    assert set(labels.CATEGORY_ICONS) == set(CATEGORIES)


def test_a_telephone_number_stays_in_one_line():
    assert labels.unbroken("Call 116 006 on 1 May.") == "Call 116\u00a0006 on 1 May."


def test_a_number_of_the_demo_that_is_not_known_keeps_its_label(in_language):
    assert labels.demo_number("found") != "found"
    assert labels.demo_number("new") == "new"
