"""The actions of page E1, chosen by `guidance` from what the walk knows."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from exposure_check.errors import ExposureCheckError
from exposure_check.lookup.verdict import Listed
from exposure_check.protocol.catalogue import CATEGORIES

if TYPE_CHECKING:
    from exposure_check.desktop.walk import Walk
    from exposure_check.guidance import Action


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


def categories(walk: Walk) -> frozenset[str]:
    """The categories that advice is wanted for."""
    if walk.advice_only or walk.verdict is None:
        return frozenset(CATEGORIES)
    if isinstance(walk.verdict, Listed):
        return frozenset(name for exposure in walk.verdict.exposures for name in exposure.categories)
    return frozenset()
