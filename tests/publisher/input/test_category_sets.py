"""Category sets: shared, public, and therefore not to be so rare that they describe one person."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from exposure_check import identity
from exposure_check.publisher.input import category_sets, rows
from exposure_check.publisher.sample_records import OPEN_BREACH

NAME, PHONE, EMAIL = (rows.BITS[category] for category in ("name", "phone", "email"))
WHOLE = {"a": NAME | PHONE | EMAIL, "b": NAME | PHONE}


def test_a_rare_set_becomes_the_smallest_common_one_that_says_no_less() -> None:
    counts = Counter({(("a", NAME),): 3, (("a", NAME | PHONE),): 10, (("a", NAME | PHONE | EMAIL),): 50})
    assert category_sets.merge_rare(counts, WHOLE) == {(("a", NAME),): (("a", NAME | PHONE),)}


def test_a_rare_set_without_a_common_one_gets_all_categories_of_its_breaches() -> None:
    counts = Counter({(("a", NAME), ("b", PHONE)): 1, (("a", NAME | PHONE),): 10})
    assert category_sets.merge_rare(counts, WHOLE) == {
        (("a", NAME), ("b", PHONE)): (("a", NAME | PHONE | EMAIL), ("b", NAME | PHONE))
    }


any_set = st.dictionaries(st.sampled_from(["a", "b"]), st.integers(1, 7), min_size=1).map(category_sets.category_set)


@given(st.dictionaries(any_set, st.integers(1, 30), min_size=1))
def test_merging_never_hides_a_category_or_a_breach(counts: dict[category_sets.CategorySet, int]) -> None:
    whole = {"a": 7, "b": 7}
    for narrow, wide in category_sets.merge_rare(Counter(counts), whole).items():
        assert [breach for breach, _ in narrow] == [breach for breach, _ in wide]
        assert all(not bits & ~more for (_, bits), (_, more) in zip(narrow, wide, strict=True))


def test_a_build_counts_rare_sets_and_merges_them_when_asked(publish: Callable) -> None:
    numbers = identity.distinct_test_numbers("fi.hetu", 12, random.Random(1))
    common = "".join(f"fi.hetu,{number},{OPEN_BREACH},name;phone,\n" for number in numbers[1:])
    text = f"fi.hetu,{numbers[0]},{OPEN_BREACH},name,\n{common}"
    published, summary = publish(text)
    assert summary.data_sets[0].rare_category_sets == 1
    assert published.look_up(numbers[0]) == {OPEN_BREACH: ("name",)}
    published, summary = publish(text, merge_rare=True)
    assert summary.data_sets[0].rare_category_sets == 0
    assert published.look_up(numbers[0]) == {OPEN_BREACH: ("name", "phone")}
    assert len(published.catalogue().category_sets) == 1
