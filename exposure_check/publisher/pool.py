"""Worker processes for the build."""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Argon2id takes and frees 64 MiB for each number. Without these the allocator gives the pages back every time, and
# faulting them in again is a fifth of the work. glibc reads them when a process starts.
ALLOCATOR = {
    "MALLOC_MMAP_MAX_": "0",
    "MALLOC_TRIM_THRESHOLD_": "1073741824",
    "MALLOC_TOP_PAD_": "134217728",
}


def _leave_interrupts() -> None:
    # Ctrl-C reaches the whole group: the parent answers it, and what a worker has in hand is not lost.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def processes(workers: int | None = None) -> Iterator[ProcessPoolExecutor]:
    """A pool of `workers` processes (default: one for each core), ended when the block is left."""
    kept = {name: os.environ.get(name) for name in ALLOCATOR}
    pool = ProcessPoolExecutor(
        workers or os.cpu_count() or 1, mp_context=multiprocessing.get_context("spawn"), initializer=_leave_interrupts
    )
    try:
        os.environ.update(ALLOCATOR)
        try:
            pool.submit(os.getpid).result()  # starts them all: a later start would not see the environment
        finally:
            for name, value in kept.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
