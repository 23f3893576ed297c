"""The lookup that the window waits for. What any other one still reports is dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from exposure_check.lookup.ledger import Ledger

if TYPE_CHECKING:
    from exposure_check.desktop.lookup_task import Lookup
    from exposure_check.lookup.verdict import Stage


class Errand(QObject):
    """At most one lookup that counts, and those that were cancelled and have not ended yet."""

    progressed = Signal(object, float)  # Stage, 0.0 to 1.0
    ended = Signal(object, object)  # Verdict or ExposureCheckError; Ledger

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._current: Lookup | None = None
        self._stopped: set[Lookup] = set()

    @property
    def running(self) -> bool:
        """Whether a lookup is under way that counts."""
        return self._current is not None

    @property
    def ledger(self) -> Ledger | None:
        """What the lookup that counts has sent so far."""
        return self._current.ledger if self._current is not None else None

    def start(self, lookup: Lookup) -> None:
        """Let a lookup run in place of any other."""
        self.stop()
        self._current = lookup
        # Queued: the slots run in the thread of the window, whichever thread the signal comes from.
        lookup.progressed.connect(self._on_progress, Qt.ConnectionType.QueuedConnection)
        lookup.ended.connect(self._on_end, Qt.ConnectionType.QueuedConnection)
        lookup.start()

    def stop(self) -> None:
        """Cancel the lookup and forget it."""
        if self._current is not None:
            self._current.cancel.set()
            self._stopped.add(self._current)
            self._current = None

    def join(self) -> bool:
        """Cancel and wait for every thread; false where one did not end in time."""
        self.stop()
        ended = [lookup.join() for lookup in self._stopped]
        return all(ended)

    @Slot(object, object, float)
    def _on_progress(self, lookup: Lookup, stage: Stage, done: float) -> None:
        if lookup is self._current:
            self.progressed.emit(stage, done)

    @Slot(object, object)
    def _on_end(self, lookup: Lookup, outcome: object) -> None:
        self._stopped.discard(lookup)
        if lookup is self._current:
            self._current = None
            self.ended.emit(outcome, lookup.ledger or Ledger())
