"""Estonia: isikukood.

Eleven digits: century and sex, `YYMMDD`, three digits and a check digit. No range is set aside for tests; the
personal codes of the demo services of SK ID Solutions (Mobile-ID, Smart-ID) are published and listed here.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from exposure_check.identity.reason import Reason, refuse
from exposure_check.identity.scheme import OpenNumber, Population, Scheme
from exposure_check.identity.shape import date_exists, digits

if TYPE_CHECKING:
    import random

TEST_NUMBERS = (
    "30303039903",
    "30303039914",
    "40404049996",
    "50001018865",
    "50001029996",
    "60001017716",
    "60001017869",
    "60001018800",
    "60001019906",
)


def read(text: str, *, allow_test: bool) -> str:
    """The canonical spelling: eleven digits."""
    from stdnum.ee import ik

    number = digits(text, lengths=(11,), ignored="-", wrong_length="An Estonian personal code has eleven digits.")
    if not _has_date(number):
        refuse(Reason.DATE)
    if number[-1] != ik.calc_check_digit(number):
        refuse(Reason.CHECK_CHARACTER)
    if number in TEST_NUMBERS and not allow_test:
        refuse(Reason.TEST)
    return number


def _has_date(number: str) -> bool:
    return number[0] in "12345678" and date_exists(*_day(number))


def _day(number: str) -> tuple[int, int, int]:
    """Year, month and day, which need not exist. The first digit is 1 or 2 for the 1800s, and so on to 8."""
    century = 1800 + 100 * ((int(number[0]) - 1) // 2)
    return century + int(number[1:3]), int(number[3:5]), int(number[5:7])


def birth_date(number: str, today: date) -> date:
    """The birth date. The check digit covers the century as well."""
    return date(*_day(number))


def sample(rng: random.Random) -> str:
    """A personal code of the demo services: nine of them."""
    return rng.choice(TEST_NUMBERS)


SCHEME = Scheme(
    id="ee.ik",
    names={"en": "Estonian personal code", "fi": "Virolainen henkilötunnus", "sv": "Estnisk personkod"},
    hints={
        "en": "Eleven digits, as on your Estonian identity card.",
        "fi": "Yksitoista numeroa, kuten virolaisessa henkilökortissa.",
        "sv": "Elva siffror, som på det estniska identitetskortet.",
    },
    population=Population(
        count=1_374_687,
        year=2024,
        source="Statistics Estonia, population on 1 January 2024 (as reported by news.err.ee). "
        "Residents only, so e-residents are left out.",
    ),
    example="60001019906",
    open_number=OpenNumber(
        fact="Anybody may ask the public directory of certificates whose personal code it is.",
        source="SK ID Solutions, LDAP directory of certificates, searched by personal code, access unrestricted "
        "(www.skidsolutions.eu/resources/ldap).",
    ),
    read=read,
    sample=sample,
    few_samples=True,
    birth_date=birth_date,
)
