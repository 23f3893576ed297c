"""What is exposed of one person in one breach, as bits: confirmed categories, and above them those not ruled out.

A category has two places, of which at most one is set: `1 << n` where it is confirmed, `1 << n + SHIFT` where it cannot
be ruled out. What is all confirmed is thus the number that it was before there was certainty.
"""

from __future__ import annotations

SHIFT = 16  # more than there are categories
_CONFIRMED = (1 << SHIFT) - 1


def confirmed(exposed: int) -> int:
    """The categories that are confirmed."""
    return exposed & _CONFIRMED


def uncertain(exposed: int) -> int:
    """The categories that cannot be ruled out."""
    return exposed >> SHIFT


def every(exposed: int) -> int:
    """All categories, whether they are confirmed or not."""
    return confirmed(exposed) | uncertain(exposed)


def united(exposed: int, other: int) -> int:
    """What two rows say together: where they differ in how certain a category is, confirmed wins."""
    return graded(confirmed(exposed | other), uncertain(exposed | other))


def graded(certain: int, possible: int) -> int:
    """Confirmed categories and such as cannot be ruled out; one that is in both is confirmed."""
    return certain | (possible & ~certain) << SHIFT


def covers(wide: int, narrow: int) -> bool:
    """Whether `wide` differs from `narrow` at most in more that cannot be ruled out."""
    return confirmed(wide) == confirmed(narrow) and not uncertain(narrow) & ~uncertain(wide)
