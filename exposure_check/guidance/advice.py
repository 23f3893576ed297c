"""What a person is shown: actions, contacts and sources, already in one language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class Urgency(Enum):
    """How soon an action is worth doing."""

    NOW = "now"
    THIS_WEEK = "this_week"
    KEEP_IN_MIND = "keep_in_mind"


class When(Enum):
    """Which of the two answers an action waits for; a skipped question counts as "not"."""

    ALWAYS = "always"
    THREATENED = "threatened"
    NOT_THREATENED = "not_threatened"
    MISUSED = "misused"
    NOT_MISUSED = "not_misused"


class Audience(Enum):
    """Whose data it is, seen from the person who reads."""

    SELF = "self"
    CHILD = "child"  # a guardian reads
    WARD = "ward"  # a representative reads, with a mandate or as a guardian of an adult
    RELATIVE = "relative"  # someone close to the person reads
    ESTATE = "estate"  # the person has died


class ContactKind(Enum):
    """What a contact is for."""

    TALK = "talk"  # a person who listens
    EMERGENCY = "emergency"
    POLICE = "police"
    AUTHORITY = "authority"  # supervises data protection
    ADVICE = "advice"  # explains what to do
    SERVICE = "service"  # does something: blocks, bans, registers


URGENCIES = tuple(Urgency)


@dataclass(frozen=True)
class CitedSource:
    """Where a fact comes from and when a person last compared the two."""

    id: str
    name: str
    url: str
    supports: str  # in English, for reviewers
    reviewed: date
    review_by: date
    verified: bool

    def stale(self, on: date) -> bool:
        """Whether the review is overdue on that day."""
        return on > self.review_by


@dataclass(frozen=True)
class Link:
    """An address to open, once the person has seen it and agreed."""

    url: str
    label: str


@dataclass(frozen=True)
class PhoneLine:
    """One telephone number; `languages` are those spoken there, where known."""

    number: str
    languages: tuple[str, ...]
    hours: str
    note: str  # price, anonymity; may be empty

    @property
    def about(self) -> str:
        """When it answers and what else there is to know, in one line; may be empty."""
        return " · ".join(filter(None, (self.hours, self.note)))

    def speaks(self, language: str) -> bool:
        """Whether a language is spoken there, as far as is known."""
        return not self.languages or language in self.languages


@dataclass(frozen=True)
class Contact:
    """Someone to turn to."""

    id: str
    kind: ContactKind
    name: str
    about: str  # may be empty
    lines: tuple[PhoneLine, ...]
    links: tuple[Link, ...]
    sources: tuple[CitedSource, ...]  # at least one

    def speaks(self, language: str) -> bool:
        """Whether it can be reached in a language, as far as is known: one with no telephone has its pages."""
        return not self.lines or any(line.speaks(language) for line in self.lines)

    def stale(self, on: date) -> bool:
        """Whether its numbers and hours are past their review on that day."""
        return any(source.stale(on) for source in self.sources)


@dataclass(frozen=True)
class Action:
    """One thing to do. The texts are plain text: never to be read as HTML or Markdown."""

    id: str
    urgency: Urgency
    order: int  # within an urgency, lowest first
    when: When
    audience: Audience
    categories: frozenset[str]  # empty: for everyone; {"any"}: whenever something is listed
    title: str
    why: str
    how: tuple[str, ...]
    side_effects: str  # may be empty
    undo: str  # may be empty
    links: tuple[Link, ...]
    contacts: tuple[Contact, ...]
    sources: tuple[CitedSource, ...]  # at least one
    breach: str | None = None  # the id of the breach whose publisher gives this advice

    @property
    def source_url(self) -> str:
        """The address of the first source."""
        return self.sources[0].url

    @property
    def reviewed(self) -> date:
        """The oldest review among the sources."""
        return min(source.reviewed for source in self.sources)

    @property
    def verified(self) -> bool:
        """Whether every source was read by the reviewer."""
        return all(source.verified for source in self.sources)

    def stale(self, on: date) -> bool:
        """Whether a source, or a contact, is past its review on that day."""
        return any(source.stale(on) for source in self.sources) or any(contact.stale(on) for contact in self.contacts)
