"""The Netherlands: burgerservicenummer (BSN).

Nine digits that pass the eleven test. Older papers leave out a leading zero; here it is not put back, neither for
what a person types nor for a file, since one in eleven numbers that lack any digit passes the test with a zero before
it: it would be looked up as somebody else's, and not found. The person is asked for nine digits, and the publisher of
a file that lost its zeros says so in the mapping.

Numbers that begin with 99999 are those of the government's test persons (RvIG, test burgerservicenummers). RvIG's own
statement of the range was not at hand, only software that follows it, so the range is taken narrow: no person's number
is refused by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_check.identity.reason import Reason, refuse
from exposure_check.identity.scheme import Population, Scheme
from exposure_check.identity.shape import digits

if TYPE_CHECKING:
    import random

TEST_PREFIX = "99999"


def read(text: str, *, allow_test: bool) -> str:
    """The canonical spelling: nine digits."""
    from stdnum.exceptions import InvalidChecksum, ValidationError
    from stdnum.nl import bsn

    wrong_length = "A BSN has nine digits. Where eight are printed, a zero stands in front of them."
    number = digits(text, lengths=(9,), ignored="-.", wrong_length=wrong_length)
    try:
        bsn.validate(number)
    except InvalidChecksum:
        refuse(Reason.CHECK_CHARACTER)
    except ValidationError:
        refuse(Reason.NEVER_ISSUED)  # nothing but zeros
    if number.startswith(TEST_PREFIX) and not allow_test:
        refuse(Reason.TEST)
    return number


def sample(rng: random.Random) -> str:
    """A number that begins with 99999: about 900 of them."""
    from stdnum.nl import bsn

    while True:
        number = f"{TEST_PREFIX}{rng.randrange(1000):03d}"
        check = bsn.checksum(number + "0")
        if check < 10:
            return f"{number}{check}"


SCHEME = Scheme(
    id="nl.bsn",
    names={
        "en": "Dutch citizen service number (BSN)",
        "fi": "Alankomaiden kansalaispalvelunumero (BSN)",
        "sv": "Nederländskt medborgarservicenummer (BSN)",
    },
    hints={
        "en": "Nine digits, as on your Dutch passport, identity card or driving licence.",
        "fi": "Yhdeksän numeroa, kuten hollantilaisessa passissa, henkilökortissa tai ajokortissa.",
        "sv": "Nio siffror, som på nederländskt pass, identitetskort eller körkort.",
    },
    population=Population(
        count=17_942_942,
        year=2024,
        source="Statistics Netherlands (CBS), StatLine, population on 1 January 2024. Residents only.",
    ),
    example="999990019",
    read=read,
    sample=sample,
)
