"""The number as the window knows it: whether it fits, and by how many people its fragment is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_check import identity
from exposure_check.errors import LetterCodeError, NumberError
from exposure_check.lookup.verdict import rounded_down
from exposure_check.protocol.suite import K_MINIMUM

if TYPE_CHECKING:
    from exposure_check.identity import Scheme
    from exposure_check.lookup.profile import Profile
    from exposure_check.lookup.verdict import Provenance


def schemes(profile: Profile) -> list[Scheme]:
    """The kinds of number that a profile offers and this version knows; at least one.

    Raises `NumberError` where it knows none of them.
    """
    known = [identity.SCHEMES[name] for name in profile.schemes if name in identity.SCHEMES]
    return known or [identity.get(profile.schemes[0])]


def fault(text: str, scheme: str, *, allow_test: bool) -> str | None:
    """The reason why a text is not a number of this kind; none where it is one."""
    try:
        identity.parse(text, scheme, allow_test=allow_test)
    except NumberError as error:
        return str(error.reason)
    return None


def code_fault(text: str) -> str | None:
    """The reason why a text is not the code of a letter; none where it is one."""
    from exposure_check.protocol import letter_code  # here: stdnum is not needed for the first frame

    try:
        letter_code.parse(text)
    except LetterCodeError as error:
        return error.reason
    return None


def bits_and_people(scheme: str, provenance: Provenance | None = None) -> tuple[int, int]:
    """How many bits of the hash are sent, and by about how many living people they are shared, rounded down.

    From the list itself once it was asked; before, what the anonymity rule allows at most.
    """
    if provenance is not None:
        return provenance.prefix_bits, rounded_down(provenance.k)
    chosen = identity.get(scheme)
    bits = chosen.prefix_bits(K_MINIMUM)
    return bits, rounded_down(chosen.k(bits))
