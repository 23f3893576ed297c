"""What is answered without the application is answered with the application's bytes, and follows its rules."""

from __future__ import annotations

import asyncio
import dataclasses
import gc
import logging
import re
import socket
import struct
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from threading import Timer

import pytest

from exposure_check.errors import MalformedError
from exposure_check.protocol import voprf
from exposure_check.server import direct
from exposure_check.server.bounded_protocol import BoundedProtocol
from exposure_check.server.connections import BOUNDS
from exposure_check.server.evaluator import BusyError, Evaluator
from exposure_check.server.metrics import Event
from exposure_check.server.rate import Limiter, Totals, limits
from exposure_check.server.run import serving as running
from tests.support.operated import until

from .conftest import DATASET, serving

BUCKET = f"/v1/datasets/{DATASET}/buckets/511"
ORDINARY, FOR_THE_APPLICATION = b"", b"Range: lines=1\r\n"  # a unit that nobody knows is passed over: RFC 9110, 14.2


@pytest.fixture
def work(monkeypatch):
    """What was answered without the application: True for each that it was asked for and gave."""
    seen = []

    def noting(name):
        usual = getattr(direct.Direct, name)

        def ask(self, *words):
            answer = usual(self, *words)
            seen.append(answer is not None)
            return answer

        monkeypatch.setattr(direct.Direct, name, ask)

    noting("bucket")
    noting("admit")
    return seen


def connected(url):
    host, port = url.removeprefix("http://").split(":")
    connection = socket.create_connection((host, int(port)), timeout=20)
    return connection, connection.makefile("rb")


def posted(target, body, fields=ORDINARY):
    return b"POST %s HTTP/1.1\r\nHost: x\r\n%sContent-Length: %d\r\n\r\n%s" % (target.encode(), fields, len(body), body)


def got(target, fields=ORDINARY):
    return b"GET %s HTTP/1.1\r\nHost: x\r\n%s\r\n" % (target.encode(), fields)


