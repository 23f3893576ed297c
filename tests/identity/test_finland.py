from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure_check.identity import Reason, parse, random_test_number
from exposure_check.identity.finland import CHECK_CHARACTERS, SEPARATORS, check_character

HETU = "fi.hetu"
test_numbers = st.integers().map(lambda seed: random_test_number(HETU, random.Random(seed)))


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        # test persons that the Digital and Population Data Services Agency publishes
        ("010594Y9032", "010594Y9032"),
        ("010594Y9021", "010594Y9021"),
        ("020594X903P", "020594X903P"),
        ("030594W903B", "030594W903B"),
        ("010516B903X", "010516B903X"),
        ("010501E9032", "010501E9032"),
        ("010594y9032", "010594Y9032"),
        (" 020594 x 903p ", "020594X903P"),
        ("010190–999W", "010190-999W"),
        ("290200A906J", "290200A906J"),  # 2000 had a 29 February
    ],
)
def test_a_test_number_is_read(typed: str, canonical: str, read) -> None:
    assert read(typed, HETU) == canonical


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", Reason.EMPTY),
        ("   ", Reason.EMPTY),
        ("010594Y903", Reason.LENGTH),
        ("010594Y90322", Reason.LENGTH),
        ("01051994Y9032", Reason.LENGTH),
        ("1", Reason.LENGTH),
        ("0105949032", Reason.SEPARATOR),  # the separator left out
        ("01059409032", Reason.SEPARATOR),
        ("010594H9032", Reason.SEPARATOR),
        ("010594P9032", Reason.SEPARATOR),
        ("010594/9032", Reason.CHARACTER),
        ("010594Z9032", Reason.CHARACTER),
        ("O10594Y9032", Reason.CHARACTER),  # the letter O
        ("010594Y9O32", Reason.CHARACTER),
        ("010594Y903O", Reason.CHARACTER),
        ("0105A4Y9032", Reason.CHARACTER),
        ("010594Y90-2", Reason.CHARACTER),
        ("01.05.94Y9032", Reason.CHARACTER),
        ("010594Y903Ä", Reason.CHARACTER),
        ("320594Y9032", Reason.DATE),
        ("000594Y9032", Reason.DATE),
        ("011394Y9032", Reason.DATE),
        ("290201A903X", Reason.DATE),
        ("290200-903X", Reason.DATE),  # 1900 had no 29 February
        ("010594Y9033", Reason.CHECK_CHARACTER),
        ("010594Y903A", Reason.CHECK_CHARACTER),
        ("020594Y9032", Reason.CHECK_CHARACTER),
        (f"010594Y000{check_character('010594000')}", Reason.NEVER_ISSUED),
        (f"010594Y001{check_character('010594001')}", Reason.NEVER_ISSUED),
    ],
)
def test_what_is_not_a_number_is_refused_with_its_reason(typed: str, reason: Reason, read) -> None:
    assert read(typed, HETU) is reason


def test_temporary_numbers_are_refused_outside_demo_and_test(read) -> None:
    for individual in (900, 950, 999):
        number = f"010594Y{individual}{check_character(f'010594{individual}')}"
        assert read(number, HETU, allow_test=False) is Reason.TEMPORARY
        assert read(number, HETU, allow_test=True) == number


def test_a_permanent_number_needs_no_permission(read) -> None:
    # The register began in the 1960s: nobody born in the first half of the 1800s has ever had a number.
    for individual in ("002", "899"):
        number = f"010105+{individual}{check_character('010105' + individual)}"
        assert read(number, HETU, allow_test=False) == number


def test_a_typing_mistake_is_named_before_the_range(read) -> None:
    assert read("010594Y9033", HETU, allow_test=False) is Reason.CHECK_CHARACTER


def test_two_people_differ_in_the_separator_alone() -> None:
    check = check_character("100190999")
    older = parse(f"100190-999{check}", HETU, allow_test=True)
    newer = parse(f"100190Y999{check}", HETU, allow_test=True)
    assert older != newer
    assert older.canonical() != newer.canonical()


def test_no_separator_is_ever_folded_into_another(read) -> None:
    # 010105 is a date in every century, and the check character does not cover the separator.
    read_back = {read(f"010105{separator}999{check_character('010105999')}", HETU) for separator in SEPARATORS}
    assert {number[6] for number in read_back} == SEPARATORS
    assert len(read_back) == 13


@given(number=test_numbers)
def test_reading_a_canonical_number_gives_itself(number: str, read) -> None:
    assert read(number, HETU) == number
    assert read(number.lower(), HETU) == number


@given(number=test_numbers, position=st.integers(0, 10), data=st.data())
def test_one_mistyped_character_is_never_silently_the_same_number(number: str, position: int, data, read) -> None:
    alphabet = (
        st.sampled_from("0123456789" + CHECK_CHARACTERS + CHECK_CHARACTERS.lower() + "+-IOQGZ .") | st.characters()
    )
    typed = data.draw(alphabet.filter(lambda character: character.upper() != number[position]))
    answer = read(number[:position] + typed + number[position + 1 :], HETU)
    if position == 6:
        assert isinstance(answer, Reason) or (
            answer[6] != number[6] and answer[:6] + answer[7:] == number[:6] + number[7:]
        )
    else:
        # a full-width or foreign form of the same character is no mistake; anything else is caught
        assert isinstance(answer, Reason) or answer == number
        assert isinstance(answer, Reason) or not typed.isascii()


@given(number=test_numbers, position=st.integers(0, 9))
def test_two_neighbours_swapped_are_refused_or_the_same(number: str, position: int, read) -> None:
    swapped = number[:position] + number[position + 1] + number[position] + number[position + 2 :]
    answer = read(swapped, HETU)
    assert swapped == number or answer != number


@given(number=test_numbers, position=st.integers(0, 10))
def test_a_dropped_or_doubled_character_is_refused(number: str, position: int, read) -> None:
    assert isinstance(read(number[:position] + number[position + 1 :], HETU), Reason)
    assert isinstance(read(number[: position + 1] + number[position:], HETU), Reason)
