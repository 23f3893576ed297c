"""One lookup in its own thread. Nothing here touches a widget: results cross to the window by queued signals."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from exposure_check.errors import CheckError, ExposureCheckError
from exposure_check.lookup.cancel import Cancel

if TYPE_CHECKING:
    from collections.abc import Callable

    from exposure_check.lookup.checker import Checker
    from exposure_check.lookup.ledger import Ledger
    from exposure_check.lookup.query import Query
    from exposure_check.lookup.verdict import Stage

JOIN_SECONDS = 3.0


class Lookup(QObject):
    """A lookup that runs until it ends or is cancelled.

    The window compares the sender of a signal with the lookup that it waits for, so that what a cancelled one
    still reports is dropped.
    """

    progressed = Signal(object, object, float)  # this lookup, Stage, 0.0 to 1.0
    ended = Signal(object, object)  # this lookup, Verdict or ExposureCheckError

    def __init__(self, make_checker: Callable[[], Checker], query: Query) -> None:
        super().__init__()
        self._make_checker = make_checker
        self._query = query.copy()  # the window may wipe its own at any time
        self.cancel = Cancel()
        self._checker: Checker | None = None
        self._last: tuple[Stage, int] | None = None
        self._thread = threading.Thread(target=self._run, name="lookup", daemon=True)

    @property
    def ledger(self) -> Ledger | None:
        """What it sent so far; none before it began."""
        return self._checker.ledger if self._checker is not None else None

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def join(self, seconds: float = JOIN_SECONDS) -> bool:
        """Wait for the end; false where it did not come in time."""
        if self._thread.ident is not None:
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self.ended.emit(self, self._check())
        finally:
            self._query.wipe()

    def _check(self) -> object:
        try:
            self._checker = self._make_checker()
            return self._checker.check(self._query, self._report, self.cancel)
        except ExposureCheckError as error:
            return error
        except Exception as error:  # noqa: BLE001 - whatever it is, it must end in a stated page
            # The class alone: the text of a foreign exception could carry anything.
            logging.getLogger(__name__).error("a lookup ended with %s", type(error).__name__)  # noqa: TRY400 - no frames: they hold the number
            return CheckError("The program itself has a fault.")

    def _report(self, stage: Stage, done: float) -> None:
        hundredths = int(max(0.0, min(1.0, done)) * 100)
        if self._last != (stage, hundredths):
            self._last = (stage, hundredths)
            self.progressed.emit(self, stage, hundredths / 100)
