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

    from exposure_check.desktop.walk import Walk
    from exposure_check.guidance import Action, CategoryWords


def actions(walk: Walk, language: str) -> tuple[Action, ...]:
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
    return guidance.select(every, categories(walk), misused=walk.misused, threatened=walk.threatened)


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


def categories(walk: Walk) -> frozenset[str]:
    """The categories that advice is wanted for."""
    if walk.advice_only or walk.verdict is None:
        return frozenset(CATEGORIES)
    if isinstance(walk.verdict, Listed):
        return frozenset(name for exposure in walk.verdict.exposures for name in exposure.categories)
    return frozenset()
