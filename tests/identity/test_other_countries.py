from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.dk import cpr
from stdnum.exceptions import ValidationError
from stdnum.gb import nhs
from stdnum.us import ssn

from exposure_check.errors import NumberError
from exposure_check.identity import SCHEMES, Reason, distinct_test_numbers, parse
from exposure_check.identity.estonia import TEST_NUMBERS

LATER = date(2120, 1, 1)  # by then nobody of these was born in the future


@pytest.mark.parametrize(
    ("scheme_id", "typed", "canonical"),
    [
        ("dk.cpr", "610180-4321", "6101804321"),
        ("dk.cpr", "610180 4321", "6101804321"),
        ("dk.cpr", "6101804321", "6101804321"),
        ("dk.cpr", "610180−4321", "6101804321"),
        ("dk.cpr", "910199-0001", "9101990001"),
        ("dk.cpr", "890200-4001", "8902004001"),  # 29 February 2000
        ("ee.ik", "60001019906", "60001019906"),
        ("ee.ik", "6 000101 9906", "60001019906"),
        ("gb.nhs", "999 000 0018", "9990000018"),
        ("gb.nhs", "999-000-0018", "9990000018"),
        ("us.ssn", "987-65-4320", "987654320"),
        ("us.ssn", "987 65 4329", "987654329"),
        ("us.ssn", "666-12-3456", "666123456"),
        ("us.ssn", "999-12-3456", "999123456"),
        ("nl.bsn", "999990019", "999990019"),
        ("nl.bsn", "9999.90.019", "999990019"),
    ],
)
def test_a_test_number_is_read(scheme_id: str, typed: str, canonical: str, read) -> None:
    assert read(typed, scheme_id) == canonical


@pytest.mark.parametrize(
    ("scheme_id", "typed", "reason"),
    [
        ("dk.cpr", "--", Reason.EMPTY),
        ("dk.cpr", "610180-432", Reason.LENGTH),
        ("dk.cpr", "610180-43210", Reason.LENGTH),
        ("dk.cpr", "610180-432A", Reason.CHARACTER),
        ("dk.cpr", "610180+4321", Reason.CHARACTER),
        ("dk.cpr", "600180-4321", Reason.DATE),
        ("dk.cpr", "920180-4321", Reason.DATE),
        ("dk.cpr", "611380-4321", Reason.DATE),
        ("dk.cpr", "890200-0001", Reason.DATE),  # 29 February 1900
        ("dk.cpr", "000180-4321", Reason.DATE),
        ("ee.ik", "6000101990", Reason.LENGTH),
        ("ee.ik", "600010199066", Reason.LENGTH),
        ("ee.ik", "6000101990X", Reason.CHARACTER),
        ("ee.ik", "00001019906", Reason.DATE),
        ("ee.ik", "90001019906", Reason.DATE),
        ("ee.ik", "60013019906", Reason.DATE),
        ("ee.ik", "60002309906", Reason.DATE),
        ("ee.ik", "60001019907", Reason.CHECK_CHARACTER),
        ("gb.nhs", "999 000 001", Reason.LENGTH),
        ("gb.nhs", "999 000 00188", Reason.LENGTH),
        ("gb.nhs", "999 000 001X", Reason.CHARACTER),
        ("gb.nhs", "999 000 0019", Reason.CHECK_CHARACTER),
        ("gb.nhs", "000 000 0000", Reason.NEVER_ISSUED),
        ("us.ssn", "987-65-432", Reason.LENGTH),
        ("us.ssn", "987-65-43200", Reason.LENGTH),
        ("us.ssn", "987-65-432O", Reason.CHARACTER),
        ("us.ssn", "000-12-3456", Reason.NEVER_ISSUED),
        ("us.ssn", "666-00-3456", Reason.NEVER_ISSUED),
        ("us.ssn", "666-12-0000", Reason.NEVER_ISSUED),
        ("us.ssn", "900-12-3456", Reason.NEVER_ISSUED),
        ("us.ssn", "987-65-4330", Reason.TAXPAYER_NUMBER),  # groups 50 to 65 of area 9xx are ITINs
        ("us.ssn", "900-70-0000", Reason.TAXPAYER_NUMBER),
        ("us.ssn", "900-93-0000", Reason.TAXPAYER_NUMBER),  # for adoptions
        ("us.ssn", "900-66-3456", Reason.NEVER_ISSUED),
        ("us.ssn", "078-05-1120", Reason.WITHDRAWN),  # printed on a card in wallets in 1938
        ("us.ssn", "219-09-9999", Reason.WITHDRAWN),
        ("us.ssn", "457-55-5462", Reason.WITHDRAWN),
        ("nl.bsn", "9999900", Reason.LENGTH),
        ("nl.bsn", "9999900199", Reason.LENGTH),
        ("nl.bsn", "99999001A", Reason.CHARACTER),
        ("nl.bsn", "999990018", Reason.CHECK_CHARACTER),
        ("nl.bsn", "000000000", Reason.NEVER_ISSUED),
        ("nl.bsn", "00000000", Reason.LENGTH),
    ],
)
def test_what_is_not_a_number_is_refused_with_its_reason(scheme_id: str, typed: str, reason: Reason, read) -> None:
    assert read(typed, scheme_id) is reason


