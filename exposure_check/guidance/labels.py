"""What the screens call a category and the parts of an action, as data in three languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from exposure_check.errors import GuidanceError
from exposure_check.guidance.content import WORDS, Content, read_folder
from exposure_check.guidance.guide import FALLBACK, chain, root

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class CategoryLabel:
    """`name` as in a list; `meaning` one sentence on what may follow. Plain text."""

    name: str
    meaning: str


class Labels:
    """The labels of one country in one language."""

    def __init__(self, content: Content, language: str) -> None:
        self._content = content
        self._language = language

    def category(self, category: str) -> CategoryLabel:
        """The label of one of the fourteen categories."""
        texts = self._content.categories[category]
        text = texts.get(self._language) or texts["en"]
        return CategoryLabel(text.name, text.meaning)

    def label(self, key: str) -> str:
        """A heading around the advice, such as `why` or `side_effects`."""
        texts = self._content.labels[key]
        return texts.get(self._language) or texts["en"]


CONFIRMED, UNCERTAIN = "confirmed", "uncertain"  # labels, of about one length: who looks from afar cannot tell them
_WORDS = {CONFIRMED: "This is confirmed", UNCERTAIN: "Cannot be ruled out"}


@lru_cache(maxsize=16)
def load_labels(country: str, language: str, folder: Path | None = None) -> Labels:
    """The labels for a country (the European ones where it has none); raises `GuidanceError` for a faulty file."""
    base = folder or root()
    chosen = country if country.isalpha() and (base / country).is_dir() else FALLBACK
    merged = Content()
    for name in reversed(chain(base, chosen)):
        content = read_folder(base / name, only=WORDS)
        if content.problems:
            raise content.problems[0].as_error(name)
        merged.categories |= content.categories
        merged.labels |= content.labels
    return Labels(merged, language)


def category_label(category: str, country: str, language: str) -> CategoryLabel:
    """What a category is called and what it means, on a screen, on paper and in the terminal.

    An answer is never lost for want of a word: where the content of this installation cannot be read it is the bare
    name of the category.
    """
    try:
        return load_labels(country, language).category(category)
    except (GuidanceError, OSError, KeyError):
        return CategoryLabel(category.replace("_", " ").capitalize(), "")


def heading(key: str, country: str, language: str) -> str:
    """A label of the advice, or the words nearest to it in English where the content cannot be read."""
    try:
        return load_labels(country, language).label(key)
    except (GuidanceError, OSError, KeyError):
        return _WORDS.get(key) or key.replace("_", " ").capitalize()


def certainty_label(country: str, language: str, *, uncertain: bool) -> str:
    """Whether a category is confirmed or cannot be ruled out, in words that are never lost."""
    return heading(UNCERTAIN if uncertain else CONFIRMED, country, language)
