"""Waiting for work that cannot be interrupted, without being caught by it: Argon2id, a server that does not answer."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, overload

from exposure_check.errors import TimeLimitError
from exposure_check.secret import overwrite_freed_memory

if TYPE_CHECKING:
    from exposure_check.lookup.cancel import Cancel

Result1 = TypeVar("Result1")
Result2 = TypeVar("Result2")
_POLL_SECONDS = 0.02  # how long a cancelled wait can last


@overload
def run_cancellable(cancel: Cancel, seconds: float, task: Callable[[], Result1], /) -> tuple[Result1]: ...
@overload
def run_cancellable(
    cancel: Cancel, seconds: float, task1: Callable[[], Result1], task2: Callable[[], Result2], /
) -> tuple[Result1, Result2]: ...
def run_cancellable(cancel: Cancel, seconds: float, /, *tasks: Callable[[], object]) -> tuple[object, ...]:
    """Run `tasks` side by side and give their results in the order of the tasks.

    Raises what the first failing task raises, `CancelledError` as soon as `cancel` is set, and `TimeLimitError` after
    `seconds`; what still runs then ends on its own, in threads that do not keep the process alive.
    """
    outcomes: queue.SimpleQueue[tuple[int, object, BaseException | None]] = queue.SimpleQueue()

    waiting: list[Callable[[], object]] = list(tasks)

    def run(index: int) -> None:
        try:
            outcomes.put((index, waiting[index](), None))
        except BaseException as error:  # noqa: BLE001  # raised again in the thread that waits
            outcomes.put((index, None, error))
        if cancel.is_set():  # nobody waits: whoever stopped may have overwritten before this thread let go of its part
            waiting[index] = bool
            overwrite_freed_memory()

    for index in range(len(tasks)):
        threading.Thread(target=run, args=(index,), name=f"lookup-{index}", daemon=True).start()
    results: dict[int, object] = {}
    deadline = time.monotonic() + seconds
    while len(results) < len(tasks):
        cancel.check()
        if time.monotonic() > deadline:
            raise TimeLimitError("It took too long.")
        try:
            index, result, error = outcomes.get(timeout=_POLL_SECONDS)
        except queue.Empty:
            continue
        if error is not None:
            raise error
        results[index] = result
    return tuple(results[index] for index in range(len(tasks)))
