"""E1: two questions that can be skipped, then one thing to do at a time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup

from exposure_check.desktop.pages import action_parts
from exposure_check.desktop.pages.page import Page
from exposure_check.desktop.style.theme import SMALL
from exposure_check.desktop.text import advice, language
from exposure_check.desktop.text.labels import unbroken
from exposure_check.desktop.widgets.button import Button, Kind
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.log_sheet_offer import DiaryOffer
from exposure_check.desktop.widgets.panel import Line, Panel
from exposure_check.desktop.widgets.report_offer import ReportOffer
from exposure_check.desktop.widgets.text import Text
from exposure_check.guidance import Action
from exposure_check.lookup.verdict import Listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exposure_check.guidance.breach import Deadline, Notice

    Step = Action | Notice

QUESTIONS = 2
ALL = 1_000_000  # the step at which all advice is listed: beyond the last action
DIARY = "diary"  # the id of the action that speaks of the page to be printed


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
        if self.walk.advice_step == 0:
            self._audience()
        self._help()

    def _audience(self) -> None:
        """Whose data it is: closed until somebody wants it, so that nobody has to answer."""
        panel = Panel(self.theme)
        row = Disclosure(
            self.theme,
            self.tr("It is about somebody else"),
            self.tr("Choose"),
            self.tr("Close"),
            icon="people",
            open_=self.walk.audience != "self",
            alone=True,
        )
        row.content.addWidget(
            Text(self.theme, self.tr("Whose data is it? You get advice for that as well."), size=SMALL)
        )
        group = QButtonGroup(self)
        for name, words in (
            ("self", self.tr("My own")),
            ("child", self.tr("That of a child in my care")),
            ("relative", self.tr("That of somebody close to me")),
            ("estate", self.tr("That of somebody who has died")),
        ):
            choice = Button(self.theme, words, Kind.ROW)
            choice.setObjectName(f"audience-{name}")
            choice.setCheckable(True)
            choice.toggled.connect(lambda on, choice=choice, name=name: self._about(choice, name, chosen=on))
            group.addButton(choice)
            row.content.addWidget(choice)
            choice.setChecked(name == self.walk.audience)
        panel.rows().addWidget(row)
        self.column.addWidget(panel)

    def _about(self, choice: Button, name: str, *, chosen: bool) -> None:
        choice.set_end("tick" if chosen else "", "")
        if chosen:
            self.walk.audience = name

    def _note(self, answer: str, *, value: bool | None) -> None:
        setattr(self.walk, answer, value)
        following = self.walk.advice_step + 1
        # Advice for everyone begins with the list: its first action need not concern this person, save under threat.
        at_the_list = following == QUESTIONS and advice.is_for_everyone(self.walk) and not self.walk.threatened
        self._step(ALL if at_the_list else following)

    def _step(self, step: int) -> None:
        self.walk.advice_step = step
        self.redraw_wanted.emit()

    def _advice(self) -> None:
        found = advice.steps(self.walk, self.scene.language)
        place = self.walk.advice_step - QUESTIONS
        if not found:
            self._without_content()
        elif place < len(found):
            self._one(found, place)
        else:
            self._all(found)

    def _without_content(self) -> None:
        self.heading(self.tr("What to do"))
        self.lead(self.tr("You do not have to decide anything today."))
        self._help()
        self.row(self.main_button(self.tr("Finish and wipe"), self.fresh_start_wanted.emit))

    def _one(self, found: Sequence[Step], place: int) -> None:
        step = found[place]
        self.heading(self._title_of(step))
        self.small(
            self.tr("{urgency} · Step {number} of {count}").format(
                urgency=self._mark_of(step), number=place + 1, count=len(found)
            )
        )
        if isinstance(step, Action):
            self.lead(unbroken(step.why))
            self._card(step)
            if step.id == DIARY:
                self.column.addWidget(DiaryOffer(self.scene, open_=True))
        else:
            self._notice(step)
        last = place + 1 == len(found)
        self.row(
            self.main_button(
                self.tr("All advice") if last else self.tr("Next step"),
                lambda: self._step(ALL if last else QUESTIONS + place + 1),
            ),
            *([self.button(self.tr("Previous"), lambda: self._step(QUESTIONS + place - 1))] if place else []),
            self.button(self.tr("Finish and wipe"), self.fresh_start_wanted.emit, Kind.LINK),
        )
        if not last:
            self.row(self.button(self.tr("See all advice"), lambda: self._step(ALL), Kind.LINK))
        self.small(self.tr("You can stop here and come back. One step is enough for one day."))

    def _title_of(self, step: Step) -> str:
        """The heading of an action, or the name of the breach that a publisher tells of."""
        if isinstance(step, Action):
            return step.title
        verdict = self.walk.verdict
        exposures = verdict.exposures if isinstance(verdict, Listed) else ()
        names = (exposure.breach.name for exposure in exposures if exposure.breach.id == step.breach)
        name = next(names, {"en": step.breach})
        return name.get(self.scene.language, name["en"])

    def _mark_of(self, step: Step) -> str:
        """How soon an action is worth doing, or that a publisher speaks."""
        return self._label(step.urgency.value if isinstance(step, Action) else "breach")

    def _notice(self, notice: Notice) -> None:
        """What the publisher of the list says of a breach, in a card of its own."""
        theme = self.theme
        card = Panel(theme)
        card.column.setSpacing(theme.space(3))
        for key, lines in (("known", notice.known), ("not_known", notice.not_known)):
            card.column.addWidget(Text(theme, self._label(key), bold=True))
            for line in lines:
                card.column.addWidget(Line(theme, "info", unbroken(line), icon_colour=theme.muted))
        if notice.deadlines:
            self._deadlines(card, notice.deadlines)
        for contact in notice.contacts:
            action_parts.contact(self, card.column, contact)
        told = self.tr("Signed by the publisher of the list. Updated on {day}.").format(
            day=language.day(notice.updated)
        )
        if any(contact.stale(_today()) for contact in notice.contacts):
            told += " " + self._label("stale")
        card.column.addWidget(Text(theme, told, size=SMALL, colour=theme.muted))
        self.column.addWidget(card)

    def _deadlines(self, card: Panel, deadlines: Sequence[Deadline]) -> None:
        theme = self.theme
        card.column.addWidget(Text(theme, self._label("deadlines"), bold=True))
        for deadline in deadlines:
            text = f"{language.day(deadline.date)}: {deadline.text}"
            if deadline.date < _today():
                text += " " + self.tr("This day has passed.")
            card.column.addWidget(Line(theme, "clock", unbroken(text)))
        for url in dict.fromkeys(deadline.source_url for deadline in deadlines):
            action_parts.link(self, card.column, url, self._label("source"))

    def _card(self, action: Action) -> None:
        theme = self.theme
        card = Panel(theme)
        card.column.setSpacing(theme.space(3))
        if action.breach:
            card.column.addWidget(Text(theme, self._label("breach"), size=SMALL, bold=True))
        for number, line in enumerate(action.how, start=1):
            words = f"{language.number(number)}. {line}" if len(action.how) > 1 else line
            card.column.addWidget(Text(theme, unbroken(words)))
        for contact in action.contacts:
            action_parts.contact(self, card.column, contact)
        for link in action.links:
            action_parts.link(self, card.column, link.url, link.label)
        for icon, key, text in (("info", "side_effects", action.side_effects), ("back", "undo", action.undo)):
            if text:
                card.column.addWidget(Text(theme, self._label(key), size=SMALL, bold=True))
                card.column.addWidget(Line(theme, icon, unbroken(text), size=SMALL))
        card.column.addWidget(Text(theme, self._source(action), size=SMALL, colour=theme.muted))
        self.column.addWidget(card)

    def _source(self, action: Action) -> str:
        names = ", ".join(source.name for source in action.sources)
        text = self.tr("Source: {names}. Looked at on {day}.").format(names=names, day=language.day(action.reviewed))
        if action.stale(_today()):
            text += " " + self._label("stale")
        return text

    def _label(self, key: str) -> str:
        return advice.label(key, self.walk.profile.country, self.scene.language)

    def _all(self, found: Sequence[Step]) -> None:
        self.heading(self.tr("All advice"))
        if advice.is_for_everyone(self.walk):
            self.lead(self.tr("These are for every kind of data. Do only what concerns you."))
        else:
            self.lead(self.tr("Most important first. Open whichever you want."))
        for mark, group in groupby(enumerate(found), key=lambda entry: self._mark_of(entry[1])):
            panel = Panel(self.theme)
            panel.column.addWidget(Text(self.theme, mark, bold=True))
            rows = panel.rows()
            for place, step in group:
                rows.addWidget(self._entry(step, place, mark))
            self.column.addWidget(panel)
        self.column.addWidget(ReportOffer(self.scene))
        self.column.addWidget(DiaryOffer(self.scene))
        self._help()
        self.row(self.main_button(self.tr("Finish and wipe"), self.fresh_start_wanted.emit))

    def _entry(self, step: Step, place: int, mark: str) -> Button:
        row = Button(self.theme, self._title_of(step), Kind.ROW, end="forward")
        row.setAccessibleName(f"{row.text()}. {mark}")  # who hears one row at a time has not seen the heading above
        row.clicked.connect(lambda: self._step(QUESTIONS + place))
        return row

    def _help(self) -> None:
        profile = self.walk.profile
        panel = Panel(self.theme, tinted=True)
        panel.column.addWidget(Text(self.theme, self.tr("Would you like to talk to somebody?"), bold=True))
        if profile.help_number:
            name = profile.help_name or self.tr("Help line")
            panel.column.addWidget(Text(self.theme, name))
            action_parts.telephone(self, panel.column, name, profile.help_number)
        panel.column.addWidget(
            Text(
                self.theme,
                self.tr("You need not tell anybody your identity number, nor what the answer was."),
                size=SMALL,
            )
        )
        self.column.addWidget(panel)


def _today() -> date:
    return datetime.now(UTC).date()
