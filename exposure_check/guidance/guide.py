"""The advice of one country: its own files over those that it takes over from."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.errors import GuidanceError
from exposure_check.guidance.advice import URGENCIES, Action, CitedSource, Contact, Link, PhoneLine
from exposure_check.guidance.content import WORDS, Content, read_folder
from exposure_check.protocol.catalogue import in_language
from exposure_check.resources import assets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exposure_check.guidance.schema import ActionEntry, ContactEntry, LinkEntry, SourceEntry

FALLBACK = "eu"
COMMON = "common"  # taken over by countries, never chosen itself
MAX_CHAIN = 4
_NAME = re.compile(r"[a-z]{2}\Z")


class Guide:
    """The advice of one country. Texts are put into a language when they are asked for."""

    def __init__(self, country: str, name: Mapping[str, str], content: Content) -> None:
        self.country = country  # whose advice it is: "eu" where there is none for the country asked for
        self.name = name  # by language
        self.content = content
        self._resolved: dict[str, tuple[Action, ...]] = {}

    def actions(self, language: str) -> tuple[Action, ...]:
        """Every verified action in `language` (English where that is not there), most urgent first."""
        language = language if language in self.name else "en"
        if language not in self._resolved:
            actions = resolve(self.content, language)
            self._resolved[language] = tuple(action for action in actions if action.verified)
        return self._resolved[language]

    def contacts(self, language: str) -> tuple[Contact, ...]:
        """Everyone to turn to, in `language`."""
        sources = self.content.sources
        return tuple(put_contact(entry, sources, language) for entry in self.content.contacts.values())


def root() -> Path:
    """The folder that holds a folder for each country."""
    return assets() / "guidance"


def countries(folder: Path | None = None) -> tuple[str, ...]:
    """The countries that have advice of their own, such as `("eu", "fi", ...)`."""
    base = folder or root()
    return tuple(sorted(path.name for path in base.iterdir() if path.is_dir() and _NAME.match(path.name)))


@lru_cache(maxsize=16)
def load(country: str, folder: Path | None = None) -> Guide:
    """Load the advice for a country (two small letters), or the European fallback where there is none.

    Raises `GuidanceError` at the first fault of a file.
    """
    base = folder or root()
    chosen = country if _NAME.match(country) and (base / country).is_dir() else FALLBACK
    merged = Content()
    for name in reversed(chain(base, chosen)):
        content = read_folder(base / name, without=WORDS)
        if content.problems:
            raise content.problems[0].as_error(name)
        merge(merged, content)
    if merged.country is None:
        raise GuidanceError(f"There is no advice for {chosen!r}.", advice="Install the program again.")
    return Guide(chosen, merged.country.name, merged)


def chain(base: Path, country: str) -> list[str]:
    """The folders that make a country's advice, its own first; raises `GuidanceError` for a circle."""
    names = [country]
    while True:
        content = read_folder(base / names[-1], only="country.toml")
        parent = content.country.extends if content.country else None
        if parent is None:
            return names
        if parent in names or len(names) == MAX_CHAIN or not (base / parent).is_dir():
            raise GuidanceError(
                f"{names[-1]}/country.toml: extends {parent!r}, which cannot be taken over.",
                advice=f"Name a folder beside it in `extends`, at most {MAX_CHAIN} in a row and none twice.",
            )
        names.append(parent)


def merge(below: Content, above: Content) -> None:
    """Put the entries of `above` over those of `below`, in place, by id."""
    for name in above.country.without if above.country else ():
        below.actions.pop(name, None)
        below.contacts.pop(name, None)
    below.country = above.country or below.country
    below.sources |= above.sources
    below.contacts |= above.contacts
    below.actions |= above.actions
    below.places |= above.places
    below.texts |= above.texts


def resolve(content: Content, language: str, *, breach: str | None = None) -> tuple[Action, ...]:
    """Every action in one language, most urgent first; raises `GuidanceError` for an id that is not there."""
    try:
        actions = [replace(_action(entry, content, language), breach=breach) for entry in content.actions.values()]
    except KeyError as error:
        raise missing_entry(error) from error
    return tuple(sorted(actions, key=by_urgency))


def missing_entry(error: KeyError) -> GuidanceError:
    """The error for an id that an entry names and that no entry has."""
    return GuidanceError(
        f"There is no source or contact with the id {error}.",
        advice="Correct the id, or add a [[source]] or [[contact]].",
    )


def by_urgency(action: Action) -> tuple[int, bool, int, str]:
    """The order in which actions are shown: urgency, a publisher's own before the general, order, id."""
    return URGENCIES.index(action.urgency), action.breach is None, action.order, action.id


def contact_ids(entry: ActionEntry, content: Content) -> tuple[str, ...]:
    """The contacts that an action names, then those of the kinds that it names."""
    by_kind = [key for key, contact in content.contacts.items() if contact.kind in entry.contact_kinds]
    return tuple(dict.fromkeys((*entry.contacts, *by_kind)))


def _action(entry: ActionEntry, content: Content, language: str) -> Action:
    text = entry.text.get(language) or entry.text["en"]
    contacts = (content.contacts[key] for key in contact_ids(entry, content))
    return Action(
        id=entry.id,
        urgency=entry.urgency,
        order=entry.order,
        when=entry.when,
        audience=entry.audience,
        categories=frozenset(entry.categories),
        title=text.title,
        why=text.why,
        how=text.how,
        side_effects=text.side_effects or "",
        undo=text.undo or "",
        links=_links(entry.link, language),
        contacts=tuple(put_contact(contact, content.sources, language) for contact in contacts),
        sources=tuple(_source(content.sources[key], language) for key in entry.sources),
    )


def put_contact(entry: ContactEntry, sources: Mapping[str, SourceEntry], language: str) -> Contact:
    """A contact in one language, lines that speak it first; raises `KeyError` for a source that is not there."""
    return Contact(
        id=entry.id,
        kind=entry.kind,
        name=in_language(entry.name, language),
        about=in_language(entry.about, language),
        lines=tuple(
            PhoneLine(line.number, line.languages, in_language(line.hours, language), in_language(line.note, language))
            for line in sorted(entry.line, key=lambda line: language not in line.languages)
        ),
        links=_links(entry.link, language),
        sources=tuple(_source(sources[key], language) for key in entry.sources),
    )


def _source(entry: SourceEntry, language: str) -> CitedSource:
    return CitedSource(
        id=entry.id,
        name=in_language(entry.name, language),
        url=entry.url,
        supports=entry.supports,
        reviewed=entry.reviewed,
        review_by=entry.review_by,
        verified=entry.verified,
    )


def _links(entries: Iterable[LinkEntry], language: str) -> tuple[Link, ...]:
    return tuple(
        Link(
            entry.url if isinstance(entry.url, str) else in_language(entry.url, language),
            in_language(entry.label, language),
        )
        for entry in entries
    )
