"""Attacks with many connections, or with connections that never end, while real lookups go on."""

from __future__ import annotations

import contextlib
import socket
import time

import pytest

from exposure_check.trust import keys
from tests.support.operated import (
    answer,
    connect,
    counted,
    crowd,
    looks_up,
    request,
    resident_kib,
    serve,
    sources,
    still_open,
    until,
)

BOUNDS = {
    "EXPOSURE_CHECK_CONNECTIONS": "1000",
    "EXPOSURE_CHECK_CONNECTIONS_EACH": "120",
    "EXPOSURE_CHECK_HEAD_SECONDS": "2",
    "EXPOSURE_CHECK_SLOW_SECONDS": "1",
    "EXPOSURE_CHECK_RATE": "none",
    "EXPOSURE_CHECK_WORKERS": "1",
}
MANY = 5000


@pytest.fixture(scope="module")
def pair(publication):
    return keys.load_voprf(publication.keys, None)


@pytest.fixture(scope="module")
def bucket(publication):
    [dataset] = (publication.out / "datasets").iterdir()
    return f"/v1/datasets/{dataset.name}/buckets/3"


@pytest.fixture(scope="module")
def pack(bucket):
    return bucket.partition("/buckets")[0] + "/pack"


@pytest.fixture(scope="module")
def served(publication, tmp_path_factory):
    home = tmp_path_factory.mktemp("served")
    with serve(home, publication.out, "--keys", publication.keys, metrics=True, **BOUNDS) as running:
        yield running


@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"G",
        b"GET /v1/metadata/timestamp.json HTTP/1.1\r\nHost: x\r\n",
        b"POST /v1/keys/0123456789abcdef/evaluate HTTP/1.1\r\nHost: x\r\nContent-Length: 64\r\n\r\n" + bytes(10),
        b"POST /v1/keys/KEY/evaluate HTTP/1.1\r\nHost: x\r\nContent-Length: 64\r\n\r\n" + bytes(10),
        b"POST /v1/keys/KEY/evaluate HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n",
        b"GET /v1/metadata/timestamp.json HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
    ids=["idle", "a letter", "half a head", "half a body", "half a body for a key", "half a chunk", "kept alive"],
)
def test_thousands_of_connections_that_say_no_more_keep_nobody_out(served, bucket, pair, first):
    with crowd(served.port, MANY, first.replace(b"KEY", pair.key_id.encode())) as everyone:
        for _ in range(10):
            looks_up(served.port, bucket, pair)
        until(lambda: still_open(everyone[-1000:]) == 0, 20)
    looks_up(served.port, bucket, pair)


def test_whoever_keeps_asking_for_buckets_keeps_no_silent_connection_alive(served, bucket):
    with connect(served.port, "127.2.0.3") as asking:
        request(asking, "GET", bucket)  # into memory, from which the next ones are answered
        with connect(served.port, "127.2.0.3") as silent:
            started = time.monotonic()
            while still_open([silent]):
                assert time.monotonic() - started < 5
                assert request(asking, "GET", bucket)[0] == 200
                time.sleep(0.2)


def test_connections_that_the_other_side_has_half_closed_are_ended(served, bucket, pair):
    with crowd(served.port, 500, b"GET / HT") as everyone:
        for connection in everyone:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_WR)
        looks_up(served.port, bucket, pair)
        until(lambda: still_open(everyone) == 0, 20)


def test_one_client_has_so_many_connections_and_no_more(served, bucket, pair):
    with contextlib.ExitStack() as stack:
        mine = [stack.enter_context(connect(served.port, "127.2.0.1")) for _ in range(300)]
        until(lambda: still_open(mine) <= 120, 5)
        looks_up(served.port, bucket, pair)


def test_a_head_that_drips_is_cut_when_its_time_is_over(served):
    with connect(served.port) as connection:
        started = time.monotonic()
        with pytest.raises(OSError):  # noqa: PT012
            connection.sendall(b"GET / HTTP/1.1\r\n")
            for _ in range(100):
                connection.sendall(b"x: y\r\n")
                time.sleep(0.1)
        assert time.monotonic() - started < 6