@pytest.mark.parametrize(
    ("scheme_id", "number", "reason"),
    [
        ("dk.cpr", "6101804321", Reason.TEMPORARY),
        *(("ee.ik", number, Reason.TEST) for number in TEST_NUMBERS),
        ("gb.nhs", "9990000018", Reason.NEVER_ISSUED),
        ("gb.nhs", "9999999999", Reason.NEVER_ISSUED),
        *(("us.ssn", f"98765432{digit}", Reason.TEST) for digit in range(10)),
        ("us.ssn", "666123456", Reason.NEVER_ISSUED),
        ("us.ssn", "999123456", Reason.NEVER_ISSUED),
        ("nl.bsn", "999990019", Reason.TEST),
    ],
)
def test_a_reserved_range_is_refused_outside_demo_and_test(scheme_id: str, number: str, reason: Reason, read) -> None:
    assert read(number, scheme_id, allow_test=False) is reason
    assert read(number, scheme_id, allow_test=True) == number


@pytest.mark.parametrize(
    ("scheme_id", "number"),
    [
        ("dk.cpr", "3112575001"),  # born in 2057
        ("ee.ik", "70001010008"),  # born in 2100
        ("gb.nhs", "9434765919"),  # the example of the NHS's own documents
        ("nl.bsn", "111222333"),  # the example of textbooks
    ],
)
def test_an_ordinary_number_needs_no_permission(scheme_id: str, number: str, read) -> None:
    assert read(number, scheme_id, allow_test=False, today=LATER) == number


@given(area=st.integers(1, 899), group=st.integers(1, 99), serial=st.integers(1, 9999))
def test_an_american_number_in_an_issued_range_is_read(area: int, group: int, serial: int, read) -> None:
    number = f"{area:03d}{group:02d}{serial:04d}"
    answer = read(number, "us.ssn", allow_test=False)
    published = Reason.WITHDRAWN if number in ("078051120", "219099999", "457555462") else number
    assert answer == (Reason.NEVER_ISSUED if area == 666 else published)
    assert ssn.is_valid(number) == (area != 666 and answer is not Reason.WITHDRAWN)


@given(sequence=st.integers(0, 9999))
def test_danish_numbers_are_not_rejected_by_the_check_that_was_abandoned(sequence: int, read) -> None:
    number = f"610150{sequence:04d}"  # 1 January 1950, 2050 or 1850 with sixty days added
    assert read(number, "dk.cpr", today=LATER) == number


def test_danish_numbers_of_both_kinds_of_checksum_were_tried() -> None:
    assert {cpr.checksum(f"610150{sequence:04d}") == 0 for sequence in range(100)} == {True, False}


def test_a_dutch_number_written_with_eight_digits_gets_no_zero(read) -> None:
    """It may as well lack another digit: with a zero it would be a number of somebody else."""
    # The zeros in front make it a number of the test environment of the population register.
    assert read("000000012", "nl.bsn") == "000000012"
    assert read("00000012", "nl.bsn") is Reason.LENGTH
    with pytest.raises(NumberError, match="a zero stands in front"):
        parse("00000012", "nl.bsn")


@pytest.mark.parametrize("scheme_id", SCHEMES)
@pytest.mark.parametrize("missing", range(1, 4))
def test_no_scheme_puts_back_digits_that_are_missing(scheme_id: str, missing: int, read) -> None:
    rng = random.Random(10)
    for number in distinct_test_numbers(scheme_id, 9, rng):
        assert read(number, scheme_id) == number
        for short in (number[missing:], number[:-missing], number[:4] + number[4 + missing :]):
            if len(short) == 10 and scheme_id == "se.personnummer":
                assert read(short, scheme_id) is Reason.CENTURY
            else:
                assert isinstance(read(short, scheme_id), Reason)


def test_the_never_issued_range_of_the_nhs_is_a_gap_of_the_library() -> None:
    assert nhs.is_valid("9990000018")


def test_advertising_numbers_are_refused_by_the_library_and_read_here_in_a_demo(read) -> None:
    with pytest.raises(ValidationError):
        ssn.validate("987-65-4320")
    assert read("987-65-4320", "us.ssn") == "987654320"


@given(
    position=st.integers(0, 9),
    digit=st.sampled_from("0123456789"),
    case=st.sampled_from([("ee.ik", "60001019906"), ("gb.nhs", "9990000018"), ("nl.bsn", "999990019")]),
)
def test_one_mistyped_digit_is_never_silently_the_same_number(position: int, digit: str, case, read) -> None:
    scheme_id, number = case
    position %= len(number)
    typed = number[:position] + digit + number[position + 1 :]
    assert (read(typed, scheme_id) == number) == (typed == number)
