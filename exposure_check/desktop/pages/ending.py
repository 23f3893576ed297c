"""The end: everything is wiped, and the next person can begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_check.desktop.pages.page import Page
from exposure_check.desktop.widgets.panel import IconLine, Panel

if TYPE_CHECKING:
    from collections.abc import Sequence


class Ending(Page):
    """Said after "Finish and wipe" and "Not now", so that nobody wonders what is still there."""

    def build(self) -> None:
        """What is gone, what may still be there, and two ways on."""
        if self.state.kept is not None:
            self._forgotten(self.state.kept)
            return
        self.heading(self.tr("Everything is wiped"))
        self.lead(self.tr("This program has forgotten the number, the answer and what you chose here."))
        panel = Panel(self.theme, tinted=True, spacing=3)
        for icon, line in (
            *(
                [("document", self.tr("A file that you saved, or a page that you printed, is still where you put it."))]
                if self.scene.offers.papers
                else []
            ),
            ("people", self.tr("If somebody else checks now, nothing of yours is carried over.")),
        ):
            panel.column.addWidget(IconLine(self.theme, icon, line))
        self.column.addWidget(panel)
        if not self.scene.offers.closing:
            self.row(self.main_button(self.tr("Back to the start"), self.close_wanted.emit))
            return
        self.row(
            self.main_button(self.tr("Close"), self.close_wanted.emit),
            self.button(self.tr("Check another person"), self.another_wanted.emit),
        )

    def _forgotten(self, kept: Sequence[str]) -> None:
        """After the computer was to forget everything: what is left."""
        if kept:
            self.heading(self.tr("Not everything could be removed"))
            self.lead(self.tr("Whoever looks after this computer can remove these:"))
            for place in kept:
                self.text(place)
        else:
            self.heading(self.tr("This computer has forgotten everything"))
            self.lead(self.tr("Your settings, the memory of lists and your copy of the profile are removed."))
        panel = Panel(self.theme, tinted=True, spacing=3)
        for icon, line in (
            ("computer", self.tr("The program itself is left. It is removed as other programs are.")),
            ("document", self.tr("A file that you saved, or a page that you printed, is still where you put it.")),
        ):
            panel.column.addWidget(IconLine(self.theme, icon, line))
        self.column.addWidget(panel)
        self.row(self.main_button(self.tr("Close"), self.close_wanted.emit))
