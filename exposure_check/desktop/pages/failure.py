"""It could not be checked: a page for each kind of failure. Never an answer, and it says so."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer

from exposure_check.desktop.pages.page import Page
from exposure_check.desktop.system.announce import announce
from exposure_check.desktop.text import failures, labels, language
from exposure_check.desktop.widgets.button import ButtonKind
from exposure_check.desktop.widgets.panel import IconLine, Panel
from exposure_check.errors import SettingsError


class Failed(Page):
    """What happened, that it says nothing about the person, and one next step."""

    def build(self) -> None:
        """The same parts for every kind of failure."""
        error = self.state.error
        if error is None:
            raise ValueError("a failure page is shown with an error only")
        help_line = bool(self.state.profile.all_help_lines)
        failure = failures.of(error, help_line=help_line, settings=self.scene.offers.settings)
        self.heading(failure.title)
        self.lead(failure.happened)
        panel = Panel(self.theme, spacing=3)
        panel.column.addWidget(
            IconLine(
                self.theme,
                "info",
                self.tr("This is not an answer. It says nothing about whether your data was taken."),
                bold=True,
            )
        )
        panel.column.addWidget(IconLine(self.theme, failure.icon, failure.step))
        self.wait = max(0, round(self.state.retry_at - time.monotonic()))
        if self.wait:
            panel.column.addWidget(IconLine(self.theme, "clock", self._when()))
        if isinstance(error, SettingsError):
            panel.column.addWidget(IconLine(self.theme, "settings", self._protection()))
        self.column.addWidget(panel)
        if isinstance(error, SettingsError):
            self._ways_to_confirm()
        else:
            self._ways_on(again=failure.again)
        code = (
            self.tr("If the help line asks for a code: {code}. It tells nothing about you.")
            if help_line
            else self.tr("The code of this fault: {code}. It tells nothing about you.")
        )
        self.small(code.format(code=error.code))

    def _protection(self) -> str:
        """The proxy and the level of privacy that a check would have now."""
        preferences = self.scene.preferences
        proxy = preferences.proxy or self.tr("what the system uses")
        return self.tr("Now: proxy: {proxy}. Privacy of a check: {level}.").format(
            proxy=proxy, level=labels.privacy(preferences.privacy)
        )

    def _ways_to_confirm(self) -> None:
        if not self.scene.offers.settings:  # a stranger does not know which proxy this computer should have
            self.row(self.main_button(self.tr("Back to your number"), self.backed.emit))
            return
        self.row(
            self.main_button(self.tr("Open the settings"), lambda: self.went.emit("settings")),
            self.button(self.tr("Check with what is set now"), self.protection_confirmed.emit),
            self.button(self.tr("Back to your number"), self.backed.emit, ButtonKind.LINK),
        )

    def _ways_on(self, *, again: bool) -> None:
        back = self.tr("Back to your number")
        if again:
            self.main_button(self.tr("Try again"), self.check_wanted.emit)
            second = self.button(back, self.backed.emit)
        else:
            self.main_button(back, self.backed.emit)
            second = self.button(self.tr("Read advice without a check"), lambda: self.went.emit("actions"))
        widgets = [self.main, second] if self.main else [second]
        self.row(
            *widgets,
            self.button(self.tr("See what left this computer"), lambda: self.went.emit("sent"), ButtonKind.LINK),
        )
        if again and self.wait and self.main:
            self.main.setEnabled(False)
            self._timer = QTimer(self)
            self._timer.setSingleShot(True)
            self._timer.timeout.connect(self._may_try)
            self._timer.start(self.wait * 1000)

    def _when(self) -> str:
        """The time of day, not a countdown: it can be read once and left."""
        return self.tr("You can try again at {time}.").format(time=language.clock_time(self.wait + 59))

    def _may_try(self) -> None:
        if self.main:
            self.main.setEnabled(True)
        announce(self, self.tr("You can try again now."))
