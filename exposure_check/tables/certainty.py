"""How certain a file is of a category: words for "confirmed" and for "cannot be ruled out", and the mark of the second.

A category, and what a mapping makes of a word, is written `phone?` where it cannot be ruled out. `inspect` lists the
words that it met and what each was taken for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import msgspec

from exposure_check.tables.nothing import plain

if TYPE_CHECKING:
    from collections.abc import Callable

Certainty = Literal["confirmed", "possible"]
CONFIRMED: Final = "confirmed"
POSSIBLE: Final = "possible"
MARK: Final = "?"

_CONFIRMED = (CONFIRMED, "certain", "vahvistettu", "varma", "bekräftad", "bekräftat", "säker", "säkert")
_ENGLISH = (POSSIBLE, "possibly", "cannot be ruled out", "can not be ruled out", "uncertain", "suspected", "maybe")
_FINNISH = ("mahdollinen", "mahdollisesti", "ei voida sulkea pois", "epävarma", "ehkä")
_SWEDISH = ("möjlig", "möjligt", "möjligen", "kan inte uteslutas", "osäker", "osäkert", "kanske")

POSSIBLE_WORDS: Final = frozenset(map(plain, (MARK, *_ENGLISH, *_FINNISH, *_SWEDISH)))
WORDS: Final[dict[str, Certainty]] = {
    **{plain(word): "confirmed" for word in _CONFIRMED},
    **dict.fromkeys(POSSIBLE_WORDS, "possible"),
}


def unmarked(word: str) -> str:
    """A category without the mark behind it."""
    return word.removesuffix(MARK).rstrip()


def marked(categories: str, separator: str, says_nothing: Callable[[str], bool]) -> str:
    """The text of a field of categories, or a list of JSON, with the mark behind each but what stands for nothing.

    A list that cannot be read stays as it is, and is refused where it is read.
    """
    if not categories.startswith("["):
        return separator.join(_marked(word, says_nothing) for word in categories.split(separator))
    try:
        words = msgspec.json.decode(categories, type=list[str])
    except msgspec.DecodeError:
        return categories
    return msgspec.json.encode([_marked(word, says_nothing) for word in words]).decode()


def _marked(word: str, says_nothing: Callable[[str], bool]) -> str:
    return word if says_nothing(word) else unmarked(word.strip()) + MARK
