"""Who takes answers late or not at all, sends half a request, or goes before the answer."""

from __future__ import annotations

import asyncio
import dataclasses
import gc
import logging
import socket
import struct
import time

import pytest

from exposure_check.errors import MalformedError
from exposure_check.protocol import voprf
from exposure_check.server.bounded_protocol import BoundedProtocol
from exposure_check.server.connections import BOUNDS
from exposure_check.server.evaluator import Evaluator
from exposure_check.server.metrics import Event
from exposure_check.server.run import serving as running
from tests.support.operated import until
from tests.support.raw_http import FOR_THE_APPLICATION, ORDINARY, asked, connected, got, next_answer, posted

from .conftest import DATASET, serving

BUCKET = f"/v1/datasets/{DATASET}/buckets/511"


@pytest.fixture
def protocols(monkeypatch):
    """Each connection as the server has it."""
    found = []
    usual = BoundedProtocol.connection_made

    def note(self, transport):
        found.append(self)
        usual(self, transport)

    monkeypatch.setattr(BoundedProtocol, "connection_made", note)
    return found


class Never(Evaluator):
    """Gives no answer."""

    def __init__(self):
        super().__init__()
        self.waiting = []

    def evaluate(self, key, body):
        self.waiting.append(asyncio.get_running_loop().create_future())
        return self.waiting[-1]


