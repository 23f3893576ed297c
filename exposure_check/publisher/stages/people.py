"""From rows to people: one canonical identifier, and under it one profile for each way of opening it.

Secrets here are plain bytes and strings, because they go to worker processes. Nothing in this module prints them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from exposure_check.protocol.catalogue import CategorySetEntry
from exposure_check.publisher.input import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CategorySet = tuple[tuple[str, int], ...]  # (breach, categories as bits), ascending by breach
Codes = dict[str, dict[str, int]]  # letter code, or OPEN -> breach -> categories as bits
People = dict[bytes, Codes]  # canonical identifier -> its codes
Packed = tuple[bytes, str, str, int]  # canonical identifier, code, breach, categories as bits

RARE = 10  # people; a profile is public, and one held by fewer says too much about them


def group(entries: Iterable[Packed]) -> People:
    """Each person once, ascending, with the union of the categories of her rows under one breach and code."""
    people: People = {}
    for canonical, code, breach, categories in entries:
        exposed = people.setdefault(canonical, {}).setdefault(code, {})
        exposed[breach] = exposed.get(breach, 0) | categories
    return {canonical: dict(sorted(people[canonical].items())) for canonical in sorted(people)}


def scheme_of(canonical: bytes) -> str:
    """The scheme that a canonical identifier begins with."""
    return canonical.partition(b"\0")[0].decode("ascii")


def profile(exposed: Mapping[str, int]) -> CategorySet:
    """What is exposed under one code, in the one order in which equal profiles are equal."""
    return tuple(sorted(exposed.items()))


def described(one: CategorySet) -> tuple[CategorySetEntry, ...]:
    """A profile as the catalogue writes it."""
    return tuple(CategorySetEntry(breach, rows.names(categories)) for breach, categories in one)


def rare(held: Counter[CategorySet]) -> list[CategorySet]:
    """The profiles that fewer than `RARE` records have."""
    return [one for one, count in sorted(held.items()) if count < RARE]


def coarsened(held: Counter[CategorySet], whole: Mapping[str, int]) -> dict[CategorySet, CategorySet]:
    """For each rare profile the one that replaces it: it never says less, and names the same breaches.

    That is the smallest profile that is not rare and has all its categories, or else every category of its breaches
    (`whole`). Such a profile may be rare still: which breaches a person is in is never changed.
    """
    few = rare(held)
    common = sorted(set(held) - set(few), key=lambda one: (sum(bits.bit_count() for _, bits in one), one))
    return {one: next((other for other in common if _covers(other, one)), _whole(one, whole)) for one in few}


def _covers(other: CategorySet, one: CategorySet) -> bool:
    return [breach for breach, _ in other] == [breach for breach, _ in one] and all(
        not bits & ~more for (_, bits), (_, more) in zip(one, other, strict=True)
    )


def _whole(one: CategorySet, whole: Mapping[str, int]) -> CategorySet:
    return tuple((breach, whole[breach]) for breach, _ in one)
