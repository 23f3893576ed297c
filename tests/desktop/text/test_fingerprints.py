"""The fingerprints of a list and of a publisher."""

from __future__ import annotations

import re

import pytest

from exposure_check.desktop import example_states
from exposure_check.desktop.text import fingerprints
from exposure_check.desktop.text.fingerprints import Kind
from exposure_check.protocol import fingerprint
from exposure_check.resources import LANGUAGES

DIGEST = bytes(32)


def test_that_of_a_list_is_the_one_that_everybody_computes(monkeypatch):
    monkeypatch.setattr(fingerprints, "_computed", {})
    assert fingerprints.known(Kind.LIST, DIGEST) is None
    digits = fingerprints.compute(Kind.LIST, DIGEST)
    assert digits == fingerprint.of_list(DIGEST)
    assert re.fullmatch(r"\d{5}( \d{5}){5}", digits)
    assert fingerprints.known(Kind.LIST, DIGEST) == digits


def test_one_that_cannot_be_computed_is_not_made_up(monkeypatch):
    monkeypatch.setattr(fingerprints, "_computed", {})
    assert fingerprints.compute(Kind.PUBLISHER, b"{}") == ""
    assert fingerprints.compute(Kind.LIST, b"") == ""


def test_it_is_computed_once(monkeypatch):
    monkeypatch.setattr(fingerprints, "_computed", {})
    calls = []
    monkeypatch.setattr(fingerprints, "_compute", lambda kind, data: calls.append(kind) or "12345")
    for _ in range(3):
        assert fingerprints.compute(Kind.LIST, DIGEST) == "12345"
    assert calls == [Kind.LIST]


def test_it_is_named_by_version_and_day_and_spoken_digit_by_digit(in_language):
    assert fingerprints.list_name(example_states.PROVENANCE) == "Fingerprint of list 12 of 20 November 2026"
    assert fingerprints.spoken("12345 00678") == "1 2 3 4 5, 0 0 6 7 8"


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_fingerprint_can_be_read_aloud_in_each_language(in_language, spoken):
    in_language(spoken)
    words = fingerprints.in_words("01234 56789").replace(",", "").split()
    assert len(set(words)) == 10
    assert all(word.isalpha() for word in words)


def test_the_words_of_a_fingerprint_keep_its_groups(in_language):
    assert fingerprints.in_words("00123 45678") == "zero zero one two three, four five six seven eight"
