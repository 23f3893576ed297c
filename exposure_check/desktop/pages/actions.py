"""What to do: two questions that can be skipped, then one thing at a time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup

from exposure_check.desktop.pages.page import Page
from exposure_check.desktop.session_state import AllSteps, Question, SingleStep
from exposure_check.desktop.style.theme import SMALL
from exposure_check.desktop.text import chosen_advice, language
from exposure_check.desktop.text.labels import unbroken
from exposure_check.desktop.widgets.button import Button, ButtonKind, ChoiceButton
from exposure_check.desktop.widgets.choices import stop_at_chosen
from exposure_check.desktop.widgets.contact import add_contact, add_link, add_telephone
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.log_sheet_offer import LogSheetOffer
from exposure_check.desktop.widgets.panel import IconLine, Panel
from exposure_check.desktop.widgets.report_offer import ReportOffer
from exposure_check.desktop.widgets.text import CardHeading, Text
from exposure_check.guidance import Action
from exposure_check.lookup.verdict import Listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exposure_check.desktop.session_state import AdviceView
    from exposure_check.guidance.breach import Deadline, Notice

    Step = Action | Notice

LOG_SHEET_ACTION = "diary"  # the id of the action that speaks of the page to be printed


class Actions(Page):
    """What to do."""

    def build(self) -> None:
        """A question, or one step, or the list of all steps."""
        view = self.state.advice_view
        if isinstance(view, Question):
            self._question(view)
        else:
            self._advice(view)

    def _question(self, question: Question) -> None:
        if question is Question.MISUSED:
            self.heading(self.tr("Has your data been misused?"))
            self.lead(self.tr("For example, somebody bought or borrowed in your name, or took money from you."))
        else:
            self.heading(self.tr("Is somebody threatening you?"))
            self.lead(
                self.tr("For example, somebody asks for money, or says that they will publish something about you.")
            )
        self.row(
            self.button(self.tr("Yes"), lambda: self._answer(question, answer=True)),
            self.button(self.tr("No"), lambda: self._answer(question, answer=False)),
            self.button(self.tr("Skip this question"), lambda: self._answer(question, answer=None), ButtonKind.LINK),
        )
        self.small(
            self.tr("Your answer decides only what is shown first. It is not saved and does not leave this computer.")
        )
        if question is Question.MISUSED:
            self._audience()
        self._help()

    def _answer(self, question: Question, *, answer: bool | None) -> None:
        self.state.answer_question(question, answer=answer)
        self.redraw_wanted.emit()

    def _audience(self) -> None:
        """Whose data it is: closed until somebody wants it, so that nobody has to answer."""
        panel = Panel(self.theme)
        row = Disclosure(
            self.theme,
            self.tr("It is about somebody else"),
            self.tr("Choose"),
            self.tr("Close"),
            icon="people",
            open_=self.state.audience != "self",
            alone=True,
        )
        row.content.addWidget(
            Text(self.theme, self.tr("Whose data is it? You get advice for that as well."), size=SMALL)
        )
        group = QButtonGroup(self)
        for audience, text in (
            ("self", self.tr("My own")),
            ("child", self.tr("That of a child in my care")),
            ("relative", self.tr("That of somebody close to me")),
            ("estate", self.tr("That of somebody who has died")),
        ):
            choice = ChoiceButton(self.theme, text)
            choice.setObjectName(f"audience-{audience}")
            choice.toggled.connect(
                lambda on, choice=choice, audience=audience: self._choose_audience(choice, audience, chosen=on)
            )
            group.addButton(choice)
            row.content.addWidget(choice)
            choice.setChecked(audience == self.state.audience)
        stop_at_chosen(group)
        panel.rows().addWidget(row)
        self.column.addWidget(panel)

    def _choose_audience(self, choice: Button, audience: str, *, chosen: bool) -> None:
        choice.set_end("tick" if chosen else "", "")
        if chosen:
            self.state.choose_audience(audience)

    def _show(self, view: AdviceView) -> None:
        self.state.show_advice(view)
        self.redraw_wanted.emit()

    def _advice(self, view: SingleStep | AllSteps) -> None:
        steps = chosen_advice.steps(self.state, self.scene.language)
        if not steps:
            self._without_content()
        elif isinstance(view, SingleStep) and view.place < len(steps):
            self._single(steps, view.place)
        else:
            self._all(steps)

    def _without_content(self) -> None:
        self.heading(self.tr("What to do"))
        self.lead(self.tr("You do not have to decide anything today."))
        self._help()
        self.row(self.main_button(self.tr("Finish and wipe"), self.fresh_start_wanted.emit))

    def _single(self, steps: Sequence[Step], place: int) -> None:
        step = steps[place]
        self.heading(self._title_of(step))
        self.small(
            self.tr("{urgency} · Step {number} of {count}").format(
                urgency=self._mark_of(step), number=place + 1, count=len(steps)
            )
        )
        if isinstance(step, Action):
            self.lead(unbroken(step.why))
            self._card(step)
            if step.id == LOG_SHEET_ACTION:
                self.column.addWidget(LogSheetOffer(self.scene, open_=True))
        else:
            self._notice(step)
        last = place + 1 == len(steps)
        self.row(
            self.main_button(
                self.tr("All advice") if last else self.tr("Next step"),
                lambda: self._show(AllSteps() if last else SingleStep(place + 1)),
            ),
            *([self.button(self.tr("Previous"), lambda: self._show(SingleStep(place - 1)))] if place else []),
            self.button(self.tr("Finish and wipe"), self.fresh_start_wanted.emit, ButtonKind.LINK),
        )
        if not last:
            self.row(self.button(self.tr("See all advice"), lambda: self._show(AllSteps()), ButtonKind.LINK))
        self.small(self.tr("You can stop here and come back. One step is enough for one day."))

    def _title_of(self, step: Step) -> str:
        """The heading of an action, or the name of the breach that a publisher tells of."""
        if isinstance(step, Action):
            return step.title
        verdict = self.state.verdict
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
            card.column.addWidget(CardHeading(theme, self._label(key)))
            for line in lines:
                card.column.addWidget(IconLine(theme, "info", unbroken(line), icon_colour=theme.muted))
        if notice.deadlines:
            self._deadlines(card, notice.deadlines)
        for contact in notice.contacts:
            add_contact(theme, card.column, contact)
        signed = self.tr("Signed by the publisher of the list. Updated on {day}.").format(
            day=language.day(notice.updated)
        )
        if any(contact.stale(_today()) for contact in notice.contacts):
            signed += " " + self._label("stale")
        card.column.addWidget(Text(theme, signed, size=SMALL, colour=theme.muted))
        self.column.addWidget(card)

    def _deadlines(self, card: Panel, deadlines: Sequence[Deadline]) -> None:
        theme = self.theme
        card.column.addWidget(CardHeading(theme, self._label("deadlines")))
        for deadline in deadlines:
            text = f"{language.day(deadline.date)}: {deadline.text}"
            if deadline.date < _today():
                text += " " + self.tr("This day has passed.")
            card.column.addWidget(IconLine(theme, "clock", unbroken(text)))
        for url in dict.fromkeys(deadline.source_url for deadline in deadlines):
            add_link(theme, card.column, url, self._label("source"))

    def _card(self, action: Action) -> None:
        theme = self.theme
        card = Panel(theme)
        card.column.setSpacing(theme.space(3))
        if action.breach:
            card.column.addWidget(CardHeading(theme, self._label("breach"), size=SMALL))
        for number, line in enumerate(action.how, start=1):
            text = f"{language.number(number)}. {line}" if len(action.how) > 1 else line
            card.column.addWidget(Text(theme, unbroken(text)))
        for contact in action.contacts:
            add_contact(theme, card.column, contact)
        for link in action.links:
            add_link(theme, card.column, link.url, link.label)
        for icon, key, text in (("info", "side_effects", action.side_effects), ("back", "undo", action.undo)):
            if text:
                card.column.addWidget(CardHeading(theme, self._label(key), size=SMALL))
                card.column.addWidget(IconLine(theme, icon, unbroken(text), size=SMALL))
        card.column.addWidget(Text(theme, self._source(action), size=SMALL, colour=theme.muted))
        self.column.addWidget(card)

    def _source(self, action: Action) -> str:
        names = ", ".join(source.name for source in action.sources)
        text = self.tr("Source: {names}. Looked at on {day}.").format(names=names, day=language.day(action.reviewed))
        if action.stale(_today()):
            text += " " + self._label("stale")
        return text

    def _label(self, key: str) -> str:
        return chosen_advice.label(key, self.state.profile.country, self.scene.language)

    def _all(self, steps: Sequence[Step]) -> None:
        self.heading(self.tr("All advice"))
        if self.state.advice_is_for_everyone:
            self.lead(self.tr("These are for every kind of data. Do only what concerns you."))
        else:
            self.lead(self.tr("Most important first. Open whichever you want."))
        for mark, group in groupby(enumerate(steps), key=lambda entry: self._mark_of(entry[1])):
            panel = Panel(self.theme)
            panel.column.addWidget(CardHeading(self.theme, mark))
            rows = panel.rows()
            for place, step in group:
                rows.addWidget(self._entry(step, place, mark))
            self.column.addWidget(panel)
        self.column.addWidget(ReportOffer(self.scene))
        self.column.addWidget(LogSheetOffer(self.scene))
        self._help()
        self.row(self.main_button(self.tr("Finish and wipe"), self.fresh_start_wanted.emit))

    def _entry(self, step: Step, place: int, mark: str) -> Button:
        row = Button(self.theme, self._title_of(step), ButtonKind.ROW, end="forward")
        row.setAccessibleName(f"{row.text()}. {mark}")  # who hears one row at a time has not seen the heading above
        row.clicked.connect(lambda: self._show(SingleStep(place)))
        return row

    def _help(self) -> None:
        profile = self.state.profile
        panel = Panel(self.theme, tinted=True)
        panel.column.addWidget(CardHeading(self.theme, self.tr("Would you like to talk to somebody?")))
        if profile.help_number:
            name = profile.help_name or self.tr("Help line")
            panel.column.addWidget(Text(self.theme, name))
            add_telephone(self.theme, panel.column, name, profile.help_number)
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
