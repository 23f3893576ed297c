"""The booklet of the support desk: every card on a page of its own, A5, for lines without computers.

Nothing is printed past its review: a wrong number on a card of a crisis is worse than none.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPageSize

from exposure_check.desktop import screen_codes
from exposure_check.desktop.documents import pdf
from exposure_check.desktop.text import language
from exposure_check.errors import GuidanceError
from exposure_check.guidance import desk_review
from exposure_check.guidance.desk_script import CardKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from exposure_check.guidance.advice import Contact
    from exposure_check.guidance.desk_script import Card, Script

PERCENT = 75  # of the type of a report: a card fits its page


def as_pdf(script: Script, spoken: str, on: date) -> bytes:
    """The booklet in the language of the application, which is `spoken`.

    Raises `GuidanceError` where anything in it is past its review on the day `on`, or lacks a source or a second line.
    """
    wrong = desk_review.check(script, on)
    if wrong:
        raise GuidanceError(
            f"The booklet was not made: {wrong[0]}" + (f" And {len(wrong) - 1} more." if len(wrong) > 1 else ""),
            advice="`exposure-check desk --check` lists everything.",
        )
    title = QCoreApplication.translate("booklet", "Support desk")
    return pdf.pdf(as_html(script, spoken), title=title, language=spoken, percent=PERCENT, size=QPageSize.PageSizeId.A5)


def as_html(script: Script, spoken: str) -> str:
    """All cards: the call, what can happen, the pages in the order of their codes, the words for letters."""
    cards = {kind: script.cards(kind, spoken) for kind in CardKind}
    pages = sorted(
        (card for card in cards[CardKind.PAGE] if card.id in screen_codes.CODES),
        key=lambda card: screen_codes.CODES[card.id],
    )
    titles = {card.id: card.title for card in pages}
    every = [*cards[CardKind.STEP], *cards[CardKind.INTERRUPT], *pages]
    parts = ["".join(_card(card, titles)) for card in every]
    parts.append("".join(_alphabets(script, spoken)))
    parts.insert(0, "".join(_cover(every, script.guide.name.get(spoken) or script.guide.name["en"])))
    broken = '<div style="page-break-before: always"></div>'.join(parts)
    return f'<!DOCTYPE html>\n<html lang="{escape(spoken)}"><body>{broken}</body></html>\n'


def _cover(cards: Sequence[Card], country: str) -> Iterator[str]:
    yield _tag("h1", QCoreApplication.translate("booklet", "Support desk"))
    yield _tag("p", country)
    yield _tag(
        "p",
        QCoreApplication.translate(
            "booklet",
            "This booklet takes no number, no code and no answer: never write one into it. Ask for the three digits "
            "at the bottom left of the caller's window and turn to their page.",
        ),
    )
    yield _until(min(card.valid_until for card in cards))
    yield _tag("h2", QCoreApplication.translate("booklet", "Pages by their codes"))
    rows = [
        f"<tr><td><b>{screen_codes.shown(card.id)}</b>&nbsp;&nbsp;</td><td>{escape(card.title)}</td></tr>"
        for card in cards
        if card.kind is CardKind.PAGE
    ]
    yield f"<table>{''.join(rows)}</table>"


def _card(card: Card, titles: dict[str, str]) -> Iterator[str]:
    code = f"{screen_codes.shown(card.id)}   " if card.kind is CardKind.PAGE else ""
    yield _tag("h1", f"{code}{card.title}")
    if card.sees:
        yield _tag("p", card.sees)
    yield _tag("h2", QCoreApplication.translate("CardView", "Say"))
    yield _list(card.say)
    yield _tag("h2", QCoreApplication.translate("CardView", "Do not say"))
    yield _list(card.avoid)
    if card.note:
        yield _tag("h2", QCoreApplication.translate("CardView", "For you"))
        yield _tag("p", card.note)
    following = [page for page in card.next if page in titles]
    if following:
        yield _tag("h2", QCoreApplication.translate("CardView", "What can come next"))
        yield _tag("p", "  ·  ".join(f"{screen_codes.shown(page)} {titles[page]}" for page in following))
    if card.contacts:
        yield _tag("h2", QCoreApplication.translate("CardView", "Where to send the caller"))
        for contact in card.contacts:
            yield _contact(contact)
    if card.nobody_answers:
        yield f"<p><b>{escape(card.nobody_answers)}</b></p>"
    yield _until(card.valid_until)


def _contact(contact: Contact) -> str:
    lines = "".join(
        f"<br><b>{escape(line.number)}</b> {escape(' · '.join(part for part in (line.hours, line.note) if part))}"
        for line in contact.lines
    )
    links = "".join(f"<br>{escape(link.url)}" for link in contact.links) if not contact.lines else ""
    return f"<p>{escape(contact.name)}{lines}{links}</p>"


def _alphabets(script: Script, spoken: str) -> Iterator[str]:
    yield _tag("h1", QCoreApplication.translate("CardView", "Words for letters"))
    yield _tag(
        "p",
        QCoreApplication.translate("CardView", "For names and for addresses of pages. Never for a number or a code."),
    )
    for alphabet in script.alphabets:
        yield _tag("h2", alphabet.name.get(spoken) or alphabet.name["en"])
        yield _tag("p", "  ·  ".join(alphabet.words))


def _until(day: date) -> str:
    until = QCoreApplication.translate("CardView", "Valid until {day}").format(day=language.day(day))
    return f"<p><i>{escape(until)}</i></p>"


def _list(sentences: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(sentence)}</li>' for sentence in sentences)}</ul>"


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"
