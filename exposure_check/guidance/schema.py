"""The form of the files of advice: what `tomllib` read, decoded strictly into frozen structs.

`docs/guidance-editing.md` explains every field to editors.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, TypeAlias

import msgspec

from exposure_check.guidance.advice import Audience, ContactKind, Urgency, When
from exposure_check.protocol.catalogue import CATEGORIES, BreachId, unknown_categories
from exposure_check.resources import LANGUAGES

# No control characters, no angle brackets (nothing can look like markup), no direction overrides.
TEXT = r"^[^\x00-\x1f\x7f<>\u202a-\u202e\u2066-\u2069]+\Z"
ANY = "any"

Id = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,63}\Z")]
Short = Annotated[str, msgspec.Meta(pattern=TEXT, max_length=160)]
Long = Annotated[str, msgspec.Meta(pattern=TEXT, max_length=900)]
Url = Annotated[str, msgspec.Meta(pattern=r"^https://[a-z0-9.-]+(/[^\s<>\"]*)?\Z", max_length=500)]
Number = Annotated[str, msgspec.Meta(pattern=r"^\+?[0-9][0-9 -]{1,19}\Z")]
LanguageTag = Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2,3}\Z")]
ShortByLanguage: TypeAlias = dict[LanguageTag, Short]
LongByLanguage: TypeAlias = dict[LanguageTag, Long]


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class SourceEntry(_Strict, frozen=True):
    """`[[source]]`: one page that was read."""

    id: Id
    name: ShortByLanguage  # "Institution: page"; the institution's name is its own
    url: Url
    supports: Long
    reviewed: date
    review_by: date
    verified: bool

    def __post_init__(self) -> None:
        require_languages("name", self.name)
        if self.review_by <= self.reviewed:
            raise ValueError("review_by: must be later than reviewed")


class LinkEntry(_Strict, frozen=True):
    """`[[action.link]]` or `[[contact.link]]`."""

    url: Url | dict[LanguageTag, Url]  # one address, or one for each language
    label: ShortByLanguage

    def __post_init__(self) -> None:
        require_languages("label", self.label)
        if not isinstance(self.url, str):
            require_languages("url", self.url)


class PhoneLineEntry(_Strict, frozen=True):
    """`[[contact.line]]`: one telephone number."""

    number: Number
    hours: ShortByLanguage
    languages: Annotated[tuple[LanguageTag, ...], msgspec.Meta(max_length=20)] = ()  # spoken there, where known
    note: ShortByLanguage = {}

    def __post_init__(self) -> None:
        require_languages("hours", self.hours)
        if self.note:
            require_languages("note", self.note)


class ContactEntry(_Strict, frozen=True):
    """`[[contact]]`: someone to turn to."""

    id: Id
    kind: ContactKind
    sources: Annotated[tuple[Id, ...], msgspec.Meta(min_length=1, max_length=4)]
    name: ShortByLanguage
    about: LongByLanguage = {}
    line: Annotated[tuple[PhoneLineEntry, ...], msgspec.Meta(max_length=8)] = ()
    link: Annotated[tuple[LinkEntry, ...], msgspec.Meta(max_length=8)] = ()

    def __post_init__(self) -> None:
        require_languages("name", self.name)
        if self.about:
            require_languages("about", self.about)
        if not self.line and not self.link:
            raise ValueError("a contact needs a telephone line or a link")


class ActionText(_Strict, frozen=True):
    """`[action.text.en]` and the other languages."""

    title: Short
    why: Long
    how: Annotated[tuple[Long, ...], msgspec.Meta(min_length=1, max_length=8)]
    side_effects: Long | None = None
    undo: Long | None = None


class ActionEntry(_Strict, frozen=True):
    """`[[action]]`: one thing to do."""

    id: Id
    urgency: Urgency
    order: Annotated[int, msgspec.Meta(ge=0, le=999)]
    sources: Annotated[tuple[Id, ...], msgspec.Meta(min_length=1, max_length=8)]
    text: dict[LanguageTag, ActionText]
    when: When = When.ALWAYS
    audience: Audience = Audience.SELF
    categories: Annotated[tuple[str, ...], msgspec.Meta(max_length=len(CATEGORIES))] = ()
    contacts: Annotated[tuple[Id, ...], msgspec.Meta(max_length=8)] = ()
    contact_kinds: tuple[ContactKind, ...] = ()
    link: Annotated[tuple[LinkEntry, ...], msgspec.Meta(max_length=8)] = ()

    def __post_init__(self) -> None:
        require_languages("text", self.text)
        check_categories(self.categories)
        shapes = {(len(text.how), text.side_effects is None, text.undo is None) for text in self.text.values()}
        if len(shapes) != 1:
            raise ValueError("text: the languages differ in the number of steps, side_effects or undo")


class CountryEntry(_Strict, frozen=True):
    """`[country]`: the folder's own description."""

    name: ShortByLanguage
    extends: Id | None = None  # the folder whose entries are taken over
    without: tuple[Id, ...] = ()  # entries of that folder that are not

    def __post_init__(self) -> None:
        require_languages("name", self.name)


class CategoryText(_Strict, frozen=True):
    """`[category.phone.en]`: what the screens call a category, and what it means in one sentence."""

    name: Short
    meaning: Long


class DeadlineEntry(_Strict, frozen=True):
    """`[[deadline]]` of a publisher's guidance."""

    date: date
    source: Id
    text: LongByLanguage

    def __post_init__(self) -> None:
        require_languages("text", self.text)


class NoticeEntry(_Strict, frozen=True):
    """`[notice]` of a publisher's guidance: what is known and what is not, a list for each language."""

    breach: BreachId
    updated: date
    known: dict[LanguageTag, Annotated[tuple[Long, ...], msgspec.Meta(min_length=1, max_length=10)]]
    not_known: dict[LanguageTag, Annotated[tuple[Long, ...], msgspec.Meta(min_length=1, max_length=10)]]
    contacts: Annotated[tuple[Id, ...], msgspec.Meta(max_length=8)] = ()

    def __post_init__(self) -> None:
        require_languages("known", self.known)
        require_languages("not_known", self.not_known)


def require_languages(field: str, texts: Mapping[str, Any]) -> None:
    """Raise `ValueError` unless a text is there in every language of the program."""
    missing = [language for language in LANGUAGES if language not in texts]
    if missing:
        raise ValueError(f"{field}: missing in {', '.join(missing)}")


def check_categories(categories: tuple[str, ...]) -> None:
    """Raise `ValueError` for a category that does not exist or is named twice."""
    if unknown := unknown_categories(category for category in categories if category != ANY):
        raise ValueError(f"categories: {unknown[0]!r} is not one; they are {', '.join(CATEGORIES)} and {ANY}")
    if len(set(categories)) != len(categories) or (ANY in categories and len(categories) > 1):
        raise ValueError("categories: one is named twice, or stands beside 'any'")


# What msgspec has to know of a struct it works out when a decoder is made, and two threads that do so at a time crash
# it (0.22): here it is done once, where the module is imported, though files of advice are converted and not decoded.
DECODERS = tuple(
    msgspec.json.Decoder(entry)
    for entry in (
        SourceEntry,
        LinkEntry,
        PhoneLineEntry,
        ContactEntry,
        ActionText,
        ActionEntry,
        CountryEntry,
        CategoryText,
        DeadlineEntry,
        NoticeEntry,
    )
)
