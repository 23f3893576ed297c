"""What a page is drawn from. No Qt at run time, so that the window's first frame and the terminal can name it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exposure_check.desktop.offers import offers_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exposure_check.desktop.offers import Offers
    from exposure_check.desktop.session_state import SessionState
    from exposure_check.desktop.style.theme import Theme
    from exposure_check.desktop.system.settings import Preferences
    from exposure_check.errors import SettingsError


@dataclass(frozen=True)
class DemoNumber:
    """A never-issued number of the demo data, offered on the number page where the profile says demo."""

    label: str  # "found", "not_found" or "sealed": `labels.demo_number` says it in the language of the window
    number: str
    code: str | None = None  # of the letter, for a sealed breach


@dataclass(frozen=True)
class Scene:
    """Everything that a page, its header and its footer are drawn from."""

    page: str  # its id (`screen_codes.CODES`): the page that the state is on, or the idle prompt that covers it
    state: SessionState
    theme: Theme
    preferences: Preferences
    language: str
    languages: Sequence[str]
    demo_numbers: Sequence[DemoNumber] = ()
    can_block_capture: bool = False
    settings_error: SettingsError | None = None  # why proxy and level of privacy have to be confirmed
    can_demo: bool = False  # whether this installation has what a demo needs

    @property
    def offers(self) -> Offers:
        """What may be offered here."""
        return offers_of(self.state.profile)
