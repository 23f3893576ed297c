"""The first pages and the answer as patients will see them, drawn by the pages themselves with the profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from exposure_check.desktop import screen_codes
from exposure_check.desktop.desk import caller_picture
from exposure_check.desktop.desk.card_view import PagePicture
from exposure_check.desktop.style.theme import SMALL
from exposure_check.desktop.widgets.layouts import empty
from exposure_check.desktop.widgets.text import Subheading, Text

if TYPE_CHECKING:
    from exposure_check.desktop.desk.caller_picture import CallerPicture
    from exposure_check.desktop.style.theme import Theme
    from exposure_check.lookup.profile import Profile

PAGES = ("welcome", "number", "answer")  # A1, B1 and D2
PICTURE = 520  # px of width at 100 %


class Preview(QWidget):
    """The pictures, one beneath the other."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        side = theme.space(5)
        self._column.setContentsMargins(side, side, side, side)
        self._column.setSpacing(theme.space(3))
        self.pictures: dict[str, tuple[CallerPicture, ...]] = {}

    def draw(self, profile: Profile, spoken: str, helper: str) -> None:
        """Draw the pages in the language `spoken`; `helper` is the language of this window."""
        self.pictures = {page: caller_picture.draw(page, spoken, helper, self._theme, profile) for page in PAGES}
        empty(self._column)
        self._column.addWidget(Subheading(self._theme, self.tr("As patients will see it")))
        about = self.tr("The answers are invented. Both that there can be are shown.")
        self._column.addWidget(Text(self._theme, about, size=SMALL, colour=self._theme.muted))
        for page, drawn in self.pictures.items():
            for picture in drawn:
                title = f"{screen_codes.shown(page)}  {picture.title}"
                self._column.addWidget(Text(self._theme, title, size=SMALL, bold=True))
                shown = PagePicture(self._theme, picture, self._theme.px(PICTURE))
                shown.setAccessibleName(title)
                self._column.addWidget(shown)
        self._column.addStretch(1)
