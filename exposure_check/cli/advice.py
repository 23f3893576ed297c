"""`exposure-check advice`: what to do when a kind of data was exposed, without a lookup and without a network."""

from __future__ import annotations

import argparse
import shutil
import textwrap
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import msgspec

from exposure_check.cli import output
from exposure_check.guidance import Audience, load, load_labels, select
from exposure_check.protocol.catalogue import CATEGORIES
from exposure_check.resources import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exposure_check.guidance import Action, Contact, Labels

DIARY_LINES = 12
_WIDEST = 88


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    yes_or_no = argparse.BooleanOptionalAction
    parser.add_argument(
        "--country", default="fi", metavar="XX", help="whose advice, such as fi, se, gb, us (default: fi)"
    )
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="default: en")
    parser.add_argument(
        "--category",
        action="append",
        choices=CATEGORIES,
        default=[],
        metavar="KIND",
        help=f"one of {', '.join(CATEGORIES)}",
    )
    parser.add_argument("--misused", action=yes_or_no, help="has the data been used already?")
    parser.add_argument("--threatened", action=yes_or_no, help="is someone threatening to spread it?")
    audiences = [audience.value for audience in Audience]
    parser.add_argument("--for", dest="audience", choices=audiences, default="self", help="whose data it is")
    parser.add_argument("--all", action="store_true", help="every piece of advice for the country")
    parser.add_argument("--diary", action="store_true", help="an empty page to write down what you did")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Print the advice; 0."""
    words = load_labels(options.country, options.language)
    if options.diary:
        print("\n".join(diary(words)))
        return 0
    guide = load(options.country)
    actions = guide.actions(options.language)
    if not options.all:
        answers = {"misused": options.misused, "threatened": options.threatened}
        actions = select(actions, options.category, audience=Audience(options.audience), **answers)
    today = datetime.now(UTC).date()
    if options.json:
        print(as_json(guide.country, actions, today))
    else:
        width = min(shutil.get_terminal_size().columns, _WIDEST)
        print("\n".join(as_text(actions, words, today, width)))
    return 0


def as_text(actions: Iterable[Action], words: Labels, on: date, width: int) -> Iterator[str]:
    """The lines of a numbered list of actions under their urgencies."""
    urgency = None
    for number, action in enumerate(actions, start=1):
        if action.urgency is not urgency:
            urgency = action.urgency
            heading = words.label(urgency.value)
            yield from (heading, "=" * len(heading), "")
        yield from textwrap.wrap(f"{number}. {action.title}", width)
        yield from _body(action, words, on, width)
        yield ""


def as_json(country: str, actions: Iterable[Action], on: date) -> str:
    """One JSON object: the country whose advice it is, and its actions."""
    listed = [{**msgspec.to_builtins(action), "stale": action.stale(on)} for action in actions]
    return output.as_json({"outcome": "advice", "country": country, "actions": listed})


def diary(words: Labels) -> Iterator[str]:
    """An empty page for writing down what was done; it says nothing of any answer."""
    heading = words.label("diary")
    yield from (heading, "=" * len(heading), "")
    columns = [words.label(f"diary_{column}") for column in ("date", "whom", "answer", "next")]
    for _ in range(DIARY_LINES):
        yield from (f"{column}: {'_' * (60 - len(column))}" for column in columns)
        yield ""


def _body(action: Action, words: Labels, on: date, width: int) -> Iterator[str]:
    yield from _paragraph(f"{words.label('why')}: {action.why}", width)
    yield f"   {words.label('how')}:"
    for step in action.how:
        yield from _paragraph(step, width, first="   - ", rest="     ")
    for key in ("side_effects", "undo"):
        if text := getattr(action, key):
            yield from _paragraph(f"{words.label(key)}: {text}", width)
    if action.contacts:
        yield f"   {words.label('contacts')}:"
        for contact in action.contacts:
            yield from _contact(contact, width)
    yield from (f"   {link.label}: {link.url}" for link in action.links)
    for source in action.sources:
        reviewed = f"{words.label('reviewed')} {source.reviewed.isoformat()}"
        yield f"   {words.label('source')}: {source.url} ({reviewed})"
    if action.stale(on):
        yield from _paragraph(words.label("stale"), width, first="   ! ", rest="     ")


def _contact(contact: Contact, width: int) -> Iterator[str]:
    yield from _paragraph(contact.name, width, first="   - ", rest="     ")
    if contact.about:
        yield from _paragraph(contact.about, width, first="     ", rest="     ")
    for line in contact.lines:
        note = f" ({line.note})" if line.note else ""
        yield f"     {line.number}: {line.hours}{note}"
    yield from (f"     {link.label}: {link.url}" for link in contact.links)


def _paragraph(text: str, width: int, *, first: str = "   ", rest: str = "   ") -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
