"""The form of the script of the support desk: what its files hold, decoded strictly into frozen structs.

`docs/desk.md` explains every field to whoever edits them.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec

from exposure_check.guidance.advice import ContactKind
from exposure_check.guidance.schema import (
    Id,
    LanguageTag,
    Long,
    LongByLanguage,
    Short,
    ShortByLanguage,
    SourceEntry,
    require_languages,
)

CardId = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z_-]{0,39}\Z")]  # of a page: as in `desktop.screen_codes.CODES`
Sentences = Annotated[tuple[Long, ...], msgspec.Meta(min_length=1, max_length=8)]


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Validity(_Strict, frozen=True):
    """`[script]`: when a person last read all of it, and until when it may be printed."""

    reviewed: date
    review_by: date
    nobody_answers: LongByLanguage  # stands on each card of a crisis

    def __post_init__(self) -> None:
        require_languages("nobody_answers", self.nobody_answers)
        if self.review_by <= self.reviewed:
            raise ValueError("review_by: must be later than reviewed")


class CardText(_Strict, frozen=True):
    """`[page.text.en]`, `[step.text.en]`, `[interrupt.text.en]`: one card in one language."""

    title: Short
    say: Sentences
    avoid: Sentences
    words: Annotated[tuple[Short, ...], msgspec.Meta(max_length=20)] = ()  # that a helper may type; shown nowhere
    note: Long | None = None  # for the helper alone
    sees: Long | None = None  # what the caller has before her; of pages


class CardEntry(_Strict, frozen=True):
    """`[[page]]`, `[[step]]` or `[[interrupt]]`."""

    id: CardId
    text: dict[LanguageTag, CardText]
    crisis: bool = False  # has at least two people to talk to, and what to do where nobody answers
    contact_kinds: tuple[ContactKind, ...] = ()
    sources: Annotated[tuple[Id, ...], msgspec.Meta(max_length=4)] = ()
    next: Annotated[tuple[CardId, ...], msgspec.Meta(max_length=12)] = ()  # pages that can come after this one

    def __post_init__(self) -> None:
        require_languages("text", self.text)
        shapes = {(len(text.say), len(text.avoid), text.note is None, text.sees is None) for text in self.text.values()}
        if len(shapes) != 1:
            raise ValueError("text: the languages differ in the number of sentences, in note or in sees")


class AlphabetEntry(_Strict, frozen=True):
    """`[[alphabet]]`: a word for each letter. Where a word does not begin with its letter, it is `letter: word`."""

    language: LanguageTag
    name: ShortByLanguage
    words: Annotated[tuple[Short, ...], msgspec.Meta(min_length=26, max_length=40)]

    def __post_init__(self) -> None:
        require_languages("name", self.name)


class ScriptFile(_Strict, frozen=True):
    """`script.toml`."""

    script: Validity
    source: tuple[SourceEntry, ...] = ()


class PagesFile(_Strict, frozen=True):
    """`pages.toml`."""

    page: tuple[CardEntry, ...]


class CallFile(_Strict, frozen=True):
    """`call.toml`: the order of a call."""

    step: tuple[CardEntry, ...]


class InterruptsFile(_Strict, frozen=True):
    """`interrupts.toml`: what can come at any moment of a call."""

    interrupt: tuple[CardEntry, ...]


class SpellingFile(_Strict, frozen=True):
    """`spelling.toml`."""

    alphabet: tuple[AlphabetEntry, ...]


# Made where the module is imported, and not where a file is read: see `protocol/catalogue.py`.
for _file in (ScriptFile, PagesFile, CallFile, InterruptsFile, SpellingFile):
    msgspec.json.Decoder(_file)
