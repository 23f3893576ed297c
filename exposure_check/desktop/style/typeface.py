"""The typeface of the window: Atkinson Hyperlegible Next, drawn so that people with low vision tell its letters apart.

Its two files lie in `assets/fonts` (`build/font.py` makes them). They hold Latin letters; what they do not hold is
drawn in the typeface of the system, which stands behind ours.
"""

from __future__ import annotations

import logging
from functools import lru_cache

from PySide6.QtGui import QFontDatabase

from exposure_check.resources import assets

FAMILY = "Atkinson Hyperlegible Next"
FILES = ("AtkinsonHyperlegibleNext-Regular.ttf", "AtkinsonHyperlegibleNext-Bold.ttf")


@lru_cache(maxsize=1)
def families() -> tuple[str, ...]:
    """The families to draw with, the first choice first. To be asked once there is an application.

    Where a file of ours cannot be read, that is logged, and the text is drawn in the system's typeface.
    """
    system = tuple(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).families())
    for name in FILES:
        if QFontDatabase.addApplicationFont(str(assets() / "fonts" / name)) < 0:
            logging.getLogger(__name__).error("the typeface cannot be read: %s", name)
            return system
    return FAMILY, *system
