"""E1: two questions that can be skipped, then one thing to do at a time."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from exposure_check.desktop import advice, language
from exposure_check.desktop.announce import announce
from exposure_check.desktop.pages.page import Page
from exposure_check.desktop.theme import LEAD, SMALL
from exposure_check.desktop.widgets.button import Button, Kind
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.panel import Line, Panel
from exposure_check.desktop.widgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exposure_check.guidance import Action, Contact, Link

QUESTIONS = 2


class Actions(Page):
    """What to do."""

    def build(self) -> None:
        """A question, or an action, or the list of all actions."""
        step = self.walk.advice_step
        if step == 0:
            self._question(
                self.tr("Has your data been misused?"),
                self.tr("For example, somebody bought or borrowed in your name, or took money from you."),
                "misused",
            )
        elif step == 1:
            self._question(
                self.tr("Is somebody threatening you?"),
                self.tr("For example, somebody asks for money, or says that they will publish something about you."),
                "threatened",
            )
        else:
            self._advice()

    def _question(self, question: str, example: str, answer: str) -> None:
        self.heading(question)
        self.lead(example)
        self.row(
            self.button(self.tr("Yes"), lambda: self._note(answer, value=True)),
            self.button(self.tr("No"), lambda: self._note(answer, value=False)),
            self.button(self.tr("Skip this question"), lambda: self._note(answer, value=None), Kind.LINK),
        )
        self.small(
            self.tr("Your answer decides only what is shown first. It is not saved and does not leave this computer.")
        )
        self._help()

    def _note(self, answer: str, *, value: bool | None) -> None:
        setattr(self.walk, answer, value)
        self._step(self.walk.advice_step + 1)

    def _step(self, step: int) -> None:
        self.walk.advice_step = step
        self.redraw_wanted.emit()

    def _advice(self) -> None:
        found = advice.actions(self.walk, self.scene.language)
        place = self.walk.advice_step - QUESTIONS
        if not found:
            self._without_content()
        elif place < len(found):
            self._action(found, place)
        else:
            self._all(found)

    def _without_content(self) -> None:
        self.heading(self.tr("What to do"))
        self.lead(self.tr("You do not have to decide anything today."))
        self._help()
        self.row(self.main_button(self.tr("Finish and wipe"), self.fresh_start_wanted.emit))

    def _action(self, found: Sequence[Action], place: int) -> None:
        action = found[place]
        self.heading(action.title)
        self.small(
            self.tr("{urgency} · Step {number} of {count}").format(
                urgency=self._urgency(action), number=place + 1, count=len(found)
            )
        )
        self.lead(action.why)
        self._card(action)
        last = place + 1 == len(found)
        self.row(
            self.main_button(
                self.tr("All advice") if last else self.tr("Next step"), lambda: self._step(QUESTIONS + place + 1)
            ),
            *([self.button(self.tr("Previous"), lambda: self._step(QUESTIONS + place - 1))] if place else []),
            self.button(self.tr("Finish and wipe"), self.fresh_start_wanted.emit, Kind.LINK),
        )
        if not last:
            self.row(self.button(self.tr("See all advice"), lambda: self._step(QUESTIONS + len(found)), Kind.LINK))
        self.small(self.tr("You can stop here and come back. One step is enough for one day."))

    def _card(self, action: Action) -> None:
        theme = self.theme
        card = Panel(theme)
        card.column.setSpacing(theme.space(3))
        for number, line in enumerate(action.how, start=1):
            words = f"{language.number(number)}. {line}" if len(action.how) > 1 else line
            card.column.addWidget(Text(theme, words))
        for contact in action.contacts:
            self._contact(card, contact)
        for link in action.links:
            self._link(card, link)
        for icon, key, text in (("info", "side_effects", action.side_effects), ("back", "undo", action.undo)):
            if text:
                card.column.addWidget(Text(theme, self._label(key), size=SMALL, bold=True))
                card.column.addWidget(Line(theme, icon, text, size=SMALL))
        card.column.addWidget(Text(theme, self._source(action), size=SMALL, colour=theme.muted))
        self.column.addWidget(card)

    def _contact(self, card: Panel, contact: Contact) -> None:
        theme = self.theme
        card.column.addWidget(Text(theme, contact.name, bold=True))
        if contact.about:
            card.column.addWidget(Text(theme, contact.about, size=SMALL))
        for line in contact.lines:
            number = Text(theme, line.number, size=LEAD, bold=True)
            copy = self.button(self.tr("Copy"), partial(self._copy, line.number), Kind.LINK)
            copy.setAccessibleName(self.tr("Copy the telephone number of {name}").format(name=contact.name))
            number.setWordWrap(False)
            self.row(number, copy, into=card.column)
            about = " · ".join(part for part in (line.hours, line.note) if part)
            card.column.addWidget(Text(theme, about, size=SMALL, colour=theme.muted))
        for link in contact.links:
            self._link(card, link)

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        announce(self, self.tr("Copied."))

    def _link(self, card: Panel, link: Link) -> None:
        """The address is shown first; nothing is opened before a second press."""
        theme = self.theme
        row = Disclosure(theme, link.label, self.tr("Show the address"), self.tr("Close"), icon="document")
        row.content.addWidget(Text(theme, urlsplit(link.url).netloc, bold=True))
        row.content.addWidget(
            Text(theme, self.tr("It opens in your browser, which may remember that you were there."), size=SMALL)
        )
        self.row(
            self.button(self.tr("Open in the browser"), lambda: QDesktopServices.openUrl(QUrl(link.url))),
            into=row.content,
        )
        card.column.addWidget(row)

    def _source(self, action: Action) -> str:
        names = ", ".join(source.name for source in action.sources)
        text = self.tr("Source: {names}. Looked at on {day}.").format(names=names, day=language.day(action.reviewed))
        if action.stale(datetime.now(UTC).date()):
            text += " " + self._label("stale")
        return text

    def _urgency(self, action: Action) -> str:
        return self._label(action.urgency.value)

    def _label(self, key: str) -> str:
        return advice.label(key, self.walk.profile.country, self.scene.language)

    def _all(self, found: Sequence[Action]) -> None:
        self.heading(self.tr("All advice"))
        self.lead(self.tr("Most urgent first. Open whichever you want."))
        panel = Panel(self.theme)
        rows = panel.rows()
        for place, action in enumerate(found):
            rows.addWidget(self._entry(action, place))
        self.column.addWidget(panel)
        self._help()
        self.row(self.main_button(self.tr("Finish and wipe"), self.fresh_start_wanted.emit))

    def _entry(self, action: Action, place: int) -> Button:
        row = Button(self.theme, action.title, Kind.ROW, end="forward", end_text=self._urgency(action))
        row.clicked.connect(lambda: self._step(QUESTIONS + place))
        return row

    def _help(self) -> None:
        profile = self.walk.profile
        panel = Panel(self.theme, tinted=True)
        panel.column.addWidget(Text(self.theme, self.tr("Would you like to talk to somebody?"), bold=True))
        if profile.help_number:
            panel.column.addWidget(
                Line(self.theme, "phone", " ".join(part for part in (profile.help_name, profile.help_number) if part))
            )
        panel.column.addWidget(
            Text(
                self.theme,
                self.tr("You need not tell anybody your identity number, and not what the answer was."),
                size=SMALL,
            )
        )
        self.column.addWidget(panel)
