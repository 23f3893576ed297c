"""The lookups of a window: one that is waited for, at its pace, and those that were left while their threads go on."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from exposure_check.desktop.system.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Callable

    from exposure_check.desktop.lookup_task import LookupTask
    from exposure_check.lookup.checker import Checker
    from exposure_check.lookup.ledger import Ledger
    from exposure_check.lookup.query import Query

LEAST_CHECK = 1.5  # s that the page of the check stays: long enough to be read, and alike for every outcome
JOIN_SECONDS = 3.0
SLOW_CHECK = 5.0  # s after which a check is said to take longer than usual


class Lookups(QObject):
    """Begins a lookup in place of any other, and hands on what the last one reports and ends with."""

    progressed = Signal(object, float)  # Stage, 0.0 to 1.0
    slow = Signal()
    ended = Signal(object, object, object)  # Verdict, InputError or CheckError; the Ledger; the guidance of breaches

    def __init__(self, parent: QObject, least: float = LEAST_CHECK) -> None:
        super().__init__(parent)
        self.task: LookupTask | None = None  # the one that is waited for
        self.past: list[LookupTask] = []  # ended or cancelled; their threads may still be there
        self.pace = Pace(least, SLOW_CHECK, self)
        self.pace.slow.connect(self.slow)

    @property
    def ledger(self) -> Ledger | None:
        """What the one that is waited for has sent so far; None where there is none."""
        return self.task.ledger if self.task is not None else None

    def begin(self, make: Callable[[], Checker], query: Query) -> None:
        """Begin a lookup; none may be waited for: `stop` comes first."""
        from exposure_check.desktop.lookup_task import (
            LookupTask,  # the first frame of the window needs none of it
        )

        self.task = LookupTask(make, query)
        self.task.progressed.connect(self.progressed)
        self.task.ended.connect(self.pace.hold)
        self.pace.begin(self._on_end)
        self.task.start()

    def stop(self) -> None:
        """Wait no more for the lookup; its thread ends at its next step."""
        self.pace.drop()
        if self.task is not None:
            self.task.cancel()
            self._leave(self.task)

    def join(self) -> bool:
        """Stop the lookup and wait for every thread, three seconds in all; false where one did not end in time."""
        self.stop()
        last = time.monotonic() + JOIN_SECONDS  # for all of them: some were left because a server does not answer
        ended = [task.join(max(0.0, last - time.monotonic())) for task in self.past]
        return all(ended)

    def _leave(self, task: LookupTask) -> None:
        self.task = None
        self.past = [past for past in self.past if past.is_running] + [task]

    def _on_end(self, outcome: object, ledger: Ledger) -> None:
        task = self.task
        if task is not None:
            self._leave(task)
        self.ended.emit(outcome, ledger, task.guidance if task is not None else ())
