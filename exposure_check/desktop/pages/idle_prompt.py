"""The question that covers a page when nobody has touched the program for a while."""

from __future__ import annotations

from exposure_check.desktop.pages.page import Page
from exposure_check.desktop.style.theme import BODY
from exposure_check.desktop.system.idle import patience


class IdlePrompt(Page):
    """Covers what was on the screen until somebody answers."""

    def build(self) -> None:
        """One question, two answers."""
        self.heading(self.tr("Are you still here?"))
        self.lead(self._how_long(patience(long=self.scene.offers.long_pauses).wipe))
        self.row(
            self.main_button(self.tr("I am still here"), self.stayed.emit),
            self.button(self.tr("Wipe now"), self.finish_wanted.emit),
        )
        self.text(self.tr("What was on the page is still there when you go on.")).setFont(self.theme.font(BODY))
        self.first = self.main

    def _how_long(self, seconds: float) -> str:
        if seconds < 60:
            return self.tr(
                "Nobody has used the program for a while. In about %n second(s) it wipes what was typed and shown, "
                "and begins anew.",
                "",
                10 * round(seconds / 10),
            )
        return self.tr(
            "Nobody has used the program for a while. In %n minute(s) it wipes what was typed and shown, "
            "and begins anew.",
            "",
            round(seconds / 60),
        )
