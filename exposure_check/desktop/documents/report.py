"""The report of an answer and of what to do: what stands in it, as one HTML document.

It is made of the answer, the advice and the profile. The number and the code of a letter are not handed over, so
they cannot stand in it. Where the pages of the answer and of the advice say the same, their words are taken by the
name of their page: screen and paper then agree, and a language has one translation for both.
"""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt

from exposure_check.desktop.documents import report_advice
from exposure_check.desktop.documents.markup import listed, tag
from exposure_check.desktop.documents.notes import Notes
from exposure_check.desktop.documents.report_advice import Report
from exposure_check.desktop.text import chosen_advice, fingerprints, handed_out, labels, language, number
from exposure_check.guidance import category_label, certainty_label, particulars
from exposure_check.lookup.verdict import Listed, NoBreaches, NotListed
from exposure_check.protocol.catalogue import SENSITIVE_CATEGORIES, in_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exposure_check.desktop.session_state import SessionState
    from exposure_check.lookup.verdict import Exposure, Verdict
    from exposure_check.protocol.catalogue import Breach


MOST_BREACHES = 30  # in full
MOST_SUMMED_UP = 3  # on the first page


def of_state(state: SessionState, spoken: str) -> Report:
    """The report of what a state shows now; a closed answer does not enter it."""
    verdict = None if state.advice_only else state.verdict
    return Report(
        state.profile,
        spoken,
        verdict,
        chosen_advice.steps(state, spoken),
        datetime.now(UTC),
        labels.danger(chosen_advice.emergency_number(state.profile.country, spoken)),
        state.audience == "self",
        tuple(handed_out.lines(state)),
    )


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
    """One page for a person in a hurry; then everything in full; addresses and marks of the list last."""
    notes = Notes()
    yield from _summary(report)
    yield from report_advice.next_step(report)
    yield from report_advice.whom_to_call(report)
    new_page = True
    if report.verdict is not None:
        yield tag("h2", QCoreApplication.translate("report", "The answer in full"), new_page=new_page)
        yield from _answer(report, report.verdict)
        new_page = False
    if report.steps:
        yield tag("h2", QCoreApplication.translate("Actions", "What to do"), new_page=new_page)
        yield from report_advice.steps(report, notes)
    yield from _last(report, notes)


def _summary(report: Report) -> Iterator[str]:
    verdict = report.verdict
    if verdict is None:
        yield tag("h1", QCoreApplication.translate("Actions", "What to do"))
        yield tag(
            "p",
            QCoreApplication.translate(
                "report", "These pages hold advice only. They do not say whether you are in a list."
            ),
        )
        yield from _demo(report)
        return
    yield tag("h1", labels.outcome(verdict, own=report.own))
    yield from _demo(report)
    if isinstance(verdict, Listed):
        yield from listed(
            f"{labels.breach_and_holder(exposure.breach, report.language)}. "
            + labels.when(exposure.breach, report.language, alone=True)
            for exposure in verdict.exposures[:MOST_SUMMED_UP]
        )
        yield tag(
            "p",
            QCoreApplication.translate(
                "Answer", "A criminal did this. It is not your fault. You can stop here and come back at any time."
            ),
        )
    else:
        yield from _nothing_found(verdict, report)


def _nothing_found(verdict: NotListed | NoBreaches, report: Report) -> Iterator[str]:
    if isinstance(verdict, NoBreaches):
        yield tag(
            "p",
            QCoreApplication.translate("Answer", "This says nothing about anybody: the number was not looked up."),
        )
        yield tag("p", labels.withdrawn(verdict, help_line=bool(report.profile.all_help_lines)))
        return
    yield tag(
        "p",
        QCoreApplication.translate(
            "Answer", "The list of {day} holds no record that opens with what you typed."
        ).format(day=language.day(verdict.provenance.created)),
    )


def _last(report: Report, notes: Notes) -> Iterator[str]:
    """The addresses that the marks stand for, and which list this was."""
    if notes.urls:
        yield tag("h2", QCoreApplication.translate("report", "Addresses"))
        for url in notes.urls:
            yield tag("p", f"{notes.mark(url)} {url}")
    yield tag("h2", QCoreApplication.translate("report", "About this report"))
    if report.verdict is not None:
        yield from _provenance(report, report.verdict)
    yield tag(
        "p",
        QCoreApplication.translate(
            "report", "Made on {day}. No identity number and no code of a letter stands here."
        ).format(day=language.day(report.written)),
    )


