"""What a record says: a set of categories for each of its breaches. Rare sets are merged into wider ones."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from exposure_check.protocol.catalogue import CategorySetEntry
from exposure_check.publisher.input import rows

if TYPE_CHECKING:
    from collections.abc import Mapping

CategorySet = tuple[tuple[str, int], ...]  # (breach, categories as bits), ascending by breach

RARE = 10  # people; a category set is public, and one that fewer have says too much about them


def category_set(exposed: Mapping[str, int]) -> CategorySet:
    """What is exposed under one code, in the one order in which equal sets are equal."""
    return tuple(sorted(exposed.items()))


def catalogue_entries(category_set: CategorySet) -> tuple[CategorySetEntry, ...]:
    """A category set as the catalogue writes it."""
    return tuple(CategorySetEntry(breach, rows.names(categories)) for breach, categories in category_set)


def rare(counts: Counter[CategorySet]) -> list[CategorySet]:
    """The category sets that fewer than `RARE` records have."""
    return [category_set for category_set, count in sorted(counts.items()) if count < RARE]


def merge_rare(counts: Counter[CategorySet], whole: Mapping[str, int]) -> dict[CategorySet, CategorySet]:
    """For each rare category set the one that replaces it: it never says less, and names the same breaches.

    That is the smallest set that is not rare and has all its categories, or else every category of its breaches
    (`whole`). Such a set may be rare still: which breaches a person is in is never changed.
    """
    few = rare(counts)
    common = sorted(set(counts) - set(few), key=_size)
    return {narrow: next((wide for wide in common if _covers(wide, narrow)), _whole(narrow, whole)) for narrow in few}


def _size(category_set: CategorySet) -> tuple[int, CategorySet]:
    return sum(bits.bit_count() for _, bits in category_set), category_set


def _covers(wide: CategorySet, narrow: CategorySet) -> bool:
    return [breach for breach, _ in wide] == [breach for breach, _ in narrow] and all(
        not bits & ~more for (_, bits), (_, more) in zip(narrow, wide, strict=True)
    )


def _whole(category_set: CategorySet, whole: Mapping[str, int]) -> CategorySet:
    return tuple((breach, whole[breach]) for breach, _ in category_set)
