"""What to do, as the report tells it: the first step and whom to call in short, then every step in full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from exposure_check.desktop.documents.markup import listed, tag
from exposure_check.desktop.text import chosen_advice, help_lines, language, particulars_text
from exposure_check.guidance import Action
from exposure_check.lookup.verdict import Listed
from exposure_check.protocol.catalogue import in_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from exposure_check.desktop.documents.notes import Notes
    from exposure_check.guidance import Contact, Particulars
    from exposure_check.guidance.breach import Notice
    from exposure_check.lookup.profile import Profile
    from exposure_check.lookup.verdict import Verdict


@dataclass(frozen=True)
class Report:
    """What a report is made of."""

    profile: Profile
    language: str
    verdict: Verdict | None  # None: the answer is closed, or there is none
    steps: Sequence[Action | Notice]  # as the page of the advice shows them
    written: datetime
    danger: str  # whom to call in danger, in one line
    own: bool = True  # whether it is about the person who reads
    handed_out: Sequence[str] = ()  # who hands the program out, as the page of the answer says it


def next_step(report: Report) -> Iterator[str]:
    """The first action, and how."""
    action = next((step for step in report.steps if isinstance(step, Action)), None)
    if action is None:
        return
    yield tag("h2", QCoreApplication.translate("report", "Your next step: {step}").format(step=action.title))
    yield tag("p", action.why)
    yield from listed(action.how, "ol" if len(action.how) > 1 else "ul")


def whom_to_call(report: Report) -> Iterator[str]:
    """Whom to call in danger, and somebody to talk to: the profile's, else whom the advice of the country names."""
    profile = report.profile
    yield tag("h2", QCoreApplication.translate("report", "Whom to call"))
    yield tag("p", report.danger)
    contact = chosen_advice.somebody_to_talk_to(profile.country, report.language)
    lines = profile.help_lines_for(report.language)
    for line in lines:
        about = " · ".join(filter(None, (line.number, help_lines.about(line, report.language))))
        yield tag("p", f"{help_lines.name_of(profile, line)}: {about}")
    if not lines and contact is not None:
        yield tag("p", contact.name)
        yield from listed(" · ".join(filter(None, (line.number, line.about))) for line in contact.lines)
    yield tag(
        "p",
        QCoreApplication.translate("HelpPanel", "You do not have to say your number, or what the answer was."),
    )


def steps(report: Report, notes: Notes) -> Iterator[str]:
    """Every step, as the page of the advice shows them."""
    for place, step in enumerate(report.steps, start=1):
        if isinstance(step, Action):
            yield from _action(report, step, place, notes)
        else:
            yield from _notice(report, step, place, notes)


def _action(report: Report, action: Action, place: int, notes: Notes) -> Iterator[str]:
    yield tag("h3", f"{language.number(place)}. {action.title}")
    urgency = _label(report, action.urgency.value)
    yield tag("p", " ".join((*([_label(report, "breach") + "."] if action.breach else []), f"{urgency}.", action.why)))
    yield from listed(action.how, "ol" if len(action.how) > 1 else "ul")
    for contact in action.contacts:
        yield from _contact(contact, notes)
    yield from listed(f"{link.label} {notes.mark(link.url)}" for link in action.links)
    for key, text in (("side_effects", action.side_effects), ("undo", action.undo)):
        if text:
            yield tag("p", f"{_label(report, key)}: {text}")
    source = QCoreApplication.translate("Actions", "Source: {names}. Checked on {day}.").format(
        names=", ".join(f"{source.name} {notes.mark(source.url)}" for source in action.sources),
        day=language.day(action.reviewed),
    )
    stale = _label(report, "stale") if action.stale(report.written.date()) else ""
    yield tag("p", f"{source} {stale}".strip())


def _notice(report: Report, notice: Notice, place: int, notes: Notes) -> Iterator[str]:
    """What the publisher of the list says of a breach, as the page of the advice shows it."""
    exposures = report.verdict.exposures if isinstance(report.verdict, Listed) else ()
    names = [exposure.breach.name for exposure in exposures if exposure.breach.id == notice.breach]
    name = in_language(names[0], report.language) if names else notice.breach
    yield tag("h3", f"{language.number(place)}. {name}")
    yield tag("p", f"{_label(report, 'breach')}.")
    if notice.particulars is not None:
        yield from particulars_of(report, notice.particulars, happened=True)
    for key, lines in (("known", notice.known), ("not_known", notice.not_known)):
        if not lines:
            continue
        yield tag("p", f"{_label(report, key)}:")
        yield from listed(lines)
    if notice.deadlines:
        yield tag("p", f"{_label(report, 'deadlines')}:")
        yield from listed(
            f"{language.day(due.date)}: {due.text} {notes.mark(due.source_url)}" for due in notice.deadlines
        )
    for contact in notice.contacts:
        yield from _contact(contact, notes)
    signed = QCoreApplication.translate("Actions", "Signed by the publisher of the list. Updated on {day}.").format(
        day=language.day(notice.updated)
    )
    stale = any(contact.stale(report.written.date()) for contact in notice.contacts)
    yield tag("p", f"{signed} {_label(report, 'stale') if stale else ''}".strip())


def particulars_of(report: Report, stated: Particulars, *, happened: bool) -> Iterator[str]:
    """What the holder owes the people concerned; with what happened, or without it where it stands already."""
    lines = particulars_text.lines(stated, report.profile.country, report.language, happened=happened)
    yield from (tag("p", f"{heading}: {text}") for heading, text in lines)


def _contact(contact: Contact, notes: Notes) -> Iterator[str]:
    yield tag("p", f"{contact.name}. {contact.about}" if contact.about else contact.name)
    lines = [" · ".join(filter(None, (line.number, line.about))) for line in contact.lines]
    yield from listed([*lines, *(f"{link.label} {notes.mark(link.url)}" for link in contact.links)])


def _label(report: Report, key: str) -> str:
    return chosen_advice.label(key, report.profile.country, report.language)
