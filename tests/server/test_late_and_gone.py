"""Who takes answers late or not at all, sends half a request, or goes before the answer."""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import logging
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Timer

import pytest

from exposure_check.errors import MalformedError
from exposure_check.protocol import voprf
from exposure_check.protocol.bucket import Layout
from exposure_check.server import app
from exposure_check.server.bounded_protocol import BoundedProtocol
from exposure_check.server.connections import BOUNDS
from exposure_check.server.metrics import Event
from exposure_check.server.published import DataSet
from exposure_check.server.run import serving as running
from tests.support.evaluators import Later, Never
from tests.support.operated import connect, until
from tests.support.raw_http import FOR_THE_APPLICATION, ORDINARY, asked, connected, got, next_answer, posted, reset

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


def written_down(caplog):
    """What an operator would find in the log."""
    return [record for record in caplog.records if record.levelno >= logging.WARNING]


def listening(url, receive_bytes):
    """A connection whose kernel takes so much that it does not read."""
    return connect(int(url.rpartition(":")[2]), timeout=20, receive_bytes=receive_bytes)


def not_taking(url, protocols):
    """A connection that asked for more buckets than it takes: some bytes of answers wait in the server."""
    connection = listening(url, 4096)
    connection.sendall(got("/v1/metadata/timestamp.json") + got(BUCKET))
    until(lambda: protocols)
    until(lambda: not protocols[-1].unsent and not protocols[-1].is_asked)
    while not protocols[-1].transport.get_write_buffer_size():
        connection.sendall(got(BUCKET) * 5)
        time.sleep(0.005)
    return connection


HOW = pytest.mark.parametrize("how", [ORDINARY, FOR_THE_APPLICATION], ids=["directly", "by the application"])
LAST = b"Connection: close\r\n"


@pytest.mark.parametrize("how", [ORDINARY, FOR_THE_APPLICATION, LAST], ids=["directly", "by the application", "last"])
def test_who_takes_a_large_bucket_slowly_and_goes_on_is_not_cut(folder, key, protocols, how):
    """Each of these was: what was sent before the first look did not count, when a request was read was not noted where
    it was answered directly, and uvicorn closed after its own time, or at once after the last answer.
    """
    bounds = dataclasses.replace(BOUNDS, head_seconds=0.3, look_seconds=0.5, request_seconds=60)
    service = serving(folder, [key])
    bucket = service.buckets._kept[DATASET, "511"] = bytes(8 << 20)
    with running(service, bounds) as url, listening(url, 1 << 16) as connection:
        until(lambda: protocols)
        protocols[0].timeout_keep_alive = 0.3  # of uvicorn
        connection.sendall(got(BUCKET, how))
        taken = 0
        while taken < len(bucket):
            piece = connection.recv(1 << 16)
            assert piece, f"it was cut after {taken} bytes"
            taken += len(piece)
            time.sleep(0.015)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not say what waits in the kernel")
def test_what_waits_in_the_kernel_is_not_taken_yet(folder, key, protocols):
    """It was seen in steps of a third of the kernel's buffer, and who took 9 kB/s was cut as if she took nothing."""
    with running(serving(folder, [key])) as url, not_taking(url, protocols) as connection:
        [protocol] = protocols
        sent = []
        for _ in range(2):
            protocol.has_got_on(time.monotonic())
            sent.append(protocol._sent_before)
            for _ in range(10):
                connection.recv(2048)
                time.sleep(0.01)
    assert sent[0] < sent[1] <= sent[0] + 20 * 2048, "as much as the client took"


@HOW
def test_half_a_body_behind_a_whole_request_gives_way(folder, key, evaluate, request_body, protocols, how):
    bounds = dataclasses.replace(BOUNDS, connections=3)
    half = posted(evaluate, request_body, how)[:-1]
    with running(serving(folder, [key]), bounds) as url, contextlib.ExitStack() as stack:
        for number in range(3):
            connection, reading = connected(url)
            stack.enter_context(connection)
            stack.enter_context(reading)
            connection.sendall(got("/v1/metadata/timestamp.json") + half)
            next_answer(reading)
            until(lambda number=number: protocols[number].cycle.more_body)
        for _ in range(6):
            assert asked(url, got(BUCKET))[0][0].startswith(b"HTTP/1.1 200 ")


