"""The number as the window knows it: whether it fits, and by how many people its fragment is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_check import identity
from exposure_check.errors import LetterCodeError, NumberError
from exposure_check.identity.repair import repair
from exposure_check.lookup.verdict import rounded_down
from exposure_check.protocol.suite import K_MINIMUM
from exposure_check.secret import Secret

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


def read_back(text: str, scheme: str, language: str, *, allow_test: bool) -> str:
    """What no check digit of a number covers, in words; empty where the text is no number, or all of it is covered."""
    try:
        return identity.read_back(identity.parse(text, scheme, allow_test=allow_test), language)
    except NumberError:
        return ""


def sign_note(scheme: str, language: str) -> str:
    """That the sign in the middle is part of the number, for whoever was not found; empty where there is none."""
    return identity.get(scheme).sign_note(language)


def other_kinds(text: str, scheme: str) -> list[Scheme]:
    """The kinds of number that a text has the form of, where it has not that of its own kind."""
    return list(identity.other_schemes(text, scheme))


def is_typed_twice(scheme: str) -> bool:
    """Whether a kind of number has no check digit to go by: one mistyped digit is then somebody else's number."""
    return not identity.get(scheme).has_check_digit


def is_same(text: str, again: str, scheme: str, *, allow_test: bool) -> bool:
    """Whether two texts spell one number."""
    try:
        first, second = (identity.parse(typed, scheme, allow_test=allow_test).canonical() for typed in (text, again))
    except NumberError:
        return False
    return Secret(first) == Secret(second)  # in constant time


def code_fault(text: str) -> str | None:
    """The reason why a text is not the code of a letter; none where it is one."""
    from exposure_check.protocol import letter_code  # here: stdnum is not needed for the first frame

    try:
        letter_code.parse(text)
    except LetterCodeError as error:
        return error.reason
    return None


def people_who_share(scheme: str) -> int:
    """By about how many living people what is sent is shared, rounded down, before the list was asked."""
    return bits_and_people(scheme)[1]


def length_of(scheme: str) -> int:
    """How many characters a number of this kind has, without what only parts it."""
    return count(identity.get(scheme).example, scheme)


def count(text: str, scheme: str) -> int:
    """How many characters of a text count towards a number of this kind.

    A hyphen parts the numbers of most countries; where an example has none it may be a sign of the number itself.
    """
    parting = {" ", "-"} if "-" in identity.get(scheme).example else {" "}
    try:
        characters = repair(text)
    except NumberError:
        characters = text.strip()  # nothing, or what no keyboard writes
    return sum(character not in parting for character in characters)


def bits_and_people(scheme: str, provenance: Provenance | None = None) -> tuple[int, int]:
    """How many bits of the hash are sent, and by about how many living people they are shared, rounded down.

    From the list itself once it was asked; before, what the anonymity rule allows at most.
    """
    if provenance is not None:
        return provenance.prefix_bits, rounded_down(provenance.k)
    chosen = identity.get(scheme)
    bits = chosen.prefix_bits(K_MINIMUM)
    return bits, rounded_down(chosen.k(bits))
