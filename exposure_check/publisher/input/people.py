"""From rows to people: one canonical identifier, and under it what is exposed under each code.

Secrets here are plain bytes and strings, because they go to worker processes. Nothing in this module prints them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_check.publisher.input.exposed import united

if TYPE_CHECKING:
    from collections.abc import Iterable

Codes = dict[str, dict[str, int]]  # letter code, or OPEN -> breach -> categories as bits, see `exposed`
People = dict[bytes, Codes]  # canonical identifier -> its codes
PackedRow = tuple[bytes, str, str, int]  # canonical identifier, code, breach, categories as bits


def group(rows: Iterable[PackedRow]) -> People:
    """Each person once, ascending, with the union of the categories of their rows under one breach and code: a category
    that one row confirms is confirmed.
    """
    people: People = {}
    for canonical, code, breach, categories in rows:
        exposed = people.setdefault(canonical, {}).setdefault(code, {})
        exposed[breach] = united(exposed.get(breach, 0), categories)
    return {canonical: dict(sorted(people[canonical].items())) for canonical in sorted(people)}


def scheme_of(canonical: bytes) -> str:
    """The scheme that a canonical identifier begins with."""
    return canonical.partition(b"\0")[0].decode("ascii")
