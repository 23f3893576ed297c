"""From rows to people: one canonical identifier, and under it one profile for each way of opening it.

Secrets here live as long as the build and are plain bytes and strings: they go to worker processes. Nothing in this
module prints them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exposure_check import identity
from exposure_check.errors import LetterCodeError, NumberError
from exposure_check.protocol import letter_code
from exposure_check.protocol.catalogue import CATEGORIES, ProfileEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from exposure_check.protocol.catalogue import Breach
    from exposure_check.publisher.faults import Faults
    from exposure_check.publisher.records import Row

    Profile = tuple[tuple[str, int], ...]  # (breach, categories as bits), ascending by breach
    Codes = dict[str, dict[str, int]]  # letter code, or "" for open -> breach -> categories as bits
    People = dict[bytes, Codes]  # canonical identifier -> its codes

OPEN = ""
_BITS = {category: 1 << position for position, category in enumerate(CATEGORIES)}


class RefusedError(Exception):
    """A row that does not validate; the text is its reason code."""


@dataclass(frozen=True)
class Rules:
    """What rows are held against. `allow_test` takes numbers of the ranges reserved for tests."""

    breaches: Mapping[str, Breach]
    allow_test: bool


@dataclass(frozen=True, repr=False)
class Entry:
    """One row that validated: categories (bits) of one breach under a canonical identifier and a code, or none."""

    canonical: bytes
    code: str
    breach: str
    categories: int


def entry(row: Row, rules: Rules) -> Entry:
    """Validate a row; raises `RefusedError`."""
    scheme, number, breach_id, categories, code = row
    breach = rules.breaches.get(breach_id.strip())
    if breach is None:
        raise RefusedError("breach.unknown")
    bits = _bits(categories, breach)
    letter = _code(code, breach)
    try:
        identifier = identity.parse(number, scheme.strip(), allow_test=rules.allow_test)
    except NumberError as error:
        raise RefusedError(f"number.{error.reason}") from None
    return Entry(identifier.canonical(), letter, breach.id, bits)


@dataclass(frozen=True, repr=False)
class Grouped:
    """The people of all rows. `merged` counts the rows that repeat or add to an earlier one."""

    people: People
    rows: int
    merged: int


def group(rows: Iterable[tuple[int, Row]], rules: Rules, faults: Faults) -> Grouped:
    """Each person once, with the union of the categories of her rows under one breach and code.

    Rows that do not validate go to `faults`.
    """
    people: People = {}
    count = merged = 0
    for ordinal, row in rows:
        count += 1
        try:
            one = entry(row, rules)
        except RefusedError as refused:
            faults.refuse(ordinal, str(refused))
            continue
        exposed = people.setdefault(one.canonical, {}).setdefault(one.code, {})
        merged += one.breach in exposed
        exposed[one.breach] = exposed.get(one.breach, 0) | one.categories
    return Grouped(people, count, merged)


def by_scheme(people: People) -> Iterator[tuple[str, People]]:
    """The people of each scheme, schemes in order, people in an order that says nothing of the files."""
    schemes: dict[str, People] = {}
    for canonical in sorted(people):
        schemes.setdefault(canonical.partition(b"\0")[0].decode("ascii"), {})[canonical] = people[canonical]
    yield from sorted(schemes.items())


def profile(exposed: Mapping[str, int]) -> Profile:
    """What is exposed under one code, in the one order in which equal profiles are equal."""
    return tuple(sorted(exposed.items()))


def profiles(people: People) -> list[Profile]:
    """Every distinct profile, in a fixed order: a label is an index into this list."""
    return sorted({profile(exposed) for codes in people.values() for exposed in codes.values()})


def described(one: Profile) -> tuple[ProfileEntry, ...]:
    """A profile as the catalogue writes it."""
    return tuple(
        ProfileEntry(breach, tuple(category for category in CATEGORIES if bits & _BITS[category]))
        for breach, bits in one
    )


def _bits(text: str, breach: Breach) -> int:
    names = {name.strip() for name in text.split(";")} - {""}
    if not names:
        raise RefusedError("categories.empty")
    if not names <= _BITS.keys():
        raise RefusedError("categories.unknown")
    if not names <= set(breach.categories):
        raise RefusedError("categories.not_in_breach")
    return sum(_BITS[name] for name in names)


def _code(text: str, breach: Breach) -> str:
    if not text.strip():
        if breach.sealed:
            raise RefusedError("code.missing")
        return OPEN
    if not breach.sealed:
        raise RefusedError("code.unexpected")
    try:
        return letter_code.parse(text)
    except LetterCodeError as error:
        raise RefusedError(f"code.{error.reason}") from None
