"""United States: Social Security number.

Nine digits without any check: area, group, serial. A mistyped digit nearly always gives somebody else's number,
so the screens should let the person read it again. Area 000, 666 and 900 up, group 00 and serial 0000 are never
given; 987-65-4320 to 987-65-4329 are set aside for advertisements. With `allow_test` those ten, area 666 and area 999
are read: the synthetic patients that many test with (Synthea, `LifecycleModule.java`) have numbers of area 999. The
rest of area 9xx is not read, because taxpayer numbers (ITIN, ATIN) of living people have that form; some of area 999
have it too, which is one reason more why `allow_test` is for tests alone. Three numbers that were printed in public and
then used by thousands are named as such (python-stdnum lists them).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_check.identity.reason import Reason, refuse
from exposure_check.identity.scheme import Population, Scheme
from exposure_check.identity.shape import digits

if TYPE_CHECKING:
    import random

UNUSED_AREA = "666"
SYNTHETIC_AREA = "999"
ADVERTISING_PREFIX = "98765432"
# Of area 9xx: ITINs (IRS, from 2016 with 50 to 65, which python-stdnum does not know), and 93 for adoptions (ATIN).
_TAXPAYER_GROUPS = frozenset((*range(50, 66), *range(70, 89), *range(90, 100)))
_WITHDRAWN = ("078051120", "219099999", "457555462")


def read(text: str, *, allow_test: bool) -> str:
    """The canonical spelling: nine digits."""
    from stdnum.exceptions import ValidationError
    from stdnum.us import ssn

    number = digits(text, lengths=(9,), ignored="-", wrong_length="A Social Security number has nine digits.")
    reserved = _reserved_range(number)
    if reserved is not None:
        if not allow_test:
            refuse(reserved)
        return number
    if number[0] == "9" and int(number[3:5]) in _TAXPAYER_GROUPS:
        refuse(Reason.TAXPAYER_NUMBER)
    if number in _WITHDRAWN:
        refuse(Reason.WITHDRAWN)
    try:
        ssn.validate(number)
    except ValidationError:
        refuse(Reason.NEVER_ISSUED)
    return number


def _reserved_range(number: str) -> Reason | None:
    if number.startswith(ADVERTISING_PREFIX):
        return Reason.TEST
    if number.startswith((UNUSED_AREA, SYNTHETIC_AREA)) and number[3:5] != "00" and number[5:] != "0000":
        is_taxpayer = number.startswith(SYNTHETIC_AREA) and int(number[3:5]) in _TAXPAYER_GROUPS
        return Reason.TAXPAYER_NUMBER if is_taxpayer else Reason.NEVER_ISSUED
    return None


def sample(rng: random.Random) -> str:
    """A number of area 666: a million of them."""
    return f"{UNUSED_AREA}{rng.randrange(1, 100):02d}{rng.randrange(1, 10_000):04d}"


SCHEME = Scheme(
    id="us.ssn",
    names={
        "en": "US Social Security number",
        "fi": "Yhdysvaltain sosiaaliturvatunnus",
        "sv": "Amerikanskt socialförsäkringsnummer",
    },
    hints={
        "en": "Nine digits, as on your Social Security card or tax form W-2.",
        "fi": "Yhdeksän numeroa, kuten Social Security -kortissa tai verolomakkeessa W-2.",
        "sv": "Nio siffror, som på Social Security-kortet eller skatteblanketten W-2.",
    },
    population=Population(
        count=300_000_000,
        year=2020,
        source="No official count of living holders was found. Set low on purpose: the 331,449,281 residents of "
        "the 2020 census (US Census Bureau) less 31 million as a margin for residents without a number.",
    ),
    example="987-65-4320",
    read=read,
    sample=sample,
    has_check_digit=False,
)
