"""The window of the profile maker: the form on the left, the pages of patients on the right.

It asks no network. What is typed is kept in memory until it is saved.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from exposure_check import files
from exposure_check.desktop.documents import open_dialog, save_dialog
from exposure_check.desktop.profile_maker import draft as drafts
from exposure_check.desktop.profile_maker import fault_words
from exposure_check.desktop.profile_maker.form import ProfileForm
from exposure_check.desktop.profile_maker.preview import Preview
from exposure_check.desktop.profile_maker.sign_panel import SignPanel
from exposure_check.desktop.style import theme
from exposure_check.desktop.text import language, profile_faults
from exposure_check.desktop.widgets.button import Button, ButtonKind
from exposure_check.desktop.widgets.choices import combo
from exposure_check.desktop.widgets.flow import Flow, row_of
from exposure_check.desktop.widgets.layouts import empty, scroll_down_alone
from exposure_check.desktop.widgets.panel import Strip
from exposure_check.desktop.widgets.status import Status
from exposure_check.desktop.widgets.text import Subheading, Text
from exposure_check.errors import ExposureCheckError, ProfileError
from exposure_check.lookup import make_profile, profile
from exposure_check.resources import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exposure_check.desktop.profile_maker.draft import Draft
    from exposure_check.desktop.system.settings import Preferences
    from exposure_check.lookup.profile import Opened

WIDTH, HEIGHT = 1220, 820
PAUSE_MS = 700  # after the last key, before the pages are drawn anew
FORM_SHARE = 0.54  # of the width


class MakerWindow(QWidget):
    """The one window of the profile maker."""

    def __init__(self, spoken: str, preferences: Preferences, begun: Opened | None = None) -> None:
        super().__init__()
        self.spoken = self.shown_in = spoken  # of the window, and of the pages beside the form
        self._preferences = preferences
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.draw_pages)
        self._draw(drafts.of_profile(begun.profile) if begun is not None else drafts.EMPTY_DRAFT)
        if begun is not None:
            self._say_opened(begun)
        available = self.screen().availableGeometry()
        self.resize(min(WIDTH, available.width()), min(HEIGHT, available.height()))

    def speak(self, spoken: str) -> None:
        """Draw the window in another language, with what was typed."""
        self.spoken = spoken
        self._draw(self.form.draft())

    def show_in(self, spoken: str) -> None:
        """Draw the pages of patients in another language."""
        self.shown_in = spoken
        self.draw_pages()

    def draw_pages(self) -> None:
        """Draw the pages with what is in the form."""
        self.preview.draw(drafts.for_preview(self.form.draft()), self.shown_in, self.spoken)

    def take_file(self, path: str) -> None:
        """Begin with a profile that is there."""
        try:
            opened = profile.open_file(Path(path))
        except ProfileError as error:
            self.status.object(profile_faults.of(error.code), urgent=True)
            return
        self._draw(drafts.of_profile(opened.profile))
        self._say_opened(opened)

    def content(self) -> bytes | None:
        """The bytes of the unsigned profile; `None` where something does not fit, which is said."""
        self.status.clear()
        if not self.form.is_in_order():
            self.status.object(self.tr("Something is missing or does not fit. It is marked in the form."))
            return None
        try:
            return make_profile.encoded(drafts.profile_of(self.form.draft()))
        except ExposureCheckError:
            self.status.object(fault_words.unmade(), urgent=True)
            return None

    def save(self) -> None:
        """Ask where to, and write the profile, unsigned."""
        data = self.content()
        if data is not None:
            self._ask_where(data, "profile", lambda path: self.status.approve(self._saved(path)))

    def sign(self) -> None:
        """Sign the profile, ask where to, and write it."""
        content = self.content()
        data = self.signing.signed(content) if content is not None else None
        self.signing.passphrase.set_value("")  # also where there was nothing to sign
        if data is None:
            return
        name = self.form.draft().name.strip()

        def approve(path: str) -> None:
            words = self.tr("Handed out by {name}.").format(name=name)
            self.signing.approve(data, f"{self._saved(path)} {words}")

        self._ask_where(data, "signed", approve)

    def _saved(self, path: str) -> str:
        return self.tr("Saved as {path}.").format(path=path)

    def _ask_where(self, data: bytes, name: str, approve: Callable[[str], None]) -> None:
        def write(path: str) -> None:
            try:
                files.write_atomically(Path(path), data, files.PUBLIC)
            except OSError:
                self.status.object(fault_words.unwritten(), urgent=True)
            else:
                approve(path)

        save_dialog.ask(self, self.tr("Save the profile"), name, [self.tr("Profiles (*.json)")], write)

    def _say_opened(self, opened: Opened) -> None:
        if opened.signer:
            self.status.object(self.tr("This profile was signed. Once it is changed it has to be signed again."))

    def _draw(self, draft: Draft) -> None:
        self._pause.stop()
        language.install(self.spoken)
        self.setLayoutDirection(language.locale(self.spoken).textDirection())
        theme.follow(self._preferences.appearance)
        self.theme = theme.current(self._preferences.appearance, self._preferences.text_percent)
        self.setWindowTitle(self.tr("Profile of a clinic"))
        empty(self._column)
        self.status = Status(self.theme)
        self._column.addWidget(self._header())
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.form = ProfileForm(self.theme, draft, self.spoken)
        self.form.changed.connect(self._pause.start)
        row.addWidget(self._scrolled(self._form_and_signing()), round(100 * FORM_SHARE))
        self.preview = Preview(self.theme)
        row.addWidget(self._scrolled(self.preview), round(100 * (1 - FORM_SHARE)))
        self._column.addWidget(body, 1)
        self._column.addWidget(self._footer())
        self.form.begin()
        self.draw_pages()

    def _form_and_signing(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.form)
        last = QVBoxLayout()
        side = self.theme.space(5)
        last.setContentsMargins(side, 0, side, side)
        last.setSpacing(self.theme.space(3))
        last.addWidget(Subheading(self.theme, self.tr("Signature")))
        self.signing = SignPanel(self.theme)
        self.signing.sign_pressed.connect(self.sign)
        last.addWidget(self.signing)
        column.addLayout(last)
        column.addStretch(1)
        return inside

    def _header(self) -> QWidget:
        strip = Strip(self.theme)
        row = Flow(strip, gap=self.theme.space(3))
        row.setContentsMargins(*(self.theme.space(step) for step in (5, 3, 5, 3)))
        opening = Button(self.theme, self.tr("Open a profile"), icon="document")
        opening.setObjectName("open")
        opening.clicked.connect(self._choose)
        row.addWidget(opening)
        offered = language.available(LANGUAGES)
        for name, title, chosen, choose in (
            ("spoken", self.tr("You read"), self.spoken, self.speak),
            ("shown-in", self.tr("Patients read"), self.shown_in, self.show_in),
        ):
            row.addWidget(self._languages(name, title, offered, chosen, choose))
        return strip

    def _languages(
        self, name: str, title: str, offered: Sequence[str], chosen: str, choose: Callable[[str], None]
    ) -> QWidget:
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.space(2))
        label = Text(self.theme, title)
        label.setWordWrap(False)
        box = combo(self.theme, name, title, [language.own_name(each) for each in offered], offered.index(chosen))
        label.setBuddy(box)
        box.activated.connect(lambda place: choose(offered[place]))
        row.addWidget(label)
        row.addWidget(box)
        return pair

    def _footer(self) -> QWidget:
        strip = Strip(self.theme, rule_above=True)
        column = QVBoxLayout(strip)
        column.setContentsMargins(*(self.theme.space(step) for step in (5, 3, 5, 3)))
        column.setSpacing(self.theme.space(2))
        save = Button(self.theme, self.tr("Save without a signature"), ButtonKind.MAIN)
        save.setObjectName("save")
        save.clicked.connect(self.save)
        column.addWidget(self.status)
        column.addLayout(row_of(self.theme, save))
        return strip

    def _choose(self) -> None:
        kinds = [self.tr("Profiles (*.json)"), self.tr("All files (*)")]
        open_dialog.ask(self, self.tr("Open a profile"), kinds, self.take_file)

    def _scrolled(self, inside: QWidget) -> QScrollArea:
        area = QScrollArea()
        scroll_down_alone(area, self.theme)
        area.setWidget(inside)
        return area
