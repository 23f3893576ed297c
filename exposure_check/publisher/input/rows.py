"""One row of breach records: valid, or refused with a reason code. Reason codes are stable and hold no content."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from exposure_check import identity, printable
from exposure_check.errors import LetterCodeError, NumberError
from exposure_check.protocol import letter_code
from exposure_check.protocol.catalogue import CATEGORIES
from exposure_check.publisher.input import exposed as bits_of
from exposure_check.tables import certainty, numbers
from exposure_check.tables.faults import LEADING_ZERO
from exposure_check.tables.mapping import AS_IS, Mapping
from exposure_check.trust import code_book

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Dictionary

    from exposure_check.protocol.catalogue import Breach
    from exposure_check.tables.columns import Row

OPEN = ""  # stands for the code of an open record
_REMEMBERED = 4096  # texts of categories
UNCHECKED = "unchecked"  # stands for every breach where none is known
_FORMULA = re.compile(r"[=@]|[+-](?![\d.,]+$)")  # a number may have a sign
BITS = {category: 1 << position for position, category in enumerate(CATEGORIES)}


class RefusedError(Exception):
    """A row that does not validate; the text is its reason code."""


@dataclass(frozen=True)
class BreachRule:
    """What the rows of a breach are checked against."""

    sealed: bool
    categories: int  # as bits


@dataclass(frozen=True, repr=False)
class Rules:
    """What rows are checked against; travels to the workers.

    `allow_test` takes numbers of the ranges reserved for tests. `codes_key` (32 bytes) draws the codes of sealed rows
    that have none, and `codes_renewed` says whose was renewed (`CodeBook`); without a key they are refused. `breaches`
    None leaves breaches unchecked, to look at a file before there is a `breaches.toml`.
    """

    breaches: Dictionary[str, BreachRule] | None
    allow_test: bool
    mapping: Mapping = field(default=AS_IS)
    codes_key: bytes | None = None
    codes_renewed: Dictionary[str, int] = field(default_factory=dict)
    _categories_of: dict[tuple[str, BreachRule], int] = field(
        default_factory=dict
    )  # texts of categories: there are few


class Entry(msgspec.Struct, frozen=True):  # made ten times as quickly as a frozen dataclass, and there are millions
    """One row that validated: categories (bits, see `exposed`) of one breach under a canonical identifier and a code,
    or none.
    """

    canonical: bytes
    code: str
    breach: str
    categories: int
    drawn: bool  # the code was drawn here
    former: tuple[str, ...] = ()  # then: the codes that it replaced

    def __repr__(self) -> str:
        return "<entry>"


def breach_rules(breaches: Dictionary[str, Breach]) -> dict[str, BreachRule]:
    """The rule of each breach, by id."""
    return {breach.id: BreachRule(breach.sealed, bits(breach.categories)) for breach in breaches.values()}


def bits(categories: tuple[str, ...], uncertain: tuple[str, ...] = ()) -> int:
    """Categories as bits; of those that are `uncertain`, only that they cannot be ruled out."""
    possible = sum(BITS[category] for category in uncertain)
    return bits_of.graded(sum(BITS[category] for category in categories) & ~possible, possible)


def names(categories: int) -> tuple[str, ...]:
    """The categories of some bits, confirmed or not, in the order of the protocol."""
    every = bits_of.every(categories)
    return tuple(category for category in CATEGORIES if every & BITS[category])


def uncertain_names(categories: int) -> tuple[str, ...]:
    """Those of them that cannot be ruled out."""
    return names(bits_of.uncertain(categories))


def entry(row: Row, rules: Rules) -> Entry:
    """Validate a row; raises `RefusedError`."""
    scheme, number, breach, categories, code, name = map(str.strip, row)
    breach, rule = _breach(breach, code, rules)
    exposed = _categories(categories, rule, rules)
    letter = _code(code, rule)
    try:
        scheme = rules.mapping.schemes.get(scheme, scheme)
        canonical = identity.parse(number, scheme, allow_test=rules.allow_test).canonical()
    except NumberError as error:
        raise RefusedError(
            LEADING_ZERO if numbers.has_lost_zero(number, scheme) else f"number.{error.reason}"
        ) from None
    drawn = rule.sealed and letter == OPEN
    if drawn:
        if rules.codes_key is None:
            raise RefusedError("code.missing")
        if name:
            _check_name(name, canonical)
        letter = code_book.draw(rules.codes_key, rules.codes_renewed, canonical, breach)
        replaced = code_book.former(rules.codes_key, rules.codes_renewed, canonical, breach)
        return Entry(canonical, letter, breach, exposed, drawn, replaced)
    return Entry(canonical, letter, breach, exposed, drawn)


def parts_of(scheme: str, breach: str, rules: Rules) -> Iterator[str]:
    """What a row with these texts belongs to, where they are known: scheme and breach, in words for an error."""
    scheme, breach = scheme.strip(), breach.strip()
    if (scheme := rules.mapping.schemes.get(scheme, scheme)) in identity.SCHEMES:
        yield f"the scheme {scheme}"
    if (breach := rules.mapping.breaches.get(breach, breach)) in (rules.breaches or ()):
        yield f"the breach {breach}"


def _check_name(name: str, canonical: bytes) -> None:
    """Refuse a name of a row that is not fit for whoever prints the letters, and opens the list in a spreadsheet.

    That is one that holds the number of its person, however it is punctuated; one that a spreadsheet computes; and one
    with control characters.
    """
    number = canonical.decode("ascii").partition("\0")[2]
    if _letters_and_digits(number) in _letters_and_digits(name):
        raise RefusedError("row.holds_number")
    if _FORMULA.match(name):
        raise RefusedError("row.formula")
    if printable.find(name) is not None:
        raise RefusedError("row.unprintable")


def _letters_and_digits(text: str) -> str:
    return "".join(filter(str.isalnum, text.upper()))


def _breach(text: str, code: str, rules: Rules) -> tuple[str, BreachRule]:
    if rules.breaches is None:
        # What stands there may be anything, so it is not kept.
        return UNCHECKED, BreachRule(sealed=bool(code), categories=bits(CATEGORIES))
    breach = rules.mapping.breaches.get(text, text)
    rule = rules.breaches.get(breach)
    if rule is None:
        raise RefusedError("breach.unknown")
    return breach, rule


def _categories(text: str, rule: BreachRule, rules: Rules) -> int:
    exposed = rules._categories_of.get((text, rule))
    if exposed is None:
        exposed = _named(text, rule, rules.mapping)
        if len(rules._categories_of) < _REMEMBERED:
            rules._categories_of[text, rule] = exposed
    return exposed


def _named(text: str, rule: BreachRule, mapping: Mapping) -> int:
    words = {word.strip() for word in _words(text, mapping.separator) if not mapping.says_nothing(word)}
    categories = {category_of(word, mapping) for word in words}
    if not categories:
        raise RefusedError("categories.empty")
    if not {certainty.unmarked(category) for category in categories} <= BITS.keys():
        raise RefusedError("categories.unknown")
    possible = {category for category in categories if category.endswith(certainty.MARK)}
    confirmed = sum(BITS[category] for category in categories - possible)
    exposed = bits_of.graded(confirmed, sum(BITS[name] for name in set(map(certainty.unmarked, possible))))
    if bits_of.every(exposed) & ~rule.categories:
        raise RefusedError("categories.not_in_breach")
    return exposed


def category_of(word: str, mapping: Mapping) -> str:
    """Our category for a word of the file, marked where it cannot be ruled out."""
    bare = certainty.unmarked(word)
    category = mapping.categories.get(bare, bare)
    return category if bare == word else certainty.unmarked(category) + certainty.MARK


def words_of(text: str, separator: str) -> set[str]:
    """The words of a text of categories, the whole text where it is a list that does not read."""
    try:
        return {word.strip() for word in _words(text, separator)}
    except RefusedError:
        return {text}


def _words(text: str, separator: str) -> list[str]:
    if not text.startswith("["):
        return text.split(separator)
    try:  # a list in JSON lines
        return msgspec.json.decode(text, type=list[str])
    except msgspec.DecodeError:
        raise RefusedError("categories.unknown") from None


def _code(text: str, rule: BreachRule) -> str:
    if not text:
        return OPEN
    if not rule.sealed:
        raise RefusedError("code.unexpected")
    try:
        return letter_code.parse(text)
    except LetterCodeError as error:
        raise RefusedError(f"code.{error.reason}") from None
