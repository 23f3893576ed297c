"""Who takes a connection: workers share one listening socket, and each of them has its share of what comes."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
from pathlib import Path

import pytest

from exposure_check.server import run
from exposure_check.server.accepting import AT_ONCE, Acceptor, Shares
from exposure_check.server.connections import Connections
from tests.support.operated import connect, request, serve, until

MANY = 16


def test_one_takes_no_more_while_another_has_fewer():
    shares = Shares(4)
    first, second = shares.of(1), shares.of(2)
    assert first.room(500) == AT_ONCE, "nobody else is there"
    second.say(0)
    assert [first.room(count) for count in (0, 1, 2)] == [1, 0, -1]
    second.say(80)
    assert [first.room(count) for count in (80, 90, 91)] == [11, 1, 0], "of many an eighth is no matter"


def test_who_takes_no_more_is_not_waited_for():
    shares = Shares(4)
    first, second = shares.of(1), shares.of(2)
    second.say(0)
    assert first.room(1) <= 0
    second.leave()
    assert first.room(1) == AT_ONCE


class _Taken(asyncio.Protocol):
    """What joins and leaves as a connection of the service does."""

    def __init__(self, connections):
        self._connections = connections

    def connection_made(self, transport):
        self._connections.open_connections += 1

    def connection_lost(self, exc):
        self._connections.open_connections -= 1
        self._connections.changed()


@contextlib.contextmanager
def _accepting(bound, share):
    connections = Connections()
    acceptor = Acceptor(bound, lambda: _Taken(connections), connections, share)
    try:
        yield connections
    finally:
        acceptor.close()


@contextlib.contextmanager
def _callers(bound, count=MANY):
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(connect(bound.getsockname()[1])) for _ in range(count)]


async def _until(holds):
    for _ in range(1000):
        if holds():
            return
        await asyncio.sleep(0.005)
    pytest.fail("it never came to hold")


def test_connections_that_come_at_once_are_dealt_out():
    async def both():
        shares = Shares(3)
        with (
            run.listen("127.0.0.1", 0) as bound,
            bound.dup() as other,
            _callers(bound),  # they wait before anybody looks
            _accepting(bound, shares.of(1)) as first,
            _accepting(other, shares.of(2)) as second,
        ):
            await _until(lambda: first.open_connections + second.open_connections == MANY)
            return sorted((first.open_connections, second.open_connections))

    least, most = asyncio.run(both())
    assert most - least <= 2


def test_what_a_stuck_worker_does_not_take_the_others_take():
    async def alone():
        shares = Shares(3)
        shares.of(2).say(0)  # and never looks
        with run.listen("127.0.0.1", 0) as bound, _callers(bound), _accepting(bound, shares.of(1)) as first:
            await _until(lambda: first.open_connections == MANY)

    asyncio.run(alone())


def test_connections_that_ended_count_no_more():
    async def again():
        shares = Shares(3)
        with run.listen("127.0.0.1", 0) as bound, _accepting(bound, shares.of(1)) as first:
            with _callers(bound):
                await _until(lambda: first.open_connections == MANY)
            await _until(lambda: first.open_connections == 0)
        return shares.of(2).room(0)

    assert asyncio.run(again()) == AT_ONCE, "and whoever is closed takes no more"


def test_without_a_free_descriptor_what_waits_is_taken_later(monkeypatch):
    async def later():
        shares = Shares(2)
        with run.listen("127.0.0.1", 0) as bound, _callers(bound, 3):
            real, failed = socket.socket.accept, []

            def accept(self):
                if len(failed) < 2:
                    failed.append(1)
                    raise OSError(24, os.strerror(24))  # EMFILE
                return real(self)

            monkeypatch.setattr(socket.socket, "accept", accept)
            with _accepting(bound, shares.of(1)) as first:
                await _until(lambda: first.open_connections == 3)
        return len(failed)

    assert asyncio.run(later()) == 2


@pytest.fixture(scope="module")
def served(publication, tmp_path_factory):
    home = tmp_path_factory.mktemp("served")
    with serve(home, publication.out, "--keys", publication.keys, EXPOSURE_CHECK_WORKERS="2") as running:
        yield running


def _sockets(pid):
    found = 0
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            found += str(descriptor.readlink()).startswith("socket:")
    return found


def _dealt_out(served):
    """How many of sixteen connections each worker has."""
    before = {pid: _sockets(pid) for pid in served.workers}
    with contextlib.ExitStack() as stack:
        for connection in [stack.enter_context(connect(served.port)) for _ in range(MANY)]:
            assert request(connection, "GET", "/healthz")[0] == 200
        found = [_sockets(pid) - before[pid] for pid in served.workers]
    until(lambda: all(_sockets(pid) <= before[pid] for pid in served.workers))
    return found


def test_each_worker_of_a_service_has_its_share(served):
    for _ in range(5):
        found = _dealt_out(served)
        assert sum(found) == MANY
        assert min(found) >= MANY // 4, found


def test_a_worker_that_took_the_place_of_one_that_died_has_its_share_too(served):
    before = served.workers
    os.kill(before[0], signal.SIGKILL)
    until(lambda: len(served.workers) == 2 and before[0] not in served.workers)
    for worker in served.workers:
        until(lambda worker=worker: _sockets(worker) > 1)  # it has a loop
    test_each_worker_of_a_service_has_its_share(served)


def test_a_worker_that_is_stopped_keeps_nobody_waiting(served):
    stopped = served.workers[0]
    os.kill(stopped, signal.SIGSTOP)
    try:
        for _ in range(MANY):
            with connect(served.port, timeout=2) as connection:
                assert request(connection, "GET", "/healthz")[0] == 200
    finally:
        os.kill(stopped, signal.SIGCONT)
