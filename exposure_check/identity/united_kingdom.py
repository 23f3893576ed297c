"""England, Wales and the Isle of Man: NHS number.

Ten digits, the last a check digit modulo 11. Numbers from 999 000 0000 up pass the check and are never given to
a patient. Health and Care numbers of Northern Ireland and CHI numbers of Scotland have the same form and check
and are read too; the population counts England alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_check.identity.reason import Reason, refuse
from exposure_check.identity.scheme import Population, Scheme
from exposure_check.identity.shape import digits

if TYPE_CHECKING:
    import random

TEST_PREFIX = "999"


def read(text: str, *, allow_test: bool) -> str:
    """The canonical spelling: ten digits."""
    from stdnum.exceptions import ValidationError
    from stdnum.gb import nhs

    number = digits(text, lengths=(10,), ignored="-", wrong_length="An NHS number has ten digits.")
    try:
        nhs.validate(number)
    except ValidationError:
        refuse(Reason.CHECK_CHARACTER)
    never_issued = number.startswith(TEST_PREFIX) and not allow_test
    if never_issued or int(number) == 0:  # ten zeros pass the check
        refuse(Reason.NEVER_ISSUED)
    return number


def sample(rng: random.Random) -> str:
    """A number from 999 000 0000 up: about 900,000 of them."""
    from stdnum.gb import nhs

    while True:
        number = f"{TEST_PREFIX}{rng.randrange(10**6):06d}"
        check = -nhs.checksum(number + "0") % 11
        if check < 10:
            return f"{number}{check}"


SCHEME = Scheme(
    id="gb.nhs",
    names={"en": "NHS number", "fi": "NHS-numero (Iso-Britannia)", "sv": "NHS-nummer (Storbritannien)"},
    hints={
        "en": "Ten digits, as on a letter or prescription from the NHS, or in the NHS App.",
        "fi": "Kymmenen numeroa, kuten NHS:n kirjeessä tai reseptissä tai NHS-sovelluksessa.",
        "sv": "Tio siffror, som i ett brev eller recept från NHS eller i NHS-appen.",
    },
    population=Population(
        count=57_690_300,
        year=2023,
        source="Office for National Statistics, England, mid-2023 estimate, released on 8 October 2024. "
        "Residents of England only; Wales and the Isle of Man are left out.",
    ),
    example="999 000 0018",
    read=read,
    sample=sample,
)
