"""What `guidance` says for the pages of the answer and of the advice, for the state that a person is in."""

from __future__ import annotations

import contextlib
import logging
from itertools import islice
from typing import TYPE_CHECKING

from exposure_check.dates import day_of
from exposure_check.errors import ExposureCheckError
from exposure_check.lookup.verdict import Listed
from exposure_check.protocol.catalogue import CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exposure_check.desktop.session_state import SessionState
    from exposure_check.guidance import Action, Contact
    from exposure_check.guidance.breach import Notice


MOST_NOTICES = (
    32  # of breaches: as many as guidance is fetched for; a row for each of a thousand would hold up the window
)


def steps(state: SessionState, language: str) -> tuple[Action | Notice, ...]:
    """What is shown one at a time: what concerns a threat, what publishers say, the other actions."""
    from exposure_check.guidance import When

    chosen = actions(state, language)
    threat = [action for action in chosen if action.when is When.THREATENED]
    return *threat, *_notices(state, language), *chosen[len(threat) :]  # `select` puts what concerns a threat first


def _notices(state: SessionState, language: str) -> Iterator[Notice]:
    from exposure_check.guidance.breach import notice_of  # here: the first frame of the window needs none of it

    verdict = state.verdict
    if state.advice_is_for_everyone or not isinstance(verdict, Listed):
        return
    guidance = {of_breach.breach: of_breach for of_breach in state.publisher_guidance()}
    listed = day_of(verdict.provenance.created)
    noticed = (
        notice_of(exposure.breach, guidance.get(exposure.breach.id), language, listed) for exposure in verdict.exposures
    )
    yield from islice((notice for notice in noticed if notice is not None), MOST_NOTICES)


def actions(state: SessionState, language: str) -> tuple[Action, ...]:
    """What to do, most urgent first; none where the content of this installation cannot be read.

    Where the answer is closed, or there is none, it is the advice for every category: it then says nothing about
    the person who reads it.
    """
    from exposure_check import guidance  # here: it reads files, which the first frame does not need

    try:
        general = guidance.load(state.profile.country).actions(language)
    except (ExposureCheckError, OSError) as error:
        logging.getLogger(__name__).error("the advice cannot be read: %s", error)  # noqa: TRY400 - one line for a log
        return ()
    own = (action for published in state.publisher_guidance() for action in published.actions(language))
    return guidance.select(
        (*general, *own),
        categories(state),
        misused=state.misused,
        threatened=state.threatened,
        audience=guidance.Audience(state.audience),
    )


def audiences(country: str, language: str) -> frozenset[str]:
    """The audiences that the advice of a country has words for."""
    from exposure_check import guidance

    try:
        return frozenset(action.audience.value for action in guidance.load(country).actions(language))
    except (ExposureCheckError, OSError):
        return frozenset()


def emergency_number(country: str, language: str) -> str:
    """Whom to call in danger, such as "112"; empty where the content cannot be read."""
    numbers = (line.number for contact in _contacts(country, language, "emergency") for line in contact.lines)
    return next(numbers, "")


def somebody_to_talk_to(country: str, language: str) -> Contact | None:
    """Someone who listens, by telephone, in this language where there is one; none where content cannot be read."""
    contacts = [contact for contact in _contacts(country, language, "talk") if contact.lines]
    return min(contacts, key=lambda contact: not contact.speaks(language), default=None)


def _contacts(country: str, language: str, kind: str) -> list[Contact]:
    from exposure_check import guidance

    try:
        return [contact for contact in guidance.load(country).contacts(language) if contact.kind.value == kind]
    except (ExposureCheckError, OSError):
        return []


def label(key: str, country: str, language: str) -> str:
    """A heading around the advice, such as `undo`; empty where the content cannot be read."""
    from exposure_check import guidance

    try:
        return guidance.load_labels(country, language).label(key)
    except (ExposureCheckError, OSError, KeyError):
        return ""


def load(country: str, languages: Sequence[str]) -> None:
    """Read the content once, so that no page waits for it; what cannot be read is met again where it is shown."""
    from exposure_check import guidance

    with contextlib.suppress(ExposureCheckError, OSError):
        guide = guidance.load(country)
        for language in languages:
            guide.actions(language)
            guidance.load_labels(country, language)


def categories(state: SessionState) -> frozenset[str]:
    """The categories that advice is wanted for."""
    if state.advice_is_for_everyone:
        return frozenset(CATEGORIES)
    if isinstance(state.verdict, Listed):
        return frozenset(name for exposure in state.verdict.exposures for name in exposure.categories)
    return frozenset()
