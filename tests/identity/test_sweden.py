from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.se import personnummer

from exposure_check.identity import Reason
from exposure_check.identity.sweden_test_numbers import PERSONNUMMER, SAMORDNINGSNUMMER, TEST_NUMBERS

SE = "se.personnummer"


@pytest.mark.parametrize(
    "typed",
    [
        "191212121212",
        "19121212-1212",
        "19121212+1212",
        "19121212 1212",
        "1912 12 12–1212",
        "１９１２１２１２－１２１２",
    ],
)
def test_twelve_digits_are_read_with_and_without_a_separator(typed: str, read) -> None:
    assert read(typed, SE) == "191212121212"


@pytest.mark.parametrize("typed", ["121212-1212", "121212+1212", "1212121212", "900602-2397", "000102-2391"])
def test_ten_digits_are_not_given_a_century_by_guess(typed: str, read) -> None:
    assert read(typed, SE) is Reason.CENTURY


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("-", Reason.EMPTY),
        ("19121212121", Reason.LENGTH),
        ("1912121212122", Reason.LENGTH),
        ("19121212-121A", Reason.CHARACTER),
        ("19121212/1212", Reason.CHARACTER),
        ("99200439T013", Reason.CHARACTER),  # a reserve number of a region
        ("992004391013", Reason.DATE),
        ("161212121212", Reason.DATE),  # 16 stands before the number of an organisation
        ("191213121212", Reason.DATE),
        ("190002291212", Reason.DATE),
        ("191212321212", Reason.DATE),
        ("191212591212", Reason.DATE),
        ("191202911212", Reason.DATE),  # a coordination number for 31 February
        ("191413642393", Reason.DATE),
        ("191212121213", Reason.CHECK_CHARACTER),
        ("191401682395", Reason.CHECK_CHARACTER),
        ("19121212000" + luhn.calc_check_digit("121212000"), Reason.NEVER_ISSUED),
    ],
)
def test_what_is_not_a_number_is_refused_with_its_reason(typed: str, reason: Reason, read) -> None:
    assert read(typed, SE) is reason


def test_every_listed_test_number_is_read_in_a_demo_and_refused_outside(read) -> None:
    assert len(TEST_NUMBERS) == len(PERSONNUMMER) + len(SAMORDNINGSNUMMER) == 116
    for number in TEST_NUMBERS:
        assert read(number, SE) == number
        assert read(number, SE, allow_test=False) is Reason.TEST


def test_coordination_numbers_fill_a_gap_of_the_library() -> None:
    # If this fails, python-stdnum has learnt them and sweden.py can lean on it.
    for number in SAMORDNINGSNUMMER:
        with pytest.raises(ValidationError):
            personnummer.validate(f"{number[:8]}-{number[8:]}")


@pytest.mark.parametrize("unknown", ["191500722390", "191711602399", "191806602395"])
def test_a_coordination_number_may_leave_month_or_day_unknown(unknown: str, read) -> None:
    assert read(unknown, SE) == unknown


def test_an_ordinary_number_needs_no_permission(read) -> None:
    number = "20991231001" + luhn.calc_check_digit("991231001")  # not born yet
    assert read(number, SE, allow_test=False, today=date(2100, 1, 1)) == number
    coordination = "20991291001" + luhn.calc_check_digit("991291001")
    assert read(coordination, SE, allow_test=False, today=date(2100, 1, 1)) == coordination


@given(number=st.sampled_from(sorted(TEST_NUMBERS)), position=st.integers(2, 11), digit=st.sampled_from("0123456789"))
def test_one_mistyped_digit_after_the_century_is_refused(number: str, position: int, digit: str, read) -> None:
    answer = read(number[:position] + digit + number[position + 1 :], SE)
    assert answer == number if digit == number[position] else isinstance(answer, Reason)
