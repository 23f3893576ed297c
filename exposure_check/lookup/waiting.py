"""Waiting for work that cannot be interrupted, without being caught by it: Argon2id, a server that does not answer."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, overload

from exposure_check.errors import TimeLimitError

if TYPE_CHECKING:
    from exposure_check.lookup.cancel import Cancel

Result = TypeVar("Result")
Other = TypeVar("Other")
_GLANCE_SECONDS = 0.02  # how long a cancelled wait can last


@overload
def together(cancel: Cancel, seconds: float, first: Callable[[], Result], /) -> tuple[Result]: ...
@overload
def together(
    cancel: Cancel, seconds: float, first: Callable[[], Result], second: Callable[[], Other], /
) -> tuple[Result, Other]: ...
def together(cancel: Cancel, seconds: float, /, *work: Callable[[], object]) -> tuple[object, ...]:
    """Do `work` side by side and give the results in its order.

    Raises what the first failing piece raises, `CancelledError` as soon as `cancel` is set, and `TimeLimitError` after
    `seconds`; what still runs then ends on its own, in threads that do not keep the process alive.
    """
    done: queue.SimpleQueue[tuple[int, object, BaseException | None]] = queue.SimpleQueue()

    def run(position: int, piece: Callable[[], object]) -> None:
        try:
            done.put((position, piece(), None))
        except BaseException as error:  # noqa: BLE001  # raised again in the thread that waits
            done.put((position, None, error))

    for position, piece in enumerate(work):
        threading.Thread(target=run, args=(position, piece), name=f"lookup-{position}", daemon=True).start()
    results: dict[int, object] = {}
    deadline = time.monotonic() + seconds
    while len(results) < len(work):
        cancel.check()
        if time.monotonic() > deadline:
            raise TimeLimitError("It took too long.")
        try:
            position, result, error = done.get(timeout=_GLANCE_SECONDS)
        except queue.Empty:
            continue
        if error is not None:
            raise error
        results[position] = result
    return tuple(results[position] for position in range(len(work)))
