"""Stop means stop, and a deadline is one: no socket, thread or processor time is left a second later."""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path

import pytest

from exposure_check.errors import CancelledError, MalformedError, NetworkError, ServerError, TimeLimitError
from exposure_check.lookup import connections
from exposure_check.lookup.cancel import Cancel
from exposure_check.lookup.connections import Guard
from exposure_check.lookup.ledger import Purpose
from exposure_check.lookup.transport import HttpTransport

from .conftest import answer

URL_PATH = "/v1/metadata/timestamp.json"
GRACE_SECONDS = 5.0  # one is enough where nothing else runs; what is tested would last a minute


def forever(connection, server, piece, pause=0.0):
    while not server.leaving.wait(pause):
        connection.sendall(piece)
    return False


def silent(connection, server):
    server.leaving.wait(60)
    return False


def one_header_byte_at_a_time(connection, server):
    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    return forever(connection, server, b"y", 0.02)


def endless_100_continue(connection, server):
    return forever(connection, server, b"HTTP/1.1 100 Continue\r\n\r\n")


def slow_100_continue(connection, server):
    return forever(connection, server, b"HTTP/1.1 100 Continue\r\n\r\n", 0.02)


def trailers(connection, server):
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n")
    return forever(connection, server, b"X: y\r\n", 0.02)


def one_body_byte_at_a_time(connection, server):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n")
    return forever(connection, server, b"y", 0.02)


def chunk_extensions(connection, server):
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;")
    return forever(connection, server, b"y", 0.02)


def closing_but_not_closed(connection, server):
    connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 900\r\n\r\n")
    return silent(connection, server)


def error_that_drips(connection, server):
    connection.sendall(b"HTTP/1.1 500 X\r\nContent-Length: 900\r\n\r\n")
    return forever(connection, server, b"y", 0.02)


SLOW = [
    silent,
    one_header_byte_at_a_time,
    slow_100_continue,
    trailers,
    one_body_byte_at_a_time,
    chunk_extensions,
    closing_but_not_closed,
    error_that_drips,
]


def sockets_of(port):
    """How many connections of this process go to a port on loopback."""
    lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    return sum(line.split()[2:4] == [f"0100007F:{port:04X}", "01"] for line in lines)


def in_thread(work):
    raised = []

    def run():
        try:
            work()
        except BaseException as error:  # noqa: BLE001  # the test looks at it
            raised.append(error)

    thread = threading.Thread(target=run, name="looking")
    thread.start()
    return thread, raised


@pytest.mark.parametrize("script", SLOW, ids=lambda script: script.__name__)
@pytest.mark.parametrize("how", ["cancel", "close"])
def test_stopping_ends_whatever_a_server_does(serve, transport, cancel, script, how):
    server = serve(script)
    used = transport(read_seconds=60, answer_seconds=60)
    thread, raised = in_thread(lambda: used.fetch(Purpose.METADATA, server.url + URL_PATH, 1000))
    assert server.request_received.wait(30)
    thread.join(0.1)
    assert thread.is_alive()
    cancel.set() if how == "cancel" else used.close()
    thread.join(GRACE_SECONDS)
    assert not thread.is_alive()
    assert [type(error) for error in raised] == [CancelledError]
    assert sockets_of(server.port) == 0


@pytest.mark.parametrize("script", SLOW, ids=lambda script: script.__name__)
def test_a_deadline_holds_whatever_a_server_does(serve, transport, ledger, script):
    """It was begun anew with every byte: one byte of a head a second kept a connection for ever."""
    server = serve(script)
    used = transport(read_seconds=60, answer_seconds=0.3)
    started = time.monotonic()
    with pytest.raises(TimeLimitError):
        used.fetch(Purpose.METADATA, server.url + URL_PATH, 1000)
    assert time.monotonic() - started < 0.3 + GRACE_SECONDS


def test_all_attempts_of_a_request_have_one_deadline(serve, transport):
    server = serve(silent)
    started = time.monotonic()
    with pytest.raises(TimeLimitError):
        transport(read_seconds=0.3, answer_seconds=0.5, attempts=100).fetch(Purpose.METADATA, server.url, 10)
    assert time.monotonic() - started < 0.5 + GRACE_SECONDS


