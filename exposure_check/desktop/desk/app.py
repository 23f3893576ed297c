"""Opens the window of the desk, or makes its booklet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_check.desktop.app import application
from exposure_check.desktop.documents import booklet as document
from exposure_check.desktop.style import theme
from exposure_check.desktop.system.settings import load, open_settings
from exposure_check.desktop.text import language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from exposure_check.guidance.desk_script import Script
    from exposure_check.lookup.profile import Profile


def run(
    country: str, spoken: str, countries: Sequence[str], folder: Path | None = None, profile: Profile | None = None
) -> int:
    """Open the window and stay until it is closed; the exit status."""
    app = application()
    from exposure_check.desktop.desk.desk_window import Choice, DeskWindow

    preferences = load(open_settings())
    theme.apply(app, theme.current(preferences.appearance, preferences.text_percent))
    window = DeskWindow(Choice(country, spoken, spoken, folder, profile), countries, preferences)
    window.show()
    return app.exec()


def booklet(script: Script, spoken: str, on: date) -> bytes:
    """The booklet as a PDF; raises `GuidanceError` where something in it is past its review."""
    application()
    language.install(spoken)
    return document.as_pdf(script, spoken, on)
