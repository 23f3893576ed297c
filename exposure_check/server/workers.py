"""The supervisor: it verifies lists and keys, starts worker processes, replaces those that die, and swaps lists.

Workers are forked and share the listening socket, so that a connection is never lost with a worker that had not taken
it. A new list or new keys mean new workers. They are prepared beside the old ones; then the old ones cease to take
connections, finish what is under way and end, and only then do the new ones begin: whoever was given the new list meets
nobody who does not know it. In between, connections wait in the kernel for a tenth of a second. A list or a key that
does not verify changes nothing.
"""

from __future__ import annotations

import gc
import logging
import os
import select
import signal
import sys
import time
import warnings
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from exposure_check.errors import ExposureCheckError, ServeError
from exposure_check.secret import protect_memory
from exposure_check.server import hardening, metrics, run
from exposure_check.server.connections import BOUNDS, Bounds
from exposure_check.server.metrics import Event

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
_CLOSED_SECONDS = 2  # for workers of the list before to cease taking connections
_PREPARED, _STARTED, _CLOSED, _GONE = b"p", b"s", b"c", b"g"
_LONGEST_PAUSE_SECONDS = 5.0
_LONGEST_WATCH_SECONDS = 300
_STEADY_SECONDS = 5  # a worker that lived so long did not fail to start


@dataclass
class _Worker:
    pid: int
    part: int  # of the counts
    says: int  # descriptor on which it says how far it is
    go: int  # descriptor on which it is told to take connections
    stage: bytes = b""
    started: float = field(default_factory=time.monotonic)
    killed_at: float | None = None  # when it is ended by force, once it was asked to end


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
        changed: Callable[[], bool] = lambda: False,
        watch_seconds: float = 0,
    ) -> None:
        """`changed` says whether a new list or key may be there; it is asked every `watch_seconds`, 0 for never."""
        self._bound, self._load, self._count, self._counts = bound, load, workers, counts
        self._forwarded_from, self._bounds = forwarded_from, bounds
        self._changed, self._watch_seconds = changed, watch_seconds
        self._pause = watch_seconds  # longer where what is there was refused
        self._refused = ""
        self._tally = counts.part(0)
        self._free = list(range(1, 3 * workers + 1))  # parts of the counts: two lists and the one before may run
        self._workers: list[_Worker] = []
        self._draining: list[_Worker] = []
        self._failures = 0
        self._next_start = 0.0
        self._looked = time.monotonic()
        self._stop = self._reload = False
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_write, False)
        os.set_blocking(self._wake_read, False)

    def run(self, started: Callable[[], None] = lambda: None) -> None:
        """Serve until SIGTERM or SIGINT; raises `ExposureCheckError` where the first list cannot be served."""
        self._service = self._load(lambda: None)
        self._catch_signals()
        self._start_missing()
        try:
            if not self._await_stage(_STARTED, _STARTED_SECONDS) and not self._stop:
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
        if self._watch_seconds and now - self._looked >= self._pause:
            self._looked = now
            self._reload = self._changed() or self._reload
        if self._reload:
            self._reload = False
            self._pause = self._watch_seconds if self._swap() else min(2 * self._pause, _LONGEST_WATCH_SECONDS)

    def _say(self) -> None:
        self._counts.say(int(self._service.published.expires.timestamp()), len(self._workers))

    def _catch_signals(self) -> None:
        signal.set_wakeup_fd(self._wake_write, warn_on_full_buffer=False)
        signal.signal(signal.SIGTERM, self._on_stop)
        signal.signal(signal.SIGINT, self._on_stop)
        signal.signal(signal.SIGHUP, self._on_reload)
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
        except (ExposureCheckError, OSError) as error:
            text = error.message if isinstance(error, ExposureCheckError) else type(error).__name__
            self._refuse(f"A new list is not served, and the one before goes on: {text}")
            return False
        before, service_before = self._workers, self._service
        self._service, self._workers = following, []
        self._start_missing(at_once=True, go=False)
        if not self._await_stage(_PREPARED, _STARTED_SECONDS):
            self._ask_to_end(self._workers)
            self._service, self._workers = service_before, before
            self._refuse("The workers of a new list did not start, and the one before goes on.")
            return False
        self._ask_to_end(before)
        self._await_stage(_CLOSED, _CLOSED_SECONDS, of=before)
        for worker in self._workers:
            os.write(worker.go, b"1")
        self._await_stage(_STARTED, _STARTED_SECONDS)
        self._tally(Event.LIST_TAKEN)
        self._refused = ""
        print("A new list is served.", flush=True)  # noqa: T201  # as the first one was announced
        return True

    def _refuse(self, text: str) -> None:
        """Count a list that is not served, and say why, once."""
        self._tally(Event.LIST_REFUSED)
        if text != self._refused:
            self._refused = text
            _log.error("%s", text)

    def _beat(self) -> None:
        """Look after the workers while a long list is verified."""
        if time.monotonic() >= self._next_start:
            self._reap()
            self._start_missing()

    # --- processes

    def _start_missing(self, *, at_once: bool = False, go: bool = True) -> None:
        now = time.monotonic()
        if len(self._workers) >= self._count or (now < self._next_start and not at_once):
            return
        while len(self._workers) < self._count and self._free:
            self._workers.append(self._fork())
            if go:
                os.write(self._workers[-1].go, b"1")
        pause = min(_LONGEST_PAUSE_SECONDS, 0.05 * 2 ** min(self._failures, 10))
        self._next_start = now + pause

    def _fork(self) -> _Worker:
        says_read, says_write = os.pipe()
        go_read, go_write = os.pipe()
        part = self._free.pop(0)
        sys.stdout.flush()
        sys.stderr.flush()
        gc.freeze()  # what is shared with the workers is not touched, and so not copied, by their collections
        pid = os.fork()
        if pid == 0:
            os.close(says_read)
            os.close(go_write)
            self._be_worker(part, says_write, go_read)
        os.close(says_write)
        os.close(go_read)
        self._tally(Event.WORKER_STARTED)
        return _Worker(pid, part, says_read, go_write)

    def _be_worker(self, part: int, says: int, go: int) -> NoReturn:
        """All that a worker process does."""
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            for number in (signal.SIGHUP, signal.SIGCHLD):
                signal.signal(number, signal.SIG_IGN if number == signal.SIGHUP else signal.SIG_DFL)
            os.close(self._wake_read)
            os.close(self._wake_write)
            hardening.end_with_parent()
            protect_memory()
            hardening.lock_memory()
            warnings.simplefilter("ignore", ResourceWarning)  # of connections that are cut at the end
            self._service.count = self._counts.part(part)
            server = run.server(
                self._service,
                forwarded_from=self._forwarded_from,
                bounds=self._bounds,
                stages=_stages(says, go),
            )
            server.run(sockets=[self._bound])
            status = 0
        except SystemExit as error:
            status = int(error.code or 0)
        except BaseException as error:  # noqa: BLE001  # its text may hold a path: nothing of it is written
            _log.error("A worker ended: %s", type(error).__name__)
        finally:
            os._exit(status)

    def _await_stage(self, stage: bytes, seconds: float, of: list[_Worker] | None = None) -> bool:
        """Whether all workers, or all `of`, reach a stage in time; without `of`, the dead are replaced meanwhile."""
        deadline = time.monotonic() + seconds
        while not self._stop and time.monotonic() < deadline:
            workers = self._workers if of is None else of
            waiting = {worker.says: worker for worker in workers if worker.stage not in (stage, _GONE)}
            if not waiting and (of is not None or len(workers) == self._count):
                return True
            readable, _, _ = select.select([*waiting, self._wake_read], [], [], _TICK_SECONDS)
            for descriptor in readable:
                if descriptor in waiting:
                    waiting[descriptor].stage = os.read(descriptor, 64)[-1:] or _GONE
            self._empty_wake()
            if of is None:
                self._reap()
                self._start_missing(go=stage != _PREPARED)
        return False

    def _ask_to_end(self, workers: list[_Worker], seconds: float = _DRAINED_SECONDS) -> None:
        for worker in workers:
            _signal(worker.pid, signal.SIGTERM)
            worker.killed_at = time.monotonic() + seconds
        self._draining += workers

    def _reap(self) -> None:
        """Collect those that ended, and end by force those that do not."""
        now = time.monotonic()
        for worker in [*self._workers, *self._draining]:
            if not _has_ended(worker.pid):
                if worker.killed_at is not None and now >= worker.killed_at:
                    _signal(worker.pid, signal.SIGKILL)
                continue
            os.close(worker.says)
            os.close(worker.go)
            self._free.append(worker.part)
            if worker in self._draining:
                self._draining.remove(worker)
                continue
            self._workers.remove(worker)
            self._tally(Event.WORKER_LOST)
            steady = now - worker.started >= _STEADY_SECONDS
            self._failures = 0 if steady else self._failures + 1
            _log.warning("A worker process ended and is replaced.")

    def _end_all(self) -> None:
        self._ask_to_end(self._workers, STOP_SECONDS)
        self._workers = []
        for worker in self._draining:
            worker.killed_at = min(worker.killed_at or 0.0, time.monotonic() + STOP_SECONDS)
        while self._draining:
            self._reap()
            select.select([self._wake_read], [], [], 0.05)
            self._empty_wake()


