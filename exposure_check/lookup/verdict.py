"""What a lookup answers. `Verdict` is closed: "could not tell" is an exception, never a value."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from exposure_check.protocol.statements import NONE, Statements

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from exposure_check.protocol.catalogue import Breach


class Privacy(Enum):
    """How much the bucket host may learn."""

    STANDARD = "standard"  # one bucket, shared by at least 10,000 living people
    MAXIMUM = "maximum"  # every bucket: nothing about the number


class Stage(Enum):
    """The three stages of a check, in this order."""

    PREPARING = "preparing"  # stretching, on this computer
    ASKING = "asking"  # the network
    COMPARING = "comparing"  # opening the record, on this computer


@dataclass(frozen=True)
class Provenance:
    """What a verdict rests on: which list was asked, and how."""

    dataset_id: str  # 32 hex digits
    created: datetime  # UTC
    scheme: str
    prefix_bits: int
    k: int  # living people who share the bucket that was asked for
    privacy: Privacy
    demo: bool
    guidance: Mapping[str, bytes] = field(default_factory=dict)  # signed by the publisher, by breach, not parsed
    list_version: int = 0  # of the signed table of contents: an older list is older, not another
    list_digest: bytes = b""  # of what was signed; `protocol.fingerprint.of_list` makes it readable
    statements: Statements = NONE  # of the publisher, about partners and versions: the same for everyone
    remembered: bool = True  # False: this computer could not write down which list it has seen


@dataclass(frozen=True)
class Exposure:
    """One breach that holds data about the person, and which categories of it.

    `uncertain` are those of `categories` that cannot be ruled out. The others are confirmed where the list says of
    this breach how certain it is (`certainty_stated`); else it says no more than that they are recorded.
    """

    breach: Breach
    categories: tuple[str, ...]
    uncertain: tuple[str, ...] = ()
    certainty_stated: bool = False


@dataclass(frozen=True)
class Listed:
    """The list holds a record for this number, or for this number with this code."""

    provenance: Provenance
    sealed_breaches: tuple[Breach, ...]  # every sealed breach of the list, the same for everyone
    exposures: tuple[Exposure, ...]  # at least one, or none where a record is unreadable
    unreadable: bool = False  # there is a record, or one more, that opens to nothing which the list describes


@dataclass(frozen=True)
class NotListed:
    """The list holds no record for this number (with this code): says nothing of other lists."""

    provenance: Provenance
    sealed_breaches: tuple[Breach, ...]


@dataclass(frozen=True)
class NoBreaches:
    """The list names no breach now: it was withdrawn. Nothing was compared, and this says nothing about anybody."""

    provenance: Provenance
    sealed_breaches: tuple[Breach, ...] = ()  # none, as in every list without breaches


Verdict: TypeAlias = Listed | NotListed | NoBreaches


def rounded_down(k: int) -> int:
    """The number of people for a sentence with "about": three digits, rounded down, so that it is never overstated."""
    unit: int = 10 ** max(len(str(k)) - 3, 0)
    return k // unit * unit
