from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.exceptions import ValidationError
from stdnum.no import fodselsnummer

from exposure_check.identity import Reason, random_test_number
from exposure_check.identity.norway import check_digits_fit

NO = "no.fodselsnummer"
test_numbers = st.integers().map(lambda seed: random_test_number(NO, random.Random(seed)))


def numbers_of(nine: str) -> list[str]:
    """Every eleven-digit number over nine digits, by the tax administration's formulas written out here."""
    total = sum(weight * int(digit) for weight, digit in zip((3, 7, 6, 1, 8, 9, 4, 5, 2), nine, strict=True))
    numbers = []
    for start in (11, 12, 13, 14):
        first = (start - total % 11) % 11
        ten = f"{nine}{first}"
        if first == 10:
            continue
        second = -sum(w * int(d) for w, d in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2), ten, strict=True)) % 11
        if second != 10:
            numbers.append(f"{ten}{second}")
    return numbers


@pytest.mark.parametrize(
    "typed", ["01818012337", "018180 12337", "018180-12337", "01.81.80 12337", "０１８１８０１２３３７"]
)
def test_a_synthetic_number_is_read(typed: str, read) -> None:
    assert read(typed, NO) == "01818012337"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("0181801233", Reason.LENGTH),
        ("018180123377", Reason.LENGTH),
        ("01818O12337", Reason.CHARACTER),
        ("32818012337", Reason.DATE),
        ("00818012337", Reason.DATE),
        ("41938012337", Reason.DATE),
        ("72818012337", Reason.DATE),  # a D-number for day 32
        ("01138012337", Reason.DATE),
        ("01608012337", Reason.DATE),  # no month with any addition
        ("29828112337", Reason.DATE),
        ("01818012338", Reason.CHECK_CHARACTER),
        ("01818012437", Reason.CHECK_CHARACTER),
    ],
)
def test_what_is_not_a_number_is_refused_with_its_reason(typed: str, reason: Reason, read) -> None:
    assert read(typed, NO) is reason


@pytest.mark.parametrize(
    ("nine", "reason"),
    [
        ("018180123", Reason.TEST),  # Tenor
        ("418180123", Reason.TEST),  # Tenor, D-number
        ("016680123", Reason.TEST),  # health network
        ("014180123", Reason.TEMPORARY),  # H-number, or NAV
        ("814180123", Reason.TEMPORARY),  # FH-number
        ("990000123", Reason.TEMPORARY),
    ],
)
def test_numbers_that_stand_in_are_refused_outside_demo_and_test(nine: str, reason: Reason, read) -> None:
    for number in numbers_of(nine):
        assert read(number, NO, allow_test=False) is reason
        assert read(number, NO) == number


# Persons born in 2039: nobody has these.
@pytest.mark.parametrize("nine", ["311212512", "711212512"])
def test_birth_and_d_numbers_need_no_permission(nine: str, read) -> None:
    for number in numbers_of(nine):
        assert read(number, NO, allow_test=False) == number


# The examples of "Nytt fødselsnummer fra 2032" for a person born on 2 January 2032.
@pytest.mark.parametrize("number", ["02013299997", "02013299903", "02013299806"])
def test_the_rule_of_2032_agrees_with_the_examples_of_the_tax_administration(number: str) -> None:
    assert check_digits_fit(number)


def test_the_rule_of_2032_fills_a_gap_of_the_library(read) -> None:
    both_rules = numbers_of("018180123")
    old_rule = [number for number in both_rules if number[9] == fodselsnummer.calc_check_digit1(number)]
    assert len(old_rule) == 1
    assert len(both_rules) > 1
    assert [read(number, NO) for number in both_rules] == both_rules
    with pytest.raises(ValidationError):  # synthetic numbers are the other gap
        fodselsnummer.validate(old_rule[0])


def test_the_individual_number_does_not_have_to_say_the_century(read) -> None:
    for number in numbers_of("018145600"):  # by the old rule 600 with the year 45 is in no century
        assert read(number, NO) == number


@given(number=test_numbers, position=st.integers(0, 10), digit=st.sampled_from("0123456789"))
def test_one_mistyped_digit_is_refused_under_both_rules(number: str, position: int, digit: str, read) -> None:
    answer = read(number[:position] + digit + number[position + 1 :], NO)
    assert answer == number if digit == number[position] else isinstance(answer, Reason)