def _provenance(report: Report, verdict: Verdict) -> Iterator[str]:
    day = language.day(verdict.provenance.created)
    yield tag(
        "p",
        QCoreApplication.translate("Answer", "List of {day}, signed by its publisher.").format(day=day)
        + " "
        + QCoreApplication.translate("report", "Its identity: {identity}.").format(
            identity=verdict.provenance.dataset_id
        ),
    )
    yield from (tag("p", line) for line in report.handed_out)
    digits = fingerprints.compute(fingerprints.Kind.LIST, verdict.provenance.list_digest)
    if digits:
        yield tag("p", f"{fingerprints.list_name(verdict.provenance)}: {digits}")


def _demo(report: Report) -> Iterator[str]:
    if report.profile.demo:
        yield tag(
            "p",
            QCoreApplication.translate(
                "DemoBanner",
                "Demo: invented records and numbers of no one. Its protection is weaker than the real one.",
            ),
        )


def _answer(report: Report, verdict: Verdict) -> Iterator[str]:
    if isinstance(verdict, Listed):
        if verdict.unreadable:
            yield tag("p", labels.unreadable_record())
        for exposure in verdict.exposures[:MOST_BREACHES]:
            yield from _exposure(report, exposure)
        yield from _left_out(len(verdict.exposures))
    elif isinstance(verdict, NotListed):
        yield from _not_ruled_out(report, verdict)
    yield from _sealed(report, verdict.sealed_breaches)


def _exposure(report: Report, exposure: Exposure) -> Iterator[str]:
    breach = exposure.breach
    yield tag("h3", in_language(breach.name, report.language))
    yield tag(
        "p",
        labels.when(breach, report.language, alone=False),
    )
    yield tag("p", in_language(breach.summary, report.language))
    yield tag("p", QCoreApplication.translate("Answer", "What was recorded, as far as is known:"))
    ordered = sorted(exposure.categories, key=lambda name: name in SENSITIVE_CATEGORIES)
    yield from listed(_category(report, exposure, name) for name in ordered)
    stated = particulars(breach, report.language)
    if stated is not None:
        yield from report_advice.particulars_of(report, stated, happened=False)


def _category(report: Report, exposure: Exposure, name: str) -> str:
    label = category_label(name, report.profile.country, report.language)
    parts = [f"{label.name}.", label.meaning]
    if exposure.certainty_stated:
        words = certainty_label(report.profile.country, report.language, uncertain=name in exposure.uncertain)
        parts.insert(1, f"{words}.")
    return " ".join(filter(None, parts))


def _not_ruled_out(report: Report, verdict: NotListed) -> Iterator[str]:
    yield tag("h3", QCoreApplication.translate("Answer", "What this does not rule out"))
    lines = [
        QCoreApplication.translate(
            "Answer", "Data may have been taken elsewhere: this check knows only some breaches."
        ),
        QCoreApplication.translate("Answer", "It may have been recorded without the number, or with a mistake in it."),
    ]
    lines += filter(None, [number.sign_note(verdict.provenance.scheme, report.language)])
    if verdict.sealed_breaches:
        lines.append(
            QCoreApplication.translate(
                "Answer", "Some lists open only with a code from a letter. They are named below, for everyone alike."
            )
        )
    yield from listed(lines)


def _sealed(report: Report, sealed: Sequence[Breach]) -> Iterator[str]:
    if not sealed:
        return
    yield tag("h3", QCoreApplication.translate("Answer", "Lists that open only with a letter code"))
    yield tag(
        "p",
        QCoreApplication.translate(
            "Answer",
            "Everyone sees this text, whatever the answer is. Nobody can find out who is in these lists by "
            "knowing a number. The code comes by letter from whoever held the data. If you believe that a "
            "letter is missing, ask them.",
        ),
    )
    shown = sealed[:MOST_BREACHES]
    yield from listed(labels.breach_and_holder(breach, report.language) for breach in shown)
    yield from _left_out(len(sealed))


def _left_out(count: int) -> Iterator[str]:
    """That there are more breaches than the report holds: laying out a thousand would hold up the window."""
    if count > MOST_BREACHES:
        text = QCoreApplication.translate(
            "report", "There are {count} in all. These are the first {shown}; the window shows every one."
        )
        yield tag("p", text.format(count=language.number(count), shown=language.number(MOST_BREACHES)))
