"""What the publisher says of its breaches, fetched beside the answer and never in its way."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from exposure_check.errors import CheckError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from exposure_check.lookup.cancel import Cancel

_POLL_SECONDS = 0.02  # how long a cancelled wait can last
_log = logging.getLogger(__name__)


class Advice:
    """Files of advice that arrive in a thread of their own until the block ends.

    Whatever happens in there, an answer neither fails by it nor waits longer than `arrived` is told to.
    """

    def __init__(self, files: Iterator[tuple[str, bytes]], close: Callable[[], None]) -> None:
        """`files` gives the id of a breach and what is said of it; `close` ends what it waits for."""
        self._files, self._close = files, close
        self._lock = threading.Lock()
        self._found: dict[str, bytes] = {}
        self._over = False
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._gather, name="lookup-advice", daemon=True)

    def __enter__(self) -> Advice:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, frames: TracebackType | None
    ) -> None:
        self._stop()

    def arrived(self, cancel: Cancel, seconds: float) -> dict[str, bytes]:
        """What is there within `seconds`, by the id of the breach; raises `CancelledError` alone."""
        deadline = time.monotonic() + seconds
        while not self._ended.wait(min(_POLL_SECONDS, max(0, deadline - time.monotonic()))):
            cancel.check()
            if time.monotonic() >= deadline:
                break
        self._stop()
        with self._lock:
            return dict(self._found)

    def _stop(self) -> None:
        with self._lock:
            over, self._over = self._over, True
        if not over and not self._ended.is_set():
            self._close()

    def _gather(self) -> None:
        fault = ""
        try:
            for breach, data in self._files:
                with self._lock:
                    if self._over:
                        break
                    self._found[breach] = data
        except CheckError:
            pass  # stopped, from here or by the person
        except Exception as error:  # noqa: BLE001  # whatever it is, it is not the answer's
            fault = type(error).__name__
        finally:
            self._ended.set()
        if fault:
            _log.error("Advice was left out: %s", fault)  # the type alone, as in a session
