"""The three stages of a check, each by name, and a way out of every one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
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
LASTING_MS = 1500


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
        self.lead(self.tr("This takes a few seconds. You can stop it at any time."))
        panel = Panel(self.theme)
        panel.column.setSpacing(self.theme.space(5))
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
        self._said: Stage | None = None
        self._shown = STAGES[0]
        # A stage that is over before its name could be said is not named: three names at once help nobody.
        self._lasting = QTimer(self)
        self._lasting.setSingleShot(True)
        self._lasting.setInterval(LASTING_MS)
        self._lasting.timeout.connect(self._say_stage)
        self.proceed()

    def words(self) -> str:
        """The sentence beneath the heading: each stage is said when it comes, and not three at once."""
        return self._lead.text() if self._lead is not None else ""

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
        self.bar.setValue(round(100 * (place + self.state.stage_done)))
        if now is not self._said and not (self._lasting.isActive() and now is self._shown):
            self._shown = now
            self._lasting.start()

    def _say_stage(self) -> None:
        self._said = self._shown
        announce(self, labels.stage(self._shown))