def _stages(says: int, go: int) -> run.Stages:
    """How a worker and the supervisor talk."""

    def say(stage: bytes) -> None:
        with suppress(OSError):  # the supervisor is gone, and there is nobody to tell
            os.write(says, stage)

    def prepared() -> None:
        say(_PREPARED)
        if not os.read(go, 1):
            raise SystemExit(0)  # the supervisor is gone

    return run.Stages(prepared, lambda: say(_STARTED), lambda: say(_CLOSED))


def _signal(pid: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def _has_ended(pid: int) -> bool:
    """Whether a child has ended; collects it."""
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    except ChildProcessError:
        return True


def serve_metrics(counts: metrics.Counts, port: int) -> int:
    """Start the process that gives out metrics; its id. Called before any key is in memory. Raises `ServeError`."""
    try:
        import socket

        with socket.create_server(("127.0.0.1", port)):
            pass  # named now: the process that serves them has nobody to tell
        import prometheus_client  # noqa: F401  # imported before the fork, where it can be reported
    except OSError as error:
        raise ServeError(
            f"The port {port} for metrics cannot be used: {error}.", advice="Name another with --metrics-port."
        ) from error
    pid = os.fork()
    if pid:
        return pid
    try:
        hardening.end_with_parent()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: os._exit(0))
        metrics.serve(counts, port)
    except BaseException as error:  # noqa: BLE001  # as for a worker
        _log.error("The process of the metrics ended: %s", type(error).__name__)
    finally:
        os._exit(1)