@HOW
def test_half_a_body_is_not_waited_for_at_the_end(folder, key, evaluate, request_body, protocols, caplog, how):
    with ThreadPoolExecutor(1) as pool, caplog.at_level(logging.DEBUG):
        with running(serving(folder, [key])) as url:
            connection, reading = connected(url)
            connection.sendall(posted(evaluate, request_body, how)[:-1])
            until(lambda: protocols and protocols[0].cycle is not None)
            answer = pool.submit(next_answer, reading)
            begin = time.monotonic()
        took = time.monotonic() - begin
        head, body = answer.result(20)
        connection.close()
    assert took < 2.5, "a process that ends waits three seconds for what is under way"
    assert head.startswith(b"HTTP/1.1 400 ")
    assert b"wrong-size" in body
    assert not written_down(caplog)


@pytest.fixture
def large_pack(monkeypatch):
    """A pack of several pieces, of zeros."""
    size = 1 << 20
    monkeypatch.setattr(app, "PIECE_BYTES", size)
    monkeypatch.setattr(Layout, "pack_bytes", property(lambda self: 8 * size))
    monkeypatch.setattr(DataSet, "read_piece", lambda self, number: bytes(size))


@pytest.mark.parametrize("behind", [b"", got("/v1/metadata/timestamp.json")], ids=["alone", "with another behind it"])
@pytest.mark.parametrize("is_reset", [False, True])
def test_a_pack_that_is_not_taken_ends_without_a_word(folder, key, protocols, caplog, large_pack, behind, is_reset):
    with caplog.at_level(logging.DEBUG), contextlib.ExitStack() as stack:
        url = stack.enter_context(running(serving(folder, [key])))
        connection = stack.enter_context(not_taking(url, protocols))
        [protocol] = protocols
        connection.sendall(got(f"/v1/datasets/{DATASET}/pack") + behind)
        until(lambda: protocol.flow.write_paused)
        if is_reset:
            reset(connection)
            until(lambda: protocol._peer is None)
    gc.collect()
    assert not written_down(caplog)


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


@HOW
def test_a_body_that_does_not_come_is_said_to_have_the_wrong_size(folder, key, evaluate, request_body, how):
    counted = []
    bounds = dataclasses.replace(BOUNDS, head_seconds=0.5)
    with running(serving(folder, [key], count=counted.append), bounds) as url:
        connection, reading = connected(url)
        with connection, reading:
            connection.sendall(posted(evaluate, request_body, how)[:-1])
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
    assert not written_down(caplog)


@pytest.mark.parametrize("is_bad", [False, True])
@HOW
def test_an_idle_connection_keeps_nothing_of_what_was_asked(
    folder, key, evaluate, request_body, protocols, how, is_bad
):
    with running(serving(folder, [key])) as url:
        connection, reading = connected(url)
        with connection, reading:
            connection.sendall(posted(evaluate, bytes(32) + request_body[32:] if is_bad else request_body, how))
            next_answer(reading)
            [protocol] = protocols
            if how is FOR_THE_APPLICATION:
                assert app.WORK not in protocol.cycle.scope
                return
            assert (protocol.cycle.elements, protocol.cycle.work) == (b"", None)


@HOW
def test_nothing_is_worked_out_for_who_has_gone(folder, key, evaluate, request_body, how):
    evaluator = Never()
    with running(serving(folder, [key], evaluator=evaluator)) as url:
        connection, reading = connected(url)
        with connection, reading:
            connection.sendall(posted(evaluate, request_body, how))
            until(lambda: evaluator.waiting)
        until(lambda: evaluator.waiting[0].cancelled())


