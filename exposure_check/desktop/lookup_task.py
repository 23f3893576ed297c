"""One lookup in a thread of its own. Nothing here touches a widget: results cross to the window by queued signals."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from exposure_check.errors import CheckError, InputError, program_fault
from exposure_check.guidance.breach import accept
from exposure_check.lookup.cancel import Cancel
from exposure_check.lookup.ledger import Ledger
from exposure_check.lookup.verdict import Listed, NoBreaches, NotListed
from exposure_check.secret import overwrite_freed_memory

if TYPE_CHECKING:
    from collections.abc import Callable

    from exposure_check.guidance.breach import BreachGuidance
    from exposure_check.lookup.checker import Checker
    from exposure_check.lookup.query import Query
    from exposure_check.lookup.verdict import Stage, Verdict


class LookupTask(QObject):
    """A lookup that runs until it ends or is cancelled. Once it is cancelled nothing more is heard of it.

    Whoever starts one keeps it until `is_running` is false: its last reference may not go in its own thread.
    """

    progressed = Signal(object, float)  # Stage, 0.0 to 1.0
    ended = Signal(object, object)  # Verdict, InputError or CheckError; the Ledger

    # From the thread of the lookup to that of the window.
    _reported = Signal(object, float)
    _returned = Signal(object)

    def __init__(self, make_checker: Callable[[], Checker], query: Query) -> None:
        super().__init__()
        self._make_checker = make_checker
        self._query = query.copy()  # the window may wipe its own at any time
        self._cancel = Cancel()
        self._dropped = False
        self._checker: Checker | None = None
        self.guidance: tuple[BreachGuidance, ...] = ()  # of every breach that the publisher says something of
        self._last_report: tuple[Stage, int] | None = None
        self._thread = threading.Thread(target=self._run, name="lookup", daemon=True)
        self._reported.connect(self._on_report, Qt.ConnectionType.QueuedConnection)
        self._returned.connect(self._on_return, Qt.ConnectionType.QueuedConnection)

    @property
    def ledger(self) -> Ledger:
        """What it has sent so far."""
        return self._checker.ledger if self._checker is not None else Ledger()

    @property
    def is_running(self) -> bool:
        """Whether its thread is still there."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Stop it at its next step, and drop whatever it still reports."""
        self._dropped = True
        self._cancel.set()

    def join(self, seconds: float) -> bool:
        """Wait for the end of its thread; false where it did not come in time."""
        self._thread.join(seconds)
        return not self.is_running

    def _run(self) -> None:
        try:
            self._returned.emit(self._outcome())
        finally:
            self._query.wipe()
            overwrite_freed_memory()  # here too: who stopped has wiped before this thread let go of its copies

    def _outcome(self) -> Verdict | InputError | CheckError:
        try:
            return self._verdict()
        except (InputError, CheckError) as error:
            return error
        except Exception as error:  # noqa: BLE001 - a session names its own faults, but making one can fail too
            fault = type(error).__name__
        # The class alone, and where no exception is handled: a handler of the log that fails prints the one that is,
        # and the text of a foreign one could carry anything.
        logging.getLogger(__name__).error("a lookup ended with %s", fault)
        return program_fault()

    def _verdict(self) -> Verdict:
        self._checker = self._make_checker()
        verdict = _judged(self._checker.check(self._query, self._report, self._cancel))
        # Here, and whatever the answer: a publisher decides how long reading it takes, and the window never waits.
        self.guidance, _ = accept(verdict.provenance.guidance)
        return verdict

    def _report(self, stage: Stage, done: float) -> None:
        hundredths = int(max(0.0, min(1.0, done)) * 100)
        if self._last_report != (stage, hundredths):
            self._last_report = (stage, hundredths)
            self._reported.emit(stage, hundredths / 100)

    @Slot(object, float)
    def _on_report(self, stage: Stage, done: float) -> None:
        if not self._dropped:
            self.progressed.emit(stage, done)

    @Slot(object)
    def _on_return(self, outcome: object) -> None:
        if not self._dropped:
            self.ended.emit(outcome, self.ledger)


def _judged(verdict: Verdict) -> Verdict:
    """The verdict, where it is one: what a failure looks like must never depend on types alone."""
    if not isinstance(verdict, (Listed, NotListed, NoBreaches)):
        raise TypeError("a checker answers with a verdict")
    return verdict
