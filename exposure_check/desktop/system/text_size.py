"""How large the system's own text is: who made it larger wants ours larger too, before finding where that is set."""

from __future__ import annotations

import sys

from PySide6.QtGui import QFontDatabase

TEXT_SIZES = (100, 125, 150, 175, 200)  # % that can be chosen
USUAL = {"win32": 9.0, "darwin": 13.0}  # points of a system that nobody changed
USUAL_ELSEWHERE = 11.0  # GNOME; Plasma and Xfce have 10


def percent_for(points: float, usual: float) -> int:
    """The size that can be chosen and is nearest to the system's, never above it unless that is below 100 %."""
    return max((size for size in TEXT_SIZES if size <= 100 * points / usual), default=TEXT_SIZES[0])


def of_system() -> int:
    """In per cent, for who has chosen no size. A scale of the whole screen is not in it: the toolkit follows that."""
    points = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
    return percent_for(points, USUAL.get(sys.platform, USUAL_ELSEWHERE))
