"""What a holder owes the people whose data were taken (GDPR article 34), out of the signed list and in one language.

It comes with the list and is about the breach, never about a person. Plain text, bounded where the list is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exposure_check.protocol.catalogue import in_language, states_particulars

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from exposure_check.protocol.catalogue import Breach


@dataclass(frozen=True)
class Particulars:
    """What happened, and what the list says beyond that; empty where it says nothing."""

    happened: str
    discovered: date | None
    controller: str
    processor: str
    consequences: str
    measures: str
    contact_point: str

    def texts(self) -> Iterator[tuple[str, str]]:
        """Label and text of what the list says beyond what happened and when, in the order in which it is read."""
        for key in ("controller", "processor", "consequences", "measures", "contact_point"):
            if text := getattr(self, key):
                yield key, text


def particulars(breach: Breach, language: str) -> Particulars | None:
    """What the list says of a breach beyond what every list says; None where that is nothing.

    Each text is in the language where it is there, else in English.
    """
    if not states_particulars(breach):
        return None
    return Particulars(
        happened=in_language(breach.summary, language),
        discovered=breach.discovered,
        controller=breach.controller or "",
        processor=breach.processor or "",
        consequences=in_language(breach.consequences, language),
        measures=in_language(breach.measures, language),
        contact_point=in_language(breach.contact_point, language),
    )
