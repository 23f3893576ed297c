"""Denmark: personnummer (CPR).

Ten digits: `DDMMYY` and a sequence number whose first digit says the century. The modulus-11 check was abandoned
on 1 October 2007 and the CPR office asks systems not to reject by it, so a mistyped digit is found only where it
spoils the date. Replacement numbers have 60 added to the day (the CPR office's advice, cpr.dk): each organisation
makes its own, for people without a number and for tests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_check.identity.reason import Reason, refuse
from exposure_check.identity.scheme import Population, Scheme
from exposure_check.identity.shape import digits, random_day

if TYPE_CHECKING:
    import random
    from datetime import date

REPLACEMENT_DAY = 60


def read(text: str, *, allow_test: bool) -> str:
    """The canonical spelling: ten digits."""
    from stdnum.exceptions import InvalidComponent

    number = digits(text, lengths=(10,), ignored="-", wrong_length="A Danish CPR number has ten digits.")
    try:
        _birth_date(number)
    except InvalidComponent:
        refuse(Reason.DATE)
    if int(number[:2]) > REPLACEMENT_DAY and not allow_test:
        refuse(Reason.TEMPORARY)
    return number


def _birth_date(number: str) -> date:
    """The birth date; raises `stdnum.exceptions.InvalidComponent` where it does not exist."""
    from stdnum.dk import cpr

    day = int(number[:2])
    if day > REPLACEMENT_DAY:
        day -= REPLACEMENT_DAY
    born: date = cpr.get_birth_date(f"{day:02d}{number[2:]}")
    return born


def birth_date(number: str, today: date) -> date:
    """The birth date, its century by the seventh digit and the year."""
    return _birth_date(number)


def sample(rng: random.Random) -> str:
    """A replacement number: a hundred million of them."""
    day = random_day(rng)
    sequence = rng.randrange(4000) if day.year < 2000 else rng.randrange(4000, 10_000)
    return f"{day.day + REPLACEMENT_DAY}{day:%m%y}{sequence:04d}"


SCHEME = Scheme(
    id="dk.cpr",
    names={"en": "Danish CPR number", "fi": "Tanskalainen CPR-numero", "sv": "Danskt CPR-nummer"},
    hints={
        "en": "Ten digits, as on your yellow Danish health card.",
        "fi": "Kymmenen numeroa, kuten keltaisessa tanskalaisessa sairausvakuutuskortissa.",
        "sv": "Tio siffror, som på det gula danska sjukförsäkringskortet.",
    },
    population=Population(
        count=5_961_249,
        year=2024,
        source="Statistics Denmark, population on 1 January 2024 (dst.dk, Borgere). "
        "Residents only, without Greenland and the Faroe Islands.",
    ),
    example="610180-4321",
    read=read,
    sample=sample,
    birth_date=birth_date,
    has_check_digit=False,
    uncovered={
        "en": "For someone born in the {century}s.",
        "fi": "Henkilölle, joka on syntynyt {century}-luvulla.",
        "sv": "För någon som är född på {century}-talet.",
    },
)
