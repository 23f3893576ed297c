"""Finland: henkilötunnus (HETU).

`DDMMYY`, a separator, an individual number of three digits, and a check character over the nine digits. The
separator says the century (`+` the 1800s, `-YXWVU` the 1900s, `A` to `F` the 2000s) and is part of the identity
since 2023: two people can differ in it alone, and the check character does not cover it. It is kept as typed.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from exposure_check.identity.reason import Reason, refuse
from exposure_check.identity.scheme import Population, Scheme
from exposure_check.identity.shape import random_day

if TYPE_CHECKING:
    import random

SEPARATORS_1900 = "-YXWVU"
SEPARATORS_2000 = "ABCDEF"
SEPARATORS = frozenset("+" + SEPARATORS_1900 + SEPARATORS_2000)
CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_ALPHABET = SEPARATORS.union(CHECK_CHARACTERS)
FIRST_INDIVIDUAL = 2  # 000 and 001 are never given
FIRST_TEMPORARY = 900  # 900 to 999: temporary numbers of hospitals, and the test persons of the register


def check_character(digits: str) -> str:
    """The check character of nine digits `DDMMYYNNN`."""
    return CHECK_CHARACTERS[int(digits) % 31]


def read(text: str, *, allow_test: bool) -> str:
    """The canonical spelling: eleven characters, upper case, the separator as typed."""
    from stdnum.exceptions import InvalidChecksum, ValidationError
    from stdnum.fi import hetu

    _check_shape(text)
    individual = int(text[7:10])
    try:
        number = hetu.validate(text, allow_temporary=True)
    except InvalidChecksum:
        refuse(Reason.CHECK_CHARACTER)
    except ValidationError:
        refuse(Reason.NEVER_ISSUED if individual < FIRST_INDIVIDUAL else Reason.DATE)
    if individual >= FIRST_TEMPORARY and not allow_test:
        refuse(Reason.TEMPORARY)
    return number


def _check_shape(text: str) -> None:
    if not _ALPHABET.issuperset(text):
        refuse(Reason.CHARACTER)
    if len(text) == 10 and text[:9].isdigit():
        refuse(Reason.SEPARATOR)  # nothing is put in for it: each of the thirteen could be somebody's
    if len(text) != 11:
        refuse(Reason.LENGTH, "A Finnish personal identity code has eleven characters.")
    if not (text[:6].isdigit() and text[7:10].isdigit() and text[10] in CHECK_CHARACTERS):
        refuse(Reason.CHARACTER)
    if text[6] not in SEPARATORS:
        refuse(Reason.SEPARATOR)


def birth_date(number: str, today: date) -> date:
    """The birth date, its century by the separator."""
    century = 1800 if number[6] == "+" else 1900 if number[6] in SEPARATORS_1900 else 2000
    return date(century + int(number[4:6]), int(number[2:4]), int(number[:2]))


def sample(rng: random.Random) -> str:
    """A temporary number (individual number 900 to 999): 19 million of them."""
    day = random_day(rng)
    separator = rng.choice(SEPARATORS_1900 if day.year < 2000 else SEPARATORS_2000)
    individual = str(rng.randrange(FIRST_TEMPORARY, 1000))
    birth = f"{day:%d%m%y}"
    return f"{birth}{separator}{individual}{check_character(birth + individual)}"


SCHEME = Scheme(
    id="fi.hetu",
    names={
        "en": "Finnish personal identity code",
        "fi": "Suomalainen henkilötunnus",
        "sv": "Finländsk personbeteckning",
    },
    hints={
        "en": "Eleven characters, as on your Kela card, driving licence or passport.",
        "fi": "Yksitoista merkkiä, kuten Kela-kortissa, ajokortissa tai passissa.",
        "sv": "Elva tecken, som på FPA-kortet, körkortet eller passet.",
    },
    population=Population(
        count=5_603_851,
        year=2023,
        source="Statistics Finland, population at the end of 2023 (Finland in Figures 2024). Residents only.",
    ),
    example="010594Y9032",
    read=read,
    sample=sample,
    birth_date=birth_date,
    sign_at=6,
    uncovered={
        "en": "For someone born in the {century}s, with the sign {sign} in the middle.",
        "fi": "Henkilölle, joka on syntynyt {century}-luvulla. Keskellä on merkki {sign}.",
        "sv": "För någon som är född på {century}-talet. I mitten står tecknet {sign}.",
    },
    sign_notes={
        "en": "The sign in the middle is part of the number: with another sign it is somebody else's.",
        "fi": "Keskellä oleva merkki on osa tunnusta: toisella merkillä tunnus on jonkun toisen.",
        "sv": "Tecknet i mitten är en del av beteckningen: med ett annat tecken är den någon annans.",
    },
)
