from __future__ import annotations

import random
import re

import pytest

from exposure_check.errors import NumberError
from exposure_check.identity import SCHEMES, Reason, distinct_test_numbers, parse, random_test_number

RESERVED = {
    "fi.hetu": r"\d{6}[-YXWVUA-F]9\d\d[0-9A-Y]",
    "se.personnummer": r"(19|20)\d{6}23[89]\d|191212121212",
    "no.fodselsnummer": r"\d\d(8[1-9]|9[0-2])\d{7}",
    "dk.cpr": r"[6-9]\d{9}",
    "ee.ik": r"\d{11}",
    "gb.nhs": r"999\d{7}",
    "us.ssn": r"666\d{6}",
    "nl.bsn": r"99999\d{4}",
}


@pytest.mark.parametrize("scheme_id", SCHEMES)
def test_samples_are_valid_canonical_and_reserved(scheme_id: str) -> None:
    rng = random.Random(20)
    for _ in range(300):
        number = random_test_number(scheme_id, rng)
        assert re.fullmatch(RESERVED[scheme_id], number)
        assert parse(number, scheme_id, allow_test=True).canonical() == f"{scheme_id}\0{number}".encode()
        with pytest.raises(NumberError) as caught:
            parse(number, scheme_id)
        assert caught.value.reason in {Reason.TEST, Reason.TEMPORARY, Reason.NEVER_ISSUED}


@pytest.mark.parametrize("scheme_id", SCHEMES)
def test_the_same_seed_gives_the_same_numbers(scheme_id: str) -> None:
    first, second = ([random_test_number(scheme_id, random.Random(seed)) for seed in range(20)] for _ in range(2))
    assert first == second
    assert len(set(first)) > 3


def test_there_are_enough_finnish_numbers_for_a_large_demo() -> None:
    numbers = distinct_test_numbers("fi.hetu", 100_000, random.Random(1))
    assert len(numbers) == len(set(numbers)) == 100_000
    assert {number[6] for number in numbers} == set("-YXWVUABCDEF")


def test_a_list_that_is_too_short_says_so() -> None:
    assert len(distinct_test_numbers("ee.ik", 9, random.Random(1))) == 9
    with pytest.raises(ValueError, match="too few"):
        distinct_test_numbers("ee.ik", 10, random.Random(1))


def test_an_unknown_scheme_has_no_samples() -> None:
    with pytest.raises(NumberError) as caught:
        random_test_number("xx.test", random.Random(1))
    assert caught.value.reason == Reason.UNKNOWN_SCHEME
