from __future__ import annotations

import asyncio
import http.client
import logging
import socket
import threading
from contextlib import closing, contextmanager

import pytest

from exposure_check.errors import ServeError
from exposure_check.protocol import voprf
from exposure_check.server import run
from exposure_check.server.one_write import OneWrite
from exposure_check.server.problem import Problem
from exposure_check.server.rate import unlimited
from exposure_check.trust import keys
from tests.support.operated import connect, request

from .conftest import DATASET, serving


@contextmanager
def background(service, bounds=run.BOUNDS):
    """The service of a list that no publisher signed, in a thread; gives its port."""
    with run.serving(service, bounds) as url:
        assert url.startswith("http://127.0.0.1:")
        yield int(url.rpartition(":")[2])


@pytest.fixture(scope="module")
def port(folder, key):
    with background(serving(folder, [key])) as port:
        yield port


def exchange(port, method, path, body=None, headers=None):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request(method, path, body, headers or {})
        with connection.getresponse() as answer:
            return answer.status, dict(answer.getheaders()), answer.read()


def raw(port, data):
    """Everything that the server sends back until it closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(data)
        received = b""
        while piece := connection.recv(65536):
            received += piece
        return received


def test_over_a_socket_the_answers_name_no_software(port):
    status, headers, body = exchange(port, "GET", f"/v1/datasets/{DATASET}/buckets/511")
    assert (status, body[:4]) == (200, b"XCB1")
    assert "server" not in {name.lower() for name in headers}


def test_head_of_a_bucket_has_its_length_and_no_body(port):
    request = f"HEAD /v1/datasets/{DATASET}/buckets/511 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    received = raw(port, request.encode())
    assert received.startswith(b"HTTP/1.1 200 ")
    assert b"content-length: 346\r\n" in received
    assert received.endswith(b"\r\n\r\n")


def test_an_evaluation_over_a_socket(port, key, evaluate, request_body):
    status, _, body = exchange(port, "POST", evaluate, request_body)
    assert (status, len(body)) == (200, voprf.RESPONSE_BYTES)


def test_one_connection_serves_one_request_after_another(port, evaluate, request_body):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        for body, expected in ((request_body, 200), (bytes(64), 400), (request_body, 200)):
            connection.request("POST", evaluate, body)
            with connection.getresponse() as answer:
                answer.read()
                assert answer.status == expected


def test_after_a_body_of_the_wrong_size_the_connection_is_closed(port, evaluate):
    smuggled = b"GET /v1/metadata/timestamp.json HTTP/1.1\r\nHost: x\r\n\r\n"
    request = f"POST {evaluate} HTTP/1.1\r\nHost: x\r\nContent-Length: 65\r\n\r\n".encode() + bytes(65)
    received = raw(port, request + smuggled)
    assert received.startswith(b"HTTP/1.1 400 ")
    assert received.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize(
    "path",
    ["/v1/metadata/../../../voprf.key", "/v1/metadata/..%2f..%2fvoprf.key", "//v1/metadata/../../voprf.key", "*"],
)
def test_a_path_is_not_cleaned_up_into_another(port, path):
    received = raw(port, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    assert b"MARKER" not in received
    assert received.split(b" ", 2)[1] in (b"400", b"404")


@pytest.fixture
def log(port, caplog):
    """What the running server logs, its own loggers included: they do not pass on to the root."""
    loggers = [logging.getLogger(name) for name in ("uvicorn", "uvicorn.access", "asyncio")]
    for logger in loggers:
        logger.addHandler(caplog.handler)
    yield caplog
    for logger in loggers:
        logger.removeHandler(caplog.handler)


def test_what_is_not_http_is_a_problem_and_writes_no_log(port, log):
    """A line for each would keep back others, since so many a minute are written and no more."""
    received = raw(port, b"MARKER \x00\xff\r\n\r\n")
    assert received.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"\r\ncontent-type: application/problem+json\r\n" in received
    assert received.endswith(Problem.NOT_HTTP.body())
    assert log.records == []


def test_who_asks_to_upgrade_is_answered_and_writes_no_log(port, log):
    for upgrade in ("websocket", "h2c"):
        head = "GET /v1/metadata/timestamp.json HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n"
        head += f"Upgrade: {upgrade}\r\n\r\n"
        received = raw(port, head.encode() + b"GET /v1/metadata/1.root.json HTTP/1.1\r\nHost: x\r\n\r\n")
        assert received.startswith(b"HTTP/1.1 200 ")
        assert received.count(b"HTTP/1.1 ") == 1
    assert log.records == []


def test_a_bucket_in_memory_is_answered_as_one_that_is_read(port):
    first, again, closed = (
        exchange(port, "GET", f"/v1/datasets/{DATASET}/buckets/77", headers=headers)
        for headers in ({}, {"Connection": "keep-alive"}, {"Connection": "close"})
    )
    for status, headers, body in (again, closed):
        assert (status, body) == (first[0], first[2])
        assert headers | {"date": "", "connection": ""} == first[1] | {"date": "", "connection": ""}


def test_a_fault_over_a_socket_is_logged_without_trace_path_or_address(port, log, monkeypatch):
    def fail(*arguments, **named):
        raise OSError(5, "Input/output error", f"/srv/datasets/{DATASET}/buckets/407")

    monkeypatch.setattr("exposure_check.server.folder.Folder.read", fail)
    status, headers, _ = exchange(port, "GET", f"/v1/datasets/{DATASET}/buckets/407")
    assert (status, headers["content-type"]) == (500, "application/problem+json")
    assert [record.getMessage() for record in log.records] == ["A request failed: OSError"]
    assert not [word for word in ("Traceback", DATASET, "407", "127.0.0.1") if word in log.text]


def test_a_used_port_is_named_before_anything_is_served():
    with run.listen("127.0.0.1", 0) as bound:
        port = bound.getsockname()[1]
        with pytest.raises(ServeError, match=str(port)) as caught:
            run.listen("127.0.0.1", port)
    assert "--port" in caught.value.advice


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 65536), ("127.0.0.1", -1), ("192.0.2.1", 0)])
def test_an_address_that_cannot_be_had_is_named(host, port):
    with pytest.raises(ServeError):
        run.listen(host, port)


def test_a_server_on_ipv6():
    if not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    try:
        with run.listen("::1", 0) as bound:
            assert bound.family == socket.AF_INET6
    except ServeError:
        pytest.skip("no IPv6 here")


def test_every_address_there_is_takes_ipv4_and_ipv6():
    if not socket.has_dualstack_ipv6():
        pytest.skip("no IPv6 here")
    with run.listen("::", 0) as bound:
        port = bound.getsockname()[1]
        for host in ("127.0.0.1", "::1"):
            with socket.create_connection((host, port), timeout=5):
                pass


def test_a_server_in_the_background_starts_and_stops(publication):
    pair = keys.load_voprf(publication.keys, None)
    before = set(threading.enumerate())
    with run.in_background(publication.out, {pair.key_id: pair}, unlimited) as url:
        port = int(url.rpartition(":")[2])
        assert exchange(port, "GET", "/v1/metadata/timestamp.json")[0] == 200
        assert any(thread.name == "server" for thread in set(threading.enumerate()) - before)
    assert not [thread for thread in set(threading.enumerate()) - before if thread.name == "server"]
    with pytest.raises(ConnectionRefusedError):
        exchange(port, "GET", "/v1/metadata/timestamp.json")


def test_a_server_in_the_background_stops_when_the_block_raises(publication):
    pair = keys.load_voprf(publication.keys, None)
    ports = []

    def serve_and_fail():
        with run.in_background(publication.out, {pair.key_id: pair}, unlimited) as url:
            ports.append(int(url.rpartition(":")[2]))
            raise RuntimeError("mine")

    with pytest.raises(RuntimeError, match="mine"):
        serve_and_fail()
    with pytest.raises(ConnectionRefusedError):
        exchange(ports[0], "GET", "/v1/metadata/timestamp.json")


def test_whom_the_server_believes_about_addresses(folder, key):
    plain = run.server(serving(folder, [key])).config
    assert not plain.proxy_headers
    behind = run.server(serving(folder, [key]), forwarded_from="192.0.2.1").config
    assert behind.proxy_headers
    assert behind.forwarded_allow_ips == "192.0.2.1"
    for config in (plain, behind):
        assert not config.access_log
        assert not config.server_header


def test_who_asks_again_when_the_server_ends_is_answered_and_told_that_it_was_the_last_time(folder, key):
    """And nobody's connection ends before all other workers have ceased to take connections, too."""
    started, go_on, closed = threading.Event(), threading.Event(), threading.Event()

    async def wait():
        closed.set()
        await asyncio.get_running_loop().run_in_executor(None, go_on.wait)

    bound = run.listen("127.0.0.1", 0)
    port = bound.getsockname()[1]
    server = run.server(serving(folder, [key]), stages=run.Stages(started=started.set, closed=wait))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    assert started.wait(10)
    path = f"/v1/datasets/{DATASET}/buckets/1"
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection, connect(port) as idle:
        assert request(idle, "GET", path)[0] == 200

        def ask():
            connection.request("GET", path)
            with connection.getresponse() as answer:
                assert (answer.status, len(answer.read())) == (200, 346)
                return answer.getheader("connection", "keep-alive")

        said = [ask(), ask()]
        server.should_exit = True
        assert closed.wait(10)
        said += [ask(), ask()]
        assert said == ["keep-alive"] * 4
        go_on.set()
        while said[-1] == "keep-alive":
            said.append(ask())
        assert said[-1] == "close"
        assert idle.recv(1) == b""
    thread.join(10)
    assert not thread.is_alive()


