"""The three stages of a check, each by name, and a way out of every one of them."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from exposure_check.desktop.pages.page import Page
from exposure_check.desktop.style.theme import SMALL, bar_sheet
from exposure_check.desktop.system.announce import announce
from exposure_check.desktop.text import labels
from exposure_check.desktop.widgets.panel import Panel, Picture
from exposure_check.desktop.widgets.text import Text, paint
from exposure_check.lookup.verdict import Stage

if TYPE_CHECKING:
    from exposure_check.desktop.style.theme import Theme

STAGES = tuple(Stage)
TICK = 0.25  # s between two steps of the bar while nothing is reported
MOST_GUESSED = 0.9  # of a stage: the rest belongs to what the lookup itself reports
HALF_WAY = 8.0  # s; how slowly the bar creeps
LASTING_MS = 1500  # until a stage is named to a screen reader


class StageLine(QWidget):
    """One stage: its name, what happens in it, and whether it is done, now or waiting."""

    def __init__(self, theme: Theme, stage: Stage) -> None:
        super().__init__()
        self._theme = theme
        self._picture = Picture(theme, "clock", side=24)
        self._name = Text(theme, labels.stage(stage))
        self._state = Text(theme, "", size=SMALL, colour=theme.muted, at_end=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(3))
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        self._state.setWordWrap(False)
        column = QVBoxLayout()
        column.setSpacing(theme.space(1))
        column.addWidget(self._name)
        column.addWidget(Text(theme, labels.stage_detail(stage), size=SMALL, colour=theme.muted))
        row.addLayout(column, 1)
        row.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)

    def show_state(self, icon: str, state: str, *, now: bool) -> None:
        """Show a state."""
        theme = self._theme
        self._picture.draw(icon, theme.accent if now or icon == "tick" else theme.muted)
        self._state.setText(state)
        paint(self._state, theme.accent if now else theme.muted)
        self._name.setFont(theme.font(bold=now))


class Checking(Page):
    """The check is under way."""

    def build(self) -> None:
        """Three lines, a bar, a button."""
        self.heading(self.tr("Checking"))
        self._sentence = self.lead("")
        panel = Panel(self.theme, spacing=5)
        self.lines = {stage: StageLine(self.theme, stage) for stage in STAGES}
        for line in self.lines.values():
            panel.column.addWidget(line)
        self.bar = QProgressBar()
        self.bar.setRange(0, 100 * len(STAGES))
        self.bar.setTextVisible(False)
        self.bar.setStyleSheet(bar_sheet(self.theme))
        self.bar.setAccessibleName(self.tr("How far the check is"))
        panel.column.addWidget(self.bar)
        self.column.addWidget(panel)
        stop = self.button(self.tr("Stop"), self.cancel_wanted.emit)
        stop.setObjectName("stop")
        self.row(stop)
        self._length_said = ""
        self._said: Stage | None = None
        self._shown = STAGES[0]
        # A stage that is over before its name could be said is not named: three names at once help nobody.
        self._lasting = QTimer(self)
        self._lasting.setSingleShot(True)
        self._lasting.setInterval(LASTING_MS)
        self._lasting.timeout.connect(self._say_stage)
        self.proceed()
        self._timer = QTimer(self)
        self._timer.setInterval(round(TICK * 1000))
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def words(self) -> str:
        """The sentence beneath the heading: each stage is said when it comes, and not three at once."""
        return self._sentence.text()

    def proceed(self) -> None:
        """Show how far the state says that the check is."""
        now = self.state.stage or Stage.PREPARING
        place = STAGES.index(now)
        for index, stage in enumerate(STAGES):
            if index < place:
                self.lines[stage].show_state("tick", self.tr("Done"), now=False)
            elif index == place:
                self.lines[stage].show_state("forward", self.tr("Now"), now=True)
            else:
                self.lines[stage].show_state("clock", self.tr("Waiting"), now=False)
        self.bar.setValue(round(100 * (place + max(self.state.stage_done, self._guessed()))))
        self._say_how_long()
        if now is not self._said and not (self._lasting.isActive() and now is self._shown):
            self._shown = now
            self._lasting.start()

    def _say_stage(self) -> None:
        self._said = self._shown
        announce(self, labels.stage(self._shown))

    @Slot()
    def _tick(self) -> None:
        """The bar creeps on: one that stands still looks like a program that hangs."""
        self.state.wait(TICK)
        self.proceed()

    def _guessed(self) -> float:
        """How much of a stage is likely over after the time that it has taken, 0.0 to `MOST_GUESSED`."""
        return MOST_GUESSED * (1 - exp(-self.state.waited / HALF_WAY))

    def _say_how_long(self) -> None:
        words = (
            self.tr("This takes longer than usual. You can wait, or stop and try again later.")
            if self.state.slow
            else self.tr("This takes a few seconds. You can stop it at any time.")
        )
        if words != self._length_said:
            self._sentence.setText(words)
            if self._length_said:
                announce(self, words)
            self._length_said = words
