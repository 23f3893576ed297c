"""What to do: two questions that can be skipped, then one thing at a time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from exposure_check.desktop.pages.page import Page
from exposure_check.desktop.session_state import AllSteps, Question, SingleStep
from exposure_check.desktop.style.theme import SMALL
from exposure_check.desktop.text import chosen_advice, language
from exposure_check.desktop.text.labels import unbroken
from exposure_check.desktop.widgets.audience_choice import AudienceChoice
from exposure_check.desktop.widgets.button import Button, ButtonKind
from exposure_check.desktop.widgets.contact import add_contact, add_link, in_order
from exposure_check.desktop.widgets.danger_line import DangerLine
from exposure_check.desktop.widgets.help_panel import HelpPanel
from exposure_check.desktop.widgets.log_sheet_offer import LogSheetOffer
from exposure_check.desktop.widgets.panel import IconLine, Panel
from exposure_check.desktop.widgets.particulars import add_particulars
from exposure_check.desktop.widgets.report_offer import ReportOffer
from exposure_check.desktop.widgets.text import CardHeading, Text
from exposure_check.guidance import Action, ContactKind, When
from exposure_check.lookup.verdict import Listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exposure_check.desktop.session_state import AdviceView
    from exposure_check.guidance import Contact
    from exposure_check.guidance.breach import Deadline, Notice

    Step = Action | Notice

LOG_SHEET_ACTION = "diary"  # the id of the action that speaks of the page to be printed


class Actions(Page):
    """What to do."""

    def build(self) -> None:
        """A question, or one step, or the list of all steps."""
        view = self.state.advice_view
        if isinstance(view, (Question, AllSteps)) or view.place == 0:
            self.before_heading(DangerLine(self.scene))
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
        self.column.addWidget(HelpPanel(self.scene))

    def _answer(self, question: Question, *, answer: bool | None) -> None:
        self.state.answer_question(question, answer=answer)
        self.redraw_wanted.emit()

    def _audience(self) -> None:
        panel = Panel(self.theme)
        choice = AudienceChoice(self.scene, alone=True)
        choice.chosen.connect(self.state.choose_audience)
        panel.rows().addWidget(choice)
        self.column.addWidget(panel)

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
        self.column.addWidget(HelpPanel(self.scene))
        self.row(self.main_button(self.tr("Finish and wipe"), self.finish_wanted.emit))

    def _single(self, steps: Sequence[Step], place: int) -> None:
        step = steps[place]
        self.heading(self._title_of(step))
        self.small(f"{self._mark_of(step)} · " + self.tr("One step is enough for one day."))
        if isinstance(step, Action):
            self.lead(unbroken(step.why))
            self._card(step)
            if step.id == LOG_SHEET_ACTION and self.scene.offers.papers:
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
            *(
                []
                if last
                else [self.button(self.tr("See all advice"), lambda: self._show(AllSteps()), ButtonKind.LINK)]
            ),
            self.button(self.tr("Finish and wipe"), self.finish_wanted.emit, ButtonKind.LINK),
        )
        self.small(self.tr("Step {number}. You can stop here and come back.").format(number=language.number(place + 1)))

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
        card = Panel(theme, spacing=3)
        if notice.particulars is not None:
            add_particulars(theme, card.column, notice.particulars, self.state.profile.country, self.scene.language)
        for key, lines in (("known", notice.known), ("not_known", notice.not_known)):
            if not lines:
                continue
            card.column.addWidget(CardHeading(theme, self._label(key)))
            for line in lines:
                card.column.addWidget(IconLine(theme, "info", unbroken(line), icon_colour=theme.muted))
        if notice.deadlines:
            self._deadlines(card, notice.deadlines)
        for contact in in_order(notice.contacts, self.scene.language):
            add_contact(self.scene, card, contact)
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
            add_link(self.scene, card, url, self._label("source"))

    def _card(self, action: Action) -> None:
        theme = self.theme
        card = Panel(theme, spacing=3)
        if action.breach:
            card.column.addWidget(CardHeading(theme, self._label("breach"), size=SMALL))
        contacts = in_order(action.contacts, self.scene.language)
        urgent = [contact for contact in contacts if contact.kind is ContactKind.EMERGENCY]
        if urgent and action.when is When.THREATENED:  # whom to call stands above what to say
            self._contacts(card, urgent)
            contacts = [contact for contact in contacts if contact not in urgent]
        for number, line in enumerate(action.how, start=1):
            marker = f"{language.number(number)}." if len(action.how) > 1 else ""
            card.column.addWidget(Text(theme, unbroken(line), marker=marker))
        self._contacts(card, contacts)
        for link in action.links:
            add_link(self.scene, card, link.url, link.label)
        for icon, key, text in (("info", "side_effects", action.side_effects), ("undo", "undo", action.undo)):
            if text:
                card.column.addSpacing(theme.space(1))
                card.column.addWidget(CardHeading(theme, self._label(key), size=SMALL))
                card.column.addWidget(IconLine(theme, icon, unbroken(text), size=SMALL))
        card.column.addWidget(Text(theme, self._source(action), size=SMALL, colour=theme.muted))
        self.column.addWidget(card)

    def _contacts(self, card: Panel, contacts: Sequence[Contact]) -> None:
        for contact in contacts:
            add_contact(self.scene, card, contact)

    def _source(self, action: Action) -> str:
        names = ", ".join(source.name for source in action.sources)
        text = self.tr("Source: {names}. Checked on {day}.").format(names=names, day=language.day(action.reviewed))
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
        if self.scene.offers.papers:
            self.column.addWidget(ReportOffer(self.scene))
            self.column.addWidget(LogSheetOffer(self.scene))
        self.column.addWidget(HelpPanel(self.scene))
        self.row(self.main_button(self.tr("Finish and wipe"), self.finish_wanted.emit))

    def _entry(self, step: Step, place: int, mark: str) -> Button:
        row = Button(self.theme, self._title_of(step), ButtonKind.ROW, end="forward")
        row.setAccessibleName(f"{row.text()}. {mark}")  # who hears one row at a time has not seen the heading above
        row.clicked.connect(lambda: self._show(SingleStep(place)))
        return row


def _today() -> date:
    return datetime.now(UTC).date()
