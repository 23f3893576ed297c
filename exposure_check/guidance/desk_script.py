"""The script of the support desk: what a helper says for each page that a caller can see, and for what can happen.

It holds nothing of a caller. Telephone numbers are those of the country's advice (`guide`), with their sources.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check import printable, toml_file
from exposure_check.guidance.advice import ContactKind
from exposure_check.guidance.desk_schema import (
    AlphabetEntry,
    CallFile,
    CardEntry,
    InterruptsFile,
    PagesFile,
    ScriptFile,
    SpellingFile,
)
from exposure_check.guidance.guide import load as load_guide
from exposure_check.protocol.catalogue import in_language
from exposure_check.resources import assets

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from typing import TypeVar

    from exposure_check.guidance.advice import Contact
    from exposure_check.guidance.guide import Guide
    from exposure_check.guidance.schema import SourceEntry

    Schema = TypeVar("Schema")

CRISIS_KINDS = frozenset({ContactKind.EMERGENCY, ContactKind.TALK})
LEAST_SOURCES = 2  # of a number that somebody in a crisis dials
LEAST_LINES = 2  # to talk to, on each card of a crisis


class CardKind(Enum):
    """What a card is for."""

    PAGE = "page"  # that the caller sees
    STEP = "step"  # of the call
    INTERRUPT = "interrupt"


@dataclass(frozen=True)
class Card:
    """One card in one language. The texts are plain text."""

    kind: CardKind
    id: str  # of a page: its id in the window
    title: str
    sees: str  # may be empty
    say: tuple[str, ...]
    avoid: tuple[str, ...]
    note: str  # may be empty
    next: tuple[str, ...]  # ids of pages
    contacts: tuple[Contact, ...]
    nobody_answers: str  # empty where the card is of no crisis
    words: tuple[str, ...]  # that a helper may type and that stand on no page
    valid_until: date  # of the words, their sources and the telephone numbers, whichever comes first


class Script:
    """All cards, for one country. Texts are put into a language when they are asked for."""

    def __init__(
        self,
        validity: ScriptFile,
        cards: dict[CardKind, tuple[CardEntry, ...]],
        alphabets: tuple[AlphabetEntry, ...],
        guide: Guide,
    ) -> None:
        self.alphabets = alphabets
        self.entries = cards
        self.guide = guide
        self._validity = validity.script
        self.sources: dict[str, SourceEntry] = {source.id: source for source in validity.source}

    def cards(self, kind: CardKind, language: str) -> tuple[Card, ...]:
        """The cards of a kind, in the order of their file."""
        contacts = self.guide.contacts(language)
        return tuple(self._card(kind, entry, contacts, language) for entry in self.entries[kind])

    def page(self, page: str, language: str) -> Card:
        """The card of a page by its id; raises `KeyError`."""
        entry = next((entry for entry in self.entries[CardKind.PAGE] if entry.id == page), None)
        if entry is None:
            raise KeyError(page)
        return self._card(CardKind.PAGE, entry, self.guide.contacts(language), language)

    def _card(self, kind: CardKind, entry: CardEntry, everyone: Iterable[Contact], language: str) -> Card:
        text = entry.text.get(language) or entry.text["en"]
        by_kind: dict[ContactKind, list[Contact]] = {}
        for contact in everyone:
            by_kind.setdefault(contact.kind, []).append(contact)
        contacts = tuple(contact for wanted in entry.contact_kinds for contact in by_kind.get(wanted, ()))
        days = [self._validity.review_by]
        days += [self.sources[source].review_by for source in entry.sources if source in self.sources]
        days += [source.review_by for contact in contacts for source in contact.sources]
        return Card(
            kind,
            entry.id,
            text.title,
            text.sees or "",
            text.say,
            text.avoid,
            text.note or "",
            entry.next,
            contacts,
            in_language(self._validity.nobody_answers, language) if entry.crisis else "",
            text.words,
            min(days),
        )


def root() -> Path:
    """Where the script lies that comes with the program."""
    return assets() / "desk"


@lru_cache(maxsize=8)
def load(country: str, folder: Path | None = None) -> Script:
    """The script with the telephone numbers of a country.

    Raises `OptionError` that names file, line and remedy, `GuidanceError` for a fault in the country's advice.
    """
    base = folder or root()
    return Script(
        _read(base / "script.toml", ScriptFile),
        {
            CardKind.PAGE: _read(base / "pages.toml", PagesFile).page,
            CardKind.STEP: _read(base / "call.toml", CallFile).step,
            CardKind.INTERRUPT: _read(base / "interrupts.toml", InterruptsFile).interrupt,
        },
        _read(base / "spelling.toml", SpellingFile).alphabet,
        load_guide(country),
    )


def _read(path: Path, schema: type[Schema]) -> Schema:
    content = toml_file.load(path, "script of the desk", schema, manual="docs/desk.md")
    printable.require(content, f"The script of the desk {str(path)!r}")
    return content
