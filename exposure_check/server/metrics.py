"""Counts of what the server did, for Prometheus: totals over everybody, of nothing that singles out a request.

The counts lie in shared memory, a part for each worker process, which alone writes to it. They are given out on a port
of this computer alone, by a process of its own, rounded down to tens where they count requests: from a quiet night's
figures nobody can tell when one person asked.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import time
from enum import IntEnum
from typing import TYPE_CHECKING

from exposure_check.errors import ServeError
from exposure_check.server import addresses, hardening
from exposure_check.server.counters import Words, shared_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prometheus_client.core import Metric

_log = logging.getLogger(__name__)

ROUNDED_TO = 10
_PREFIX = "exposure_check_"


class Event(IntEnum):
    """What is counted."""

    BUCKET = 0
    PACK = 1
    FILE = 2  # of the signed list
    EVALUATION = 3
    OTHER = 4  # requests for anything else
    LIMITED = 5  # 429
    BUSY = 6  # 503, the queue was full
    REFUSED = 7  # another 4xx
    FAULT = 8  # 5xx
    CONNECTION = 9
    CUT_WAITING = 10  # no whole head in time
    CUT_SLOW = 11  # the answer was not taken
    CUT_FULL = 12  # gave way to another connection
    CUT_MANY = 13  # too many of one client
    CUT_LARGE = 14  # more than a request can hold
    REDIS_LOST = 15  # evaluations that were counted without Redis
    WORKER_STARTED = 16
    WORKER_LOST = 17
    LIST_TAKEN = 18
    LIST_REFUSED = 19


_REQUESTS = (Event.BUCKET, Event.PACK, Event.FILE, Event.EVALUATION, Event.OTHER)
_REFUSALS = (Event.LIMITED, Event.BUSY, Event.REFUSED, Event.FAULT)
_CUT = (Event.CUT_WAITING, Event.CUT_SLOW, Event.CUT_FULL, Event.CUT_MANY, Event.CUT_LARGE)
_EXACT = (Event.WORKER_STARTED, Event.WORKER_LOST, Event.LIST_TAKEN, Event.LIST_REFUSED)

Count = "Callable[[Event], None]"


def ignore(event: Event) -> None:
    """Count nothing."""


class Counts:
    """The counts of all processes; part 0 is the supervisor's, the others a worker's each."""

    def __init__(self, workers: int) -> None:
        self._parts = workers + 1
        self._words: Words = shared_words(self._parts * len(Event))
        self._state: Words = shared_words(2)

    def part(self, number: int) -> Callable[[Event], None]:
        """The function with which one process counts."""
        words, start = self._words, number * len(Event)

        def count(event: Event) -> None:
            words[start + event] += 1

        return count

    def total(self, event: Event) -> int:
        """Over all processes."""
        return sum(self._words[part * len(Event) + event] for part in range(self._parts))

    def say(self, expires: int, workers: int) -> None:
        """Note until when the list holds, in seconds since 1970, and how many workers run."""
        self._state[0], self._state[1] = expires, workers

    def collect(self) -> Iterator[Metric]:
        """The metrics, as `prometheus_client` asks for them."""
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

        for name, text, events in (
            ("requests", "Requests by what was asked for.", _REQUESTS),
            ("refusals", "Answers that are no success.", _REFUSALS),
            ("cut_connections", "Connections that the server ended.", _CUT),
        ):
            family = CounterMetricFamily(_PREFIX + name, f"{text} Rounded down to tens.", labels=["kind"])
            for event in events:
                family.add_metric([event.name.lower()], self._rounded(event))
            yield family
        yield CounterMetricFamily(
            _PREFIX + "connections", "Connections. Rounded down to tens.", self._rounded(Event.CONNECTION)
        )
        yield CounterMetricFamily(
            _PREFIX + "redis_lost", "Evaluations counted without Redis.", self._rounded(Event.REDIS_LOST)
        )
        for event in _EXACT:
            yield CounterMetricFamily(_PREFIX + event.name.lower(), "Of the supervisor.", self.total(event))
        yield GaugeMetricFamily(_PREFIX + "list_seconds_left", "Until the list expires.", self._seconds_left())
        yield GaugeMetricFamily(_PREFIX + "workers", "Worker processes that run.", self._state[1])

    def _rounded(self, event: Event) -> int:
        return self.total(event) // ROUNDED_TO * ROUNDED_TO

    def _seconds_left(self) -> float:
        return max(0.0, self._state[0] - time.time())


def serve(counts: Counts, port: int) -> None:
    """Give the metrics out on a loopback port until the process ends; raises `OSError`."""
    from prometheus_client import CollectorRegistry, start_http_server

    registry = CollectorRegistry()
    registry.register(counts)
    _, thread = start_http_server(port, addr="127.0.0.1", registry=registry)
    thread.join()


def serve_in_process(counts: Counts, port: int) -> int:
    """Start the process that gives out metrics; its id. Called before any key is in memory. Raises `ServeError`."""
    try:
        with socket.create_server(("127.0.0.1", port)):
            pass  # named now: the process that serves them has nobody to tell
        import prometheus_client  # noqa: F401  # imported before the fork, where it can be reported
    except OSError as error:
        raise ServeError(
            f"The port {port} for metrics cannot be used: {addresses.reason(error)}.",
            advice="Name another with --metrics-port.",
        ) from error
    pid = os.fork()
    if pid:
        return pid
    try:
        hardening.end_with_parent()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: os._exit(0))
        serve(counts, port)
    except BaseException as error:  # noqa: BLE001  # its text may hold an address: nothing of it is written
        _log.error("The process of the metrics ended: %s", type(error).__name__)
    finally:
        os._exit(1)
