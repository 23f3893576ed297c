"""The number, and the code of a letter for those who have one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from exposure_check.desktop.pages.page import Page
from exposure_check.desktop.style.theme import LEAD, SMALL, field_sheet
from exposure_check.desktop.system.announce import announce
from exposure_check.desktop.text import labels, language, number
from exposure_check.desktop.widgets.audience_choice import LOOKED_UP, SELF, AudienceChoice, audiences
from exposure_check.desktop.widgets.button import Button, ButtonKind
from exposure_check.desktop.widgets.choices import Choices
from exposure_check.desktop.widgets.code_entry import CodeEntry
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.field_line import FieldLine, belongs
from exposure_check.desktop.widgets.offered_by import OfferedBy
from exposure_check.desktop.widgets.panel import Panel
from exposure_check.desktop.widgets.private_field import PrivateField
from exposure_check.desktop.widgets.read_back import ReadBack
from exposure_check.desktop.widgets.status import Status
from exposure_check.desktop.widgets.text import Text
from exposure_check.errors import LetterCodeError, NumberError
from exposure_check.lookup.verdict import Privacy

if TYPE_CHECKING:
    from exposure_check.desktop.scene import DemoNumber
    from exposure_check.secret import Secret

LONGEST = 40  # characters; no scheme has more than 20, spaces included
EXAMPLE = "{example}"
QUIET_REASONS = ("empty", "length")  # while a number is being typed these are not faults yet


class Number(Page):
    """One field, and behind a button a second one."""

    def build(self) -> None:
        """The field, what concerns some people only, the main action."""
        self.heading(
            self.tr("Your identity number")
            if self.state.audience == SELF
            else self.tr("The identity number of the other person")
        )
        self.lead(self._promise())
        self.column.addWidget(OfferedBy(self.scene))
        self._scheme_choice()
        if self._code_is_first:
            self._first_code()
        self._number_field()
        self._second_field()
        if self._code_is_first and not self.state.letter_code:
            self.first, self.begins = self.code, self.entry.label
        self._rows()
        self.row(
            self.main_button(self.tr("Check"), self._check),
            self.button(self.tr("What leaves this computer?"), lambda: self.went.emit("sent"), ButtonKind.LINK),
        )
        self._demo_numbers()
        self._judge_number(pressed=False)
        if self.again is not None and self.again.value():
            self._judge_again(pressed=False)
        self._show_refusal()

    @property
    def _code_is_first(self) -> bool:
        """Whether the code of the letter is asked for above the number, as the profile wants, until it is declined."""
        return self.state.profile.letter_code_first and self.state.letter_code_open

    def _first_code(self) -> None:
        panel = Panel(self.theme)
        self._code_entry(panel.column, self._why_a_code())
        self.column.addWidget(panel)

    def _promise(self) -> str:
        if self.scene.preferences.privacy is Privacy.MAXIMUM:
            return self.tr("It stays on this computer. Nothing about it is sent.")
        people = number.people_who_share(self.state.scheme)
        return self.tr(
            "It stays on this computer. Only a small part, which fits about {people} people, is sent."
        ).format(people=language.number(people))

    def _scheme_choice(self) -> None:
        schemes = number.schemes(self.state.profile)
        if len(schemes) < 2:
            return
        title = self.tr("Kind of number")
        self.text(title)
        choice = Choices(
            self.theme,
            title,
            (
                (
                    f"scheme-{scheme.id}",
                    scheme.name(self.scene.language),
                    partial(self._choose_scheme, scheme.id),
                    scheme.id == self.state.scheme,
                )
                for scheme in schemes
            ),
        )
        self.row(choice)

    def _choose_scheme(self, name: str) -> None:
        self.state.choose_scheme(name)
        self.redraw_in_place_wanted.emit()

    def _number_field(self) -> None:
        theme, scheme = self.theme, next(s for s in number.schemes(self.state.profile) if s.id == self.state.scheme)
        self.field = self._private_field("number", self.state.number)
        label = Text(theme, scheme.name(self.scene.language))
        hint = self.tr("{hint} Example: {example}").format(hint=scheme.hint(self.scene.language), example=EXAMPLE)
        hint = hint.replace(f" {EXAMPLE}", f"\u00a0{EXAMPLE}").replace(EXAMPLE, scheme.example)  # in one line
        self.toggle = self.button("", self._toggle_shown)
        self.toggle.setObjectName("show")
        self._label_toggle()
        self.hint = Text(theme, hint, size=SMALL, colour=theme.muted)
        self.status = Status(theme, self.field)
        self.read_back = ReadBack(theme)
        belongs(label, self.field, hint)
        self._tight(label, self.hint)
        line = FieldLine(theme, self.field, self.toggle, number.length_of(scheme.id))
        self._tight(line, self.status).addLayout(self.read_back.under_status())
        self.field.edited.connect(self._number_edited)
        self.field.entered.connect(self._describe)
        self.first, self.begins = self.field, label

    def _tight(self, *widgets: QWidget) -> QVBoxLayout:
        """Add what belongs together, closer than the parts of a page."""
        together = QVBoxLayout()
        together.setSpacing(self.theme.space(1))
        for widget in widgets:
            together.addWidget(widget)
        self.column.addLayout(together)
        return together

    def _private_field(self, name: str, typed: Secret) -> PrivateField:
        field = PrivateField(longest=LONGEST, hidden=not self.state.number_shown, value=typed.reveal().decode())
        field.setObjectName(name)
        field.setFont(self.theme.font(LEAD))
        field.setStyleSheet(field_sheet(self.theme))
        return field

    def _second_field(self) -> None:
        """Where no check digit notices a slip, the number is typed twice."""
        self.again: PrivateField | None = None
        if not number.is_typed_twice(self.state.scheme):
            return
        self.again = self._private_field("number-again", self.state.number_again)
        label = Text(self.theme, self.tr("The same number once more"))
        why = self.tr("This kind of number has nothing that shows a mistyped digit, so please type it twice.")
        belongs(label, self.again, why)
        self.again_status = Status(self.theme, self.again)
        self._tight(label, Text(self.theme, why, size=SMALL, colour=self.theme.muted))
        self._tight(self.again, self.again_status)
        self.again.edited.connect(self._again_edited)

    def _again_edited(self) -> None:
        if self.again is not None:
            self.state.type_number_again(self.again.value())
            self._judge_again(pressed=False)

    def _judge_again(self, *, pressed: bool) -> bool:
        """Whether the number was typed alike twice, where it has to be."""
        if self.again is None:
            return True
        first, second = self.field.value(), self.again.value()
        if number.is_same(first, second, self.state.scheme, allow_test=self.state.profile.demo):
            self.again_status.approve(self.tr("Both are the same."))
            return True
        if pressed or len(second) >= len(first) > 0:
            self.again_status.object(self.tr("The two are not the same. Please look at both."), urgent=pressed)
        else:
            self.again_status.clear()
        return False

    def _toggle_shown(self) -> None:
        self.state.show_number(shown=not self.state.number_shown)
        for field in filter(None, (self.field, self.again)):
            field.set_hidden(not self.state.number_shown)
        self._label_toggle()
        announce(
            self.toggle,
            self.tr("The number is shown.") if self.state.number_shown else self.tr("The number is hidden."),
        )

    def _label_toggle(self) -> None:
        shown = self.state.number_shown
        if shown:
            self.toggle.set_face(self.tr("Hide"), "hide", name=self.tr("Hide the number"))
        else:
            self.toggle.set_face(self.tr("Show"), "show", name=self.tr("Show the number"))

    def _number_edited(self) -> None:
        self.state.type_number(self.field.value())
        self._judge_number(pressed=False)
        if self.again is not None and self.again.value():
            self._judge_again(pressed=False)

    def _judge_number(self, *, pressed: bool) -> bool:
        value, scheme, demo = self.field.value(), self.state.scheme, self.state.profile.demo
        reason = number.fault(value, scheme, allow_test=demo)
        self.read_back.say(number.read_back(value, scheme, self.scene.language, allow_test=demo))
        if reason is None:
            self.status.approve(self.tr("The number looks right."))
        elif reason in QUIET_REASONS and not pressed and self._is_being_typed(value):
            self._say_how_far(value)
        else:
            self.status.object(self._what_is_wrong(reason, value), urgent=pressed)
        return reason is None

    def _describe(self) -> None:
        """Let a screen reader say what is wrong when it comes to the field. While it is there, the status says it."""
        self.field.setAccessibleDescription(self.status.text() or self.hint.text())

    def _is_being_typed(self, value: str) -> bool:
        """Whether a number is too short yet, and not a whole one of another kind."""
        short = number.count(value, self.state.scheme) < number.length_of(self.state.scheme)
        return short and not number.other_kinds(value, self.state.scheme)

    def _say_how_far(self, value: str) -> None:
        typed, length = number.count(value, self.state.scheme), number.length_of(self.state.scheme)
        if not typed:
            self.status.clear()
        else:
            self.status.note(labels.so_far(typed, length))

    def _what_is_wrong(self, reason: str, value: str) -> str:
        """The reason, or which other kind of number it looks like."""
        others = [scheme.name(self.scene.language) for scheme in number.other_kinds(value, self.state.scheme)]
        if not others and reason == "length":
            return labels.wrong_length(number.count(value, self.state.scheme), number.length_of(self.state.scheme))
        if not others:
            return labels.number_reason(reason, shown=self.state.number_shown)
        offered = [scheme.name(self.scene.language) for scheme in number.schemes(self.state.profile)]
        return labels.other_kinds(others, offered)

    def _rows(self) -> None:
        """What concerns some people only, each behind one press."""
        is_for_others = len(audiences(self.scene)) > 1
        if self._code_is_first and not is_for_others:
            return
        panel = Panel(self.theme)
        if not self._code_is_first:
            self._letter(panel)
        if is_for_others:
            choice = AudienceChoice(self.scene, LOOKED_UP, alone=self._code_is_first)
            choice.chosen.connect(self._choose_audience)
            panel.rows().addWidget(choice)
        self.column.addWidget(panel)

    def _choose_audience(self, audience: str) -> None:
        self.state.choose_audience(audience)
        self.redraw_in_place_wanted.emit()

    def _why_a_code(self) -> str:
        return self.tr(
            "Some lists can be opened only with the code in a letter, so that nobody else can look you up. "
            "Without a letter, leave this out."
        )

    def _letter(self, panel: Panel) -> None:
        theme, why = self.theme, self._why_a_code()
        row = Disclosure(
            theme,
            self.tr("I have a letter with a code"),
            self.tr("Enter the code"),
            self.tr("Close"),
            icon="letter",
            open_=self.state.letter_code_open,
            alone=True,
        )
        row.row.setObjectName("enter-code")
        row.content.addWidget(Text(theme, why, size=SMALL, colour=theme.muted))
        if self.state.letter_code_open:
            self._code_entry(row.content, why)
        row.toggled.connect(lambda open_: self._open_code() if open_ else self._close_code())
        panel.rows().addWidget(row)

    def _open_code(self) -> None:
        self.state.open_letter_code()
        self.redraw_wanted.emit()

    def _code_entry(self, column: QVBoxLayout, why: str) -> None:
        typed = self.state.letter_code.reveal().decode()
        self.entry = CodeEntry(self.theme, typed, why, explained=self._code_is_first)
        self.code, self.code_status = self.entry.field, self.entry.status
        self.entry.edited.connect(lambda: self.state.type_letter_code(self.code.value()))
        self.entry.declined.connect(self._close_code)
        column.addLayout(self.entry)
        if self.state.number:
            self.first, self.begins = self.code, self.entry.label

    def _close_code(self) -> None:
        self.state.close_letter_code()
        self.redraw_wanted.emit()

    def _judge_code(self, *, pressed: bool) -> bool:
        return not self.state.letter_code_open or self.entry.judge(pressed=pressed)

    def _demo_numbers(self) -> None:
        if not (self.state.profile.demo and self.scene.demo_numbers):
            return
        self.small(self.tr("Numbers of the demo, which belong to no one:"))
        self.row(*(self._demo_button(demo_number) for demo_number in self.scene.demo_numbers))

    def _demo_button(self, demo_number: DemoNumber) -> Button:
        return self.button(labels.demo_number(demo_number.label), lambda: self._fill_in(demo_number))

    def _fill_in(self, demo_number: DemoNumber) -> None:
        self.state.fill_in(demo_number.number, demo_number.code)
        self.redraw_wanted.emit()

    def _check(self) -> None:
        if self._code_is_first and not self._judge_code(pressed=True):
            self.code.setFocus()
        elif not self._judge_number(pressed=True):
            self.field.setFocus()
        elif self.again is not None and not self._judge_again(pressed=True):
            self.again.setFocus()
        elif not self._judge_code(pressed=True):
            self.code.setFocus()
        else:
            self.check_wanted.emit()

    def _show_refusal(self) -> None:
        refused = self.state.refused
        if isinstance(refused, NumberError):
            self.status.object(self._what_is_wrong(str(refused.reason), self.field.value()), urgent=True)
        elif isinstance(refused, LetterCodeError) and self.state.letter_code_open:
            self.entry.refuse(refused.reason)
        elif refused is not None:
            self.status.object(
                self.tr("The check could not begin with what was typed. Please look at it once more."), urgent=True
            )
