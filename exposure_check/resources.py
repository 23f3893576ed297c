"""Where the files of `assets/` lie (in a checkout, an installed wheel, a packaged program), and in which languages."""

from __future__ import annotations

import sys
from pathlib import Path

# Complete and equal: every text of the window, of the advice and of a publisher's guidance is there in each of them.
LANGUAGES = ("en", "fi", "sv")


def assets() -> Path:
    """The folder that holds `guidance/`, `i18n/`, `icons/`, `fonts/` and `demo/`.

    Raises `FileNotFoundError` where the installation is incomplete.
    """
    package = Path(__file__).resolve().parent
    bundled = getattr(sys, "_MEIPASS", None)
    places = [Path(bundled) / "assets"] if bundled else [package / "_assets", package.parent / "assets"]
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"the folder of assets is missing: {places[-1]}")
