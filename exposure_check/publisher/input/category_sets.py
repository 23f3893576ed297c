"""What a record says: a set of categories for each of its breaches. Rare sets are merged into wider ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import reduce
from typing import TYPE_CHECKING

from exposure_check.protocol.catalogue import CategorySetEntry
from exposure_check.publisher.input import exposed, rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CategorySet = tuple[tuple[str, int], ...]  # (breach, categories as bits, see `exposed`), ascending by breach

RARE = 10  # people; a category set is public, and one that fewer have says too much about them


def category_set(of_breaches: Mapping[str, int]) -> CategorySet:
    """What is exposed under one code, in the one order in which equal sets are equal."""
    return tuple(sorted(of_breaches.items()))


def catalogue_entries(category_set: CategorySet) -> tuple[CategorySetEntry, ...]:
    """A category set as the catalogue writes it."""
    return tuple(
        CategorySetEntry(breach, rows.names(categories), rows.uncertain_names(categories))
        for breach, categories in category_set
    )


def rare(counts: Counter[CategorySet]) -> list[CategorySet]:
    """The category sets that fewer than `RARE` records have."""
    return [category_set for category_set, count in sorted(counts.items()) if count < RARE]


def merge_rare(counts: Counter[CategorySet]) -> dict[CategorySet, CategorySet]:
    """For each rare category set that others can be put together with, the one that replaces it.

    That one has the same breaches and the same confirmed categories, and adds only such as cannot be ruled out: what is
    signed stays true of everybody, and nobody is told less. It is the smallest set that is not rare and covers the rare
    one, or else what it and the other rare sets of the same confirmed categories have together. A set that is alone
    with its confirmed categories stays as it is, and rare.
    """
    few = rare(counts)
    common = sorted(set(counts) - set(few), key=_size)
    merged = {narrow: wide for narrow in few if (wide := _smallest_cover(common, narrow)) is not None}
    alike: dict[CategorySet, list[CategorySet]] = defaultdict(list)
    for narrow in few:
        if narrow not in merged:
            alike[_confirmed(narrow)].append(narrow)
    for together in alike.values():
        wide = reduce(_united, together)
        merged |= {narrow: wide for narrow in together if narrow != wide}
    return merged


def covers(wide: CategorySet, narrow: CategorySet) -> bool:
    """Whether a set may stand for another: it says the same, and perhaps more that cannot be ruled out."""
    return [breach for breach, _ in wide] == [breach for breach, _ in narrow] and all(
        exposed.covers(more, less) for (_, less), (_, more) in zip(narrow, wide, strict=True)
    )


def _smallest_cover(common: Sequence[CategorySet], narrow: CategorySet) -> CategorySet | None:
    return next((wide for wide in common if covers(wide, narrow)), None)


def _size(category_set: CategorySet) -> tuple[int, CategorySet]:
    return sum(bits.bit_count() for _, bits in category_set), category_set


def _confirmed(category_set: CategorySet) -> CategorySet:
    return tuple((breach, exposed.confirmed(bits)) for breach, bits in category_set)


def _united(category_set: CategorySet, other: CategorySet) -> CategorySet:
    both = zip(category_set, other, strict=True)
    return tuple((breach, exposed.united(bits, more)) for (breach, bits), (_, more) in both)
