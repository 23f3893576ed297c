"""What the page means that a person comes from, whom to ask, and the keys. F1 opens it, and closes it again."""

from __future__ import annotations

from exposure_check.desktop import screen_codes
from exposure_check.desktop.pages.page import Page
from exposure_check.desktop.text import page_meaning
from exposure_check.desktop.widgets.help_panel import HelpPanel, add_help_lines
from exposure_check.desktop.widgets.panel import Panel
from exposure_check.desktop.widgets.text import CardHeading, Text


class Help(Page):
    """Help."""

    def build(self) -> None:
        """The meaning of the page before, the help line, the keys, the way back."""
        before = self.state.page_before
        self.heading(self.tr("Help"))
        self.lead(page_meaning.of(before, closing=self.scene.offers.closing))
        self._whom_to_ask(before)
        self._keys()
        self.row(self.main_button(self.tr("Back"), self.backed.emit))

    def _whom_to_ask(self, before: str) -> None:
        """The lines of the profile; where it has none, somebody who listens, who knows nothing of codes of pages."""
        if not self.state.profile.all_help_lines:
            self.column.addWidget(HelpPanel(self.scene))
            return
        panel = Panel(self.theme, tinted=True)
        panel.column.addWidget(CardHeading(self.theme, self.tr("Would you like to ask somebody?")))
        add_help_lines(self.scene, panel)
        code = Text(
            self.theme,
            self.tr("Read out the code of the page that you come from: {code}. It tells nothing about you.").format(
                code=screen_codes.shown(before)
            ),
        )
        code.setAccessibleName(code.text().replace(screen_codes.shown(before), screen_codes.spoken(before)))
        panel.column.addWidget(code)
        self.column.addWidget(panel)

    def _keys(self) -> None:
        panel = Panel(self.theme)
        panel.column.addWidget(CardHeading(self.theme, self.tr("Keys")))
        for line in (
            self.tr("Tab, and Shift with Tab: to the next and to the previous button or field"),
            self.tr("Enter: the main button of the page, or the button that you are on"),
            self.tr("Shift three times: leave quickly"),
            self.tr("Alt with the left arrow: back"),
            self.tr("Ctrl with plus, minus or 0: larger, smaller or normal text"),
            self.tr("Esc: stop a check"),
            self.tr("F1: this help, and back"),
        ):
            panel.column.addWidget(Text(self.theme, line))
        self.column.addWidget(panel)
