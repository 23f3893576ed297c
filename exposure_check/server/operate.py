"""What `serve` does with an operator's settings: keys and list are loaded and compared, then workers serve them."""

from __future__ import annotations

import logging
import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check import files
from exposure_check.errors import OptionError
from exposure_check.secret import protect_memory
from exposure_check.server import hardening, metrics, published, run
from exposure_check.server.app import Service
from exposure_check.server.connections import Bounds
from exposure_check.server.evaluator import Evaluator
from exposure_check.server.metrics import Counts, Event
from exposure_check.server.rate import Admit, Limiter, Totals, limits, unlimited
from exposure_check.trust import keys

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from exposure_check.protocol.voprf import KeyPair
    from exposure_check.secret import Secret
    from exposure_check.server.published import Beat, Published
    from exposure_check.server.settings import Settings

    Passphrase = Callable[[], "Secret | None"]

_log = logging.getLogger(__name__)

_CAN_FORK = hasattr(os, "fork")


class Operation:
    """One run of `serve`."""

    def __init__(self, settings: Settings) -> None:
        """Raises `OptionError` for settings that cannot be used together."""
        if not settings.folder:
            raise OptionError("No published folder was named.", advice="Name it: exposure-check serve DIR")
        if not settings.keys and not settings.static_only:
            raise OptionError(
                "No folder of keys was named.", advice="Name it with --keys, or serve files alone with --static-only."
            )
        _refuse_secrets_inside(settings)
        self.settings = settings
        self.workers = (settings.workers or _cores()) if _CAN_FORK else 1
        self.counts = Counts(3 * self.workers)
        self._metrics = 0
        self._admit = self._limiter()

    def listen(self) -> socket.socket:
        """Start the process of the metrics, which is to hold no key, and bind the port. Raises `ServeError`."""
        if self.settings.metrics_port and _CAN_FORK:
            self._metrics = metrics.serve_in_process(self.counts, self.settings.metrics_port)
        protect_memory()
        return run.listen(self.settings.host, self.settings.port)

    def check(self, passphrase: Passphrase) -> Service:
        """What would be served, once all is compared that can be before; raises `ExposureCheckError`."""
        run.listen(self.settings.host, 0).close()  # whether the address is this computer's; the port may be in use
        return self.load(passphrase)

    def load(self, passphrase: Passphrase, before: Published | None = None, beat: Beat = lambda: None) -> Service:
        """The service of what is on the disk now, verified whole; raises `ExposureCheckError`."""
        settings = self.settings
        pairs: list[KeyPair] = []
        if not settings.static_only:
            pairs = keys.all_voprf(Path(settings.keys), passphrase())  # retired ones are still asked for
        by_id = {pair.key_id: pair for pair in pairs}
        root = _root(settings.root)
        own_keys = None if settings.static_only else by_id
        served = published.load(Path(settings.folder), root, own_keys, before, beat)
        if served.dropped:
            _log.warning("%d data sets are not served: no catalogue names them. Delete them.", len(served.dropped))
        return Service(
            served,
            by_id,
            self._admit,
            evaluates=not settings.static_only,
            cache_bytes=settings.cache_mebibytes << 20,
            evaluator=Evaluator(settings.waiting_evaluations),
        )

    def run(self, bound: socket.socket, passphrase: Passphrase, started: Callable[[], None]) -> None:
        """Serve until stopped; raises `ExposureCheckError` where the first list cannot be served."""
        try:
            if _CAN_FORK:
                self._supervise(bound, passphrase, started)
            else:  # one process, and a new list at the next start
                service = self.load(passphrase)
                stages = run.Stages(started=started)
                server = run.server(service, forwarded_from=self._proxy, bounds=self._bounds(), stages=stages)
                server.run(sockets=[bound])
        finally:
            if self._metrics:
                with suppress(ProcessLookupError):
                    os.kill(self._metrics, signal.SIGTERM)

    def _supervise(self, bound: socket.socket, passphrase: Passphrase, started: Callable[[], None]) -> None:
        from exposure_check.server.workers import Supervisor

        served: Published | None = None

        def load(beat: Beat) -> Service:
            nonlocal served
            service = self.load(passphrase, served, beat)
            served = service.published
            return service

        Supervisor(
            bound,
            load,
            self.workers,
            self.counts,
            forwarded_from=self._proxy,
            bounds=self._bounds(),
            state=self._state,
            watch_seconds=self.settings.watch_seconds,
        ).run(started)

    @property
    def _proxy(self) -> str | None:
        return self.settings.forwarded_from or None

    def _bounds(self) -> Bounds:
        most = hardening.open_files_for(self.settings.connections)
        return Bounds(
            connections=most,
            connections_each=min(most, self.settings.connections_each),
            head_seconds=self.settings.head_seconds,
            look_seconds=self.settings.slow_seconds,
        )

    def _limiter(self) -> Admit:
        settings = self.settings
        if not settings.is_limited or settings.static_only:
            return unlimited
        totals = Totals(settings.total_per_day, settings.alarm_percent, _alarm)
        limiter = Limiter(limits(settings.rate), totals, settings.place)
        if not settings.redis:
            return limiter.admit
        try:
            from exposure_check.server.redis_rate import RedisLimiter
        except ImportError as error:
            raise OptionError(
                "The client of Redis is not installed.", advice="Install it with: pip install 'exposure-check[server]'"
            ) from error
        count = self.counts.part(0)  # the workers share it: a figure for an alarm, not an account
        return RedisLimiter(settings.redis, limiter, lost=lambda: count(Event.REDIS_LOST)).admit

    def _state(self) -> object:
        """What tells that a list or a key changed: the timestamp and the files of keys, by time, size and number; and
        that what earlier lists named is served for long enough.
        """
        folder, keys = Path(self.settings.folder), Path(self.settings.keys or self.settings.folder)
        own = keys if (keys / "voprf.key").exists() else keys / "voprf"
        watched = [folder / "metadata" / "timestamp.json", own / "voprf.key", *sorted((own / "retired").glob("*.key"))]
        return [*map(_stat, watched), published.is_earlier_over(folder)]


def _refuse_secrets_inside(settings: Settings) -> None:
    """Raise `OptionError` where keys or passphrase lie in the folder that is served, or that folder in the keys."""
    folder = Path(settings.folder)
    if settings.keys:
        files.refuse_nested({"what is served": folder, "--keys": Path(settings.keys)})
    if settings.passphrase_file:
        files.refuse_inside(folder, {"--passphrase-file": Path(settings.passphrase_file)})


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _stat(path: Path) -> tuple[str, int, int, int]:
    try:
        status = path.stat()
    except OSError:
        return str(path), 0, 0, 0
    return str(path), status.st_mtime_ns, status.st_size, status.st_ino


def _root(path: str) -> bytes | None:
    if not path:
        return None
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise OptionError(
            f"The root of trust {path!r} cannot be read: {error.strerror}.",
            advice="Name the root.json that is in the profiles.",
        ) from error


def _alarm(percent: int) -> None:
    _log.warning("%d %% of what may be evaluated in a day is used. Is somebody trying numbers?", percent)
