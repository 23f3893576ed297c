"""A1: what this is, before anything sensitive is asked."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt

from exposure_check.desktop.pages.page import Page
from exposure_check.desktop.style.theme import SMALL
from exposure_check.desktop.text import language, number
from exposure_check.desktop.widgets.button import Kind
from exposure_check.desktop.widgets.panel import Line, Panel
from exposure_check.desktop.widgets.text import Text
from exposure_check.lookup.verdict import Privacy


class Welcome(Page):
    """The beginning of the walk."""

    def build(self) -> None:
        """Three lines, one caution, one button."""
        self.heading(self.tr("Was your data taken in a breach?"))
        for icon, line in (
            ("computer", self.tr("You type your identity number. It stays on this computer.")),
            ("shield", self._what_leaves()),
            ("list", self.tr("You get an answer and one next step. You can stop at any time; nothing is kept.")),
        ):
            self.column.addWidget(Line(self.theme, icon, line))
        self._before_you_start()
        self.row(
            self.main_button(self.tr("Start"), lambda: self.went.emit("B1")),
            self.button(self.tr("Read advice without a check"), self._advice, Kind.LINK),
        )
        self._languages()

    def _what_leaves(self) -> str:
        if self.scene.preferences.privacy is Privacy.MAXIMUM:
            return self.tr("Nothing about your number leaves this computer: the whole list is fetched.")
        bits, k = number.bits_and_k(self.walk.scheme)
        return self.tr(
            "Only a small part ({bits} bits) of a scrambled value leaves this computer. About {people} people share it."
        ).format(bits=bits, people=language.number(number.rounded(k)))

    def _before_you_start(self) -> None:
        panel = Panel(self.theme, tinted=True)
        panel.column.setSpacing(self.theme.space(3))
        panel.column.addWidget(Text(self.theme, self.tr("Before you start"), bold=True))
        panel.column.addWidget(
            Line(
                self.theme,
                "people",
                self.tr("Who is near you, and is this your own computer? The answer is for you alone."),
                size=SMALL,
            )
        )
        panel.column.addWidget(
            Line(
                self.theme,
                "leave",
                self.tr(
                    "To leave at once, press “Leave quickly” at the top, or the Shift key three times. The window "
                    "goes, what you typed and saw is wiped, and the program ends. It can still be seen that the "
                    "program is on this computer."
                ),
                size=SMALL,
            )
        )
        self.column.addWidget(panel)

    def _languages(self) -> None:
        others = [code for code in self.scene.languages if code != self.scene.language]
        if not others:
            return
        links = [self.button(language.own_name(code), partial(self._speak, code), Kind.LINK) for code in others]
        for code, link in zip(others, links, strict=True):
            link.setObjectName(f"language-{code}")
            link.setLayoutDirection(
                Qt.LayoutDirection.RightToLeft
                if language.locale(code).textDirection() is Qt.LayoutDirection.RightToLeft
                else Qt.LayoutDirection.LeftToRight
            )
        self.row(*links)

    def _speak(self, code: str) -> None:
        self.preferences_chosen.emit(replace(self.scene.preferences, language=code))

    def _advice(self) -> None:
        self.walk.advice_only = True
        self.went.emit("E1")
