"""What this is, before anything sensitive is asked."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt

from exposure_check.desktop.pages.page import Page
from exposure_check.desktop.style.theme import SMALL
from exposure_check.desktop.text import handed_out, language, number
from exposure_check.desktop.widgets.button import Button, ButtonKind
from exposure_check.desktop.widgets.offered_by import OfferedBy
from exposure_check.desktop.widgets.panel import IconLine, Panel
from exposure_check.desktop.widgets.text import CardHeading
from exposure_check.lookup.verdict import Privacy

LARGE = 24  # px of a language, to be found from where one stands
LARGER = {100: 150, 150: 200}  # percent of the size of text that follow each other


class Welcome(Page):
    """The first page."""

    def build(self) -> None:
        """Three lines, one caution, one button; before them the languages, where a stranger begins."""
        if not self.scene.offers.settings:
            self._all_languages()
        self.heading(self.tr("Was your data taken in a breach?"))
        for icon, line in (
            ("computer", self.tr("You type your identity number. It stays on this computer.")),
            ("shield", self._what_leaves()),
            ("list", self.tr("You get an answer and one next step. You can stop at any time; nothing is kept.")),
        ):
            self.column.addWidget(IconLine(self.theme, icon, line))
        self.column.addWidget(OfferedBy(self.scene, coverage=self.scene.offers.coverage))
        self._before_you_start()
        if not self.state.standing.is_trusted and (claim := handed_out.lines(self.state)):
            self.small(" ".join(claim))
        self.row(
            self.main_button(self.tr("Start"), lambda: self.went.emit("number")),
            self.button(self.tr("Read advice without a check"), self._advice, ButtonKind.LINK),
        )
        if self.scene.offers.settings:
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
        panel.column.addWidget(CardHeading(self.theme, self.tr("Before you start")))
        panel.column.addWidget(
            IconLine(
                self.theme,
                "people",
                self.tr("Who is near you, and is this your own computer? The answer is for you alone.")
                if self.scene.offers.closing
                else self.tr("Who is near you, and who can see this screen? The answer is for you alone."),
                size=SMALL,
            )
        )
        panel.column.addWidget(
            IconLine(
                self.theme,
                "leave",
                self._how_to_leave(),
                size=SMALL,
            )
        )
        self.column.addWidget(panel)

    def _how_to_leave(self) -> str:
        if self.scene.offers.closing:
            return self.tr(
                "To leave at once, press “Leave quickly” at the top, or the Shift key three times. The program "
                "ends and wipes what you typed and saw. That it is on this computer can still be seen."
            )
        return self.tr(
            "To leave at once, press “Leave quickly” at the top, or the Shift key three times. What you typed and saw "
            "is wiped, also when nobody has touched the program for a minute."
        )

    def _all_languages(self) -> None:
        """Large, and first: whoever cannot read the page finds her own language before anything else."""
        buttons = []
        for offered in self.scene.languages:
            chosen = offered == self.scene.language
            button = self.button(
                language.own_name(offered), partial(self._speak, offered), icon="tick" if chosen else "language"
            )
            button.setObjectName(f"language-{offered}")
            button.setFont(self.theme.font(LARGE, bold=chosen))
            if chosen:
                button.setAccessibleDescription(self.tr("This is the language of the page."))
            buttons.append(button)
        self.row(*(buttons if len(buttons) > 1 else ()), self._text_size())
        self.column.addSpacing(self.theme.space(2))

    def _text_size(self) -> Button:
        """One press after the other makes the text larger, and the last one normal again."""
        now = self.scene.preferences.text_percent
        then = LARGER.get(now, 100)
        button = self.button(
            self.tr("Larger text") if then > now else self.tr("Normal text"),
            lambda: self.preferences_chosen.emit(replace(self.scene.preferences, text_percent=then)),
            ButtonKind.LINK,
        )
        button.setObjectName("text-size")
        return button

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
