"""Stopping a lookup from another thread."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from exposure_check.errors import CancelledError

if TYPE_CHECKING:
    from collections.abc import Callable


class Cancel:
    """A token that one thread sets and another asks."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.RLock()  # a signal may set it in the thread that holds the lock
        self._callbacks: list[Callable[[], None]] = []

    def set(self) -> None:
        """Stop whatever runs under this token: at its next step, and at once where it has left a word for that."""
        self._event.set()
        with self._lock:
            callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            callback()

    def on_set(self, callback: Callable[[], None]) -> None:
        """Have `callback` called by `set`, in its thread, or now where it was set; it must not block."""
        with self._lock:
            self._callbacks.append(callback)
        if self._event.is_set():
            self.set()

    def forget(self, callback: Callable[[], None]) -> None:
        """Take back `on_set`."""
        with self._lock:
            self._callbacks = [kept for kept in self._callbacks if kept != callback]

    def is_set(self) -> bool:
        """Whether it was stopped."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise `CancelledError` once it was stopped."""
        if self._event.is_set():
            raise CancelledError("The check was stopped.")

    def sleep(self, seconds: float) -> None:
        """Wait, but end at once with `CancelledError` when stopped."""
        if self._event.wait(seconds):
            self.check()
