"""Worker processes for the build."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from exposure_check.errors import PublishError
from exposure_check.secret import protect_memory

if TYPE_CHECKING:
    from collections.abc import Iterator

# Argon2id takes and frees 64 MiB for each number. Without these the allocator gives the pages back every time, and
# faulting them in again is a fifth of the work. glibc reads them when a process starts. One arena, because the arenas
# of further threads, in which Dask computes, hold no 64 MiB and ask the system each time.
ALLOCATOR = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_MAX_": "0",
    "MALLOC_TRIM_THRESHOLD_": "1073741824",
    "MALLOC_TOP_PAD_": "134217728",
}


@contextmanager
def processes(workers: int | None = None) -> Iterator[ProcessPoolExecutor]:
    """A pool of `workers` processes (default: one for each core), ended when the block is left, or when this process
    dies. Raises `PublishError` where one of them died in the block.
    """
    count = workers or os.cpu_count() or 1
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_begin)
    try:
        with _environment(ALLOCATOR), _interrupts_blocked():
            # One for each, none waited for before all are there: a worker is started where none is idle.
            started = [pool.submit(os.getpid) for _ in range(count)]
            for future in started:
                future.result()
        yield pool
    except (BrokenExecutor, MemoryError) as error:
        raise PublishError(
            "A worker process died, most often because memory ran out.",
            advice="Run the same command, perhaps with fewer --workers: a build goes on where it stopped.",
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _environment(variables: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    # Ctrl-C reaches the whole group: the parent answers it, and what a worker has in hand is not lost. A process keeps
    # the mask that it was started with.
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    protect_memory()  # of this process too, which holds rows and a key
    _end_with_parent()


def _end_with_parent() -> None:
    if sys.platform == "win32":
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch_parent, daemon=True).start()


def _watch_parent() -> None:
    # A parent that is killed cannot end its workers, and they hold keys.
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
