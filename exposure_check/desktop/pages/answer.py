"""The answer, one sentence first, then no more at a time than a person asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_check.desktop.pages.page import Page
from exposure_check.desktop.style.theme import SMALL
from exposure_check.desktop.text import handed_out, labels, language, number
from exposure_check.desktop.widgets.button import ButtonKind
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.pager import Pager
from exposure_check.desktop.widgets.panel import IconLine, Panel
from exposure_check.desktop.widgets.particulars import add_particulars
from exposure_check.desktop.widgets.report_offer import ReportOffer
from exposure_check.desktop.widgets.text import CardHeading, Text
from exposure_check.guidance import category_label, certainty_label, particulars
from exposure_check.lookup.verdict import Listed, NoBreaches, NotListed
from exposure_check.protocol.catalogue import SENSITIVE_CATEGORIES, in_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QVBoxLayout

    from exposure_check.guidance import CategoryLabel
    from exposure_check.lookup.verdict import Exposure, Verdict
    from exposure_check.protocol.catalogue import Breach


EXPOSURES_AT_ONCE = 2  # each may have fourteen categories: laying out more than this would hold up the window
SEALED_AT_ONCE = 10


class Answer(Page):
    """What the list holds, or does not hold."""

    def build(self) -> None:
        """The sentence, the breaches, the next step, the sealed lists."""
        verdict = self.state.verdict
        if verdict is None:
            raise ValueError("the page of the answer is shown with one only")
        self._rows: dict[str, Disclosure] = {}
        if isinstance(verdict, Listed):
            self._listed(verdict)
        elif isinstance(verdict, NoBreaches):
            self._no_breaches(verdict)
        else:
            self._not_listed(verdict)
        self.row(
            self.main_button(self.tr("What to do first"), self._advice),
            self.button(self.tr("Finish and wipe"), self.finish_wanted.emit, ButtonKind.LINK),
        )
        self._sealed(verdict.sealed_breaches)
        if self.scene.offers.papers:
            self.column.addWidget(ReportOffer(self.scene))
        self._source(verdict)

    @property
    def _is_own(self) -> bool:
        return self.state.audience == "self"

    def _advice(self) -> None:
        self.state.open_answer()
        self.went.emit("actions")

    def _listed(self, verdict: Listed) -> None:
        self.heading(labels.outcome(verdict, own=self._is_own))
        self.lead(self.tr("A criminal did this. It is not your fault. You can stop here and come back at any time."))
        if verdict.unreadable:
            panel = Panel(self.theme)
            panel.column.addWidget(IconLine(self.theme, "info", labels.unreadable_record()))
            self.column.addWidget(panel)
        first = self.state.first_exposure
        for exposure in verdict.exposures[first : first + EXPOSURES_AT_ONCE]:
            self._exposure(exposure, alone=len(verdict.exposures) == 1)
        self._pager(self.column, "exposures", first, EXPOSURES_AT_ONCE, len(verdict.exposures))

    def _pager(self, column: QVBoxLayout, name: str, first: int, size: int, count: int) -> None:
        """Buttons to the rest of a list, where there is more than is shown."""
        if count <= size:
            return
        pager = Pager(self.theme, name, first=first, size=size, count=count)
        pager.turned.connect(lambda start: self._turn(name, start))
        column.addWidget(pager)

    def _turn(self, name: str, first: int) -> None:
        (self.state.turn_exposures if name == "exposures" else self.state.turn_sealed)(first)
        self.redraw_wanted.emit()

    def _not_listed(self, verdict: NotListed) -> None:
        self.heading(labels.outcome(verdict, own=self._is_own))
        self.lead(
            self.tr("The list of {day} holds no record that opens with what you typed.").format(
                day=language.day(verdict.provenance.created)
            )
        )
        panel = Panel(self.theme, spacing=3)
        panel.column.addWidget(CardHeading(self.theme, self.tr("What this does not rule out")))
        lines = [
            self.tr("Data may have been taken elsewhere: this check knows only some breaches."),
            self.tr("It may have been recorded without the number, or with a mistake in it."),
        ]
        lines += filter(None, [number.sign_note(verdict.provenance.scheme, self.scene.language)])
        if verdict.sealed_breaches:
            lines.append(
                self.tr("Some lists open only with a code from a letter. They are named below, for everyone alike.")
            )
        for line in lines:
            panel.column.addWidget(IconLine(self.theme, "info", line, icon_colour=self.theme.muted))
        self.column.addWidget(panel)

    def _no_breaches(self, verdict: NoBreaches) -> None:
        self.heading(labels.outcome(verdict, own=self._is_own))
        self.lead(self.tr("This says nothing about anybody: the number was not looked up."))
        panel = Panel(self.theme)
        withdrawn = labels.withdrawn(verdict, help_line=bool(self.state.profile.all_help_lines))
        panel.column.addWidget(IconLine(self.theme, "info", withdrawn, icon_colour=self.theme.muted))
        self.column.addWidget(panel)

    def _exposure(self, exposure: Exposure, *, alone: bool) -> None:
        theme, breach = self.theme, exposure.breach
        panel = Panel(theme, spacing=1)
        panel.column.addWidget(CardHeading(theme, in_language(breach.name, self.scene.language)))
        panel.column.addWidget(
            Text(theme, labels.when(breach, self.scene.language, alone=alone), size=SMALL, colour=theme.muted)
        )
        panel.column.addWidget(Text(theme, in_language(breach.summary, self.scene.language), size=SMALL))
        panel.column.addSpacing(theme.space(1))
        panel.column.addWidget(
            Text(theme, self.tr("What was recorded, as far as is known:"), size=SMALL, colour=theme.muted)
        )
        plain = [name for name in exposure.categories if name not in SENSITIVE_CATEGORIES]
        sensitive = [name for name in exposure.categories if name in SENSITIVE_CATEGORIES]
        rows = panel.rows()
        for name in plain:
            rows.addWidget(self._category(exposure, name))
        if sensitive:
            self._fold(rows, exposure, sensitive, others=bool(plain))
        self._particulars(rows, breach)
        self.column.addWidget(panel)

    def _particulars(self, rows: QVBoxLayout, breach: Breach) -> None:
        """What its holder has to tell the people concerned, closed until somebody wants it."""
        country, spoken = self.state.profile.country, self.scene.language
        stated = particulars(breach, spoken)
        if stated is None:
            return
        key = f"{breach.id}/particulars"
        title, more = self.tr("More about this breach"), self.tr("Open")
        row = Disclosure(self.theme, title, more, self.tr("Close"), icon="info", open_=key in self.state.unfolded)
        add_particulars(self.theme, row.content, stated, country, spoken, happened=False)
        row.toggled.connect(lambda open_: self.state.unfold(key, unfolded=open_))
        rows.addWidget(row)

    def _category(self, exposure: Exposure, name: str) -> Disclosure:
        key = f"{exposure.breach.id}/{name}"
        label = self._label(name)
        row = Disclosure(
            self.theme,
            label.name,
            self.tr("What it means"),
            self.tr("Close"),
            icon=labels.CATEGORY_ICONS[name],
            open_=self.state.opened == key,
            of=self._name_among(exposure.breach),
            is_text=True,
        )
        row.content.addWidget(Text(self.theme, label.meaning, size=SMALL))
        if exposure.certainty_stated:
            country, spoken = self.state.profile.country, self.scene.language
            row.say_beside(certainty_label(country, spoken, uncertain=name in exposure.uncertain))
        row.toggled.connect(lambda open_: self._open_only(key if open_ else ""))
        self._rows[key] = row
        return row

    def _name_among(self, breach: Breach) -> str:
        """The name of a breach where there are several, else nothing."""
        verdict = self.state.verdict
        several = isinstance(verdict, Listed) and len(verdict.exposures) > 1
        return in_language(breach.name, self.scene.language) if several else ""

    def _label(self, category: str) -> CategoryLabel:
        return category_label(category, self.state.profile.country, self.scene.language)

    def _open_only(self, key: str) -> None:
        """One at a time: opening one closes the others."""
        self.state.open_category(key)
        for other, row in self._rows.items():
            row.set_open(other == key)

    def _fold(self, rows: QVBoxLayout, exposure: Exposure, names: Sequence[str], *, others: bool) -> None:
        count, breach = len(names), exposure.breach
        title = self.tr("%n more, about health", "", count) if others else self.tr("%n about health", "", count)
        fold = Disclosure(
            self.theme,
            title,
            self.tr("Open"),
            self.tr("Close"),
            icon="lock",
            open_=breach.id in self.state.unfolded,
            of=self._name_among(exposure.breach),
            is_text=True,
        )
        for name in names:
            fold.content.addWidget(self._category(exposure, name))
        fold.toggled.connect(lambda open_: self.state.unfold(breach.id, unfolded=open_))
        rows.addWidget(fold)

    def _sealed(self, sealed: Sequence[Breach]) -> None:
        """The same words for everyone, whatever the answer is and whether a code was typed or not."""
        if not sealed:
            return
        theme = self.theme
        panel = Panel(theme, tinted=True)
        panel.column.addWidget(CardHeading(theme, self.tr("Lists that open only with a letter code")))
        panel.column.addWidget(
            Text(
                theme,
                self.tr(
                    "Everyone sees this text, whatever the answer is. Nobody can find out who is in these lists by "
                    "knowing a number. The code comes by letter from whoever held the data. If you believe that a "
                    "letter is missing, ask them."
                ),
                size=SMALL,
            )
        )
        first = self.state.first_sealed
        for breach in sealed[first : first + SEALED_AT_ONCE]:
            panel.column.addWidget(
                IconLine(theme, "letter", labels.breach_and_holder(breach, self.scene.language), size=SMALL)
            )
        self._pager(panel.column, "sealed", first, SEALED_AT_ONCE, len(sealed))
        self.column.addWidget(panel)

    def _update(self) -> None:
        """The same for everyone, whatever the answer is."""
        lines = handed_out.update_lines(self.state)
        if lines and handed_out.is_unsafe(self.state):
            panel = Panel(self.theme)
            panel.column.addWidget(IconLine(self.theme, "notice", " ".join(lines)))
            self.column.addWidget(panel)
        elif lines:
            self.small(" ".join(lines))

    def _source(self, verdict: Verdict) -> None:
        self._update()
        for line in handed_out.lines(self.state):
            self.small(line)
        sent = self.state.ledger.sent
        self.small(
            self.tr("List of {day}, signed by its publisher.").format(day=language.day(verdict.provenance.created))
            + " "
            + self.tr("%n request(s) left this computer.", "", len(sent))
        )
        if not self.scene.offers.memory:
            self.small(
                self.tr("This computer keeps nothing: it notices an older list only until the program is started anew.")
            )
        elif not verdict.provenance.remembered:
            self.small(
                self.tr(
                    "This computer could not write down which list this was, so it will not notice if you are shown an "
                    "older one another time."
                )
            )
        self.row(self.button(self.tr("See what left this computer"), lambda: self.went.emit("sent"), ButtonKind.LINK))
