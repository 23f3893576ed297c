"""Finding a card or an advice by words, and the refusal of anything that could be a number of a person.

A helper types what she hears, while she hears it: in the forms that Finnish and Swedish give to words, and with slips.
What matches the words exactly comes first; only where nothing does, words that are nearly the same count.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exposure_check.guidance.advice import Action
    from exposure_check.guidance.desk_script import Card

MOST_DIGITS = 3  # a screen code has three; what has more can be a part of somebody's number, code or date of birth
MOST_CHARACTERS = 80
MOST_RESULTS = 30
_WHOLE = 3  # a word of this length stands at the beginning of one, a shorter one alone: "ex" is in no "next"
_STEM = 4  # letters that two forms of a word have in common at least
_LONGEST_ENDING = 5  # "poliisi" and "poliisillekin"
_ONE_SLIP, _TWO_SLIPS = 5, 9  # letters that a word has at least for so many slips to be forgiven
_BETWEEN = re.compile(r"[\s.,;:/_\u2010-\u2015\u2212-]+")
_WORD = re.compile(r"\w+")


def may_be_a_number(text: str) -> bool:
    """Whether a text holds more digits than a screen code, in any script and with anything between them."""
    return sum(unicodedata.category(character) == "Nd" for character in text) > MOST_DIGITS


def code_digits(text: str) -> str:
    """The digits of a text that holds nothing but them and what people put between, such as `41-6`; or empty."""
    plain_text = unicodedata.normalize("NFKC", text)
    digits = _BETWEEN.sub("", plain_text)
    return "".join(str(unicodedata.decimal(digit)) for digit in digits) if digits.isdecimal() else ""


@dataclass(frozen=True)
class Found:
    """What a search leads to: a card, or an action of the advice."""

    title: str
    target: Card | Action


@dataclass(frozen=True)
class _Entry:
    """The texts of one card or action, plain: its title with the words that lead to it, and all else that it says."""

    title: str
    body: str
    found: Found

    @cached_property
    def title_words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self.title))

    @cached_property
    def words(self) -> frozenset[str]:
        return self.title_words | frozenset(_WORD.findall(self.body))


class Index:
    """The words of all cards and actions in one language, ready before anybody types."""

    def __init__(self, cards: Iterable[Card], actions: Iterable[Action]) -> None:
        self._entries = [
            *(
                _Entry(
                    plain(" | ".join((card.title, *card.words))),
                    plain(" ".join((card.sees, *card.say, card.note))),
                    Found(card.title, card),
                )
                for card in cards
            ),
            *(
                _Entry(plain(action.title), plain(" ".join((action.why, *action.how))), Found(action.title, action))
                for action in actions
            ),
        ]

    def find(self, text: str) -> Sequence[Found]:
        """What holds every word of a text, in its title first; where nothing does, what holds nearly the same words.

        Empty for an empty text. Raises `ValueError` for a text that may hold a number of a person (`may_be_a_number`).
        """
        if may_be_a_number(text):
            raise ValueError("more digits than a screen code has")
        words = plain(text[:MOST_CHARACTERS]).split()
        if not words:
            return ()
        in_title = [each for each in self._entries if all(_holds(each.title, word) for word in words)]
        in_text = [
            each
            for each in self._entries
            if each not in in_title and all(_holds(each.title, word) or _holds(each.body, word) for word in words)
        ]
        found = [*in_title, *in_text] or self._nearly([word for word in words if len(word) >= _STEM])
        return tuple(each.found for each in found[:MOST_RESULTS])

    def _nearly(self, words: Sequence[str]) -> list[_Entry]:
        if not words:
            return []
        every: frozenset[str] = frozenset().union(*(each.words for each in self._entries))
        meant = [frozenset(known for known in every if _is_nearly(word, known)) for word in words]
        in_title = [each for each in self._entries if all(each.title_words & these for these in meant)]
        in_text = [
            each for each in self._entries if each not in in_title and all(each.words & these for these in meant)
        ]
        return [*in_title, *in_text]


def plain(text: str) -> str:
    """A text without capitals and accents, so that `poliisi`, `Poliisi` and `hatanumero` find what is meant."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in apart if not unicodedata.combining(character))


def _holds(text: str, word: str) -> bool:
    if len(word) > _WHOLE:
        return word in text
    ends = r"(?!\w)" if len(word) < _WHOLE else ""
    return re.search(rf"(?<!\w){re.escape(word)}{ends}", text) is not None


def _is_nearly(word: str, known: str) -> bool:
    """Whether a word that somebody typed can be another form of one that is known, or the same with a slip in it."""
    common = next((at for at, (typed, meant) in enumerate(zip(word, known, strict=False)) if typed != meant), None)
    common = min(len(word), len(known)) if common is None else common
    if common >= max(_STEM, len(word) - _LONGEST_ENDING, len(known) - _LONGEST_ENDING):
        return True
    slips = 2 if len(word) >= _TWO_SLIPS else 1 if len(word) >= _ONE_SLIP else 0
    return slips > 0 and abs(len(word) - len(known)) <= slips and _slips(word, known) <= slips


def _slips(typed: str, known: str) -> int:
    """How many letters are missing, too many, wrong, or exchanged with their neighbour: optimal string alignment."""
    before: list[int] = []
    row = list(range(len(known) + 1))
    for at, letter in enumerate(typed, start=1):
        further, before, row = before, row, [at]
        for place, here in enumerate(known, start=1):
            least = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != here))
            if at > 1 and place > 1 and letter == known[place - 2] and typed[at - 2] == here:
                least = min(least, further[place - 2] + 1)
            row.append(least)
    return row[-1]
