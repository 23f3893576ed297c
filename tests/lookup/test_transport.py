from __future__ import annotations

import gzip
import socket
import threading

import pytest

from exposure_check.errors import (
    CancelledError,
    MalformedError,
    NetworkError,
    ProfileError,
    ServerBusyError,
    ServerError,
    TimeLimitError,
)
from exposure_check.lookup.cancellable import run_cancellable
from exposure_check.lookup.ledger import Purpose

from .conftest import answer

BUCKET = Purpose.BUCKET
ENOUGH = 1000


@pytest.fixture
def refusing():
    """A port on loopback where nobody listens, and nobody else can."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


def drip(head=b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", chunk=b"x", pause=0.01, most=1 << 40):
    """An answer that never ends, or ends after `most` bytes."""

    def script(connection, server):
        connection.sendall(head)
        sent = 0
        while sent < most and not server.leaving.wait(pause):
            connection.sendall(chunk)
            sent += len(chunk)
        return False

    return script


# --- what is sent is what is written down


@pytest.mark.parametrize(
    "path", ["/v1/metadata/timestamp.json", "/base/v1/x", "/a%2fb/%7Ec", "/a b/\u00e4", "/a/../b/./c", "/a//b"]
)
def test_the_ledger_holds_a_get_byte_for_byte(serve, transport, ledger, path):
    server = serve(answer())
    assert transport().fetch(BUCKET, server.url + path, ENOUGH) == b"fine"
    assert [sent.wire() for sent in ledger.sent] == server.requests
    assert ledger.sent[0].method == "GET"


@pytest.mark.parametrize("body", [b"", b"\x00\xff\r\n\r\n" * 10, bytes(64)])
def test_the_ledger_holds_a_post_byte_for_byte(serve, transport, ledger, body):
    server = serve(answer())
    assert transport().fetch(Purpose.EVALUATE, server.url + "/v1/keys/0/evaluate", ENOUGH, body) == b"fine"
    assert [sent.wire() for sent in ledger.sent] == server.requests
    assert (ledger.sent[0].method, ledger.sent[0].body) == ("POST", body)


def test_requests_carry_the_same_few_headers_on_every_computer(serve, transport, monkeypatch):
    monkeypatch.setenv("LANG", "fi_FI.UTF-8")
    server = serve(answer())
    transport().fetch(Purpose.CATALOGUE, server.url + "/x", ENOUGH)
    transport().fetch(Purpose.EVALUATE, server.url + "/x", ENOUGH, b"body")
    get, post = (request.partition(b"\r\n\r\n")[0].decode().split("\r\n") for request in server.requests)
    fixed = ["Accept: */*", "Accept-Encoding: identity", "User-Agent: exposure-check", "Connection: keep-alive"]
    host = f"Host: 127.0.0.1:{server.port}"
    assert sorted(get) == sorted(["GET /x HTTP/1.1", *fixed, host])
    assert sorted(post) == sorted(
        ["POST /x HTTP/1.1", *fixed, host, "Content-Type: application/octet-stream", "Content-Length: 4"]
    )


@pytest.mark.parametrize("index", ["0", "511", "4294967295"])
def test_the_request_for_a_bucket_has_one_length_whatever_its_index(serve, transport, index):
    server = serve(answer())
    transport().fetch(Purpose.BUCKET, f"{server.url}/{index}", ENOUGH)
    assert f"\r\nPadding: {'.' * (10 - len(index))}\r\n" in server.requests[0].decode()


def test_a_line_end_in_an_address_adds_no_header(serve, transport, ledger):
    server = serve(answer())
    transport().fetch(BUCKET, server.url + "/x\r\nX-Number: 1", ENOUGH)
    assert b"\r\nX-Number" not in server.requests[0]
    assert [sent.wire() for sent in ledger.sent] == server.requests


def test_a_request_is_written_down_before_it_is_sent(refusing, transport, ledger):
    with pytest.raises(NetworkError):
        transport(attempts=1).fetch(BUCKET, f"http://127.0.0.1:{refusing}/x", ENOUGH)
    assert len(ledger.sent) == 1


def test_one_connection_is_used_again(serve, transport):
    server = serve(answer())
    used = transport()
    for _ in range(3):
        used.fetch(BUCKET, server.url + "/x", ENOUGH)
    assert (len(server.requests), server.connections) == (3, 1)


def test_two_transports_share_no_connection(serve, transport):
    server = serve(answer())
    for _ in range(2):
        transport().fetch(BUCKET, server.url + "/x", ENOUGH)
    assert server.connections == 2


# --- what a server may not make the client do


@pytest.mark.parametrize(
    "status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent", "304 Same", "300 Many"]
)
def test_a_redirect_is_not_followed(serve, transport, status):
    elsewhere = serve(answer())
    server = serve(answer(status=status, headers=[("Location", elsewhere.url + "/elsewhere")]))
    with pytest.raises(ServerError) as caught:
        transport().fetch(BUCKET, server.url + "/x", ENOUGH)
    assert caught.value.status == int(status[:3])
    assert (len(server.requests), elsewhere.connections) == (1, 0)


def test_the_endless_body_of_a_redirect_is_not_read(serve, transport):
    most = 64 << 20
    counted = []

    def script(connection, server):
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /y\r\nTransfer-Encoding: chunked\r\n\r\n")
        chunk = b"10000\r\n" + bytes(0x10000) + b"\r\n"
        try:
            while len(counted) < most // 0x10000:
                connection.sendall(chunk)
                counted.append(1)
        finally:
            server.request_received.clear()
        return False

    server = serve(script)
    with pytest.raises(ServerError):
        transport().fetch(BUCKET, server.url + "/x", ENOUGH)
    assert len(counted) * 0x10000 < most // 4


def test_a_cookie_is_not_kept(serve, transport):
    server = serve(answer(headers=[("Set-Cookie", "id=1234; Path=/"), ("Set-Cookie", "other=1; Domain=127.0.0.1")]))
    used = transport()
    for _ in range(2):
        used.fetch(BUCKET, server.url + "/x", ENOUGH)
    assert not any(b"cookie" in request.lower() for request in server.requests)


def test_the_password_file_of_the_user_is_not_used(serve, transport, tmp_path, monkeypatch):
    for name in (".netrc", "_netrc"):
        (tmp_path / name).write_text("machine 127.0.0.1 login MARKER password MARKER\ndefault login M password M\n")
        (tmp_path / name).chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    server = serve(answer())
    transport().fetch(BUCKET, server.url + "/x", ENOUGH)
    assert b"authorization" not in server.requests[0].lower()


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, gzip", "unknown"])
def test_a_coded_answer_is_not_decoded(serve, transport, coding):
    bomb = gzip.compress(bytes(1 << 20))
    server = serve(answer(bomb, headers=[("Content-Encoding", coding)]))
    assert transport().fetch(BUCKET, server.url + "/x", len(bomb)) == bomb


def test_an_answer_of_exactly_the_most_is_taken(serve, transport):
    server = serve(answer(b"x" * ENOUGH))
    assert transport().fetch(BUCKET, server.url + "/x", ENOUGH) == b"x" * ENOUGH


def test_one_byte_more_is_refused_however_its_length_is_stated(serve, transport):
    body = b"x" * (ENOUGH + 1)
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    for response in (answer(body), answer(chunked, headers=[("Transfer-Encoding", "chunked")])):
        with pytest.raises(MalformedError):
            transport().fetch(BUCKET, serve(response).url, ENOUGH)


def test_an_empty_answer_is_empty(serve, transport):
    assert transport().fetch(BUCKET, serve(answer(b"")).url, ENOUGH) == b""


def test_a_chunked_answer_is_put_together(serve, transport):
    chunked = answer(b"3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\n\r\n", headers=[("Transfer-Encoding", "chunked")])
    assert transport().fetch(BUCKET, serve(chunked).url, ENOUGH) == b"abcdefg"


def test_a_large_answer_comes_whole(serve, transport):
    body = bytes(range(256)) * 8192
    assert transport().fetch(BUCKET, serve(answer(body)).url, len(body)) == body


def test_an_answer_that_says_it_is_too_large_is_refused_unread(serve, transport, ledger):
    with pytest.raises(MalformedError):
        transport().fetch(BUCKET, serve(drip(b"HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n")).url, ENOUGH)
    assert len(ledger.sent) == 1


@pytest.mark.parametrize(
    ("head", "chunk"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 400),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"190\r\n" + b"x" * 400 + b"\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", b"x" * 400),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", b"x" * 400),
    ],
    ids=["until closed", "chunked", "odd length", "negative length"],
)
def test_an_answer_without_end_is_refused_while_it_comes(serve, transport, ledger, head, chunk):
    with pytest.raises((MalformedError, NetworkError)):
        transport().fetch(BUCKET, serve(drip(head, chunk, pause=0)).url, ENOUGH)
    assert len(ledger.sent) <= 3


@pytest.mark.parametrize(
    "cut",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
        b"HTTP/1.1 200",
        b"HTTP/1.1 200 OK\r\nContent-Type: x\r\nContent-Le",
        b"HTTP/1.1 200 OK\r\n\r\nno length",
        b"",
        b"HTTP/1.1 twohundred OK\r\n\r\n",
        b"220 smtp.example.org ESMTP\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00",
    ],
    ids=lambda data: repr(data[:40]) + repr(data[-12:]),
)
def test_a_truncated_or_senseless_answer_is_a_network_error_and_never_an_answer(serve, transport, ledger, cut):
    def script(connection, server):
        connection.sendall(cut)
        return False

    with pytest.raises(NetworkError):
        transport().fetch(BUCKET, serve(script).url, ENOUGH)
    assert [sent.attempt for sent in ledger.sent] == [1, 2, 3]


def test_an_answer_that_comes_too_slowly_is_a_time_limit(serve, transport):
    with pytest.raises(TimeLimitError):
        transport(answer_seconds=0.05, attempts=1).fetch(BUCKET, serve(drip()).url, 1 << 20)


def test_the_whole_list_may_take_longer_than_an_answer(serve, transport):
    slow = drip(b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n", pause=0.01, most=20)
    used = transport(answer_seconds=0.05, lookup_seconds=0.05, bytes_per_second=10, attempts=1)
    assert used.fetch(Purpose.PACK, serve(slow).url, ENOUGH) == b"x" * 20


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"])
def test_a_server_that_falls_silent_is_a_time_limit(serve, transport, head):
    def script(connection, server):
        connection.sendall(head)
        server.leaving.wait(30)
        return False

    with pytest.raises(TimeLimitError):
        transport(read_seconds=0.1, attempts=1).fetch(BUCKET, serve(script).url, ENOUGH)


# --- what a status means


@pytest.mark.parametrize("status", ["429 Too Many", "503 Unavailable"])
@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("7", 7),
        ("0", 1),
        ("3600", 3600),
        ("999999999", 86400),
        ("99999999999999999999", 86400),
        ("-5", 60),
        ("1.5", 60),
        ("", 60),
        ("soon", 60),
        ("\u0667", 60),
        ("Fri, 31 Dec 2100 23:59:59 GMT", 86400),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 1),
        ("Fri, 31 Dec 9999 23:59:59 -2359", 86400),
        ("Sat, 01 Jan 0001 00:00:00 GMT", 1),
        (None, 60),
    ],
)
def test_a_busy_server_is_asked_again_when_it_says_within_reason(
    serve, transport, ledger, status, retry_after, seconds
):
    headers = [("Retry-After", retry_after)] if retry_after is not None else []
    with pytest.raises(ServerBusyError) as caught:
        transport().fetch(BUCKET, serve(answer(status=status, headers=headers)).url, ENOUGH)
    assert caught.value.retry_after == seconds
    assert str(seconds) in caught.value.advice
    assert len(ledger.sent) == 1, "not asked again at once"


@pytest.mark.parametrize(
    ("status", "attempts"), [(500, 3), (502, 3), (504, 3), (404, 1), (403, 1), (400, 1), (413, 1), (501, 1), (418, 1)]
)
def test_a_fault_of_the_server_is_named_and_tried_again_where_that_may_help(serve, transport, ledger, status, attempts):
    with pytest.raises(ServerError) as caught:
        transport().fetch(BUCKET, serve(answer(b"MARKER", status=f"{status} X")).url, ENOUGH)
    assert caught.value.status == status
    assert "MARKER" not in str(caught.value)
    assert [sent.attempt for sent in ledger.sent] == list(range(1, attempts + 1))


@pytest.mark.parametrize(
    "status", ["201 Created", "202 Accepted", "203 Transformed", "204 None", "205 Reset", "206 Partial"]
)
def test_success_other_than_200_is_no_answer(serve, transport, status):
    with pytest.raises(ServerError):
        transport().fetch(BUCKET, serve(answer(b"", status=status)).url, ENOUGH)


def test_an_informational_answer_before_the_real_one_is_passed_over(serve, transport):
    server = serve(b"HTTP/1.1 100 Continue\r\n\r\n" + answer(b"real"))
    assert transport().fetch(BUCKET, server.url, ENOUGH) == b"real"


def test_what_works_at_the_second_attempt_is_an_answer_and_both_are_in_the_ledger(serve, transport, ledger):
    server = serve(answer(status="502 Bad"), answer(b"second"))
    assert transport().fetch(Purpose.EVALUATE, server.url + "/x", ENOUGH, b"body") == b"second"
    assert [sent.attempt for sent in ledger.sent] == [1, 2]
    assert [sent.wire() for sent in ledger.sent] == server.requests


def test_a_connection_that_was_closed_in_between_is_opened_again(serve, transport, ledger):
    def once(connection, server):
        connection.sendall(answer(b"fine"))
        return False

    server = serve(once)
    used = transport()
    assert [used.fetch(BUCKET, server.url + "/x", ENOUGH) for _ in range(3)] == [b"fine"] * 3
    assert len(server.requests) == 3
    # a request that met the closing connection was handed to the network and is in the ledger, though nobody read it
    assert {sent.wire() for sent in ledger.sent} == set(server.requests)
    assert [sent.attempt for sent in ledger.sent].count(1) == 3


def test_a_refused_connection_is_a_network_error(refusing, transport, ledger):
    with pytest.raises(NetworkError) as caught:
        transport().fetch(BUCKET, f"http://127.0.0.1:{refusing}/x", ENOUGH)
    assert type(caught.value) is NetworkError
    assert [sent.attempt for sent in ledger.sent] == [1, 2, 3]


@pytest.mark.parametrize(
    "url",
    [
        "http://192.0.2.1/x",
        "http://check.example.org/x",
        "http://127.0.0.1.example.org/x",
        "http://127.0.0.1@192.0.2.1/x",
        "http://192.0.2.1\\@127.0.0.1/x",
        "http://localhost.example.org/",
        "http://2130706433.example.org/",
        "ftp://127.0.0.1/x",
        "file:///etc/passwd",
        "/etc/passwd",
        "",
        "https://",
        "https://user:word@check.example.org/",
        "https://check.example.org/?q=1",
        "https://check.example.org/#x",
        "https://check.example.org:99999/",
        "https://check.example.org//v1",
    ],
)
def test_an_address_without_tls_or_of_an_odd_form_is_refused_before_any_connection(transport, ledger, monkeypatch, url):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("a name was looked up"))
    with pytest.raises(ProfileError):
        transport().fetch(BUCKET, url, ENOUGH)
    assert ledger.sent == []


# --- stopping


def _in_thread(work):
    """Run `work` in a thread; gives the thread and a list that will hold what it raised."""
    raised = []

    def run():
        try:
            work()
        except BaseException as error:  # noqa: BLE001  # the test looks at it
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, raised


def test_nothing_is_sent_once_it_was_stopped(serve, transport, cancel, ledger):
    server = serve(answer())
    cancel.set()
    with pytest.raises(CancelledError):
        transport().fetch(BUCKET, server.url, ENOUGH)
    assert (ledger.sent, server.connections) == ([], 0)


def test_stopping_ends_the_wait_for_a_silent_server_at_once(serve, transport, cancel):
    def silent(connection, server):
        server.leaving.wait(60)
        return False

    server = serve(silent)
    used = transport(read_seconds=60)
    thread, raised = _in_thread(lambda: run_cancellable(cancel, 60, lambda: used.fetch(BUCKET, server.url, ENOUGH)))
    assert server.request_received.wait(30)
    cancel.set()
    thread.join(10)
    assert not thread.is_alive()
    assert [type(error) for error in raised] == [CancelledError]


def test_stopping_ends_the_pause_between_two_attempts_at_once(serve, transport, cancel, ledger):
    server = serve(answer(status="500 X"))
    used = transport(first_pause_seconds=60, longest_pause_seconds=60)
    thread, raised = _in_thread(lambda: used.fetch(BUCKET, server.url, ENOUGH))
    assert server.request_received.wait(30)
    cancel.set()
    thread.join(10)
    assert not thread.is_alive()
    assert [type(error) for error in raised] == [CancelledError]
    assert len(ledger.sent) == 1


def test_stopping_ends_an_answer_that_drips(serve, transport, cancel):
    server = serve(drip())
    thread, raised = _in_thread(lambda: transport().fetch(BUCKET, server.url, 1 << 20))
    assert server.request_received.wait(30)
    cancel.set()
    thread.join(10)
    assert not thread.is_alive()
    assert [type(error) for error in raised] == [CancelledError]


def test_after_the_check_is_over_nothing_more_is_sent(serve, transport, ledger):
    server = serve(answer())
    used = transport()
    used.close()
    with pytest.raises(CancelledError):
        used.fetch(BUCKET, server.url, ENOUGH)
    assert (ledger.sent, server.connections) == ([], 0)


def test_an_attempt_that_was_under_way_at_the_end_is_not_repeated(serve, transport, ledger):
    def silent(connection, server):
        server.leaving.wait(60)
        return False

    server = serve(silent)
    used = transport(read_seconds=0.2)
    thread, raised = _in_thread(lambda: used.fetch(BUCKET, server.url, ENOUGH))
    assert server.request_received.wait(30)
    used.close()
    thread.join(30)
    assert [type(error) for error in raised] == [CancelledError]
    assert [sent.attempt for sent in ledger.sent] == [1]