def test_a_lookup_has_a_deadline_of_its_own_however_many_requests_it_makes(serve, transport):
    def slow(connection, server):
        server.leaving.wait(0.1)
        connection.sendall(answer())
        return True

    server = serve(slow)
    used = transport(lookup_seconds=0.5, bytes_per_second=1e9)
    started = time.monotonic()

    def ask_for_ever():
        while True:
            used.fetch(Purpose.METADATA, server.url, 10)

    with pytest.raises(TimeLimitError):
        ask_for_ever()
    assert time.monotonic() - started < 0.5 + GRACE_SECONDS


@pytest.mark.parametrize("purpose", [Purpose.METADATA, Purpose.BUCKET, Purpose.PACK, Purpose.EVALUATE])
def test_interim_answers_without_end_burn_no_processor(serve, transport, purpose):
    server = serve(endless_100_continue)
    started = time.process_time()
    with pytest.raises((MalformedError, NetworkError)):
        transport().fetch(purpose, server.url + "/1", 1000, b"x" if purpose is Purpose.EVALUATE else None)
    assert time.process_time() - started < 2


@pytest.mark.parametrize("piece", [b"X: y\r\n", b"HTTP/1.1 103 Early Hints\r\n\r\n", b"1;x=y\r\nx\r\n"])
def test_what_surrounds_an_answer_is_bounded_too(serve, transport, piece):
    def script(connection, server):
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" * (piece[:4] != b"HTTP"))
        connection.sendall(b"0\r\n" * piece.startswith(b"X"))
        return forever(connection, server, piece * 100)

    with pytest.raises((MalformedError, NetworkError, ServerError)):
        transport(attempts=1).fetch(Purpose.METADATA, serve(script).url, 1000)


def test_a_proxy_that_never_ends_its_greeting_is_left(serve, transport, cancel):
    def talk(connection, server):
        connection.recv(100)
        forever(connection, server, b"\x05", 0.05)

    def drip_of_reply(connection, server):
        connection.recv(100)
        connection.sendall(b"\x05\x00")
        connection.recv(100)
        connection.sendall(b"\x05\x00\x00\x03\xff")
        forever(connection, server, b"a", 0.05)

    for script in (talk, drip_of_reply):
        proxy = serve(talk=script)
        used = transport(proxy=f"socks5h://127.0.0.1:{proxy.port}", answer_seconds=0.4, attempts=1)
        started = time.monotonic()
        with pytest.raises(NetworkError):
            used.fetch(Purpose.METADATA, "https://check.example.org/x", 10)
        assert time.monotonic() - started < 0.4 + GRACE_SECONDS


def test_stopping_ends_the_greeting_of_a_proxy(serve, transport, cancel):
    greeted = threading.Event()

    def talk(connection, server):
        connection.recv(100)
        greeted.set()
        server.leaving.wait(60)

    for scheme in ("socks5h", "http", "https"):
        proxy = serve(talk=talk)
        used = transport(proxy=f"{scheme}://127.0.0.1:{proxy.port}", connect_seconds=60, answer_seconds=60)
        thread, raised = in_thread(lambda used=used: used.fetch(Purpose.METADATA, "https://check.example.org/x", 10))
        assert greeted.wait(30)
        greeted.clear()
        used.close()
        thread.join(GRACE_SECONDS)
        assert not thread.is_alive()
        assert [type(error) for error in raised] == [CancelledError]


