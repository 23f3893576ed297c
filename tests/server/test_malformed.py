"""Requests that no client sends: two lengths, a request inside another, other protocols; each over a socket."""

from __future__ import annotations

import re

import pytest

from exposure_check.server import run
from tests.support.operated import connect, request

from .conftest import DATASET, serving

TIMESTAMP = "/v1/metadata/timestamp.json"
INSIDE = f"GET {TIMESTAMP} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
BUCKET = f"/v1/datasets/{DATASET}/buckets/3"


@pytest.fixture(scope="module")
def port(folder, key):
    with run.serving(serving(folder, [key])) as url:
        yield int(url.rpartition(":")[2])


def statuses(port, data):
    """The status of each answer to these bytes, until the server ends the connection or says nothing more."""
    with connect(port, timeout=1) as connection:
        connection.sendall(data)
        received = b""
        try:
            while piece := connection.recv(1 << 16):
                received += piece
        except TimeoutError:
            pass
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", received)]


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        ("Content-Length: 64\r\nContent-Length: 65", bytes(64) + INSIDE),
        ("Content-Length: 64\r\nContent-Length: 64", bytes(64) + INSIDE),
        ("Content-Length: 64\r\nTransfer-Encoding: chunked", b"0\r\n\r\n" + INSIDE),
        ("Transfer-Encoding: chunked\r\nContent-Length: 6", b"0\r\n\r\nG" + INSIDE),
        ("Transfer-Encoding: xchunked", b"0\r\n\r\n" + INSIDE),
        ("Transfer-Encoding: chunked, identity", b"0\r\n\r\n" + INSIDE),
        ("Transfer-Encoding: identity\r\nContent-Length: 64", bytes(64) + INSIDE),
        ("Transfer-Encoding: chunked", b"fffffffffffffffff\r\n" + bytes(64) + INSIDE),
        ("Transfer-Encoding: chunked", b"-1\r\n" + bytes(64) + INSIDE),
        ("Transfer-Encoding: chunked", b"40\n" + bytes(64) + b"\n0\n\n" + INSIDE),
        ("Content-Length: -1", bytes(64) + INSIDE),
        ("Content-Length: +64", bytes(64) + INSIDE),
        ("Content-Length: 64, 64", bytes(64) + INSIDE),
        ("Content-Length: 99999999999999999999", bytes(64) + INSIDE),
        ("Content-Length : 64", bytes(64) + INSIDE),
        ("X: a\r\n Content-Length: 64", bytes(64) + INSIDE),
    ],
)
def test_a_request_whose_end_is_in_doubt_is_refused_and_nothing_behind_it_is_read(port, evaluate, fields, body):
    assert statuses(port, f"POST {evaluate} HTTP/1.1\r\nHost: x\r\n{fields}\r\n\r\n".encode() + body) == [400]


def test_more_trailers_than_a_request_has_are_refused(port, evaluate):
    head = f"POST {evaluate} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    body = b"40\r\n" + bytes(64) + b"\r\n0\r\n" + b"X: y\r\n" * 200 + b"\r\n"
    assert statuses(port, head.encode() + body + INSIDE) == [431]


@pytest.mark.parametrize("target", [BUCKET, TIMESTAMP])
@pytest.mark.parametrize("known", [False, True], ids=["first", "in memory"])
def test_the_body_of_a_get_is_no_request(port, target, known):
    if known:
        with connect(port) as connection:
            assert request(connection, "GET", target)[0] == 200
    head = f"GET {target} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(INSIDE)}\r\n\r\n"
    assert statuses(port, head.encode() + INSIDE) == [200]
    head = f"GET {target} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert statuses(port, head.encode() + b"5\r\nhello\r\n0\r\n\r\n" + INSIDE) == [200, 200]


@pytest.mark.parametrize(
    "data",
    [
        b"CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n" + INSIDE,
        f"CONNECT {TIMESTAMP} HTTP/1.1\r\nHost: x\r\n\r\n".encode() + INSIDE,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(50),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(40),
        b"FOO / HTTP/1.1\r\nHost: x\r\n\r\n" + INSIDE,
        f"GET {TIMESTAMP} HTTP/1.1\nHost: x\n\n".encode() + INSIDE,
        f"GET {TIMESTAMP} HTTP/9.9\r\nHost: x\r\n\r\n".encode() + INSIDE,
        f"GET {TIMESTAMP} HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n".encode() + INSIDE,
        b"GET /v1/metadata/\xc3\xa4 HTTP/1.1\r\nHost: x\r\n\r\n" + INSIDE,
    ],
)
def test_what_is_another_protocol_is_refused_once(port, data):
    assert statuses(port, data) in ([400], [405])


def test_an_upgrade_with_a_request_behind_it_is_answered_once(port, evaluate):
    upgrade = "Connection: Upgrade\r\nUpgrade: h2c\r\n"
    for target in (BUCKET, BUCKET, TIMESTAMP):
        assert statuses(port, f"GET {target} HTTP/1.1\r\nHost: x\r\n{upgrade}\r\n".encode() + INSIDE) == [200]
    head = f"POST {evaluate} HTTP/1.1\r\nHost: x\r\n{upgrade}Content-Length: 64\r\n\r\n"
    assert statuses(port, head.encode() + bytes(64) + INSIDE) == [400]


def test_conditions_and_ranges_of_every_length_cost_one_answer(port):
    for field, status in (
        ("If-None-Match: " + '"a",' * 3000, 200),
        ("If-None-Match: *", 304),
        ("Range: bytes=" + "0-0," * 3000 + "1-1", 200),
        ("Range: bytes=0-" + "9" * 10000, 200),
        ("Range: bytes=-0", 416),
        ("Accept-Encoding: " + "gzip;q=0," * 1500, 200),
    ):
        for target in (BUCKET, TIMESTAMP):
            assert statuses(port, f"GET {target} HTTP/1.1\r\nHost: x\r\n{field}\r\n\r\n".encode()) == [status]
