"""Category sets: shared, public, and therefore not to be so rare that they describe one person."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from exposure_check import identity
from exposure_check.publisher.input import category_sets, exposed, rows
from exposure_check.publisher.sample_records import OPEN_BREACH

NAME, PHONE, EMAIL = (rows.BITS[category] for category in ("name", "phone", "email"))


def maybe(bits: int) -> int:
    """Categories that cannot be ruled out."""
    return exposed.graded(0, bits)


def test_a_rare_set_becomes_the_smallest_common_one_that_only_adds_what_cannot_be_ruled_out() -> None:
    narrow, wide, widest = (("a", NAME),), (("a", NAME | maybe(PHONE)),), (("a", NAME | maybe(PHONE | EMAIL)),)
    assert category_sets.merge_rare(Counter({narrow: 3, wide: 10, widest: 50})) == {narrow: wide}


def test_a_rare_set_never_gets_a_confirmed_category_nor_loses_one() -> None:
    confirmed, possible = (("a", NAME | PHONE),), (("a", maybe(NAME | PHONE)),)
    for rare in ((("a", NAME),), (("a", NAME | maybe(PHONE)),), (("a", maybe(NAME) | PHONE),)):
        assert category_sets.merge_rare(Counter({rare: 3, confirmed: 50, possible: 50})) == {}


def test_rare_sets_of_the_same_confirmed_categories_are_put_together() -> None:
    first = (("a", NAME | maybe(PHONE)), ("b", maybe(NAME)))
    other = (("a", NAME | maybe(EMAIL)), ("b", maybe(PHONE)))
    apart = (("a", NAME | maybe(EMAIL)), ("b", PHONE))
    together = (("a", NAME | maybe(PHONE | EMAIL)), ("b", maybe(NAME | PHONE)))
    assert category_sets.merge_rare(Counter({first: 1, other: 2, apart: 3})) == {first: together, other: together}


any_exposure = st.tuples(st.integers(0, 7), st.integers(0, 7)).map(lambda pair: exposed.graded(*pair)).filter(bool)
any_set = st.dictionaries(st.sampled_from(["a", "b"]), any_exposure, min_size=1).map(category_sets.category_set)


@given(st.dictionaries(any_set, st.integers(1, 30), min_size=1, max_size=12))
def test_merging_adds_only_what_cannot_be_ruled_out(counts: dict[category_sets.CategorySet, int]) -> None:
    merged = category_sets.merge_rare(Counter(counts))
    for narrow, wide in merged.items():
        assert counts[narrow] < category_sets.RARE
        assert [breach for breach, _ in narrow] == [breach for breach, _ in wide]
        for (_, before), (_, after) in zip(narrow, wide, strict=True):
            assert exposed.confirmed(after) == exposed.confirmed(before)
            assert exposed.uncertain(after) | exposed.uncertain(before) == exposed.uncertain(after)
    records: Counter[category_sets.CategorySet] = Counter()
    for first, count in counts.items():
        records[merged.get(first, first)] += count
    assert len(category_sets.rare(records)) <= len(category_sets.rare(Counter(counts)))


def test_a_build_counts_rare_sets_and_merges_them_when_asked(publish: Callable) -> None:
    numbers = identity.distinct_test_numbers("fi.hetu", 12, random.Random(1))
    common = "".join(f"fi.hetu,{number},{OPEN_BREACH},name;phone?,\n" for number in numbers[1:])
    text = f"fi.hetu,{numbers[0]},{OPEN_BREACH},name,\n{common}"
    published, summary = publish(text)
    assert summary.data_sets[0].rare_category_sets == 1
    assert published.look_up(numbers[0]) == {OPEN_BREACH: ("name",)}
    published, summary = publish(text, merge_rare=True)
    assert summary.data_sets[0].rare_category_sets == 0
    assert published.look_up(numbers[0]) == {OPEN_BREACH: ("name", "phone")}
    assert [entry.uncertain for (entry,) in published.catalogue().category_sets] == [("phone",)]


def test_a_build_does_not_confirm_what_nobody_recorded_to_hide_a_rare_set(publish: Callable) -> None:
    numbers = identity.distinct_test_numbers("fi.hetu", 12, random.Random(1))
    common = "".join(f"fi.hetu,{number},{OPEN_BREACH},name;phone,\n" for number in numbers[1:])
    published, summary = publish(f"fi.hetu,{numbers[0]},{OPEN_BREACH},name,\n{common}", merge_rare=True)
    assert summary.data_sets[0].rare_category_sets == 1
    assert published.look_up(numbers[0]) == {OPEN_BREACH: ("name",)}
