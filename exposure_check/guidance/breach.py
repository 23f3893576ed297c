"""A publisher's own guidance for one breach: signed content of a catalogue, in the schema of the bundled files.

The bytes come from a verified TUF target, so they are the publisher's; they may still be wrong, too large or
meant for another breach. What cannot be read in full is refused, and the general advice is shown instead.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from exposure_check.errors import GuidanceError
from exposure_check.guidance.content import Content, read_bytes
from exposure_check.guidance.guide import missing_entry, put_contact, resolve
from exposure_check.guidance.particulars import particulars
from exposure_check.protocol.catalogue import GUIDANCE_MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from exposure_check.guidance.advice import Action, Contact
    from exposure_check.guidance.particulars import Particulars
    from exposure_check.guidance.schema import NoticeEntry
    from exposure_check.protocol.catalogue import Breach

MAX_ACTIONS = 20
MAX_SOURCES = 40
MAX_CONTACTS = 20
MAX_DEADLINES = 20


@dataclass(frozen=True)
class Deadline:
    """A day by which something must be done, as the publisher knew it."""

    date: date
    text: str
    source_url: str


@dataclass(frozen=True)
class Notice:
    """What the publisher says of a breach, in one language. Plain text."""

    breach: str
    updated: date
    known: tuple[str, ...]
    not_known: tuple[str, ...]
    deadlines: tuple[Deadline, ...]  # earliest first
    contacts: tuple[Contact, ...]
    particulars: Particulars | None = None  # out of the list


def notice_of(breach: Breach, guidance: BreachGuidance | None, language: str, listed: date) -> Notice | None:
    """What is to be said of a breach before the general advice: the publisher's guidance, where there is any, with what
    the list of the day `listed` says itself; None where neither says anything.
    """
    stated = particulars(breach, language)
    if guidance is not None:
        return replace(guidance.notice(language), particulars=stated)
    if stated is None:
        return None
    return Notice(breach.id, listed, known=(), not_known=(), deadlines=(), contacts=(), particulars=stated)


class BreachGuidance:
    """Signed guidance for one breach; texts are put into a language when they are asked for."""

    def __init__(self, content: Content, notice: NoticeEntry) -> None:
        self._content = content
        self._notice = notice
        self.breach = notice.breach
        self.updated = notice.updated

    def notice(self, language: str) -> Notice:
        """What is known and what is not, dates and contacts; shown before the general advice."""
        content, entry = self._content, self._notice
        deadlines = (
            Deadline(due.date, due.text.get(language) or due.text["en"], content.sources[due.source].url)
            for due in content.deadlines.values()
        )
        return Notice(
            breach=entry.breach,
            updated=entry.updated,
            known=entry.known.get(language) or entry.known["en"],
            not_known=entry.not_known.get(language) or entry.not_known["en"],
            deadlines=tuple(sorted(deadlines, key=lambda deadline: deadline.date)),
            contacts=tuple(put_contact(content.contacts[key], content.sources, language) for key in entry.contacts),
        )

    def actions(self, language: str) -> tuple[Action, ...]:
        """The publisher's actions, to be given to `select` together with the general ones."""
        return tuple(action for action in resolve(self._content, language, breach=self.breach) if action.verified)


def parse_breach_guidance(data: bytes, breach: str) -> BreachGuidance:
    """Decode the guidance of a publisher for `breach`; raises `GuidanceError` for anything else."""
    if len(data) > GUIDANCE_MAX_BYTES:
        raise GuidanceError(
            f"The guidance for {breach!r} is larger than {GUIDANCE_MAX_BYTES // 1024} KiB.", advice="Shorten its texts."
        )
    content = Content()
    read_bytes(data, f"guidance for {breach}", content)
    if content.problems:
        raise content.problems[0].as_error()
    notice = content.notice
    if notice is None or notice.breach != breach:
        raise GuidanceError(
            f"The file has no [notice] for the breach {breach!r}.",
            advice="Write the id of the breach, as its list has it, in [notice] and in the name of the file.",
        )
    _check_extent(content)
    guidance = BreachGuidance(content, notice)
    try:
        guidance.notice("en")
    except KeyError as error:
        raise missing_entry(error) from error
    guidance.actions("en")
    return guidance


def accept(targets: Mapping[str, bytes]) -> tuple[tuple[BreachGuidance, ...], tuple[str, ...]]:
    """Read the guidance for several breaches (id -> bytes); never raises.

    Returns what could be read, and the ids of the breaches whose guidance was refused.
    """
    accepted, refused = [], []
    for breach, data in targets.items():
        try:
            accepted.append(parse_breach_guidance(data, breach))
        except GuidanceError:
            refused.append(breach)
    return tuple(accepted), tuple(refused)


def _check_extent(content: Content) -> None:
    extents: tuple[tuple[str, Collection[str], int], ...] = (
        ("actions", content.actions, MAX_ACTIONS),
        ("sources", content.sources, MAX_SOURCES),
        ("contacts", content.contacts, MAX_CONTACTS),
        ("deadlines", content.deadlines, MAX_DEADLINES),
    )
    for name, entries, most in extents:
        if len(entries) > most:
            raise GuidanceError(
                f"The guidance has {len(entries)} {name}; at most {most} can stand in it.",
                advice="Keep those that matter most for this breach.",
            )
    if content.country or content.categories or content.labels or content.banned:
        raise GuidanceError(
            "The guidance for a breach has tables that belong to a country only.",
            advice="Remove the tables country, category, label and banned.",
        )
