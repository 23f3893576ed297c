"""Open breaches under numbers that are not secret: such a list can be read by everybody, about everybody.

An open breach is looked up by the number alone. Where strangers are told the number, what guards the answer is the
limits of the server alone, and the list is a public register of the people in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from exposure_check import identity
from exposure_check.errors import PublishError
from exposure_check.protocol.catalogue import SENSITIVE_CATEGORIES
from exposure_check.publisher.input.rows import BITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exposure_check.publisher.input.rows import BreachRule

_HEALTH = sum(BITS[category] for category in SENSITIVE_CATEGORIES)


class PublicRegister(msgspec.Struct, frozen=True, order=True):
    """An open breach under a number that is no secret. `is_health`: the breach has categories of health."""

    scheme: str
    breach: str
    is_health: bool

    def warning(self) -> str:
        """What the publisher is told."""
        open_number = identity.get(self.scheme).open_number
        why = open_number.fact if open_number else ""
        return (
            f"The open breach {self.breach!r} is a public register of its people under {self.scheme}: {why} "
            "Whoever tries a number learns what was exposed of its holder. Seal the breach if being in it is private."
        )


def find(rules: Mapping[str, BreachRule] | None, listed: Iterable[tuple[str, str]]) -> list[PublicRegister]:
    """Those of some (scheme, breach) that are open under a number that is no secret, each once, in order.

    The categories are those that the breach declares, whatever its rows say: being in it tells of them. Without rules
    no breach is known, and so none is found.
    """
    found = set()
    for scheme, breach in listed:
        rule = (rules or {}).get(breach)
        if rule is not None and not rule.sealed and identity.get(scheme).open_number is not None:
            found.add(PublicRegister(scheme, breach, bool(rule.categories & _HEALTH)))
    return sorted(found)


def refuse_health(registers: Iterable[PublicRegister], *, allowed: bool) -> None:
    """Raise `PublishError` where one of them is of health, unless the publisher allowed it."""
    health = [register for register in registers if register.is_health]
    if health and not allowed:
        named = ", ".join(f"{register.breach!r} ({register.scheme})" for register in health)
        raise PublishError(
            "Everybody could read from the list whose health it is about: these breaches of health are open, and their "
            f"numbers are not secret: {named}.",
            advice="Set sealed = true in the file of breaches, so that records open with the code of a letter. "
            "If everybody may know who is in it, give --open-health-data.",
        )
