"""The arithmetic of the threat model about trying numbers, from what the program itself takes for a number."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from exposure_check.errors import NumberError
from exposure_check.identity import parse
from exposure_check.identity.finland import CHECK_CHARACTERS, check_character
from exposure_check.protocol import letter_code
from exposure_check.protocol.voprf import EVALUATED_TOGETHER

TEXT = (Path(__file__).parents[2] / "docs" / "threat-model.md").read_text(encoding="utf-8")
SAID = " ".join(TEXT.split())
SECONDS_A_GUESS = (0.11, 0.17)  # of one core, as the document says
YEARS = 110
LAST_DAY = date(2026, 11, 26)
FIRST_DAY = LAST_DAY.replace(year=LAST_DAY.year - YEARS)


def is_number(text: str) -> bool:
    try:
        parse(text, "fi.hetu")
    except NumberError:
        return False
    return True


def candidates(birth: str, sign: str) -> int:
    """How many of the thousand individual numbers the program reads, with the check character that each has."""
    numbers = (f"{individual:03d}" for individual in range(1000))
    return sum(is_number(f"{birth}{sign}{number}{check_character(birth + number)}") for number in numbers)


def test_the_candidates_of_a_birth_date_are_those_that_the_program_reads():
    assert candidates("010190", "-") == candidates("290200", "A") == 898
    assert "898 numbers to a sign" in SAID
    wrong = next(c for c in CHECK_CHARACTERS if c != check_character("010190002"))
    assert not is_number(f"010190-002{wrong}")


def test_each_request_tests_two_candidates():
    assert EVALUATED_TOGETHER == 2
    assert "each request tests two candidates: a birth date is 449 requests" in SAID
    assert 898 // EVALUATED_TOGETHER == 449


def test_everybody_of_a_hundred_and_ten_years():
    days = (LAST_DAY - FIRST_DAY).days
    everybody = days * 898
    assert FIRST_DAY + timedelta(days=days) == LAST_DAY
    assert f"the {days:,} days of 110 years have {everybody:,}" in SAID
    assert f"the 110 years are {everybody // EVALUATED_TOGETHER:,}" in SAID


def test_what_a_stolen_key_costs():
    everybody = (LAST_DAY - FIRST_DAY).days * 898
    low, high = SECONDS_A_GUESS
    assert f"A guess takes {low} to {high} s of one core" in SAID
    assert f"takes {898 * low:.0f} to {898 * high:.0f} core-seconds" in SAID
    hours = [everybody * seconds / 3600 for seconds in SECONDS_A_GUESS]
    assert f"everybody {hours[0]:,.0f} to {hours[1]:,.0f} core-hours" in SAID


def test_the_guesses_of_a_code():
    assert 10 ** (letter_code.DIGITS - 1) == 10**15
    assert "10^15 guesses of its code" in SAID
