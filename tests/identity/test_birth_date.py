"""Nobody was born in the future: a century that no check digit covers is not read as if it were right."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.ee import ik
from stdnum.no import fodselsnummer

from exposure_check import __build_date__
from exposure_check.errors import NumberError
from exposure_check.identity import SCHEMES, Reason, parse
from exposure_check.identity.finland import check_character

BUILT = date.fromisoformat(__build_date__)
LATER = BUILT + timedelta(days=1000)


def finnish(born: date) -> str:
    body = f"{born:%d%m%y}", "903"
    return f"{body[0]}{'A' if born.year >= 2000 else 'Y'}{body[1]}{check_character(''.join(body))}"


def swedish(born: date) -> str:
    return f"{born:%Y%m%d}001{luhn.calc_check_digit(f'{born:%y%m%d}001')}"


def danish(born: date) -> str:
    return f"{born.day + 60:02d}{born:%m%y}{'5' if born.year >= 2000 else '0'}001"  # 5: 2000 to 2057 from year 00 to 57


def estonian(born: date) -> str:
    body = f"{(born.year - 1800) // 100 * 2 + 1}{born:%y%m%d}001"
    return body + ik.calc_check_digit(body + "0")


def norwegian(born: date) -> str:
    for individual in range(900, 1000):
        body = f"{born:%d}{born.month + 80}{born:%y}{individual}"
        body += fodselsnummer.calc_check_digit1(body)
        body += fodselsnummer.calc_check_digit2(body)
        if len(body) == 11:
            return body
    raise AssertionError


MAKERS = {
    "fi.hetu": finnish,
    "se.personnummer": swedish,
    "dk.cpr": danish,
    "ee.ik": estonian,
    "no.fodselsnummer": norwegian,
}
# the longest that both centuries can be said with in all five: Denmark ends in 2057, Norway in 2039
days = st.dates(date(2000, 1, 1), date(2039, 12, 31))


def test_each_scheme_with_a_birth_date_is_tried_here() -> None:
    assert {scheme.id for scheme in SCHEMES.values() if scheme.birth_date is not None} == set(MAKERS)


@pytest.mark.parametrize("scheme_id", MAKERS)
@given(born=days)
def test_the_birth_date_is_the_one_that_was_put_in(scheme_id: str, born: date) -> None:
    number = parse(MAKERS[scheme_id](born), scheme_id, allow_test=True, today=born).canonical()
    birth_date = SCHEMES[scheme_id].birth_date
    assert birth_date is not None
    assert birth_date(number.partition(b"\0")[2].decode(), BUILT) == born


@pytest.mark.parametrize("scheme_id", MAKERS)
def test_a_day_is_tolerated_and_two_are_not(scheme_id: str) -> None:
    write = MAKERS[scheme_id]
    parse(write(LATER), scheme_id, allow_test=True, today=LATER)
    parse(write(LATER + timedelta(days=1)), scheme_id, allow_test=True, today=LATER)
    with pytest.raises(NumberError) as caught:
        parse(write(LATER + timedelta(days=2)), scheme_id, allow_test=True, today=LATER)
    assert caught.value.reason is Reason.FUTURE


@pytest.mark.parametrize("scheme_id", MAKERS)
def test_a_clock_behind_the_day_of_the_build_is_named_and_the_build_stands_in_for_it(scheme_id: str) -> None:
    write, slow = MAKERS[scheme_id], date(1980, 1, 1)
    parse(write(BUILT + timedelta(days=1)), scheme_id, allow_test=True, today=slow)
    with pytest.raises(NumberError) as caught:
        parse(write(BUILT + timedelta(days=2)), scheme_id, allow_test=True, today=slow)
    assert caught.value.reason is Reason.CLOCK
    assert "clock" in caught.value.message
    assert "date of this computer" in caught.value.advice


@pytest.mark.parametrize("scheme_id", MAKERS)
def test_the_clock_of_the_computer_counts_where_no_day_is_named(scheme_id: str) -> None:
    last = max(datetime.now(UTC).date(), BUILT)
    parse(MAKERS[scheme_id](last), scheme_id, allow_test=True)
    with pytest.raises(NumberError, match="not come yet"):
        parse(MAKERS[scheme_id](last + timedelta(days=400)), scheme_id, allow_test=True)


@pytest.mark.parametrize(
    ("typed", "scheme_id"),
    [
        ("010594A9032", "fi.hetu"),  # 2094: she is listed as ...Y..., and was answered "not found"
        ("20661231001" + luhn.calc_check_digit("661231001"), "se.personnummer"),
        ("6101575000", "dk.cpr"),  # 2057
        ("70001010008", "ee.ik"),  # 2100
        ("01813999902", "no.fodselsnummer"),
    ],
)
def test_a_century_that_is_mistyped_is_not_looked_up(typed: str, scheme_id: str) -> None:
    if scheme_id == "no.fodselsnummer":
        typed = norwegian(date(2039, 1, 1))
    with pytest.raises(NumberError) as caught:
        parse(typed, scheme_id, allow_test=True, today=BUILT)
    assert caught.value.reason is Reason.FUTURE


def test_from_2032_a_norwegian_number_no_longer_says_its_century() -> None:
    number = norwegian(date(2039, 1, 1))
    parse(number, "no.fodselsnummer", allow_test=True, today=date(2032, 1, 1))


def test_a_norwegian_number_of_an_earlier_century_is_never_in_the_future() -> None:
    birth_date = SCHEMES["no.fodselsnummer"].birth_date
    assert birth_date is not None
    assert birth_date("01813949906", BUILT) is None  # individual number 499: the 1900s
    assert birth_date("81010012345", BUILT) is None  # of the health service: no date
