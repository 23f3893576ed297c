"""The supervisor: it verifies lists and keys, starts worker processes, replaces those that die, and swaps lists.

Workers are forked and share the listening socket, so that a connection is never lost with a worker that had not taken
it. A new list or new keys mean new workers. They are prepared beside the old ones. Then the old ones cease to take
connections, all of them; then they end those that wait for another request; and only then do the new ones begin. So
whoever was given the new list meets nobody who does not know it, and whose connection was ended is never given to
another worker that is about to end, too: to connect once again is enough. In between, connections wait in the kernel
for a tenth of a second. A list or a key that does not verify changes nothing.
"""

from __future__ import annotations

import gc
import logging
import os
import select
import signal
import time
from typing import TYPE_CHECKING

from exposure_check.errors import ExposureCheckError, ServeError
from exposure_check.server import hardening, run, worker
from exposure_check.server.accepting import Shares
from exposure_check.server.connections import BOUNDS, Bounds
from exposure_check.server.metrics import Event
from exposure_check.server.worker import CLOSED_SECONDS, Stage, Task, Worker

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from exposure_check.server.app import Service
    from exposure_check.server.metrics import Counts
    from exposure_check.server.published import Beat

_log = logging.getLogger(__name__)

STOP_SECONDS = 4.0  # from SIGTERM to the end of every worker
_DRAINED_SECONDS = run.DRAIN_SECONDS + 2  # for workers of the list before
_STARTED_SECONDS = 30
_TICK_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 5.0
_LONGEST_WATCH_SECONDS = 300
_STEADY_SECONDS = 5  # a worker that lived so long did not fail to start


class _StoppedError(Exception):
    """The service is to end, whatever is being verified."""


