"""What is said of a number in words: never the number, and only what no check digit covers."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure_check.errors import NumberError
from exposure_check.identity import SCHEMES, Scheme, other_schemes, parse, random_test_number, read_back
from exposure_check.resources import LANGUAGES


def ids(schemes: tuple[Scheme, ...]) -> list[str]:
    return [scheme.id for scheme in schemes]


@pytest.mark.parametrize(
    ("number", "scheme_id", "words"),
    [
        ("010594Y9032", "fi.hetu", "For someone born in the 1900s, with the sign Y in the middle."),
        ("010594-9032", "fi.hetu", "For someone born in the 1900s, with the sign - in the middle."),
        ("010594+9032", "fi.hetu", "For someone born in the 1800s, with the sign + in the middle."),
        ("010501E9032", "fi.hetu", "For someone born in the 2000s, with the sign E in the middle."),
        ("19121212-1212", "se.personnummer", "For someone born in the 1900s."),
        ("200001022391", "se.personnummer", "For someone born in the 2000s."),
        ("610180-4321", "dk.cpr", "For someone born in the 1900s."),
        ("60001019906", "ee.ik", ""),
        ("987-65-4320", "us.ssn", ""),
        ("999 000 0018", "gb.nhs", ""),
    ],
)
def test_century_and_sign_are_read_back(number: str, scheme_id: str, words: str) -> None:
    assert read_back(parse(number, scheme_id, allow_test=True)) == words


def test_it_is_said_in_the_language_asked_for_and_in_english_where_that_is_missing() -> None:
    identifier = parse("010594Y9032", "fi.hetu", allow_test=True)
    assert len({read_back(identifier, language) for language in LANGUAGES}) == len(LANGUAGES)
    assert "1900-luvulla" in read_back(identifier, "fi")
    assert "1900-talet" in read_back(identifier, "sv")
    assert read_back(identifier, "xx") == read_back(identifier)


@given(seed=st.integers(), scheme_id=st.sampled_from(sorted(SCHEMES)), language=st.sampled_from(LANGUAGES))
def test_no_more_than_century_and_sign_is_said(seed: int, scheme_id: str, language: str) -> None:
    number = random_test_number(scheme_id, random.Random(seed))
    words = read_back(parse(number, scheme_id, allow_test=True), language)
    assert set(re.findall(r"[0-9]+", words)) <= {"1800", "1900", "2000"}
    assert number not in words


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_what_no_check_digit_covers_is_said_in_every_language_or_typed_twice(scheme: Scheme) -> None:
    assert set(scheme.uncovered) in ({*LANGUAGES}, set())
    assert set(scheme.sign_notes) == ({*LANGUAGES} if scheme.sign_at is not None else set())
    assert bool(scheme.sign_note("sv")) == bool(scheme.sign_note("xx")) == (scheme.sign_at is not None)


def test_the_schemes_whose_digits_nothing_checks_are_known() -> None:
    assert [scheme.id for scheme in SCHEMES.values() if not scheme.has_check_digit] == ["dk.cpr", "us.ssn"]


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_a_scheme_with_a_check_digit_notices_every_single_mistyped_digit_but_for_what_is_read_back(scheme) -> None:
    number = scheme.example if scheme.sign_at is not None else re.sub(r"\D", "", scheme.example)
    century = 2 if scheme.id == "se.personnummer" else 0
    unnoticed = 0
    for place in range(century, len(number)):
        for digit in "0123456789" if number[place].isdigit() else "":
            typed = number[:place] + digit + number[place + 1 :]
            if typed != number and reads(typed, scheme.id):
                unnoticed += 1
    assert (unnoticed == 0) == scheme.has_check_digit


def reads(text: str, scheme_id: str) -> bool:
    try:
        parse(text, scheme_id, allow_test=True)
    except NumberError:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("60001019906", "fi.hetu", ["ee.ik"]),
        ("19121212-1212", "fi.hetu", ["se.personnummer"]),
        ("010594Y9032", "ee.ik", ["fi.hetu"]),
        ("010594-9032", "se.personnummer", []),  # or Swedish, without the century
        ("9990000018", "se.personnummer", []),  # ten digits: a Swedish number without its century
        ("999 000 0018", "ee.ik", ["gb.nhs"]),
        ("0105949032", "fi.hetu", []),  # its sign is missing
        ("9990000018", "fi.hetu", []),  # or so it may be
        ("010594-903", "fi.hetu", []),  # not complete
        ("010594Y9033", "fi.hetu", []),  # of the right form, mistyped
        ("010594Y9032", "fi.hetu", []),
        ("6101804322", "ee.ik", []),  # any ten digits with a date are Danish
        ("987654320", "fi.hetu", []),  # and any nine are American
        ("", "fi.hetu", []),
        ("\ud800", "fi.hetu", []),
        ("1" * 500, "fi.hetu", []),
    ],
)
def test_a_number_of_another_kind_is_recognised(text: str, asked: str, found: list[str]) -> None:
    assert ids(other_schemes(text, asked)) == found


@given(text=st.text() | st.text("0123456789-+.: ", max_size=16), scheme_id=st.sampled_from(sorted(SCHEMES)))
def test_any_text_at_all_is_judged_without_an_error(text: str, scheme_id: str) -> None:
    assert scheme_id not in ids(other_schemes(text, scheme_id))
