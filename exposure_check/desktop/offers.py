"""What a window may offer: everything on a person's own computer, little on a kiosk. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from exposure_check.lookup.profile import Profile


@dataclass(frozen=True)
class Offers:
    """What a window may offer. Pages, widgets and the window ask here; nothing else decides what a kiosk has not."""

    settings: bool  # the page of the settings, and with it forgetting; without it the first page asks for the language
    papers: bool  # to save, print or copy
    browser: bool  # to open an address, and not only to show it
    coverage: bool  # to say on the first page which breaches are covered: a stranger reads it, and one may be sealed
    closing: bool  # to end the program; without it whatever would end it wipes and begins anew
    second_lookup: bool  # to go back from an answer to the number
    memory: bool  # to write anything down: settings, and which list was seen
    long_pauses: bool  # minutes without anybody there, and not seconds


OWN_COMPUTER: Final = Offers(
    settings=True,
    papers=True,
    browser=True,
    coverage=True,
    closing=True,
    second_lookup=True,
    memory=True,
    long_pauses=True,
)
KIOSK: Final = Offers(
    settings=False,
    papers=False,
    browser=False,
    coverage=False,
    closing=False,
    second_lookup=False,
    memory=False,
    long_pauses=False,
)


def offers_of(profile: Profile) -> Offers:
    """What a window with this profile may offer."""
    return KIOSK if profile.kiosk else OWN_COMPUTER