def test_neither_is_it_where_something_else_was_asked_after_it(folder, key, evaluate, request_body, protocols):
    """Nothing more is read then, and that somebody has gone is seen by what cannot be sent."""
    evaluator = Never()
    with running(serving(folder, [key], evaluator=evaluator)) as url, not_taking(url, protocols) as connection:
        connection.sendall(posted(evaluate, request_body) + got("/v1/metadata/timestamp.json"))
        until(lambda: evaluator.waiting)
        reset(connection)
        until(lambda: evaluator.waiting[0].cancelled())


@HOW
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
        reset(connection)
        until(lambda: protocol._peer is None)

        def answer():
            if not work.done():
                work.set_exception(MalformedError("bad")) if is_bad else work.set_result(bytes(voprf.RESPONSE_BYTES))

        work.get_loop().call_soon_threadsafe(answer)
        until(lambda: work.done())
        asked(url, got(BUCKET))
        gc.collect()
    assert not written_down(caplog)
    assert Event.FAULT not in counted


def just_gone(connection):
    connection.close()


def half_closed(connection):
    connection.shutdown(socket.SHUT_WR)
    while connection.recv(1 << 20):
        pass
    connection.close()


@pytest.mark.parametrize("leave", [just_gone, half_closed])
def test_who_asks_for_a_pack_and_goes_writes_nothing_down(folder, key, caplog, large_pack, leave):
    """A piece is made after the connection began to close and before it is known to be lost."""
    with caplog.at_level(logging.DEBUG), running(serving(folder, [key])) as url:
        for _ in range(20):
            connection, reading = connected(url)
            reading.close()
            connection.sendall(got(f"/v1/datasets/{DATASET}/pack"))
            leave(connection)
        asked(url, got(BUCKET))
    assert not written_down(caplog)


@HOW
def test_half_a_body_behind_a_whole_request_is_not_waited_for_at_the_end(
    folder, key, evaluate, request_body, caplog, how
):
    request = posted(evaluate, request_body, how)
    with ThreadPoolExecutor(1) as pool, caplog.at_level(logging.DEBUG):
        with running(serving(folder, [key], evaluator=Later(0.5))) as url:
            connection, reading = connected(url)
            connection.sendall(request + request[:-1])
            answers = pool.submit(lambda: [next_answer(reading) for _ in range(2)])
            time.sleep(0.2)
        (first, _), (second, body) = answers.result(20)
        connection.close()
    assert first.startswith(b"HTTP/1.1 200 ")
    assert second.startswith(b"HTTP/1.1 400 ")
    assert b"wrong-size" in body
    assert not written_down(caplog)


def test_half_a_request_that_comes_while_the_process_ends_is_not_waited_for(folder, key, evaluate, request_body):
    with ThreadPoolExecutor(1) as pool:
        with running(serving(folder, [key])) as url:
            connection, reading = connected(url)
            answer = pool.submit(next_answer, reading)
            Timer(0.7, connection.sendall, [posted(evaluate, request_body)[:-1]]).start()
            time.sleep(0.1)  # for it to be accepted
        head, _ = answer.result(20)
        connection.close()
    assert head.startswith(b"HTTP/1.1 400 ")


def test_who_takes_what_the_kernel_holds_and_asks_on_is_answered_whole(folder, key):
    """Idleness counted from when an answer was written, and not from when it was taken."""
    bounds = dataclasses.replace(BOUNDS, head_seconds=0.5, look_seconds=0.5, bytes_a_look=1024)
    service = serving(folder, [key])
    bucket = service.buckets._kept[DATASET, "511"] = bytes(100 << 10)
    with running(service, bounds) as url, listening(url, 4096) as connection:
        connection.sendall(got(BUCKET))
        begin, taken, has_asked_on = time.monotonic(), 0, False
        while taken < 2 * len(bucket):
            piece = connection.recv(2048)
            assert piece, f"it was cut after {taken} bytes"
            taken += len(piece)
            time.sleep(0.04)
            if not has_asked_on and time.monotonic() > begin + 1.6:
                connection.sendall(got(BUCKET))
                has_asked_on = True
