"""What the program remembers between two runs: five choices and nothing about a lookup."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QSettings

from exposure_check import installed
from exposure_check.lookup.verdict import Privacy

if TYPE_CHECKING:
    from typing import TypeVar

    Choice = TypeVar("Choice", bound=Enum)

TEXT_SIZES = (100, 125, 150, 175, 200)
PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")


class Appearance(Enum):
    """Colours of the window."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


@dataclass(frozen=True)
class Preferences:
    """The five choices; an empty language is the system's, an empty proxy the system's."""

    language: str = ""
    text_percent: int = 100
    appearance: Appearance = Appearance.SYSTEM
    privacy: Privacy = Privacy.STANDARD
    proxy: str = ""
    block_capture: bool = False


def open_settings() -> QSettings:
    """The settings file of this user."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "exposure-check", "settings")


def load(settings: QSettings) -> Preferences:
    """Read the choices; whatever is not one of the known values is left at its default."""
    proxy = str(settings.value("proxy", ""))
    return Preferences(
        language=str(settings.value("language", "") or installed_language())[:8],
        text_percent=_text_percent(str(settings.value("text_percent", ""))),
        appearance=_choice(Appearance, settings.value("appearance"), Appearance.SYSTEM),
        privacy=_choice(Privacy, settings.value("privacy"), Privacy.STANDARD),
        proxy=proxy if is_proxy(proxy) else "",
        block_capture=str(settings.value("block_capture", "")) == "true",
    )


def installed_language() -> str:
    """The language that the installer of Windows was told, for who has chosen none; empty where there is none."""
    return installed.read(installed.Hive.MACHINE, "Language") or installed.read(installed.Hive.USER, "Language")


def save(settings: QSettings, preferences: Preferences) -> None:
    """Write the choices, and nothing else."""
    settings.clear()
    settings.setValue("language", preferences.language)
    settings.setValue("text_percent", str(preferences.text_percent))
    settings.setValue("appearance", preferences.appearance.value)
    settings.setValue("privacy", preferences.privacy.value)
    settings.setValue("proxy", preferences.proxy)
    settings.setValue("block_capture", "true" if preferences.block_capture else "false")
    settings.sync()


def is_proxy(address: str) -> bool:
    """Whether an address names a proxy; the empty one does not.

    A user name or password in it is refused: it would stand readable in the settings file.
    """
    try:
        parts = urlsplit(address)
        return (
            parts.scheme in PROXY_SCHEMES
            and bool(parts.hostname)
            and parts.port is not None
            and (not parts.username and not parts.password and parts.path in ("", "/") and not parts.query)
        )
    except ValueError:
        return False


def _text_percent(stored: str) -> int:
    return int(stored) if stored.isascii() and stored.isdigit() and int(stored) in TEXT_SIZES else 100


def _choice(kind: type[Choice], stored: object, default: Choice) -> Choice:
    try:
        return kind(stored)
    except ValueError:
        return default