@pytest.mark.parametrize("end", [b"", b"\r\n"], ids=["one field", "many fields"])
def test_a_head_without_end_is_refused_and_takes_no_memory(served, bucket, pair, end):
    before = resident_kib(served.workers[0])
    piece = b"x" * 1000 + end if not end else b"a: b\r\n" * 200
    for source in sources(40, each=5):
        with connect(served.port, source) as connection:
            with contextlib.suppress(OSError):
                connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nx: ")
                for _ in range(2000):  # 2 MB
                    connection.sendall(piece)
            with contextlib.suppress(OSError):
                assert answer(connection)[0] in (400, 431)
    looks_up(served.port, bucket, pair)
    assert resident_kib(served.workers[0]) - before < 8 << 10


def test_more_fields_than_a_request_has_are_refused(served):
    with connect(served.port) as connection:
        fields = [f"x{number}: y" for number in range(100)]
        status, body = request(connection, "GET", "/v1/metadata/timestamp.json", b"", *fields)
        assert (status, b"too-large" in body) == (431, True)


def test_a_body_without_end_is_refused(served):
    for field in ("Content-Length: 99999999", "Transfer-Encoding: chunked"):
        with connect(served.port) as connection:
            head = f"POST /v1/keys/0123456789abcdef/evaluate HTTP/1.1\r\nHost: x\r\n{field}\r\n\r\n"
            connection.sendall(head.encode())
            with pytest.raises(OSError):  # noqa: PT012
                for _ in range(3000):
                    connection.sendall(b"400\r\n" + b"x" * 1024 + b"\r\n")
                    time.sleep(0.001)


def test_requests_that_do_not_wait_for_their_answers_are_bounded(served, bucket, pair):
    before = resident_kib(served.workers[0])
    with contextlib.ExitStack() as stack:
        for source in sources(100, each=10):
            connection = stack.enter_context(connect(served.port, source))
            with contextlib.suppress(OSError):
                for _ in range(100):
                    connection.sendall(b"GET /v1/metadata/timestamp.json HTTP/1.1\r\nHost: x\r\n\r\n" * 200)
        looks_up(served.port, bucket, pair)
        assert resident_kib(served.workers[0]) - before < 64 << 10


def _takes_nothing(port, source, pack):
    """A connection that has asked for more than the kernel keeps for it, and reads nothing of it."""
    connection = connect(port, source, receive_bytes=4096)
    with contextlib.suppress(OSError):
        for _ in range(5):
            connection.sendall(f"GET {pack} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * 4)
            time.sleep(0.005)
    return connection


def test_slow_readers_are_cut_and_those_that_go_on_are_not(served, bucket, pair, pack):
    with contextlib.ExitStack() as stack:
        readers = [stack.enter_context(_takes_nothing(served.port, source, pack)) for source in sources(150, each=20)]
        for _ in range(5):
            looks_up(served.port, bucket, pair)
        with connect(served.port) as steady:
            steady.sendall(f"GET {pack} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            assert answer(steady)[0] == 200
        until(lambda: counted(served, 'cut_connections_total{kind="cut_slow"}') >= 100)
        ended = 0
        for connection in readers:
            connection.settimeout(5)
            received = 0
            with contextlib.suppress(OSError):
                while piece := connection.recv(1 << 16):
                    received += len(piece)
            ended += 1
        assert ended == len(readers), "each of them saw its connection end"


def test_readers_that_take_nothing_give_way_to_those_that_ask(publication, bucket, pair, pack, tmp_path):
    """Before their time is over: until then they would keep everybody out, again and again."""
    few = BOUNDS | {"EXPOSURE_CHECK_CONNECTIONS": "300", "EXPOSURE_CHECK_SLOW_SECONDS": "120"}
    with (
        serve(tmp_path, publication.out, "--keys", publication.keys, **few) as served,
        contextlib.ExitStack() as stack,
    ):
        for source in sources(320, each=100):
            stack.enter_context(_takes_nothing(served.port, source, pack))
        for _ in range(10):
            looks_up(served.port, bucket, pair)


def test_no_address_and_no_path_was_written_down_in_all_this(served, bucket):
    assert not [word for word in ("127.1", "127.2", "/v1/", bucket[-4:], "metadata") if word in served.log.read_text()]
