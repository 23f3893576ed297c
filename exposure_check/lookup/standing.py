"""How far a profile is believed: where it came from, who signed it, and whether the publisher of its list knows them.

A profile carries its own root of trust, so a signature under it proves nothing by itself:

- What an administrator or an installer put in place is trusted for where it lies.
- Any other, a **loose** one, claims to be somebody's. People compare the publisher's fingerprint.
- Where the publisher's signed list names the key that signed the profile, under the name that the profile has, it is
  **confirmed**. The name and the help number then are those that the partner signed. That is known only once the list
  is there, so nothing says it before the first lookup; a loose profile is confirmed by its own publisher alone, so its
  fingerprint is still to be compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exposure_check.lookup.profile import Profile
    from exposure_check.protocol.statements import Statements


class Place(Enum):
    """Where a profile was found."""

    NAMED = "named"  # with --profile, or by the program that uses this one
    ADMINISTRATOR = "administrator"  # /etc/exposure-check and the like, open to no one else
    INSTALLED = "installed"  # beside the program, where only an administrator can put a file
    USER = "user"  # the user's own folder
    PORTABLE = "portable"  # beside the program in a form that is the user's own


class Confirmation(Enum):
    """What the publisher's signed list says of whoever signed a profile."""

    NOT_ASKED = "not_asked"  # no list came yet
    NOT_SIGNED = "not_signed"  # the profile has no signature
    UNKNOWN = "unknown"  # the list does not name the key
    OTHER_NAME = "other_name"  # it names the key, and somebody else for it
    CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Standing:
    """Where a profile was found and which key signed it (64 hexadecimal digits, empty where none did)."""

    place: Place = Place.NAMED
    signer: str = ""

    @property
    def is_trusted(self) -> bool:
        """Whether it is trusted for where it lies; else it is loose."""
        return self.place in (Place.ADMINISTRATOR, Place.INSTALLED)


def confirmation(profile: Profile, standing: Standing, statements: Statements | None) -> Confirmation:
    """What the list says; `statements` are those of the list, None before it came."""
    if not standing.signer:
        return Confirmation.NOT_SIGNED
    if statements is None:
        return Confirmation.NOT_ASKED
    names = [partner.name for partner in statements.partners if partner.key == standing.signer]
    if not names:
        return Confirmation.UNKNOWN
    return Confirmation.CONFIRMED if profile.name in names else Confirmation.OTHER_NAME
