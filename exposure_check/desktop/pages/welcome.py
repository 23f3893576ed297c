"""What this is, before anything sensitive is asked."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt

from exposure_check.desktop.pages.page import Page
from exposure_check.desktop.style.theme import SMALL
from exposure_check.desktop.text import handed_out, language, number
from exposure_check.desktop.widgets.button import ButtonKind
from exposure_check.desktop.widgets.offered_by import OfferedBy
from exposure_check.desktop.widgets.panel import IconLine, Panel
from exposure_check.desktop.widgets.text import Text
from exposure_check.lookup.verdict import Privacy


class Welcome(Page):
    """The first page."""

    def build(self) -> None:
        """Three lines, one caution, one button."""
        self.heading(self.tr("Was your data taken in a breach?"))
        for icon, line in (
            ("computer", self.tr("You type your identity number. It stays on this computer.")),
            ("shield", self._what_leaves()),
            ("list", self.tr("You get an answer and one next step. You can stop at any time; nothing is kept.")),
        ):
            self.column.addWidget(IconLine(self.theme, icon, line))
        self.column.addWidget(OfferedBy(self.scene))
        self._before_you_start()
        if not self.state.standing.is_trusted and (claim := handed_out.lines(self.state)):
            self.small(" ".join(claim))
        self.row(
            self.main_button(self.tr("Start"), lambda: self.went.emit("number")),
            self.button(self.tr("Read advice without a check"), self._advice, ButtonKind.LINK),
        )
        self._languages()

    def _what_leaves(self) -> str:
        if self.scene.preferences.privacy is Privacy.MAXIMUM:
            return self.tr("Nothing about your number leaves this computer: the whole list is fetched.")
        people = number.people_who_share(self.state.scheme)
        return self.tr("Only a small part leaves it, which fits about {people} people.").format(
            people=language.number(people)
        )

    def _before_you_start(self) -> None:
        panel = Panel(self.theme, tinted=True, spacing=3)
        panel.column.addWidget(Text(self.theme, self.tr("Before you start"), bold=True))
        panel.column.addWidget(
            IconLine(
                self.theme,
                "people",
                self.tr("Who is near you, and is this your own computer? The answer is for you alone."),
                size=SMALL,
            )
        )
        panel.column.addWidget(
            IconLine(
                self.theme,
                "leave",
                self.tr(
                    "To leave at once, press “Leave quickly” at the top, or the Shift key three times. The program "
                    "ends and wipes what you typed and saw. That it is on this computer can still be seen."
                ),
                size=SMALL,
            )
        )
        self.column.addWidget(panel)

    def _languages(self) -> None:
        others = [other for other in self.scene.languages if other != self.scene.language]
        if not others:
            return
        links = [
            self.button(language.own_name(other), partial(self._speak, other), ButtonKind.LINK) for other in others
        ]
        for other, link in zip(others, links, strict=True):
            link.setObjectName(f"language-{other}")
            link.setLayoutDirection(
                Qt.LayoutDirection.RightToLeft
                if language.locale(other).textDirection() is Qt.LayoutDirection.RightToLeft
                else Qt.LayoutDirection.LeftToRight
            )
        self.row(*links)

    def _speak(self, chosen: str) -> None:
        self.preferences_chosen.emit(replace(self.scene.preferences, language=chosen))

    def _advice(self) -> None:
        self.state.close_answer()
        self.went.emit("actions")
