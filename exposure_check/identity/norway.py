"""Norway: fødselsnummer, and the D-number of people who are not resident.

Eleven digits: `DDMMYY`, an individual number of three digits, two check digits. A D-number has 40 added to the
day. Numbers that stand in for these have something added to the month or begin with 8 or 9:

- month + 80: synthetic persons of the Tax Administration (Tenor); month + 65: of the health network. Test.
- month + 40: H-numbers, which a hospital gives for itself, and test persons of NAV. Temporary.
- day of 80 and more: FH-numbers of the health service, without a date. Temporary.

From 1 January 2032 the first check digit may have the remainder 0, 1, 2 or 3 and the individual number no longer
says the century; systems must accept both rules (Skatteetaten, "Nytt fødselsnummer fra 2032"). So the century is
not checked here, and python-stdnum's `validate`, which compares with today and knows the old rule alone, is not
used. Every single mistyped digit is still found: the second check digit covers the ten before it.
Until that day the individual number tells the 1900s from the 2000s, which a date in the future is known by.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from exposure_check.identity.reason import Reason, refuse
from exposure_check.identity.scheme import OpenNumber, Population, Scheme
from exposure_check.identity.shape import date_exists, digits, random_day

if TYPE_CHECKING:
    import random

D_NUMBER_DAY = 40
SYNTHETIC_MONTH = 80
FH_FIRST_DAY = 80
_MONTH_OFFSETS = ((SYNTHETIC_MONTH, Reason.TEST), (65, Reason.TEST), (40, Reason.TEMPORARY))
_NEW_RULE = date(2032, 1, 1)
_REMAINDERS = frozenset((0, 1, 2, 3))  # 0 alone for numbers given before 2032


def read(text: str, *, allow_test: bool) -> str:
    """The canonical spelling: eleven digits."""
    number = digits(text, lengths=(11,), ignored="-.:", wrong_length="A Norwegian identity number has eleven digits.")
    reserved = _reserved_range(number)
    if not check_digits_fit(number):
        refuse(Reason.CHECK_CHARACTER)
    if reserved is not None and not allow_test:
        refuse(reserved)
    return number


def check_digits_fit(number: str) -> bool:
    """Whether the last two of eleven digits fit by the rule of today or of 2032."""
    from stdnum.no import fodselsnummer

    remainder = (int(number[9]) - int(fodselsnummer.calc_check_digit1(number))) % 11
    return remainder in _REMAINDERS and number[10] == fodselsnummer.calc_check_digit2(number)


def _reserved_range(number: str) -> Reason | None:
    """The range that is not a person's own number, if it is in one; refuses a date that does not exist."""
    if int(number[:2]) >= FH_FIRST_DAY:
        return Reason.TEMPORARY
    day, month, reserved = _day_and_month(number)
    # 2000 stands for every century: of the two-digit years it lets 29 February 00 pass, which 1900 had not.
    if not date_exists(2000 + int(number[4:6]), month, day):
        refuse(Reason.DATE)
    return reserved


def _day_and_month(number: str) -> tuple[int, int, Reason | None]:
    """Day and month without what is added to them, which need not exist, and the range that this says."""
    day, month = int(number[:2]), int(number[2:4])
    if day > D_NUMBER_DAY:
        day -= D_NUMBER_DAY
    for offset, reason in _MONTH_OFFSETS:
        if month > offset:
            return day, month - offset, reason
    return day, month, None


def birth_date(number: str, today: date) -> date | None:
    """The birth date where the individual number says the 2000s, and None where it cannot be in the future.

    Individual numbers from 500 up with the years 00 to 39 are of the 2000s, all others of an earlier century.
    """
    year = int(number[4:6])
    if today >= _NEW_RULE or int(number[:2]) >= FH_FIRST_DAY or int(number[6:9]) < 500 or year > 39:
        return None
    day, month, _ = _day_and_month(number)
    return date(2000 + year, month, day)


def sample(rng: random.Random) -> str:
    """A synthetic number of the Tax Administration: millions of them."""
    from stdnum.no import fodselsnummer

    while True:
        day = random_day(rng)
        individual = rng.randrange(500) if day.year < 2000 else rng.randrange(500, 1000)
        number = f"{day:%d}{day.month + SYNTHETIC_MONTH}{day:%y}{individual:03d}"
        number += fodselsnummer.calc_check_digit1(number)
        number += fodselsnummer.calc_check_digit2(number)
        if len(number) == 11:  # a check digit of 10 does not exist
            return number


SCHEME = Scheme(
    id="no.fodselsnummer",
    names={
        "en": "Norwegian identity number or D-number",
        "fi": "Norjalainen henkilötunnus tai D-numero",
        "sv": "Norskt födelsenummer eller D-nummer",
    },
    hints={
        "en": "Eleven digits, as on your Norwegian passport, driving licence or bank card.",
        "fi": "Yksitoista numeroa, kuten norjalaisessa passissa, ajokortissa tai pankkikortissa.",
        "sv": "Elva siffror, som på norskt pass, körkort eller bankkort.",
    },
    population=Population(
        count=5_594_340,
        year=2024,
        source="Statistics Norway, population at the end of the 4th quarter of 2024 "
        "(ssb.no/en/befolkning/statistikker/folkemengde). Residents only, so holders of D-numbers are left out.",
    ),
    example="01818012337",
    open_number=OpenNumber(
        fact="The number is not confidential by law.",
        source='Datatilsynet, "Fødselsnummer": no special category of personal data and not confidential'
        " (www.datatilsynet.no; Prop. 164 L (2015-2016), chapter 16, on whom the register gives it to).",
    ),
    read=read,
    sample=sample,
    birth_date=birth_date,
)
