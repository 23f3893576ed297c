"""An answer is there. The page is the same whatever the answer is."""

from __future__ import annotations

from exposure_check.desktop.pages.page import Page
from exposure_check.desktop.widgets.button import ButtonKind
from exposure_check.desktop.widgets.panel import IconLine, Panel


class Ready(Page):
    """A pause before the answer, so that a person can choose the moment."""

    def build(self) -> None:
        """Three ways on. Nothing here may depend on the verdict."""
        self.heading(self.tr("The answer is ready"))
        self.lead(self.tr("Take the time that you need. It is not shown before you ask for it."))
        panel = Panel(self.theme, tinted=True, spacing=3)
        panel.column.addWidget(
            IconLine(self.theme, "people", self.tr("Is somebody near you who should not see it? It can wait."))
        )
        panel.column.addWidget(
            IconLine(
                self.theme,
                "talk",
                self.tr("Would you rather not be alone with it? You can ask somebody to sit with you."),
            )
        )
        self.column.addWidget(panel)
        self.row(
            self.main_button(self.tr("Show it now"), lambda: self.went.emit("answer"), icon="show"),
            self.button(self.tr("Only show me advice"), self._advice),
            self.button(self.tr("Not now"), self.finish_wanted.emit, ButtonKind.LINK),
        )
        self.small(
            self.tr(
                "“Only show me advice” leaves the answer closed and shows advice that is the same for everyone. "
                "“Not now” wipes the answer and what you typed. You can check again at any time."
            )
        )

    def _advice(self) -> None:
        self.state.close_answer()
        self.went.emit("actions")
