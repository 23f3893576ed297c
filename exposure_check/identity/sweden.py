"""Sweden: personnummer, and samordningsnummer (coordination number), which python-stdnum does not know.

The canonical spelling has twelve digits, `YYYYMMDDNNNC`, the last by the Luhn rule over the ten before the
century. Skatteverket stores them so, and passports and health records print them so.

Ten digits are refused with a reason of their own. In `YYMMDD-NNNC` the century follows from the separator and
from the day on which one reads it: `-` becomes `+` in the year in which the person turns 100. This layer has no
clock, records are older than lookups, and people leave the separator out; a century guessed wrong is another
number, which would be looked up and not found. So the person is asked for the four digits of the year of birth.

A coordination number has 60 added to the day. Month 00 and day 60 occur where the date of birth is not known
(they are in Skatteverket's list of test numbers).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from exposure_check.identity.reason import Reason, refuse
from exposure_check.identity.scheme import OpenNumber, Population, Scheme
from exposure_check.identity.shape import date_exists, digits
from exposure_check.identity.sweden_test_numbers import PERSONNUMMER, SAMORDNINGSNUMMER, TEST_NUMBERS

if TYPE_CHECKING:
    import random

COORDINATION_DAY = 60
CENTURIES = ("18", "19", "20")


def read(text: str, *, allow_test: bool) -> str:
    """The canonical spelling: twelve digits."""
    from stdnum import luhn

    wrong_length = "A Swedish personal identity number has twelve digits, with the century."
    number = digits(text, lengths=(10, 12), ignored="-+", wrong_length=wrong_length)
    if len(number) == 10:
        refuse(Reason.CENTURY)
    if not _has_date(number):
        refuse(Reason.DATE)
    if not luhn.is_valid(number[2:]):
        refuse(Reason.CHECK_CHARACTER)
    if number[8:11] == "000":
        refuse(Reason.NEVER_ISSUED)
    if number in TEST_NUMBERS and not allow_test:
        refuse(Reason.TEST)
    return number


def _has_date(number: str) -> bool:
    return number[:2] in CENTURIES and date_exists(*_earliest_day(number))


def _earliest_day(number: str) -> tuple[int, int, int]:
    """Year, month and day, which need not exist."""
    year, month, day = int(number[:4]), int(number[4:6]), int(number[6:8])
    if day < COORDINATION_DAY:
        return year, month, day
    # An unknown part may be anything that the known part allows: 1 and January allow the most.
    return year, month or 1, day - COORDINATION_DAY or 1


def birth_date(number: str, today: date) -> date:
    """The birth date; the earliest that a coordination number with unknown parts allows."""
    return date(*_earliest_day(number))


def sample(rng: random.Random) -> str:
    """A test number of Skatteverket: 116 of them."""
    return rng.choice(PERSONNUMMER + SAMORDNINGSNUMMER)


SCHEME = Scheme(
    id="se.personnummer",
    names={
        "en": "Swedish personal identity number or coordination number",
        "fi": "Ruotsalainen henkilötunnus tai koordinointinumero",
        "sv": "Svenskt personnummer eller samordningsnummer",
    },
    hints={
        "en": "Twelve digits beginning with the year of birth, as on your Swedish passport or identity card.",
        "fi": "Kaksitoista numeroa, syntymävuosi ensin, kuten ruotsalaisessa passissa tai henkilökortissa.",
        "sv": "Tolv siffror med födelseåret först, som i passet eller på id-kortet.",
    },
    population=Population(
        count=10_587_710,
        year=2024,
        source="Statistics Sweden (SCB), folkmängd i riket 31 december 2024. "
        "Residents only, so holders of coordination numbers are left out.",
    ),
    example="19121212-1212",
    open_number=OpenNumber(
        fact="The population register is public, and the number is given to whoever asks.",
        source="Skatteverket, Rättslig vägledning, on secrecy of the population register: most of it is public "
        "(22 kap. 1 § OSL; www4.skatteverket.se/rattsligvagledning/edition/2022.8/329108.html).",
    ),
    read=read,
    sample=sample,
    few_samples=True,
    birth_date=birth_date,
    uncovered={
        "en": "For someone born in the {century}s.",
        "fi": "Henkilölle, joka on syntynyt {century}-luvulla.",
        "sv": "För någon som är född på {century}-talet.",
    },
)
