"""Is the script of the support desk whole, kind and up to date? A wrong number on a card of a crisis costs lives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exposure_check.guidance.advice import ContactKind
from exposure_check.guidance.content import read_folder
from exposure_check.guidance.desk_script import CRISIS_KINDS, LEAST_LINES, LEAST_SOURCES, CardKind
from exposure_check.guidance.guide import COMMON
from exposure_check.guidance.guide import root as guidance_root

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from exposure_check.guidance.desk_script import Card, Script

_LANGUAGE = "en"  # of what a reviewer is told; what is checked is the same in each


def check(script: Script, on: date) -> tuple[str, ...]:
    """Everything that is wrong with the script on that day, one sentence each."""
    return (*_broken_references(script), *_crisis_without_people(script), *_overdue(script, on), *_banned_words(script))


def _cards(script: Script) -> Iterator[Card]:
    for kind in CardKind:
        yield from script.cards(kind, _LANGUAGE)


def _broken_references(script: Script) -> Iterator[str]:
    pages = {entry.id for entry in script.entries[CardKind.PAGE]}
    for kind, entries in script.entries.items():
        ids = [entry.id for entry in entries]
        yield from (
            f"{kind.value} {id_!r} is there twice. Choose another id." for id_ in set(ids) if ids.count(id_) > 1
        )
        for entry in entries:
            for page in sorted(set(entry.next) - pages):
                yield f"{kind.value} {entry.id!r}: `next` names {page!r}, which has no card. Add a [[page]] for it."
            for source in sorted(set(entry.sources) - set(script.sources)):
                yield f"{kind.value} {entry.id!r}: there is no source {source!r}. Add a [[source]] to script.toml."


def _crisis_without_people(script: Script) -> Iterator[str]:
    for card in _cards(script):
        place = f"{card.kind.value} {card.id!r}"
        for contact in card.contacts:
            if contact.kind in CRISIS_KINDS and len({source.url for source in contact.sources}) < LEAST_SOURCES:
                yield f"{place}: {contact.id!r} has one source. A number for a crisis needs two: add to its `sources`."
        lines = [line for contact in card.contacts if contact.kind is ContactKind.TALK for line in contact.lines]
        if card.nobody_answers and len({line.number for line in lines}) < LEAST_LINES:
            yield f"{place}: a card of a crisis needs two lines to talk to. Add `talk` to its `contact_kinds`."


def _overdue(script: Script, on: date) -> Iterator[str]:
    for card in _cards(script):
        if on > card.valid_until:
            yield (
                f"{card.kind.value} {card.id!r} was valid until {card.valid_until}. Read its words, sources and "
                "telephone numbers again, and move `review_by`."
            )


def _banned_words(script: Script) -> Iterator[str]:
    banned = read_folder(guidance_root() / COMMON, only="country.toml").banned
    for kind, entries in script.entries.items():
        for entry in entries:
            for language, text in entry.text.items():
                said = (text.title, *text.say, text.note or "", text.sees or "")  # `avoid` is there to show them
                for word in banned.get(language, ()):
                    if any(re.search(rf"\b{re.escape(word)}", part, re.IGNORECASE) for part in said):
                        yield f"{kind.value} {entry.id!r}: the {language} text says {word!r}. Say it in other words."
