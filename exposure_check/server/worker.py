"""One worker process, as its supervisor sees it and as it is inside: how far it is, and what it is told.

A worker says over a pipe how far it is, and waits on another one before it takes connections, and before it ends those
that it has: no two lists are ever given out at once, however long one worker takes.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import time
import warnings
from contextlib import suppress
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, NoReturn

from exposure_check.secret import protect_memory
from exposure_check.server import hardening, run

if TYPE_CHECKING:
    import socket

    from exposure_check.server.accepting import Share
    from exposure_check.server.app import Service
    from exposure_check.server.connections import Bounds
    from exposure_check.server.metrics import Counts

_log = logging.getLogger(__name__)

CLOSED_SECONDS = 2  # for all workers of a list to cease taking connections
_TAKE, _END = b"t", b"e"


class Stage(IntEnum):
    """How far a worker is."""

    FORKED = 0
    PREPARED = 1  # it waits to be told to take connections
    STARTED = 2
    CLOSED = 3  # it takes no more connections, and waits to be told to end those that it has
    QUIET = 4  # it takes no more requests, and finishes those that it has
    GONE = 5


@dataclass
class Worker:
    """A worker process, as its supervisor sees it."""

    pid: int
    part: int  # of the counts
    says: int  # descriptor on which it says how far it is
    hears: int  # descriptor on which it is told to go on
    stage: Stage = Stage.FORKED
    started: float = field(default_factory=time.monotonic)
    killed_at: float | None = None  # when it is ended by force, once it was asked to end

    def hear(self) -> None:
        """Note how far it is; called when `says` can be read."""
        said = os.read(self.says, 64)
        self.stage = Stage(said[-1]) if said else Stage.GONE

    def take_connections(self) -> None:
        """Let it take connections, once it is prepared."""
        self._tell(_TAKE)

    def end_connections(self) -> None:
        """Let it end the connections that it has, once it has ceased to take others."""
        self._tell(_END)

    def _tell(self, word: bytes) -> None:
        with suppress(BrokenPipeError):  # it was killed meanwhile
            os.write(self.hears, word)

    def signal(self, number: int) -> None:
        """Send it a signal."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def has_ended(self) -> bool:
        """Whether it has ended; collects it."""
        try:
            return os.waitpid(self.pid, os.WNOHANG)[0] == self.pid
        except ChildProcessError:
            return True

    def close(self) -> None:
        """Let go of its pipes."""
        os.close(self.says)
        os.close(self.hears)


@dataclass(frozen=True)
class Task:
    """What a worker does."""

    service: Service
    bound: socket.socket
    counts: Counts
    part: int
    forwarded_from: str | None
    bounds: Bounds
    share: Share


def fork(task: Task, *others: int) -> Worker:
    """Start a worker; `others` are descriptors of this process that it is not to have."""
    says_read, says_write = os.pipe()
    hears_read, hears_write = os.pipe()
    pid = os.fork()
    if pid == 0:
        signal.set_wakeup_fd(-1)
        for descriptor in (says_read, hears_write, *others):
            os.close(descriptor)
        _work(task, says_write, hears_read)
    os.close(says_write)
    os.close(hears_read)
    return Worker(pid, task.part, says_read, hears_write)


def _work(task: Task, says: int, hears: int) -> NoReturn:
    """All that a worker process does."""
    status = 1
    try:
        for number in (signal.SIGHUP, signal.SIGCHLD):
            signal.signal(number, signal.SIG_IGN if number == signal.SIGHUP else signal.SIG_DFL)
        hardening.end_with_parent()
        protect_memory()
        hardening.lock_memory()
        warnings.simplefilter("ignore", ResourceWarning)  # of connections that are cut at the end
        task.service.count = task.counts.part(task.part)
        server = run.server(
            task.service,
            forwarded_from=task.forwarded_from,
            bounds=task.bounds,
            stages=_stages(says, hears),
            share=task.share,
        )
        server.run(sockets=[task.bound])
        status = 0
    except SystemExit as error:
        status = int(error.code or 0)
    except BaseException as error:  # noqa: BLE001  # its text may hold a path: nothing of it is written
        _log.error("A worker ended: %s", type(error).__name__)
    finally:
        os._exit(status)


def _stages(says: int, hears: int) -> run.Stages:
    """How a worker tells its supervisor how far it is, and waits for it."""

    def say(stage: Stage) -> None:
        with suppress(OSError):  # the supervisor is gone, and there is nobody to tell
            os.write(says, bytes([stage]))

    def prepared() -> None:
        say(Stage.PREPARED)
        if os.read(hears, 1) != _TAKE:
            raise SystemExit(0)  # it is not needed, or the supervisor is gone

    async def closed() -> None:
        say(Stage.CLOSED)
        await _readable(hears, CLOSED_SECONDS)

    return run.Stages(
        prepared=prepared, started=lambda: say(Stage.STARTED), closed=closed, quiet=lambda: say(Stage.QUIET)
    )


async def _readable(descriptor: int, seconds: float) -> None:
    """Until a descriptor can be read, or was closed at its other end, or so long."""
    loop, heard = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(descriptor, heard.set)
    try:
        with suppress(TimeoutError):
            await asyncio.wait_for(heard.wait(), seconds)
    finally:
        loop.remove_reader(descriptor)
