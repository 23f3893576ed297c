"""All fields of a profile, in the order in which a clinic thinks of them."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exposure_check import identity
from exposure_check.desktop.documents import open_dialog
from exposure_check.desktop.profile_maker import draft as drafts
from exposure_check.desktop.profile_maker import fault_words
from exposure_check.desktop.profile_maker.fields import Choice, Field, FilePick, Line, Tick, Ticks
from exposure_check.desktop.profile_maker.line_fields import HelpLines
from exposure_check.desktop.system import rasterise
from exposure_check.desktop.text import labels, language
from exposure_check.desktop.widgets.fingerprint import publisher_fingerprint
from exposure_check.desktop.widgets.layouts import empty
from exposure_check.desktop.widgets.text import Subheading
from exposure_check.errors import OptionError
from exposure_check.guidance import guide
from exposure_check.lookup import make_profile
from exposure_check.lookup.verdict import Privacy
from exposure_check.resources import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtWidgets import QCheckBox

    from exposure_check.desktop.profile_maker.draft import Draft, Fault
    from exposure_check.desktop.style.theme import Theme


class ProfileForm(QWidget):
    """The form. It holds a draft, and says at each field what does not fit."""

    changed = Signal()

    def __init__(self, theme: Theme, draft: Draft, spoken: str) -> None:
        super().__init__()
        self._theme, self._draft = theme, draft
        self.column = QVBoxLayout(self)
        side = theme.space(5)
        self.column.setContentsMargins(side, side, side, side)
        self.column.setSpacing(theme.space(4))
        self._who()
        self._lines = self._help()
        self._what(spoken)
        self._asks()
        self._trust()
        self.column.addStretch(1)
        for field in self.fields():
            field.changed.connect(self._edited)
        self._lines.changed.connect(self._edited)
        self._say_faults(pressed=False)

    def begin(self) -> None:
        """Put the cursor into the first field."""
        self._name.take_focus()

    def draft(self) -> Draft:
        """Everything as it is in the form now."""
        covers = {**self._draft.covers, **{spoken: field.value() for spoken, field in self._covers.items()}}
        return replace(
            self._draft,
            name=self._name.value(),
            url=self._url.value(),
            evaluator_url=self._evaluator.value(),
            mirrors=self._mirrors.value(),
            country=self._country.value(),
            schemes=self._schemes.value(),
            languages=self._languages.value(),
            covers=covers,
            lines=self._lines.value(),
            letter_code_first=self._code_first.isChecked(),
            privacy_level=self._level.value(),
            update_address=self._updates.value(),
            update_notice=self._notice.isChecked(),
            kiosk=self._kiosk.isChecked(),
        )

    def is_in_order(self) -> bool:
        """Whether everything fits; where it does not, every fault is said and the first has the cursor."""
        return not self._say_faults(pressed=True)

    def fields(self) -> Iterator[Field]:
        """Those that are always there, then those of the help lines."""
        yield from self._all
        yield from self._lines.fields()

    def take_root(self, path: str) -> None:
        """Read a root of trust."""
        try:
            root = make_profile.root_of(Path(path))
        except OptionError:
            self._root.say(fault_words.root(), urgent=True)
            return
        self._draft = replace(self._draft, root=root)
        self._show_root()
        self._edited()

    def take_logo(self, path: str) -> None:
        """Read a picture."""
        try:
            picture = rasterise.logo_of(Path(path))
        except OptionError:
            self._logo.say(fault_words.logo(), urgent=True)
            return
        self._set_logo(base64.b64encode(picture).decode("ascii"))

    def _add(self, field: Field) -> None:
        self._all.append(field)
        self.column.addWidget(field)

    def _part(self, title: str) -> None:
        self.column.addWidget(Subheading(self._theme, title))

    def _line(self, name: str, title: str, value: str, hint: str = "") -> Line:
        line = Line(self._theme, name, title, value, hint)
        self._add(line)
        return line

    def _tick(self, name: str, words: str, *, on: bool) -> QCheckBox:
        tick = Tick(self._theme, name, words, on=on)
        tick.box.toggled.connect(self._edited)
        self.column.addWidget(tick)
        return tick.box

    def _who(self) -> None:
        self._all: list[Field] = []
        self._part(self.tr("Who hands it out"))
        self._name = self._line("name", self.tr("Name, as patients know it"), self._draft.name)
        self._logo = FilePick(
            self._theme,
            "logo",
            self.tr("Logo"),
            self.tr("A PNG, or an SVG of shapes alone. It may be left out."),
            self.tr("Choose a picture"),
            self.tr("Take it out"),
        )
        self._logo.choose_pressed.connect(self._choose_logo)
        self._logo.remove_pressed.connect(lambda: self._set_logo(""))
        self._logo.remove.setVisible(bool(self._draft.logo))
        self._add(self._logo)

    def _help(self) -> HelpLines:
        self._part(self.tr("Whom people can call"))
        lines = HelpLines(self._theme, self._draft.lines)
        self.column.addWidget(lines)
        return lines

    def _what(self, spoken: str) -> None:
        theme, draft = self._theme, self._draft
        self._part(self.tr("What is asked and said"))
        self._covers = {
            each: self._line(
                f"covers.{each}",
                self.tr("Which breaches it covers ({language})").format(language=language.own_name(each)),
                draft.covers.get(each, ""),
            )
            for each in LANGUAGES
        }
        languages = [(each, language.own_name(each)) for each in LANGUAGES]
        self._languages = Ticks(theme, "languages", self.tr("Languages of the window"), languages, draft.languages)
        self._add(self._languages)
        schemes = [(name, scheme.name(spoken)) for name, scheme in identity.SCHEMES.items()]
        self._schemes = Ticks(theme, "schemes", self.tr("Kinds of number"), schemes, draft.schemes)
        self._add(self._schemes)
        countries = [(each, each.upper()) for each in guide.countries()]
        self._country = Choice(theme, "country", self.tr("Country whose advice is shown"), countries, draft.country)
        self._add(self._country)
        self._code_first = self._tick(
            "letter_code_first", self.tr("Ask for the code of the letter first"), on=draft.letter_code_first
        )
        levels = [(level.value, labels.privacy(level)) for level in Privacy]
        self._level = Choice(
            theme,
            "privacy_level",
            self.tr("Privacy of a check, until a person chooses another"),
            levels,
            draft.privacy_level,
        )
        self._add(self._level)
        self._kiosk = self._tick("kiosk", self.tr("For a computer that many people use"), on=draft.kiosk)

    def _asks(self) -> None:
        draft = self._draft
        self._part(self.tr("Whom the program asks"))
        self._url = self._line("url", self.tr("Address of the service"), draft.url, "https://check.example.org")
        self._mirrors = self._line(
            "mirrors",
            self.tr("Other hosts of the same files"),
            draft.mirrors,
            self.tr("Addresses with spaces between them. They may be left out."),
        )
        self._evaluator = self._line(
            "evaluator_url",
            self.tr("Address of the evaluator"),
            draft.evaluator_url,
            self.tr("Only where it is another operator."),
        )
        self._notice = self._tick("update_notice", self.tr("Say that there is a newer version"), on=draft.update_notice)
        self._updates = self._line(
            "update_address",
            self.tr("Where newer versions are"),
            draft.update_address,
            self.tr("It counts only where an administrator or an installer put the profile in place."),
        )

    def _trust(self) -> None:
        self._part(self.tr("Whom the program trusts"))
        self._root = FilePick(
            self._theme,
            "root",
            self.tr("Root of trust"),
            self.tr("The file root.json of the publisher of the list. Compare its fingerprint by telephone."),
            self.tr("Choose the file"),
        )
        self._root.choose_pressed.connect(self._choose_root)
        self._add(self._root)
        self._show_root()

    def _show_root(self) -> None:
        empty(self._root.below)
        if self._draft.root:
            self._root.below.addWidget(publisher_fingerprint(self._theme, drafts.trusting(self._draft.root)))

    def _choose_root(self) -> None:
        kinds = [self.tr("Roots of trust (*.json)"), self.tr("All files (*)")]
        open_dialog.ask(self, self.tr("Choose the root of trust"), kinds, self.take_root)

    def _choose_logo(self) -> None:
        open_dialog.ask(self, self.tr("Choose a picture"), [self.tr("Pictures (*.png *.svg)")], self.take_logo)

    def _set_logo(self, picture: str) -> None:
        self._draft = replace(self._draft, logo=picture)
        self._logo.say("")
        self._logo.remove.setVisible(bool(picture))
        self._edited()

    def _edited(self) -> None:
        self._say_faults(pressed=False)
        self.changed.emit()

    def _say_faults(self, *, pressed: bool) -> Mapping[str, Fault]:
        """Say them at their fields; what is only not filled in yet is said once it is to be saved."""
        found = drafts.faults(self.draft())
        first = None
        for field in self.fields():
            fault = found.get(field.objectName())
            if fault is None:
                if field is not self._logo:
                    field.say("")
            elif pressed or (field.is_filled() and fault.reason is not drafts.Reason.NO_ROOT):
                field.say(fault_words.of(fault), urgent=pressed and first is None)
                first = first or field
        if pressed and first is not None:
            first.take_focus()
        return found
