"""Handing work to an executor: a window of tasks at a time, so that neither memory nor a cluster's queue fills up."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Input = TypeVar("Input")
Output = TypeVar("Output")

Progress: TypeAlias = Callable[[str, int, int], None]  # stage, done, in all (0 where that is not known)

_WAITING_PER_CORE = 4
_OVERLAPPED = 16
_LOOK_SECONDS = 5.0  # how long to wait before looking whether the pool is still there


def each(
    pool: Executor, function: Callable[[Input], Output], inputs: Iterable[Input]
) -> Iterator[tuple[Input, Output]]:
    """Every input with what the function makes of it, in the order in which they are ready.

    Raises what the function raises, and `CancelledError` where the pool is lost; tasks that have not begun are then
    dropped.
    """
    running: dict[Future[Output], Input] = {}
    try:
        for task_input in inputs:
            running[pool.submit(function, task_input)] = task_input
            if len(running) >= _WAITING_PER_CORE * width(pool):
                yield from _ready(pool, running)
        while running:
            yield from _ready(pool, running)
    finally:
        for future in running:
            future.cancel()


def near(pool: Executor) -> Executor:
    """The pool of this machine: the same, or the one that a cluster has beside it."""
    return getattr(pool, "near", pool)


def width(pool: Executor) -> int:
    """How many tasks a pool runs at once."""
    workers: int = getattr(pool, "_max_workers", 0)
    return workers or os.cpu_count() or 1


def overlapped(function: Callable[[Input], Output], inputs: Iterable[Input]) -> Iterator[tuple[Input, Output]]:
    """As `each`, for a function that waits for a disk or a network, on threads of this process."""
    with ThreadPoolExecutor(_OVERLAPPED) as threads:
        yield from each(threads, function, inputs)


def _ready(pool: Executor, running: dict[Future[Output], Input]) -> list[tuple[Input, Output]]:
    finished: set[Future[Output]] = set()
    while not finished:
        finished, _ = wait(running, _LOOK_SECONDS, return_when=FIRST_COMPLETED)
        if not finished and getattr(pool, "lost", False):
            raise CancelledError
    return [(running.pop(future), future.result()) for future in finished]
