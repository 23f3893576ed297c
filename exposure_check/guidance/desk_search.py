"""Finding a card or an advice by words, and the refusal of anything that could be a number of a person."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exposure_check.guidance.advice import Action
    from exposure_check.guidance.desk_script import Card

MOST_DIGITS = 3  # a screen code has three; what has more can be a part of somebody's number, code or date of birth
MOST_CHARACTERS = 80
MOST_RESULTS = 30


def may_be_a_number(text: str) -> bool:
    """Whether a text holds more digits than a screen code, in any script and with anything between them."""
    return sum(unicodedata.category(character) == "Nd" for character in text) > MOST_DIGITS


@dataclass(frozen=True)
class Found:
    """What a search leads to: a card, or an action of the advice."""

    title: str
    target: Card | Action


class Index:
    """The words of all cards and actions in one language, ready before anybody types."""

    def __init__(self, cards: Iterable[Card], actions: Iterable[Action]) -> None:
        self._entries = [
            *(
                (plain(card.title), plain(" ".join((card.sees, *card.say, card.note))), Found(card.title, card))
                for card in cards
            ),
            *(
                (plain(action.title), plain(" ".join((action.why, *action.how))), Found(action.title, action))
                for action in actions
            ),
        ]

    def find(self, text: str) -> Sequence[Found]:
        """What holds every word of a text, in its title first; empty for an empty text.

        Raises `ValueError` for a text that may hold a number of a person (`may_be_a_number`).
        """
        if may_be_a_number(text):
            raise ValueError("more digits than a screen code has")
        words = plain(text[:MOST_CHARACTERS]).split()
        if not words:
            return ()
        in_title, in_text = [], []
        for title, body, found in self._entries:
            if all(word in title for word in words):
                in_title.append(found)
            elif all(word in title or word in body for word in words):
                in_text.append(found)
        return (*in_title, *in_text)[:MOST_RESULTS]


def plain(text: str) -> str:
    """A text without capitals and accents, so that `poliisi`, `Poliisi` and `hatanumero` find what is meant."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in apart if not unicodedata.combining(character))