class Supervisor:
    """One operator's server. `load` gives the service of the newest list, or raises `ExposureCheckError`."""

    def __init__(
        self,
        bound: socket.socket,
        load: Callable[[Beat], Service],
        workers: int,
        counts: Counts,
        *,
        forwarded_from: str | None = None,
        bounds: Bounds = BOUNDS,
        state: Callable[[], object] = lambda: None,
        watch_seconds: float = 0,
    ) -> None:
        """`state` is another one when a new list or key may be there; it is looked at every `watch_seconds`, 0: never.

        A state that was refused is tried again, more and more rarely, since a part of the list may still be copied.
        """
        self._bound, self._load, self._count, self._counts = bound, load, workers, counts
        self._forwarded_from, self._bounds = forwarded_from, bounds
        self._state, self._watch_seconds = state, watch_seconds
        self._served_state: object = None
        self._tried_state: object = None
        self._pause = watch_seconds  # before what was refused is tried again
        self._try_again = 0.0
        self._refused = ""
        self._tally = counts.part(0)
        self._free = list(range(1, 3 * workers + 1))  # parts of the counts: two lists and the one before may run
        self._shares = Shares(3 * workers + 1)
        self._workers: list[Worker] = []
        self._draining: list[Worker] = []
        self._failures = 0
        self._next_start = 0.0
        self._looked = time.monotonic()
        self._stop = self._reload = False
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_write, False)
        os.set_blocking(self._wake_read, False)

    def run(self, started: Callable[[], None] = lambda: None) -> None:
        """Serve until SIGTERM or SIGINT; raises `ExposureCheckError` where the first list cannot be served."""
        signal.signal(signal.SIGHUP, self._on_reload)  # it would end a process that is not ready for it
        self._served_state = self._tried_state = self._state()
        self._service = self._load(lambda: None)
        self._catch_signals()
        self._start_missing()
        try:
            if not self._await(Stage.STARTED, _STARTED_SECONDS) and not self._stop:
                raise ServeError("The worker processes did not start.", advice="Look at what was written above.")
            started()
            while not self._stop:
                self._tick()
                select.select([self._wake_read], [], [], _TICK_SECONDS)
                self._empty_wake()
        finally:
            self._end_all()

    def _tick(self) -> None:
        """Replace what died, end what was asked to, and look for a new list."""
        self._reap()
        self._start_missing()
        self._say()
        now = time.monotonic()
        if self._watch_seconds and now - self._looked >= self._watch_seconds:
            self._looked = now
            self._look(now)
        if self._reload:
            self._reload = False
            self._take_up()

    def _look(self, now: float) -> None:
        """Ask for a new list to be taken up, where there is something else than what is served."""
        state = self._state()
        if state != self._served_state and (state != self._tried_state or now >= self._try_again):
            self._reload = True

    def _take_up(self) -> None:
        state = self._state()  # before it is read: what changes meanwhile is looked at again
        if state != self._tried_state:
            self._pause = self._watch_seconds
        self._tried_state = state
        if self._swap():
            self._served_state = state
        else:
            self._pause = min(2 * self._pause, _LONGEST_WATCH_SECONDS)
            self._try_again = time.monotonic() + self._pause

    def _say(self) -> None:
        self._counts.say(int(self._service.published.expires.timestamp()), len(self._workers))

    def _catch_signals(self) -> None:
        signal.set_wakeup_fd(self._wake_write, warn_on_full_buffer=False)
        signal.signal(signal.SIGTERM, self._on_stop)
        signal.signal(signal.SIGINT, self._on_stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def _on_stop(self, *_: object) -> None:
        self._stop = True

    def _on_reload(self, *_: object) -> None:
        self._reload = True

    def _empty_wake(self) -> None:
        try:
            while os.read(self._wake_read, 512):
                pass
        except BlockingIOError:
            pass

    # --- the list

    def _swap(self) -> bool:
        """Take up a new list or new keys, if they verify whole; what was served before goes on otherwise."""
        try:
            following = self._load(self._beat)
        except _StoppedError:
            return False
        except (ExposureCheckError, OSError) as error:
            text = error.message if isinstance(error, ExposureCheckError) else type(error).__name__
            self._refuse(f"A new list is not served, and the one before goes on: {text}")
            return False
        before, service_before = self._workers, self._service
        self._service, self._workers = following, []
        self._start_missing(at_once=True, take=False)
        if not self._await(Stage.PREPARED, _STARTED_SECONDS):
            self._ask_to_end(self._workers)
            for unneeded in self._workers:
                unneeded.end_connections()
            self._service, self._workers = service_before, before
            if not self._stop:
                self._refuse("The workers of a new list did not start, and the one before goes on.")
            return False
        self._ask_to_end(before)
        self._await_of(before, Stage.CLOSED)
        for ending in before:
            ending.end_connections()
        self._await_of(before, Stage.QUIET)
        for beginning in self._workers:
            beginning.take_connections()
        self._await(Stage.STARTED, _STARTED_SECONDS)
        self._tally(Event.LIST_TAKEN)
        self._refused = ""
        hardening.say("A new list is served.")  # as the first one was announced
        return True

    def _refuse(self, text: str) -> None:
        """Count a list that is not served, and say why, once."""
        self._tally(Event.LIST_REFUSED)
        if text != self._refused:
            self._refused = text
            _log.error("%s", text)

    def _beat(self) -> None:
        """Look after the workers while a long list is verified; raises `_StoppedError`."""
        if self._stop:
            raise _StoppedError
        if time.monotonic() >= self._next_start:
            self._reap()
            self._start_missing()

    # --- processes

    def _start_missing(self, *, at_once: bool = False, take: bool = True) -> None:
        now = time.monotonic()
        if len(self._workers) >= self._count or (now < self._next_start and not at_once):
            return
        while len(self._workers) < self._count and self._free:
            self._workers.append(self._fork())
            if take:
                self._workers[-1].take_connections()
        pause = min(_LONGEST_PAUSE_SECONDS, 0.05 * 2 ** min(self._failures, 10))
        self._next_start = now + pause

    def _fork(self) -> Worker:
        hardening.flush()
        gc.freeze()  # what is shared with the workers is not touched, and so not copied, by their collections
        part = self._free.pop(0)
        share = self._shares.of(part)
        task = Task(self._service, self._bound, self._counts, part, self._forwarded_from, self._bounds, share)
        pipes = [descriptor for other in (*self._workers, *self._draining) for descriptor in (other.says, other.hears)]
        forked = worker.fork(task, self._wake_read, self._wake_write, *pipes)
        self._tally(Event.WORKER_STARTED)
        return forked

    def _await(self, stage: Stage, seconds: float) -> bool:
        """Whether as many workers as there should be come so far in time; those that die are replaced meanwhile."""
        deadline = time.monotonic() + seconds
        while not self._stop and time.monotonic() < deadline:
            waiting = [worker for worker in self._workers if not stage <= worker.stage < Stage.GONE]
            if not waiting and len(self._workers) == self._count:
                return True
            self._hear(waiting)
            self._reap()
            self._start_missing(take=stage > Stage.PREPARED)
        return False

    def _await_of(self, workers: list[Worker], stage: Stage) -> None:
        """Until all of these have come so far, or died, or took too long."""
        deadline = time.monotonic() + CLOSED_SECONDS
        while waiting := [worker for worker in workers if worker.stage < stage]:
            if self._stop or time.monotonic() >= deadline:
                return
            self._hear(waiting)

    def _hear(self, workers: list[Worker]) -> None:
        speaking = {worker.says: worker for worker in workers if worker.stage < Stage.GONE}
        readable, _, _ = select.select([*speaking, self._wake_read], [], [], _TICK_SECONDS)
        for descriptor in readable:
            if descriptor in speaking:
                speaking[descriptor].hear()
        self._empty_wake()

    def _ask_to_end(self, workers: list[Worker], seconds: float = _DRAINED_SECONDS) -> None:
        for ending in workers:
            ending.signal(signal.SIGTERM)
            ending.killed_at = time.monotonic() + seconds
        self._draining += workers

    def _reap(self) -> None:
        """Collect those that ended, and end by force those that do not."""
        now = time.monotonic()
        for ended in [*self._workers, *self._draining]:
            if not ended.has_ended():
                if ended.killed_at is not None and now >= ended.killed_at:
                    ended.signal(signal.SIGKILL)
                continue
            ended.close()
            self._shares.of(ended.part).leave()  # before another has its part
            self._free.append(ended.part)
            if ended in self._draining:
                self._draining.remove(ended)
                continue
            self._workers.remove(ended)
            self._tally(Event.WORKER_LOST)
            steady = now - ended.started >= _STEADY_SECONDS
            self._failures = 0 if steady else self._failures + 1
            _log.warning("A worker process ended and is replaced.")

    def _end_all(self) -> None:
        self._ask_to_end(self._workers, STOP_SECONDS)
        self._workers = []
        for ending in self._draining:
            ending.end_connections()
            ending.killed_at = min(ending.killed_at or 0.0, time.monotonic() + STOP_SECONDS)
        while self._draining:
            self._reap()
            select.select([self._wake_read], [], [], 0.05)
            self._empty_wake()
