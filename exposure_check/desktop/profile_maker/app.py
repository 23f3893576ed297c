"""Opens the window of the profile maker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_check.desktop.app import application
from exposure_check.desktop.style import theme
from exposure_check.desktop.system.settings import load, open_settings

if TYPE_CHECKING:
    from exposure_check.lookup.profile import Opened


def run(spoken: str, begun: Opened | None = None) -> int:
    """Open the window and stay until it is closed; the exit status."""
    app = application()
    from exposure_check.desktop.profile_maker.maker_window import MakerWindow

    preferences = load(open_settings())
    theme.apply(app, theme.current(preferences.appearance, preferences.text_percent))
    window = MakerWindow(spoken, preferences, begun)
    window.show()
    return app.exec()