def not_taking(url, protocols):
    """A connection that asked for more buckets than it takes: some bytes of answers wait in the server."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(20)
    connection.connect(("127.0.0.1", int(url.rpartition(":")[2])))
    connection.sendall(got("/v1/metadata/timestamp.json") + got(BUCKET))
    until(lambda: protocols)
    until(lambda: not protocols[-1].unsent and not protocols[-1].is_asked)
    while not protocols[-1].unsent:
        connection.sendall(got(BUCKET) * 5)
        time.sleep(0.005)
    return connection


@pytest.mark.parametrize("how", [ORDINARY, FOR_THE_APPLICATION], ids=["directly", "by the application"])
def test_who_takes_a_large_bucket_slowly_and_goes_on_is_not_cut(folder, key, how):
    """At the first look, what was sent until then did not count; nor was noted when a request was read that is answered
    directly: it seemed to be as old as the machine.
    """
    bounds = dataclasses.replace(BOUNDS, head_seconds=0.3, look_seconds=0.5, request_seconds=60)
    service = serving(folder, [key])
    bucket = service.buckets._kept[DATASET, "511"] = bytes(8 << 20)
    with running(service, bounds) as url, socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
        connection.settimeout(20)
        connection.connect(("127.0.0.1", int(url.rpartition(":")[2])))
        connection.sendall(got(BUCKET, how))
        taken = 0
        while taken < len(bucket):
            piece = connection.recv(1 << 16)
            assert piece, f"it was cut after {taken} bytes"
            taken += len(piece)
            time.sleep(0.015)


def take_all(connection, protocol):
    """Read until nothing of an answer waits in the server."""
    while protocol.unsent:
        connection.recv(1 << 20)


@pytest.mark.parametrize("half", [False, True])
def test_who_takes_late_and_asks_nothing_more_is_cut(folder, key, evaluate, request_body, protocols, half):
    """It counted as busy for half an hour, with nothing to be sent and nothing to be made for it."""
    bounds = dataclasses.replace(BOUNDS, head_seconds=0.5, look_seconds=0.5)
    with running(serving(folder, [key]), bounds) as url, not_taking(url, protocols) as connection:
        if half:
            connection.sendall(posted(evaluate, request_body)[:-1])
        [protocol] = protocols
        until(lambda: protocol in protocol._all._busy)
        take_all(connection, protocol)
        until(lambda: protocol._peer is None, 10)


def test_who_took_late_and_asks_nothing_more_gives_way(folder, key, protocols):
    bounds = dataclasses.replace(BOUNDS, connections=1, head_seconds=0.5, look_seconds=1000)
    with running(serving(folder, [key]), bounds) as url, not_taking(url, protocols) as connection:
        [protocol] = protocols
        until(lambda: protocol in protocol._all._busy)
        take_all(connection, protocol)
        [(head, _)] = asked(url, got(BUCKET))
    assert head.startswith(b"HTTP/1.1 200 ")


def test_a_body_that_does_not_come_is_said_to_have_the_wrong_size(folder, key, evaluate, request_body):
    counted = []
    bounds = dataclasses.replace(BOUNDS, head_seconds=0.5)
    with running(serving(folder, [key], count=counted.append), bounds) as url:
        connection, reading = connected(url)
        with connection, reading:
            connection.sendall(posted(evaluate, request_body)[:-1])
            head, body = next_answer(reading)
            assert reading.read() == b""
    assert head.startswith(b"HTTP/1.1 400 ")
    assert b"\r\nconnection: close\r\n" in head
    assert b"wrong-size" in body
    assert [counted.count(event) for event in (Event.REFUSED, Event.CUT_WAITING)] == [1, 0]


def test_a_bad_element_of_who_has_gone_counts_and_is_not_written_down(folder, key, evaluate, request_body, caplog):
    counted, times = [], 10
    with running(serving(folder, [key], count=counted.append)) as url, caplog.at_level(logging.DEBUG):
        for number in range(times):
            connection, reading = connected(url)
            with connection, reading:
                connection.sendall(posted(evaluate, bytes(64)))
                connection.shutdown(socket.SHUT_WR)
                reading.read()
            until(lambda number=number: counted.count(Event.REFUSED) == number + 1)
        gc.collect()
    assert counted.count(Event.EVALUATION) == times
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_an_idle_connection_keeps_nothing_of_what_was_asked(folder, key, evaluate, request_body, protocols):
    with running(serving(folder, [key])) as url:
        connection, reading = connected(url)
        with connection, reading:
            connection.sendall(posted(evaluate, bytes(32) + request_body[32:]))
            next_answer(reading)
            [protocol] = protocols
            assert (protocol.cycle.elements, protocol.cycle.work, protocol._evaluation) == (b"", None, None)


def test_nothing_is_worked_out_for_who_has_gone(folder, key, evaluate, request_body):
    evaluator = Never()
    with running(serving(folder, [key], evaluator=evaluator)) as url:
        connection, reading = connected(url)
        with connection, reading:
            connection.sendall(posted(evaluate, request_body))
            until(lambda: evaluator.waiting)
        until(lambda: evaluator.waiting[0].cancelled())


def test_neither_is_it_where_something_else_was_asked_after_it(folder, key, evaluate, request_body, protocols):
    """Nothing more is read then, and that somebody has gone is seen by what cannot be sent."""
    evaluator = Never()
    with running(serving(folder, [key], evaluator=evaluator)) as url, not_taking(url, protocols) as connection:
        connection.sendall(posted(evaluate, request_body) + got("/v1/metadata/timestamp.json"))
        until(lambda: evaluator.waiting)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # reset it
        connection.close()
        until(lambda: evaluator.waiting[0].cancelled())


@pytest.mark.parametrize("how", [ORDINARY, FOR_THE_APPLICATION], ids=["directly", "by the application"])
@pytest.mark.parametrize("is_bad", [False, True])
def test_the_answer_to_who_has_gone_is_dropped_and_not_written_down(
    folder, key, evaluate, request_body, protocols, caplog, how, is_bad
):
    evaluator, counted = Never(), []
    with (
        running(serving(folder, [key], evaluator=evaluator, count=counted.append)) as url,
        not_taking(url, protocols) as connection,
        caplog.at_level(logging.DEBUG),
    ):
        connection.sendall(posted(evaluate, request_body, how) + got("/v1/metadata/timestamp.json"))
        until(lambda: evaluator.waiting)
        [work], [protocol] = evaluator.waiting, protocols
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
        until(lambda: protocol._peer is None)

        def answer():
            if not work.done():
                work.set_exception(MalformedError("bad")) if is_bad else work.set_result(bytes(voprf.RESPONSE_BYTES))

        work.get_loop().call_soon_threadsafe(answer)
        until(lambda: work.done())
        asked(url, got(BUCKET))
        gc.collect()
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert Event.FAULT not in counted
