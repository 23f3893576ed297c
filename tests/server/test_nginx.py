"""The documented nginx, from Debian's package, in front of the server."""

from __future__ import annotations

import contextlib
import re
import ssl
import threading

import pytest

from exposure_check.trust import keys
from tests.support.nginx import nginx
from tests.support.operated import Served, connect, crowd, looks_up, request, serve, until

USED = {"EXPOSURE_CHECK_WORKERS": "1", "EXPOSURE_CHECK_CONNECTIONS_EACH": "16"}


@pytest.fixture(scope="module")
def front(publication, tmp_path_factory) -> tuple[Served, int]:
    home = tmp_path_factory.mktemp("front")
    words = (publication.out, "--keys", publication.keys, "--forwarded-from", "127.0.0.1", "--rate", "40/day")
    with serve(home / "home", *words, **USED) as served, nginx(publication, home, served.port) as port:
        yield served, port


@contextlib.contextmanager
def secured(port, source="127.0.0.1"):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with connect(port, source) as plain, context.wrap_socket(plain) as connection:
        yield connection


def bucket_of(publication):
    [dataset] = (publication.out / "datasets").iterdir()
    return f"/v1/datasets/{dataset.name}/buckets/3"


SWAPPING = {"EXPOSURE_CHECK_WORKERS": "2", "EXPOSURE_CHECK_RATE": "none", "EXPOSURE_CHECK_WATCH_SECONDS": "0"}


def over_tls(monkeypatch):
    monkeypatch.setattr("tests.support.operated.connect", secured)


def test_lookups_go_through(front, publication, monkeypatch):
    over_tls(monkeypatch)
    pair = keys.load_voprf(publication.keys, None)
    for _ in range(3):
        looks_up(front[1], bucket_of(publication), pair, "127.3.0.1")


def test_each_kind_of_file_is_what_was_published(front, publication):
    base = bucket_of(publication).partition("/buckets")[0]
    with secured(front[1]) as connection:
        for path in ("/v1/metadata/timestamp.json", "/v1/metadata/1.root.json", bucket_of(publication), f"{base}/pack"):
            status, body = request(connection, "GET", path)
            assert (status, body) == (200, (publication.out / path.removeprefix("/v1/")).read_bytes())
        for path in (f"{base}/notes", f"{base}/buckets/0511", f"{base}/buckets/../notes", "/", "/v1/datasets/", "/x"):
            assert request(connection, "GET", path)[0] in (400, 404)
        assert request(connection, "GET", bucket_of(publication), b"", "Range: bytes=0-3") == (206, b"XCB1")


def test_limits_are_by_the_address_that_nginx_saw_and_not_by_what_a_client_says(front, publication):
    pair = keys.load_voprf(publication.keys, None)
    path = f"/v1/keys/{pair.key_id}/evaluate"
    body = b"".join(keys.voprf.blind(text).element for text in (b"a", b"b"))
    with secured(front[1], "127.3.0.9") as connection:
        fields = [f"X-Forwarded-For: 198.51.100.{number}" for number in range(25)]
        statuses = [request(connection, "POST", path, body, field)[0] for field in fields]
    assert statuses == [200] * 20 + [429] * 5
    with secured(front[1], "127.4.0.9") as connection:
        assert request(connection, "POST", path, body)[0] == 200


@pytest.mark.parametrize("first", [b"", b"\x16\x03\x01\x02\x00"], ids=["idle", "half a handshake"])
def test_thousands_of_connections_that_say_no_more_keep_nobody_out(front, publication, monkeypatch, first):
    pair = keys.load_voprf(publication.keys, None)
    with crowd(front[1], 3000, first):
        over_tls(monkeypatch)
        for number in range(3):
            looks_up(front[1], bucket_of(publication), pair, f"127.{5 + len(first)}.{number}.1")


def test_no_lookup_through_it_fails_while_lists_change(publication, tmp_path, monkeypatch):
    """nginx keeps connections to the workers, and asks once more on another one where a worker has ended one."""
    over_tls(monkeypatch)
    pair, failed, done = keys.load_voprf(publication.keys, None), [], []
    words = (publication.out, "--keys", publication.keys, "--forwarded-from", "127.0.0.1")
    with serve(tmp_path / "home", *words, **SWAPPING) as served, nginx(publication, tmp_path, served.port) as port:
        over = threading.Event()

        def look_up():
            while not over.is_set():
                try:
                    looks_up(port, bucket_of(publication), pair, "127.3.0.1")
                    done.append(1)
                except (OSError, AssertionError) as error:
                    failed.append(repr(error))

        clients = [threading.Thread(target=look_up) for _ in range(3)]
        for client in clients:
            client.start()
        for number in range(6):
            served.reload()
            until(lambda number=number: served.written.count("A new list is served") > number)
        over.set()
        for client in clients:
            client.join()
    assert failed == []
    assert len(done) > 20


def test_nothing_is_written_down_by_either(front, publication):
    served, _ = front
    folder = served.log.parent.parent
    written = (folder / "error.log").read_text() + served.log.read_text()
    assert not re.search(r"127\.\d+\.\d+\.\d+|/v1/", written), written
    assert not [
        path
        for path in folder.rglob("*")
        if path.is_file() and path.stat().st_size and path.parent.name in ("body", "proxy")
    ]
