"""Numbers that belong to no one, for demo records and tests. Never for anything secret: the generator is seeded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_check.identity.registry import get

if TYPE_CHECKING:
    import random

_DRAWS = 100  # for each number wanted, before the range counts as used up


def random_test_number(scheme_id: str, rng: random.Random) -> str:
    """A canonical number from the reserved range of a scheme, the same for the same state of `rng`.

    The module of each country says how many there are. Raises `NumberError` with reason `unknown_scheme`.
    """
    return get(scheme_id).sample(rng)


def distinct_test_numbers(scheme_id: str, count: int, rng: random.Random) -> list[str]:
    """`count` different numbers, in the order drawn. Raises `ValueError` where the reserved range has too few."""
    sample = get(scheme_id).sample
    numbers: dict[str, None] = {}
    for _ in range(count * _DRAWS):
        if len(numbers) == count:
            break
        numbers[sample(rng)] = None
    if len(numbers) < count:
        raise ValueError(f"the reserved range of {scheme_id} has too few numbers")
    return list(numbers)
