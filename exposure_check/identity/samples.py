"""Numbers that belong to no one, for demo records and tests. Never for anything secret: the generator is seeded."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from exposure_check.identity import denmark, estonia, finland, netherlands, norway, united_kingdom, united_states
from exposure_check.identity.registry import get
from exposure_check.identity.sweden_test_numbers import PERSONNUMMER, SAMORDNINGSNUMMER

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

_FIRST_DAY = date(1937, 1, 1)
_DAYS = (date(2023, 12, 31) - _FIRST_DAY).days + 1
_PATIENCE = 100  # draws for each number wanted, before the range counts as used up


def random_test_number(scheme_id: str, rng: random.Random) -> str:
    """A canonical number from the reserved range of a scheme, the same for the same state of `rng`.

    How many there are: fi.hetu 19 million, no.fodselsnummer, dk.cpr, gb.nhs and us.ssn several hundred thousand
    or more, nl.bsn about 900, se.personnummer 116 and ee.ik 9, which are lists. Raises `NumberError` with reason
    `unknown_scheme`.
    """
    return _SAMPLERS[get(scheme_id).id](rng)


def distinct_test_numbers(scheme_id: str, count: int, rng: random.Random) -> list[str]:
    """`count` different numbers, in the order drawn. Raises `ValueError` where the reserved range has too few."""
    numbers: dict[str, None] = {}
    for _ in range(count * _PATIENCE):
        if len(numbers) == count:
            break
        numbers[random_test_number(scheme_id, rng)] = None
    if len(numbers) < count:
        raise ValueError(f"the reserved range of {scheme_id} has too few numbers")
    return list(numbers)


def _day(rng: random.Random) -> date:
    return _FIRST_DAY + timedelta(days=rng.randrange(_DAYS))


def _fi_hetu(rng: random.Random) -> str:
    day = _day(rng)
    separator = rng.choice(finland.SEPARATORS_1900 if day.year < 2000 else finland.SEPARATORS_2000)
    individual = str(rng.randrange(finland.FIRST_TEMPORARY, 1000))
    birth = f"{day:%d%m%y}"
    return f"{birth}{separator}{individual}{finland.check_character(birth + individual)}"


def _se_personnummer(rng: random.Random) -> str:
    return rng.choice(PERSONNUMMER + SAMORDNINGSNUMMER)


def _no_fodselsnummer(rng: random.Random) -> str:
    from stdnum.no import fodselsnummer

    while True:
        day = _day(rng)
        individual = rng.randrange(500) if day.year < 2000 else rng.randrange(500, 1000)
        number = f"{day:%d}{day.month + norway.SYNTHETIC_MONTH}{day:%y}{individual:03d}"
        number += fodselsnummer.calc_check_digit1(number)
        number += fodselsnummer.calc_check_digit2(number)
        if len(number) == 11:  # a check digit of 10 does not exist
            return number


def _dk_cpr(rng: random.Random) -> str:
    day = _day(rng)
    sequence = rng.randrange(4000) if day.year < 2000 else rng.randrange(4000, 10_000)
    return f"{day.day + denmark.REPLACEMENT_DAY}{day:%m%y}{sequence:04d}"


def _ee_ik(rng: random.Random) -> str:
    return rng.choice(estonia.TEST_NUMBERS)


def _gb_nhs(rng: random.Random) -> str:
    from stdnum.gb import nhs

    while True:
        number = f"{united_kingdom.TEST_PREFIX}{rng.randrange(10**6):06d}"
        check = -nhs.checksum(number + "0") % 11
        if check < 10:
            return f"{number}{check}"


def _us_ssn(rng: random.Random) -> str:
    return f"{united_states.UNUSED_AREA}{rng.randrange(1, 100):02d}{rng.randrange(1, 10_000):04d}"


def _nl_bsn(rng: random.Random) -> str:
    from stdnum.nl import bsn

    while True:
        number = f"{netherlands.TEST_PREFIX}{rng.randrange(1000):03d}"
        check = bsn.checksum(number + "0")
        if check < 10:
            return f"{number}{check}"


_SAMPLERS: dict[str, Callable[[random.Random], str]] = {
    "fi.hetu": _fi_hetu,
    "se.personnummer": _se_personnummer,
    "no.fodselsnummer": _no_fodselsnummer,
    "dk.cpr": _dk_cpr,
    "ee.ik": _ee_ik,
    "gb.nhs": _gb_nhs,
    "us.ssn": _us_ssn,
    "nl.bsn": _nl_bsn,
}
