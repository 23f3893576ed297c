"""What an editor and a release are told: are the files of advice whole, kind and up to date?"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.errors import GuidanceError
from exposure_check.guidance.advice import Audience, ContactKind, When
from exposure_check.guidance.content import Content, Problem, read_folder
from exposure_check.guidance.guide import chain, contact_ids, merge, resolve
from exposure_check.guidance.schema import ANY
from exposure_check.guidance.select import select
from exposure_check.protocol.catalogue import CATEGORIES, SENSITIVE_CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

LEAST_TO_TALK_TO = 2
THREAT_ACTION = "danger"  # the action that comes first for someone who is threatened


def check(folder: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with a country's folder, as it would be shown with what it takes over.

    The folder stands beside those that it extends. What is wrong in those is reported for them alone.
    """
    own = read_folder(folder)
    problems = list(own.problems)
    try:
        merged = merged_with_parents(folder, own)
    except GuidanceError as error:
        problem = Problem("country.toml", None, error.message, error.advice)
        return (*problems, problem)
    problems += _broken_references(own, merged)
    if not problems and own.country is not None and own.country.extends is not None:
        problems += _missing_advice(merged)
    problems += _banned_words(own, merged.banned)
    return tuple(problems)


def release_check(folder: Path, on: date) -> tuple[Problem, ...]:
    """`check`, and every source of the folder that is past its review on that day or not verified."""
    own = read_folder(folder)
    return (*check(folder), *_overdue(own, on))


def merged_with_parents(folder: Path, own: Content) -> Content:
    """The entries of the folders that `folder` extends, with its own over them."""
    merged = Content()
    for name in reversed(chain(folder.parent, folder.name)[1:]):
        parent = read_folder(folder.parent / name)
        merge(merged, parent)
        merged.categories |= parent.categories
        merged.labels |= parent.labels
        merged.banned |= parent.banned
    merge(merged, own)
    merged.categories |= own.categories
    merged.banned |= own.banned
    return merged


def texts(content: Content) -> Iterator[tuple[str, str, str]]:
    """Every text that a person may read: the entry (`action:ban`), the language, the text."""
    for key, action in content.actions.items():
        for language, text in action.text.items():
            parts = (text.title, text.why, *text.how, text.side_effects, text.undo)
            yield from ((f"action:{key}", language, part) for part in parts if part)
        for link in action.link:
            yield from ((f"action:{key}", language, label) for language, label in link.label.items())
    for key, contact in content.contacts.items():
        by_language = [contact.name, contact.about, *(link.label for link in contact.link)]
        by_language += [part for line in contact.line for part in (line.hours, line.note)]
        for part in by_language:
            yield from ((f"contact:{key}", language, text) for language, text in part.items())
    for key, source in content.sources.items():  # what stands before the colon is the institution's own name
        yield from ((f"source:{key}", language, name.rpartition(": ")[2]) for language, name in source.name.items())
    for key, words in content.categories.items():
        for language, word in words.items():
            yield from ((f"category:{key}", language, text) for text in (word.name, word.meaning))
    for key, labels in content.labels.items():
        yield from ((f"label:{key}", language, text) for language, text in labels.items())


def _broken_references(own: Content, merged: Content) -> Iterator[Problem]:
    for key, action in own.actions.items():
        for source in set(action.sources) - set(merged.sources):
            yield own.problem(
                f"action:{key}", f"There is no source {source!r}.", "Add a [[source]] with it.", "sources"
            )
        for contact in set(action.contacts) - set(merged.contacts):
            advice = "Add a [[contact]] with it."
            yield own.problem(f"action:{key}", f"There is no contact {contact!r}.", advice, "contacts")
    for key, entry in own.contacts.items():
        for source in set(entry.sources) - set(merged.sources):
            advice = "Add a [[source]] with it."
            yield own.problem(f"contact:{key}", f"There is no source {source!r}.", advice, "sources")


def _missing_advice(merged: Content) -> Iterator[Problem]:
    actions = resolve(merged, "en")
    advice = "Add an [[action]], or correct the categories of one."
    for category in CATEGORIES:
        if not any(category in action.categories for action in actions):
            yield Problem("", None, f"No action names the category {category!r}.", advice)
        if category not in merged.categories:
            yield Problem("", None, f"There are no words for the category {category!r}.", "Add them to words.toml.")
    if not any(not action.categories and action.when is When.ALWAYS for action in actions):
        yield Problem("", None, "No action is for everyone.", "Leave `categories` out of one.")
    threatened = select(actions, (), threatened=True)
    if not threatened or threatened[0].id != THREAT_ACTION:
        yield Problem("", None, f"A threatened person must see {THREAT_ACTION!r} first.", "Give it the order 0.")
    for category in sorted(SENSITIVE_CATEGORIES):
        if _people_to_talk_to(merged, category) < LEAST_TO_TALK_TO:
            yield Problem(
                "", None, f"{category!r} offers fewer than two people to talk to.", "Add a contact to talk to."
            )


def _people_to_talk_to(merged: Content, category: str) -> int:
    return max(
        (
            sum(merged.contacts[contact].kind is ContactKind.TALK for contact in contact_ids(action, merged))
            for action in merged.actions.values()
            if {category, ANY} & set(action.categories)
            and action.when is When.ALWAYS
            and action.audience is Audience.SELF
        ),
        default=0,
    )


def _banned_words(own: Content, banned: dict[str, tuple[str, ...]]) -> Iterator[Problem]:
    names = {name for contact in own.contacts.values() for name in contact.name.values()}
    for key, language, text in texts(own):
        for word in banned.get(language, ()) if text not in names else ():  # an organisation's own name stays
            if re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE):
                message = f"The {language} text says {word!r}, which frightens or blames."
                yield own.problem(key, message, "Say it in other words.", "text", language)


def _overdue(own: Content, on: date) -> Iterator[Problem]:
    for key, source in own.sources.items():
        if on > source.review_by:
            advice = "Read the page again, correct the advice, and move `reviewed` and `review_by`."
            yield own.problem(f"source:{key}", f"The review was due on {source.review_by}.", advice, "review_by")
        if not source.verified:
            advice = "Read the page and set verified = true, or take the fact out."
            yield own.problem(f"source:{key}", "The source is not verified.", advice, "verified")
