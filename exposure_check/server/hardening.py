"""What a process that holds keys does about its own traces: no image of its memory, no swap, few lines of log."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import sys
import time
from contextlib import suppress

if sys.platform != "win32":
    import resource

_PR_SET_PDEATHSIG = 1
_MCL_CURRENT = 1
LINES_A_MINUTE = 20
SPARE_FILES = 256  # of a process beside its connections


def lock_memory() -> bool:
    """Keep what is in memory now, keys above all, out of the swap; False where the system does not allow it."""
    if sys.platform == "win32":
        return False
    with suppress(OSError, AttributeError):
        return bool(ctypes.CDLL(None).mlockall(_MCL_CURRENT) == 0)
    return False


def end_with_parent() -> None:
    """Be ended, in order, when the process that started this one is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def open_files_for(connections: int) -> int:
    """Raise the limit of open files for so many connections, as far as is allowed; how many there can be."""
    if sys.platform == "win32":
        return connections
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + SPARE_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return connections if soft == resource.RLIM_INFINITY else max(16, min(connections, soft - SPARE_FILES))


class Capped(logging.Filter):
    """Lets so many lines a minute pass, and then says how many it kept back."""

    def __init__(self, lines: int = LINES_A_MINUTE) -> None:
        super().__init__()
        self._lines, self._left, self._kept_back, self._minute = lines, lines, 0, 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a line is written. No trace is ever: its text and its frames may hold a path or an address."""
        record.exc_info = record.exc_text = record.stack_info = None
        minute = int(time.monotonic() // 60)
        if minute != self._minute:
            self._minute, self._left = minute, self._lines
            if self._kept_back:
                record.msg = f"{record.getMessage()} ({self._kept_back} lines were kept back before this one)"
                record.args, self._kept_back = None, 0
        if not self._left:
            self._kept_back += 1
            return False
        self._left -= 1
        return True


def say(text: str) -> None:
    """Write a line to standard output where it can be written: a full disk or a reader that went ends no service.

    Past the buffer of Python, which would keep what could not be written and fail again with it, at the end too.
    """
    with suppress(OSError, ValueError):
        os.write(sys.stdout.fileno(), f"{text}\n".encode())


def flush() -> None:
    """Write out what waits to be written, where it can be, so that a fork does not write it twice."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()


def log_little() -> None:
    """Write the log of this program and its libraries to standard error, warnings and above, capped.

    A line that cannot be written is dropped: what Python prints instead holds the text of the exception being handled.
    """
    logging.raiseExceptions = False
    handler = logging.StreamHandler()
    handler.addFilter(Capped())
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "asyncio"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
