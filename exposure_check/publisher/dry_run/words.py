"""The words that stand in the columns of [present], categories and certainty, and what each is taken for.

A word for nothing that is missed says of everybody with an empty field that it was exposed, so every word is accounted
for. Not every word is printed, though: in these columns stand names and telephone numbers, and what a terminal prints
is kept in scroll-back and logs. Shown are words for nothing, categories, and what many rows share; of the others how
many there are, by length where they are so short that they may stand for nothing. All are listed where that is asked
for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from exposure_check.publisher.input import rows
from exposure_check.tables import certainty
from exposure_check.tables.columns import OTHERS
from exposure_check.tables.mapping import CERTAINTY
from exposure_check.tables.nothing import YES, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from exposure_check.tables.columns import Seen
    from exposure_check.tables.mapping import Mapping as NameMapping

    TakenFor = Callable[[str], str]

NOTHING = ""  # what a word for no value is taken for
UNKNOWN = "no category"  # what a word is taken for, of which the row is refused
UNKNOWN_CERTAINTY = "unknown"  # likewise, in a column for certainty
SHORT = 4  # characters: "N", "Ei", "n/a", "NULL"
_MOST_WORDS = 40  # of a column
_LONGEST_WORD = 20  # characters
_COMMON = 10  # rows: a word that so many have says little of any of them


class Word(msgspec.Struct, frozen=True):
    """A word of a column, how many rows have it, and the category that it is taken for, `UNKNOWN` or `NOTHING`; of a
    column for certainty "confirmed", "possible" or `UNKNOWN_CERTAINTY`.

    `word` is empty for several that are not shown, `distinct` of them; `length` is that of each, 0 where it differs or
    is over `SHORT`.
    """

    column: str
    word: str
    count: int
    taken_for: str
    distinct: int = 1
    length: int = 0


def listed(seen: Seen, mapping: NameMapping, *, is_whole: bool = False) -> list[Word]:
    """The words of each column, the most frequent first, then those that are not shown; `is_whole` shows all."""
    found: list[Word] = []
    for column, counts in seen.words.items():
        known = {word for word in counts if plain(word) in YES or mapping.says_possible(word)}
        found += _of_column(column, counts, partial(_present, mapping, column), known, is_whole=is_whole)
    if seen.categories:
        column = ", ".join(mapping.parts("categories"))
        counts = _category_words(seen, mapping)
        known = {word for word in counts if certainty.unmarked(word) in {*rows.BITS, *mapping.categories}}
        found += _of_column(column, counts, partial(_category, mapping), known, is_whole=is_whole)
    columns = mapping.parts(CERTAINTY)
    if columns and any(seen.certainties):  # else there is no such column, or nothing in it
        known = {word for word in seen.certainties if mapping.certainty_of(word)}
        taken_for = partial(_certainty, mapping)
        found += _of_column(" ".join(columns), seen.certainties, taken_for, known, is_whole=is_whole)
    return found


def _present(mapping: NameMapping, column: str, word: str) -> str:
    if mapping.says_nothing(word):
        return NOTHING
    category = mapping.present[column]
    return certainty.unmarked(category) + certainty.MARK if mapping.says_possible(word) else category


def _category(mapping: NameMapping, word: str) -> str:
    if mapping.says_nothing(word):
        return NOTHING
    category = rows.category_of(word, mapping)
    return category if certainty.unmarked(category) in rows.BITS else UNKNOWN


def _certainty(mapping: NameMapping, word: str) -> str:
    return mapping.certainty_of(word) or UNKNOWN_CERTAINTY


def _category_words(seen: Seen, mapping: NameMapping) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text, count in seen.categories.items():
        for word in rows.words_of(text, mapping.separator) or {""}:
            counts[word] += count
    return counts


def _of_column(
    column: str, counts: Mapping[str, int], taken_for: TakenFor, known: Collection[str], *, is_whole: bool
) -> list[Word]:
    shown: list[str] = []
    for word, count in Counter(counts).most_common():
        is_shown = is_whole or taken_for(word) == NOTHING or (len(shown) < _MOST_WORDS and _is_shown(word, count))
        if word not in ("", OTHERS) and (is_shown or word in known):
            shown.append(word)
    found = [Word(column, word, counts[word], taken_for(word)) for word in shown]
    hidden: dict[tuple[str, int], list[int]] = defaultdict(list)
    for word in counts.keys() - set(shown):
        length = len(word) if len(word) <= SHORT and word != OTHERS else 0
        hidden[taken_for(word), length].append(counts[word])
    for (category, length), sums in sorted(hidden.items()):
        found.append(Word(column, "", sum(sums), category, len(sums), length))
    return found


def _is_shown(word: str, count: int) -> bool:
    return count >= _COMMON and len(word) <= _LONGEST_WORD and sum(map(str.isdigit, word)) < SHORT
