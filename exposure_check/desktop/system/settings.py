"""What the program remembers between two runs: six choices, the size of the window, and nothing about a lookup.

Two of them protect: the proxy and the level of privacy. Where they cannot be read back as they were saved, or cannot be
saved, this module says so, and nothing is looked up before a person has confirmed them (`MainWindow.check`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QSettings

from exposure_check import installed
from exposure_check.desktop.system import text_size
from exposure_check.desktop.system.text_size import TEXT_SIZES
from exposure_check.lookup.verdict import Privacy

if TYPE_CHECKING:
    from typing import TypeVar

    Choice = TypeVar("Choice", bound=Enum)

PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")


class Appearance(Enum):
    """Colours of the window."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


@dataclass(frozen=True)
class Preferences:
    """The six choices, and the size of the window in pixels.

    An empty language is the system's, an empty proxy the system's, no size that of `placement`.
    """

    language: str = ""
    text_percent: int = 100
    appearance: Appearance = Appearance.SYSTEM
    privacy: Privacy = Privacy.STANDARD
    proxy: str = ""
    block_capture: bool = False
    size: tuple[int, int] | None = None


def open_settings() -> QSettings:
    """The settings file of this user."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "exposure-check", "settings")


def load(settings: QSettings, privacy_level: str = Privacy.STANDARD.value) -> Preferences:
    """Read the choices; whatever is not one of the known values is left at its default.

    `privacy_level` is that of the profile, for who has chosen none.
    """
    proxy = str(settings.value("proxy", ""))
    return Preferences(
        language=str(settings.value("language", "") or installed_language())[:8],
        text_percent=_text_percent(str(settings.value("text_percent", ""))),
        appearance=_choice(Appearance, settings.value("appearance"), Appearance.SYSTEM),
        privacy=_choice(Privacy, settings.value("privacy"), Privacy(privacy_level)),
        proxy=proxy if is_proxy(proxy) else "",
        block_capture=str(settings.value("block_capture", "")) == "true",
        size=_size(str(settings.value("size", ""))),
    )


def installed_language() -> str:
    """The language that the installer of Windows was told, for who has chosen none; empty where there is none."""
    return installed.read(installed.Hive.MACHINE, "Language") or installed.read(installed.Hive.USER, "Language")


def protection_is_known(settings: QSettings) -> bool:
    """Whether proxy and level of privacy are as they were saved, or nothing was ever saved."""
    path = Path(settings.fileName())
    if _is_absent(path) and settings.status() is QSettings.Status.NoError:
        return True
    stored = {name: settings.value(name) for name in ("proxy", "privacy")}
    return (
        settings.status() is QSettings.Status.NoError
        and isinstance(stored["proxy"], str)
        and (not stored["proxy"] or is_proxy(stored["proxy"]))
        and stored["privacy"] in [level.value for level in Privacy]
    )


def _is_absent(path: Path) -> bool:
    """Whether nothing has that name. In a folder that may not be entered nobody knows."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def save(settings: QSettings, preferences: Preferences) -> bool:
    """Write the choices, and nothing else; whether they can be read back."""
    settings = QSettings(settings.fileName(), settings.format())  # one object keeps its first fault for good
    settings.clear()
    settings.setValue("language", preferences.language)
    settings.setValue("text_percent", str(preferences.text_percent))
    settings.setValue("appearance", preferences.appearance.value)
    settings.setValue("privacy", preferences.privacy.value)
    settings.setValue("proxy", preferences.proxy)
    settings.setValue("block_capture", "true" if preferences.block_capture else "false")
    if preferences.size is not None:
        settings.setValue("size", "x".join(map(str, preferences.size)))
    settings.sync()
    return settings.status() is QSettings.Status.NoError and _is_written(Path(settings.fileName()), preferences)


def _is_written(path: Path, preferences: Preferences) -> bool:
    """Whether the protecting choices stand in the file: the toolkit would answer from its memory."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return False
    return {f"proxy={preferences.proxy}", f"privacy={preferences.privacy.value}"} <= set(lines)


def is_proxy(address: str) -> bool:
    """Whether an address names a proxy by scheme, host and port; the empty one does not.

    A user name or password in it is refused: it would stand readable in the settings file. `lookup.proxies`, which
    brings the network libraries, has the last word.
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


def _size(stored: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"([1-9][0-9]{2,3})x([1-9][0-9]{2,3})", stored, re.ASCII)
    return (int(found[1]), int(found[2])) if found else None


def _text_percent(stored: str) -> int:
    return int(stored) if stored.isascii() and stored.isdigit() and int(stored) in TEXT_SIZES else text_size.of_system()


def _choice(kind: type[Choice], stored: object, default: Choice) -> Choice:
    try:
        return kind(stored)
    except ValueError:
        return default
