"""Which actions a person is shown, and in which order: a pure function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_check.guidance.advice import Action, Audience, When
from exposure_check.guidance.guide import by_urgency
from exposure_check.guidance.schema import ANY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from exposure_check.lookup.verdict import Exposure

UNLESS = (When.NOT_THREATENED, When.NOT_MISUSED)  # advice for a case that has not come about


def select(
    actions: Iterable[Action],
    categories: Collection[str],
    *,
    misused: bool | None = None,
    threatened: bool | None = None,
    audience: Audience = Audience.SELF,
) -> tuple[Action, ...]:
    """The actions for these categories and answers, each once, most urgent first.

    `misused` and `threatened` are the answers to the two questions, None where one was skipped. Without
    categories, as after a lookup that listed nothing, the advice that is for everyone remains, and what to do
    "if" something happens comes after what can be done now. Where someone is threatened, what concerns the
    threat comes before everything else.
    """
    answers = _answers(misused=misused, threatened=threatened)
    chosen = {
        (action.breach, action.id): action
        for action in actions
        if action.when in answers and action.audience in (Audience.SELF, audience) and applies(action, categories)
    }
    return tuple(sorted(chosen.values(), key=_threat_first if categories else _certain_first))


def categories_of(exposures: Iterable[Exposure]) -> frozenset[str]:
    """The categories of all breaches together."""
    return frozenset(category for exposure in exposures for category in exposure.categories)


def applies(action: Action, categories: Collection[str]) -> bool:
    """Whether an action is for everyone, for anything listed, or for one of these categories."""
    if not action.categories:
        return True
    return bool(categories) if ANY in action.categories else not action.categories.isdisjoint(categories)


def _answers(*, misused: bool | None, threatened: bool | None) -> frozenset[When]:
    return frozenset(
        {
            When.ALWAYS,
            When.MISUSED if misused else When.NOT_MISUSED,
            When.THREATENED if threatened else When.NOT_THREATENED,
        }
    )


def _threat(action: Action) -> int:
    """What all authorities say of a threat comes before anything, what a publisher says of it next."""
    if action.when is not When.THREATENED:
        return 2
    return int(action.breach is not None)


def _threat_first(action: Action) -> tuple[object, ...]:
    return _threat(action), *by_urgency(action)


def _certain_first(action: Action) -> tuple[object, ...]:
    urgency, *rest = by_urgency(action)
    return _threat(action), urgency, action.when in UNLESS, *rest