def next_answer(reading):
    """Status line and fields, and the body."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = reading.readline()
        assert line, f"the connection ended after {head!r}"
        head += line
    return head, reading.read(int(re.search(rb"content-length: ([0-9]+)", head)[1]))


def asked(url, *requests):
    connection, reading = connected(url)
    with connection, reading:
        answers = []
        for request in requests:
            connection.sendall(request)
            answers.append(next_answer(reading))
        return answers


def without_date(head):
    return re.sub(rb"date: [^\r]+", b"date:", head)


def test_a_bucket_is_answered_as_the_application_does(folder, key, work):
    with running(serving(folder, [key])) as url:
        _, ordinary, other = asked(url, got(BUCKET), got(BUCKET), got(BUCKET, FOR_THE_APPLICATION))
    assert work == [False, True], "the first time it is not in memory"
    assert without_date(ordinary[0]) == without_date(other[0])
    assert ordinary[1] == other[1]


@pytest.mark.parametrize("last", [ORDINARY, b"Connection: close\r\n"])
def test_an_evaluation_is_answered_as_the_application_does(folder, key, evaluate, request_body, work, last):
    with running(serving(folder, [key])) as url:
        [ordinary] = asked(url, posted(evaluate, request_body, last))
        [other] = asked(url, posted(evaluate, request_body, FOR_THE_APPLICATION + last))
    assert work == ([] if last else [True]), "what closes its connection is not quite ordinary"
    assert without_date(ordinary[0]) == without_date(other[0])
    assert ordinary[1][:64] == other[1][:64]
    assert len(ordinary[1]) == len(other[1]) == voprf.RESPONSE_BYTES


def test_a_body_in_pieces_is_put_together(folder, key, evaluate, request_body, work):
    with running(serving(folder, [key])) as url:
        connection, reading = connected(url)
        with connection, reading:
            request = posted(evaluate, request_body)
            for start in range(0, len(request), 20):
                connection.sendall(request[start : start + 20])
                time.sleep(0.005)
            head, body = next_answer(reading)
    assert work == [True]
    assert head.startswith(b"HTTP/1.1 200 ")
    assert len(body) == voprf.RESPONSE_BYTES


@pytest.mark.parametrize("bad", [bytes(32), b"\xff" * 32])
def test_a_bad_element_is_refused_as_the_application_does(folder, key, evaluate, request_body, work, bad):
    counted = []
    service = serving(folder, [key], count=counted.append)
    with running(service) as url:
        body = bad + request_body[32:]
        ordinary, good = asked(url, posted(evaluate, body), posted(evaluate, request_body))
        noted = list(counted)
        [other] = asked(url, posted(evaluate, body, FOR_THE_APPLICATION))
    assert work == [True, True]
    assert without_date(ordinary[0]) == without_date(other[0])
    assert ordinary[1] == other[1]
    assert b"invalid-element" in ordinary[1]
    assert good[0].startswith(b"HTTP/1.1 200 "), "the connection goes on"
    assert [noted.count(event) for event in (Event.EVALUATION, Event.REFUSED)] == [2, 1]


@pytest.mark.parametrize("size", [0, 63, 65, 128])
def test_another_size_is_for_the_application(folder, key, evaluate, work, size):
    with running(serving(folder, [key])) as url:
        [(head, body)] = asked(url, posted(evaluate, bytes(size)))
    assert work == []
    assert head.startswith(b"HTTP/1.1 400 ")
    assert b"wrong-size" in body


def test_who_has_to_wait_is_told_so_by_the_application_and_counted_once(folder, key, evaluate, request_body, work):
    counted = []
    limiter = Limiter(limits("6/day"), Totals(limit=1000))
    with running(serving(folder, [key], limiter.admit, count=counted.append)) as url:
        answers = asked(url, *[posted(evaluate, request_body)] * 5)
    assert work == [True] * 3 + [False] * 2
    assert [head[9:12] for head, _ in answers] == [b"200"] * 3 + [b"429"] * 2
    assert [counted.count(event) for event in (Event.EVALUATION, Event.LIMITED)] == [5, 2]
    window = limiter.totals.window
    assert window.count((0,), window.number(limiter._clock())) == 6, "of what was refused nothing is counted"


def test_a_full_queue_and_a_key_that_is_not_held_are_for_the_application(folder, key, evaluate, request_body, work):
    service = serving(folder, [key], evaluator=Evaluator(most_waiting=0))
    with running(service) as url:
        [(_, busy)] = asked(url, posted(evaluate, request_body))
        [(_, unknown)] = asked(url, posted("/v1/keys/0123456789abcdef/evaluate", request_body))
    assert work == [False, False]
    assert b"busy" in busy
    assert b"unknown-key" in unknown


def test_behind_a_proxy_and_where_another_host_is_asked_the_application_decides(folder, key, evaluate):
    async def admit(address):
        return 0

    service, target = serving(folder, [key]), evaluate.encode()
    assert direct.Direct(service, clients_are_peers=True).admit(target, "192.0.2.1") is key
    assert direct.Direct(service, clients_are_peers=False).admit(target, "192.0.2.1") is None
    assert direct.Direct(serving(folder, [key], admit), clients_are_peers=True).admit(target, "192.0.2.1") is None


def test_a_fault_is_answered_and_logged_by_its_type_alone(folder, key, evaluate, request_body, monkeypatch, caplog):
    def fail(*words):
        raise OSError(5, "a secret path")

    monkeypatch.setattr(voprf, "evaluate", fail)
    with running(serving(folder, [key])) as url, caplog.at_level(logging.DEBUG):
        ordinary, other = asked(url, *(posted(evaluate, request_body, how) for how in (ORDINARY, FOR_THE_APPLICATION)))
    assert without_date(ordinary[0]) == without_date(other[0])
    assert ordinary[1] == other[1]
    assert ordinary[0].startswith(b"HTTP/1.1 500 ")
    assert "OSError" in caplog.text
    assert "secret" not in caplog.text


def test_answers_come_in_the_order_of_their_requests(folder, key, evaluate, request_body, work):
    bad = bytes(32) + request_body[32:]
    requests = [got(BUCKET), posted(evaluate, request_body), got(BUCKET), posted(evaluate, bad), got("/x")]
    with running(serving(folder, [key])) as url:
        asked(url, got(BUCKET))
        connection, reading = connected(url)
        with connection, reading:
            connection.sendall(b"".join(requests))
            found = [next_answer(reading)[0][9:12] for _ in requests]
    assert found == [b"200", b"200", b"200", b"400", b"404"]
    assert work[:3] == [False, True, True], "the evaluation was under way when the others came"


def test_a_queue_that_fills_before_the_body_comes_asks_to_come_again(folder, key, evaluate, request_body, work):
    """As the application does, which looks twice as well."""
    counted, service = [], serving(folder, [key])
    service.count = counted.append

    class Full(Evaluator):
        def evaluate(self, key, body):
            raise BusyError

    with running(service) as url:
        service.evaluator = Full()
        [ordinary] = asked(url, posted(evaluate, request_body))
        [other] = asked(url, posted(evaluate, request_body, FOR_THE_APPLICATION))
    assert work == [True]
    fields = [sorted(without_date(head).split(b"\r\n")) for head, _ in (ordinary, other)]
    assert fields[0] == fields[1]
    assert ordinary[1] == other[1]
    assert ordinary[0].startswith(b"HTTP/1.1 503 ")
    assert counted.count(Event.BUSY) == 2


def test_who_has_to_wait_is_told_so_before_the_body_comes(folder, key, evaluate, request_body):
    with running(serving(folder, [key], Limiter(limits("2/day")).admit)) as url:
        asked(url, posted(evaluate, request_body))
        [(head, _)] = asked(url, posted(evaluate, request_body)[:-1])
    assert head.startswith(b"HTTP/1.1 429 ")


def test_what_comes_after_it_and_is_no_request_ends_the_connection_after_the_answer(
    folder, key, evaluate, request_body
):
    with running(serving(folder, [key])) as url:
        connection, reading = connected(url)
        with connection, reading:
            connection.sendall(posted(evaluate, request_body) + b"GARBAGE / x\r\n\r\n")
            head, body = next_answer(reading)
            assert reading.read() == b""
    assert head.startswith(b"HTTP/1.1 200 ")
    assert b"\r\nconnection: close\r\n" in head
    assert len(body) == voprf.RESPONSE_BYTES


def test_what_was_cancelled_before_its_turn_is_not_worked_out(key, request_body, monkeypatch):
    worked = []
    monkeypatch.setattr(voprf, "evaluate", lambda key, elements: worked.append(elements) or ([b"a", b"b"], b"c"))

    async def run():
        evaluator = Evaluator()
        first, gone, last = [evaluator.evaluate(key, request_body) for _ in range(3)]
        evaluator.cancel(gone)
        return await first, await last

    assert asyncio.run(run()) == (b"abc", b"abc")
    assert len(worked) == 2


def test_what_was_cancelled_leaves_its_place_to_others(key, request_body):
    async def run():
        evaluator = Evaluator(most_waiting=3)
        for work in [evaluator.evaluate(key, request_body) for _ in range(3)]:
            evaluator.cancel(work)
        return await evaluator.evaluate(key, request_body)

    assert len(asyncio.run(run())) == voprf.RESPONSE_BYTES


def test_the_fault_of_a_bad_element_holds_no_frame_that_saw_the_key(key, request_body):
    async def run():
        try:
            await Evaluator().evaluate(key, bytes(64))
        except MalformedError as error:
            return error

    error = asyncio.run(run())
    frames = {frame.name for frame in traceback.extract_tb(error.__traceback__)}
    assert not frames & {"evaluate", "evaluate_with", "multiply", "_work"}
    assert (error.__cause__, error.__context__) == (None, None)


def test_a_body_that_comes_after_the_process_was_asked_to_end_is_evaluated(folder, key, evaluate, request_body):
    request = posted(evaluate, request_body)
    with ThreadPoolExecutor(1) as pool:
        with running(serving(folder, [key])) as url:
            connection, reading = connected(url)
            connection.sendall(request[:-32])
            time.sleep(0.1)  # for the head to be read
            answer = pool.submit(next_answer, reading)
            Timer(0.5, connection.sendall, [request[-32:]]).start()
        head, body = answer.result(20)
        connection.close()
    assert head.startswith(b"HTTP/1.1 200 ")
    assert b"\r\nconnection: close\r\n" in head
    assert len(body) == voprf.RESPONSE_BYTES


def test_nothing_after_the_last_answer_is_counted(folder, key, evaluate, request_body):
    counted = []

    class Full(Evaluator):
        def evaluate(self, key, body):
            raise BusyError

    with running(serving(folder, [key], evaluator=Full(), count=counted.append)) as url:
        connection, reading = connected(url)
        with connection, reading:
            connection.sendall(posted(evaluate, request_body) * 5 + got(BUCKET))
            head, _ = next_answer(reading)
            assert reading.read() == b""
    assert head.startswith(b"HTTP/1.1 503 ")
    assert [counted.count(event) for event in (Event.EVALUATION, Event.BUCKET)] == [1, 0]


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


def test_what_was_asked_after_it_is_answered_though_the_process_ends(folder, key, evaluate, request_body):
    class Later(Evaluator):
        def evaluate(self, key, body):
            loop = asyncio.get_running_loop()
            result = loop.create_future()
            loop.call_later(0.6, result.set_result, bytes(voprf.RESPONSE_BYTES))
            return result

    requests = [posted(evaluate, request_body), got(BUCKET), got("/v1/metadata/timestamp.json")]
    with ThreadPoolExecutor(1) as pool:
        with running(serving(folder, [key], evaluator=Later())) as url:
            connection, reading = connected(url)
            connection.sendall(b"".join(requests))
            answers = pool.submit(lambda: [next_answer(reading)[0] for _ in requests])
            time.sleep(0.2)  # for all of them to be read
        heads = answers.result(20)
        connection.close()
    assert [head[9:12] for head in heads] == [b"200"] * 3
    assert [b"\r\nconnection: close\r\n" in head for head in heads] == [False, False, True]


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


def test_a_fault_in_the_limits_is_the_servers_and_not_the_clients(folder, key, evaluate, request_body):
    counted = []

    def admit(address):
        raise RuntimeError

    with running(serving(folder, [key], admit, count=counted.append)) as url:
        ordinary, other = asked(url, *(posted(evaluate, request_body, how) for how in (ORDINARY, FOR_THE_APPLICATION)))
    assert without_date(ordinary[0]) == without_date(other[0])
    assert ordinary[0].startswith(b"HTTP/1.1 500 ")
    assert counted.count(Event.FAULT) == 2


def test_an_idle_connection_keeps_nothing_of_what_was_asked(folder, key, evaluate, request_body, protocols):
    with running(serving(folder, [key])) as url:
        connection, reading = connected(url)
        with connection, reading:
            connection.sendall(posted(evaluate, bytes(32) + request_body[32:]))
            next_answer(reading)
            [protocol] = protocols
            assert (protocol.cycle.elements, protocol.cycle.work, protocol._evaluation) == (b"", None, None)


class Never(Evaluator):
    """Gives no answer."""

    def __init__(self):
        super().__init__()
        self.waiting = []

    def evaluate(self, key, body):
        self.waiting.append(asyncio.get_running_loop().create_future())
        return self.waiting[-1]


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
