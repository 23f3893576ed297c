"""What is answered without the application is answered with the application's bytes, and follows its rules."""

from __future__ import annotations

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Timer

import pytest

from exposure_check.protocol import voprf
from exposure_check.server import direct
from exposure_check.server.evaluator import Evaluator
from exposure_check.server.metrics import Event
from exposure_check.server.rate import Limiter, Totals, limits
from exposure_check.server.run import serving as running
from tests.support.evaluators import Full, Later
from tests.support.raw_http import (
    FOR_THE_APPLICATION,
    ORDINARY,
    asked,
    connected,
    got,
    next_answer,
    posted,
    without_date,
)

from .conftest import DATASET, serving

BUCKET = f"/v1/datasets/{DATASET}/buckets/511"


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

    with running(serving(folder, [key], evaluator=Full(), count=counted.append)) as url:
        connection, reading = connected(url)
        with connection, reading:
            connection.sendall(posted(evaluate, request_body) * 5 + got(BUCKET))
            head, _ = next_answer(reading)
            assert reading.read() == b""
    assert head.startswith(b"HTTP/1.1 503 ")
    assert [counted.count(event) for event in (Event.EVALUATION, Event.BUCKET)] == [1, 0]


def test_what_was_asked_after_it_is_answered_though_the_process_ends(folder, key, evaluate, request_body):
    requests = [posted(evaluate, request_body), got(BUCKET), got("/v1/metadata/timestamp.json")]
    with ThreadPoolExecutor(1) as pool:
        with running(serving(folder, [key], evaluator=Later(0.6))) as url:
            connection, reading = connected(url)
            connection.sendall(b"".join(requests))
            answers = pool.submit(lambda: [next_answer(reading)[0] for _ in requests])
            time.sleep(0.2)  # for all of them to be read
        heads = answers.result(20)
        connection.close()
    assert [head[9:12] for head in heads] == [b"200"] * 3
    assert [b"\r\nconnection: close\r\n" in head for head in heads] == [False, False, True]


def test_a_fault_in_the_limits_is_the_servers_and_not_the_clients(folder, key, evaluate, request_body):
    counted = []

    def admit(address):
        raise RuntimeError

    with running(serving(folder, [key], admit, count=counted.append)) as url:
        ordinary, other = asked(url, *(posted(evaluate, request_body, how) for how in (ORDINARY, FOR_THE_APPLICATION)))
    assert without_date(ordinary[0]) == without_date(other[0])
    assert ordinary[0].startswith(b"HTTP/1.1 500 ")
    assert counted.count(Event.FAULT) == 2
