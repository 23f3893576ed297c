"""Stopping a lookup from another thread."""

from __future__ import annotations

import threading

from exposure_check.errors import CancelledError


class Cancel:
    """A token that one thread sets and another asks."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        """Stop whatever runs under this token at its next step."""
        self._event.set()

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
