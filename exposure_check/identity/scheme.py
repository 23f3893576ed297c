"""What the program knows about a kind of number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping
    from datetime import date

MAX_PREFIX_BITS = 32  # the bucket index is a 32-bit number


class Reader(Protocol):
    """The rules of a scheme: a repaired text in, the canonical spelling out, `NumberError` where it is none."""

    def __call__(self, text: str, *, allow_test: bool) -> str: ...


class Sampler(Protocol):
    """Draws a canonical number of the reserved range of a scheme; the same for the same state of `rng`."""

    def __call__(self, rng: random.Random) -> str: ...


class BirthDate(Protocol):
    """The birth date that a canonical number says on the day `today`, the earliest where several fit.

    None where it says none.
    """

    def __call__(self, number: str, today: date) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Population:
    """Living holders of such a number, counted low.

    k must not be overstated, so this counts residents even where many holders live abroad, and leaves out whom
    the source does not count. `source` says who counted and where that can be read; `year` is of the count.
    """

    count: int
    year: int
    source: str


@dataclass(frozen=True, slots=True)
class OpenNumber:
    """Why a kind of number is no secret: strangers are told it, or the law does not protect it.

    `fact` is one English sentence for the publisher; `source` says where it can be read.
    """

    fact: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scheme:
    """A kind of identity number: all that the program knows of it. Texts are by language: en, fi, sv."""

    id: str
    names: Mapping[str, str]
    hints: Mapping[str, str]  # what it looks like and where one finds it
    population: Population
    example: str  # from the reserved range: belongs to no one
    read: Reader
    sample: Sampler  # numbers that belong to no one; never for anything secret: the generator is seeded
    open_number: OpenNumber | None = None  # None: whoever has one is supposed to keep it to herself
    few_samples: bool = False  # the reserved range is a short list, too few to draw strangers from
    birth_date: BirthDate | None = None
    has_check_digit: bool = True  # False: none, or none to go by; one mistyped digit is somebody else's number
    sign_at: int | None = None  # place of a sign in the canonical spelling that the check character does not cover
    uncovered: Mapping[str, str] = field(default_factory=dict)  # see `read_back`; may say {century} and {sign}
    sign_notes: Mapping[str, str] = field(default_factory=dict)  # that the sign is part of the number

    def name(self, language: str = "en") -> str:
        """The display name; in English where the language is missing."""
        return self.names.get(language, self.names["en"])

    def hint(self, language: str = "en") -> str:
        """What it looks like and where one finds it; in English where the language is missing."""
        return self.hints.get(language, self.hints["en"])

    def sign_note(self, language: str = "en") -> str:
        """That the sign is part of the number, for whoever was not found; empty where there is no sign."""
        return self.sign_notes.get(language, self.sign_notes.get("en", ""))

    def k(self, prefix_bits: int) -> int:
        """How many living people share a bucket, on average, rounded down; 0 where the prefix is too long.

        Raises `ValueError` for a negative length.
        """
        if prefix_bits < 0:
            raise ValueError("prefix_bits must not be negative")
        return self.population.count >> prefix_bits

    def prefix_bits(self, k_minimum: int) -> int:
        """The longest prefix, in bits, that at least `k_minimum` living people share (the anonymity rule).

        Raises `ValueError` where the whole population is smaller than that.
        """
        if not 1 <= k_minimum <= self.population.count:
            raise ValueError("k_minimum must be 1 to the population of the scheme")
        return min((self.population.count // k_minimum).bit_length() - 1, MAX_PREFIX_BITS)
