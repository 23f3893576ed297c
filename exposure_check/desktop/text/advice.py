"""What `guidance` says for the pages D2 and E1: the words for categories, and what to do."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING

from exposure_check.errors import ExposureCheckError
from exposure_check.lookup.verdict import Listed
from exposure_check.protocol.catalogue import CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exposure_check.desktop.session_state import SessionState
    from exposure_check.guidance import Action, CategoryWords
    from exposure_check.guidance.breach import BreachGuidance, Notice


def steps(walk: SessionState, language: str) -> tuple[Action | Notice, ...]:
    """What E1 shows, one at a time: what concerns a threat, what publishers say, the other actions."""
    from exposure_check.guidance import When

    found = actions(walk, language)
    threat = [action for action in found if action.when is When.THREATENED]
    notices = [told.notice(language) for told in from_publishers(walk)]
    return *threat, *notices, *found[len(threat) :]  # `select` puts what concerns a threat first


def actions(walk: SessionState, language: str) -> tuple[Action, ...]:
    """What to do, most urgent first; none where the content of this installation cannot be read.

    Where the answer is closed, or there is none, it is the advice for every category: it then says nothing about
    the person who reads it.
    """
    from exposure_check import guidance  # here: it reads files, which the first frame does not need

    try:
        every = guidance.load(walk.profile.country).actions(language)
    except (ExposureCheckError, OSError) as error:
        logging.getLogger(__name__).error("the advice cannot be read: %s", error)  # noqa: TRY400 - one line for a log
        return ()
    own = (action for told in from_publishers(walk) for action in told.actions(language))
    return guidance.select(
        (*every, *own),
        categories(walk),
        misused=walk.misused,
        threatened=walk.threatened,
        audience=guidance.Audience(walk.audience),
    )


def from_publishers(walk: SessionState) -> tuple[BreachGuidance, ...]:
    """What the publisher of the list says of the breaches that concern the person; nothing while the answer is closed.

    What is refused is left out, and the general advice remains. No log tells of it: it would name a breach that
    concerns the person.
    """
    verdict = walk.verdict
    if is_for_everyone(walk) or not isinstance(verdict, Listed):
        return ()
    from exposure_check.guidance.breach import accept

    told = verdict.provenance.guidance
    names = [exposure.breach.id for exposure in verdict.exposures]
    accepted, _ = accept({name: told[name] for name in names if name in told})
    return accepted


def is_for_everyone(walk: SessionState) -> bool:
    """Whether the advice is the same for everyone, there being no answer or none that may be shown."""
    return walk.advice_only or walk.verdict is None


def words_for(category: str, country: str, language: str) -> CategoryWords:
    """What a category is called and what it means; its bare name where the content cannot be read."""
    from exposure_check import guidance

    try:
        return guidance.load_words(country, language).category(category)
    except (ExposureCheckError, OSError, KeyError):
        return guidance.CategoryWords(category.replace("_", " ").capitalize(), "")


def label(key: str, country: str, language: str) -> str:
    """A heading around the advice, such as `undo`; empty where the content cannot be read."""
    from exposure_check import guidance

    try:
        return guidance.load_words(country, language).label(key)
    except (ExposureCheckError, OSError, KeyError):
        return ""


def load(country: str, languages: Sequence[str]) -> None:
    """Read the content once, so that no page waits for it; what cannot be read is met again where it is shown."""
    from exposure_check import guidance

    with contextlib.suppress(ExposureCheckError, OSError):
        guide = guidance.load(country)
        for language in languages:
            guide.actions(language)
            guidance.load_words(country, language)


def categories(walk: SessionState) -> frozenset[str]:
    """The categories that advice is wanted for."""
    if is_for_everyone(walk):
        return frozenset(CATEGORIES)
    if isinstance(walk.verdict, Listed):
        return frozenset(name for exposure in walk.verdict.exposures for name in exposure.categories)
    return frozenset()