@pytest.fixture
def full():
    """A port that takes no more connections: one more waits until somebody gives up."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        waiting = []
        for _ in range(4):
            waiting.append(socket.socket())
            waiting[-1].setblocking(False)
            waiting[-1].connect_ex(listening.getsockname())
        yield listening.getsockname()[1]
        for connection in waiting:
            connection.close()


def test_stopping_ends_a_connection_that_is_not_there_yet(full, transport, cancel):
    used = transport(connect_seconds=60, answer_seconds=60)
    thread, raised = in_thread(lambda: used.fetch(Purpose.METADATA, f"http://127.0.0.1:{full}/x", 10))
    thread.join(0.3)
    assert thread.is_alive(), "the port takes connections after all: nothing is tested here"
    cancel.set()
    thread.join(GRACE_SECONDS)
    assert not thread.is_alive()
    assert [type(error) for error in raised] == [CancelledError]


def test_stopping_ends_a_wait_where_a_socket_that_is_shut_wakes_nobody(serve, transport, cancel, monkeypatch):
    """Windows is such a place; here the shutting itself is left out."""
    monkeypatch.setattr(connections, "_WAITS_IN_PIECES", True)
    monkeypatch.setattr(Guard, "_shut", lambda self: None)
    server = serve(silent)
    used = transport(read_seconds=60, answer_seconds=60)
    thread, raised = in_thread(lambda: used.fetch(Purpose.METADATA, server.url + URL_PATH, 1000))
    assert server.request_received.wait(30)
    thread.join(0.1)
    assert thread.is_alive()
    cancel.set()
    thread.join(GRACE_SECONDS)
    assert not thread.is_alive()
    assert isinstance(raised[0], CancelledError)


def test_a_socket_that_is_not_connected_is_watched_without_asking_it_for_its_address(cancel, monkeypatch):
    """Windows has no address of such a socket, and refuses to be asked for it."""

    def strict(family=-1, kind=-1, protocol=-1, fileno=None):
        assert fileno is None or family != -1, "Windows would be asked for the address"
        return real(family, kind, protocol, fileno)

    real = socket.socket
    guard = Guard(cancel, 10)
    guard.begin(10, 0, 10)
    with real() as connection:
        monkeypatch.setattr(connections.socket, "socket", strict)
        guard.watch(connection)
        guard.close()


@pytest.fixture
def stuck_resolver(monkeypatch):
    """A resolver that answers when the test is over."""
    over, asked = threading.Event(), threading.Event()

    def getaddrinfo(*_, **__):
        asked.set()
        over.wait(60)
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(connections.socket, "getaddrinfo", getaddrinfo)
    yield asked
    over.set()
    for thread in threading.enumerate():
        if thread.name == "name-resolution":
            thread.join(10)


def test_only_a_thread_that_knows_nothing_waits_for_the_resolver(stuck_resolver, transport, cancel):
    secret_body = b"S" * 64
    used = transport(answer_seconds=60)
    thread, raised = in_thread(
        lambda: used.fetch(Purpose.EVALUATE, "https://check.example.org/v1/keys/0/evaluate", 128, secret_body)
    )
    assert stuck_resolver.wait(30)
    cancel.set()
    thread.join(GRACE_SECONDS)
    assert not thread.is_alive()
    assert [type(error) for error in raised] == [CancelledError]
    [waiting] = [thread for thread in threading.enumerate() if thread.name == "name-resolution"]
    known = repr((waiting._args, waiting._kwargs)) if hasattr(waiting, "_args") else ""
    assert "check.example.org" in known or not known
    assert "SSSS" not in known


def test_a_deadline_holds_while_a_name_is_resolved(stuck_resolver, transport):
    started = time.monotonic()
    with pytest.raises(TimeLimitError):
        transport(answer_seconds=0.3).fetch(Purpose.METADATA, "https://check.example.org/x", 10)
    assert time.monotonic() - started < 0.3 + GRACE_SECONDS


def test_a_guard_that_has_ended_shuts_what_comes_later():
    cancel = Cancel()
    guard = Guard(cancel, 60)
    guard.begin(60, 0, 60)
    cancel.set()
    left, right = socket.socketpair()
    with left, right, pytest.raises(CancelledError):
        guard.watch(left)
    assert guard._handles == []


def test_a_token_that_was_set_calls_back_at_once_and_forgets_on_demand():
    calls = []
    cancel = Cancel()
    cancel.on_set(lambda: calls.append("kept"))

    def forgotten():
        calls.append("forgotten")

    cancel.on_set(forgotten)
    cancel.forget(forgotten)
    cancel.set()
    cancel.on_set(lambda: calls.append("late"))
    assert calls == ["kept", "late"]


@pytest.mark.parametrize("headers", [[], [("Connection", "close")]])
def test_nothing_is_left_open_after_a_lookup(serve, ledger, headers):
    server = serve(answer(headers=headers))
    cancel = Cancel()
    used = HttpTransport(ledger, cancel)
    for _ in range(3):
        used.fetch(Purpose.METADATA, server.url, 10)
    assert len(used._guard._handles) + len(used._guard._released) <= 1
    used.close()
    assert (used._guard._handles, used._guard._released, cancel._callbacks) == ([], [], [])
    assert sockets_of(server.port) == 0


def test_a_signal_may_stop_a_lookup_in_the_thread_that_holds_its_locks():
    """Ctrl+C runs `set` wherever the main thread is just then: between two steps of these, too."""
    cancel = Cancel()
    guard = Guard(cancel, 60)
    thread, raised = in_thread(lambda: _set_while_locked(cancel, guard))
    thread.join(GRACE_SECONDS)
    assert not thread.is_alive()
    assert raised == []


def _set_while_locked(cancel, guard):
    with cancel._lock, guard._lock:
        cancel.set()