def test_a_connection_that_has_asked_nothing_yet_is_answered_when_the_server_ends(folder, key):
    started, closed = threading.Event(), threading.Event()
    bound = run.listen("127.0.0.1", 0)
    port = bound.getsockname()[1]
    server = run.server(serving(folder, [key]), stages=run.Stages(started=started.set, quiet=closed.set))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    assert started.wait(10)
    with connect(port) as fresh, connect(port) as silent:
        with connect(port) as later:  # taken after the other two
            assert request(later, "GET", f"/v1/datasets/{DATASET}/buckets/1")[0] == 200
        server.should_exit = True
        assert closed.wait(10)
        assert request(fresh, "GET", f"/v1/datasets/{DATASET}/buckets/1")[0] == 200
        assert fresh.recv(1) == b""
        assert silent.recv(1) == b""
    thread.join(10)
    assert not thread.is_alive()


class _Written:
    """A transport that keeps what is written to it, a piece for each call of the system."""

    def __init__(self):
        self.pieces, self.is_closed = [], False

    def write(self, data):
        self.pieces.append(data)

    def close(self):
        self.is_closed = True

    def is_closing(self):
        return self.is_closed


def test_the_head_of_an_answer_goes_out_with_its_body():
    written = _Written()
    answer = OneWrite(written, written.write)
    answer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    assert written.pieces == [b"HTTP/1.1 100 Continue\r\n\r\n"], "the client waits for it"
    answer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    answer.write(b"body")
    answer.write(b"HTTP/1.1 100 of a body")
    assert written.pieces[1:] == [b"HTTP/1.1 200 OK\r\n\r\nbody", b"HTTP/1.1 100 of a body"]


def test_a_head_without_a_body_is_not_kept_back():
    written = _Written()
    answer = OneWrite(written, written.write)
    answer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    answer.close()
    assert (written.pieces, answer.is_closing()) == ([b"HTTP/1.1 200 OK\r\n\r\n"], True)
