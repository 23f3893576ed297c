"""The report of an answer and of what to do: what stands in it, as one HTML document.

It is made of the answer, the advice and the profile. The number and the code of a letter are not handed over, so
they cannot stand in it. Where the pages of the answer and of the advice say the same, their words are taken by the
name of their page: screen and paper then agree, and a language has one translation for both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt

from exposure_check.desktop.text import (
    chosen_advice,
    fingerprints,
    handed_out,
    labels,
    language,
    number,
    particulars_text,
)
from exposure_check.guidance import Action, category_label, certainty_label, particulars
from exposure_check.lookup.verdict import Listed, NoBreaches, NotListed
from exposure_check.protocol.catalogue import SENSITIVE_CATEGORIES, in_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exposure_check.desktop.session_state import SessionState
    from exposure_check.guidance import Contact, Particulars
    from exposure_check.guidance.breach import Notice
    from exposure_check.lookup.profile import Profile
    from exposure_check.lookup.verdict import Exposure, Verdict
    from exposure_check.protocol.catalogue import Breach


MOST_BREACHES = 30  # in full


@dataclass(frozen=True)
class Report:
    """What a report is made of."""

    profile: Profile
    language: str
    verdict: Verdict | None  # None: the answer is closed, or there is none
    steps: Sequence[Action | Notice]  # as the page of the advice shows them
    written: datetime
    handed_out: Sequence[str] = ()  # who hands the program out, as the page of the answer says it


def of_state(state: SessionState, spoken: str) -> Report:
    """The report of what a state shows now; a closed answer does not enter it."""
    verdict = None if state.advice_only else state.verdict
    steps, who = chosen_advice.steps(state, spoken), handed_out.lines(state)
    return Report(state.profile, spoken, verdict, steps, datetime.now(UTC), who)


def title() -> str:
    """What a reader of the file shows above it, and a printer in its list: neutral, as the window."""
    return QCoreApplication.translate("MainWindow", "Information")


def as_html(report: Report) -> str:
    """The whole report as HTML with headings, lists and language; every text is escaped."""
    right = language.locale(report.language).textDirection() is Qt.LayoutDirection.RightToLeft
    body = "\n".join(_body(report))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(report.language)}" dir="{"rtl" if right else "ltr"}">\n'
        f'<head><meta charset="utf-8"><title>{escape(title())}</title></head>\n<body>\n{body}\n</body>\n</html>\n'
    )


def _body(report: Report) -> Iterator[str]:
    if report.verdict is None:
        yield _tag("h1", QCoreApplication.translate("Actions", "What to do"))
        yield _tag(
            "p",
            QCoreApplication.translate(
                "report", "These pages hold advice only. They do not say whether you are in a list."
            ),
        )
        yield from _demo(report)
    else:
        yield from _answer(report, report.verdict)
    yield from _advice(report, heading=report.verdict is not None)
    yield from _help(report.profile)
    yield _tag(
        "p",
        QCoreApplication.translate(
            "report", "Made on {day}. No identity number and no code of a letter stands here."
        ).format(day=language.day(report.written)),
    )


def _demo(report: Report) -> Iterator[str]:
    if report.profile.demo:
        yield _tag(
            "p",
            QCoreApplication.translate(
                "DemoBanner",
                "Demo: invented records and numbers of no one. Its protection is weaker than the real one.",
            ),
        )


def _answer(report: Report, verdict: Verdict) -> Iterator[str]:
    day = language.day(verdict.provenance.created)
    yield _tag("h1", _outcome(verdict))
    yield from _demo(report)
    if isinstance(verdict, NoBreaches):
        yield _tag(
            "p",
            QCoreApplication.translate("Answer", "This says nothing about you: your number was not looked up."),
        )
        yield _tag(
            "p",
            QCoreApplication.translate(
                "Answer", "Its publisher withdrew it on {day}. Ask the help line what that means for you."
            ).format(day=day),
        )
    elif isinstance(verdict, NotListed):
        yield _tag(
            "p",
            QCoreApplication.translate(
                "Answer", "The list of {day} holds no record that opens with what you typed."
            ).format(day=day),
        )
    yield _tag(
        "p",
        QCoreApplication.translate("Answer", "List of {day}, signed by its publisher.").format(day=day)
        + " "
        + QCoreApplication.translate("report", "Its identity: {identity}.").format(
            identity=verdict.provenance.dataset_id
        ),
    )
    yield from (_tag("p", line) for line in report.handed_out)
    digits = fingerprints.compute(fingerprints.Kind.LIST, verdict.provenance.list_digest)
    if digits:
        yield _tag("p", f"{fingerprints.list_name(verdict.provenance)}: {digits}")
    if isinstance(verdict, Listed):
        if verdict.unreadable:
            yield _tag("p", labels.unreadable_record())
        for exposure in verdict.exposures[:MOST_BREACHES]:
            yield from _exposure(report, exposure)
        yield from _left_out(len(verdict.exposures))
    elif isinstance(verdict, NotListed):
        yield from _not_ruled_out(report, verdict)
    yield from _sealed(report, verdict.sealed_breaches)


def _outcome(verdict: Verdict) -> str:
    match verdict:
        case Listed():
            return QCoreApplication.translate("Answer", "Your data is in this list")
        case NotListed():
            return QCoreApplication.translate("Answer", "Your data was not found in this list")
        case NoBreaches():
            return QCoreApplication.translate("Answer", "This list names no breach now")


def _exposure(report: Report, exposure: Exposure) -> Iterator[str]:
    breach = exposure.breach
    yield _tag("h2", in_language(breach.name, report.language))
    yield _tag(
        "p",
        QCoreApplication.translate(
            "Answer", "The records were held by {holder} and taken in {taken}. It became known in {known}."
        ).format(holder=breach.holder, taken=language.month(breach.occurred), known=language.month(breach.disclosed)),
    )
    yield _tag("p", in_language(breach.summary, report.language))
    yield _tag("p", QCoreApplication.translate("Answer", "Recorded about you in the list, as far as is known:"))
    ordered = sorted(exposure.categories, key=lambda name: name in SENSITIVE_CATEGORIES)
    yield from _list(_category(report, exposure, name) for name in ordered)
    stated = particulars(breach, report.language)
    if stated is not None:
        yield from _particulars(report, stated, happened=False)


def _category(report: Report, exposure: Exposure, name: str) -> str:
    label = category_label(name, report.profile.country, report.language)
    parts = [f"{label.name}.", label.meaning]
    if exposure.certainty_stated:
        words = certainty_label(report.profile.country, report.language, uncertain=name in exposure.uncertain)
        parts.insert(1, f"{words}.")
    return " ".join(filter(None, parts))


def _particulars(report: Report, stated: Particulars, *, happened: bool) -> Iterator[str]:
    lines = particulars_text.lines(stated, report.profile.country, report.language, happened=happened)
    yield from (_tag("p", f"{heading}: {text}") for heading, text in lines)


def _not_ruled_out(report: Report, verdict: NotListed) -> Iterator[str]:
    yield _tag("h2", QCoreApplication.translate("Answer", "What this does not rule out"))
    lines = [
        QCoreApplication.translate(
            "Answer", "Data about you may have been taken elsewhere: this list knows only some breaches."
        ),
        QCoreApplication.translate("Answer", "It may have been recorded without your number, or with a mistake in it."),
    ]
    lines += filter(None, [number.sign_note(verdict.provenance.scheme, report.language)])
    if verdict.sealed_breaches:
        lines.append(
            QCoreApplication.translate(
                "Answer", "Some lists open only with a code from a letter. They are named below, for everyone alike."
            )
        )
    yield from _list(lines)


def _sealed(report: Report, sealed: Sequence[Breach]) -> Iterator[str]:
    if not sealed:
        return
    yield _tag("h2", QCoreApplication.translate("Answer", "Lists that open only with a letter code"))
    yield _tag(
        "p",
        QCoreApplication.translate(
            "Answer",
            "Everyone sees this text, whatever the answer is. Nobody can find out who is in these lists by "
            "knowing a number. The code comes by letter from whoever held the data. If you believe that a "
            "letter is missing, ask them.",
        ),
    )
    shown = sealed[:MOST_BREACHES]
    yield from _list(f"{in_language(breach.name, report.language)} ({breach.holder})" for breach in shown)
    yield from _left_out(len(sealed))


def _left_out(count: int) -> Iterator[str]:
    """That there are more breaches than the report holds: laying out a thousand would hold up the window."""
    if count > MOST_BREACHES:
        text = QCoreApplication.translate(
            "report", "There are {count} in all. These are the first {shown}; the window shows every one."
        )
        yield _tag("p", text.format(count=language.number(count), shown=language.number(MOST_BREACHES)))


def _advice(report: Report, *, heading: bool) -> Iterator[str]:
    if heading and report.steps:
        yield _tag("h2", QCoreApplication.translate("Actions", "What to do"))
    for place, step in enumerate(report.steps, start=1):
        yield from _action(report, step, place) if isinstance(step, Action) else _notice(report, step, place)


def _action(report: Report, action: Action, place: int) -> Iterator[str]:
    yield _tag("h3", f"{language.number(place)}. {action.title}")
    urgency = _label(report, action.urgency.value)
    yield _tag("p", " ".join((*([_label(report, "breach") + "."] if action.breach else []), f"{urgency}.", action.why)))
    yield from _list(action.how, "ol" if len(action.how) > 1 else "ul")
    for contact in action.contacts:
        yield from _contact(contact)
    yield from _list(f"{link.label}: {link.url}" for link in action.links)
    for key, text in (("side_effects", action.side_effects), ("undo", action.undo)):
        if text:
            yield _tag("p", f"{_label(report, key)}: {text}")
    source = QCoreApplication.translate("Actions", "Source: {names}. Looked at on {day}.").format(
        names=", ".join(f"{source.name} ({source.url})" for source in action.sources),
        day=language.day(action.reviewed),
    )
    stale = _label(report, "stale") if action.stale(report.written.date()) else ""
    yield _tag("p", f"{source} {stale}".strip())


def _notice(report: Report, notice: Notice, place: int) -> Iterator[str]:
    """What the publisher of the list says of a breach, as the page of the advice shows it."""
    exposures = report.verdict.exposures if isinstance(report.verdict, Listed) else ()
    names = [exposure.breach.name for exposure in exposures if exposure.breach.id == notice.breach]
    name = in_language(names[0], report.language) if names else notice.breach
    yield _tag("h3", f"{language.number(place)}. {name}")
    yield _tag("p", f"{_label(report, 'breach')}.")
    if notice.particulars is not None:
        yield from _particulars(report, notice.particulars, happened=True)
    for key, lines in (("known", notice.known), ("not_known", notice.not_known)):
        if not lines:
            continue
        yield _tag("p", f"{_label(report, key)}:")
        yield from _list(lines)
    if notice.deadlines:
        yield _tag("p", f"{_label(report, 'deadlines')}:")
        yield from _list(f"{language.day(due.date)}: {due.text} ({due.source_url})" for due in notice.deadlines)
    for contact in notice.contacts:
        yield from _contact(contact)
    signed = QCoreApplication.translate("Actions", "Signed by the publisher of the list. Updated on {day}.").format(
        day=language.day(notice.updated)
    )
    stale = any(contact.stale(report.written.date()) for contact in notice.contacts)
    yield _tag("p", f"{signed} {_label(report, 'stale') if stale else ''}".strip())


def _contact(contact: Contact) -> Iterator[str]:
    yield _tag("p", f"{contact.name}. {contact.about}" if contact.about else contact.name)
    lines = [" · ".join(filter(None, (line.number, line.hours, line.note))) for line in contact.lines]
    yield from _list([*lines, *(f"{link.label}: {link.url}" for link in contact.links)])


def _help(profile: Profile) -> Iterator[str]:
    yield _tag("h2", QCoreApplication.translate("Actions", "Would you like to talk to somebody?"))
    if profile.help_number:
        yield _tag("p", " ".join(filter(None, (profile.help_name, profile.help_number))))
    yield _tag(
        "p",
        QCoreApplication.translate(
            "Actions", "You need not tell anybody your identity number, nor what the answer was."
        ),
    )


def _label(report: Report, key: str) -> str:
    return chosen_advice.label(key, report.profile.country, report.language)


def _list(lines: Iterator[str] | Sequence[str], kind: str = "ul") -> Iterator[str]:
    items = "".join(_tag("li", line) for line in lines)
    if items:
        yield f"<{kind}>{items}</{kind}>"


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"
