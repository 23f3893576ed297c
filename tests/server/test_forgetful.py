"""Ten thousand lookups and a collection of attacks, and then everything that the server wrote is searched."""

from __future__ import annotations

import base64
import contextlib
import os
import signal
import threading

from exposure_check.trust import keys
from tests.support.operated import answer, connect, request, scraped, serve, until

LOOKUPS = 10_000
AGENT = "Marked-Agent-4711"
SOURCE = "127.77.66.55"
THREADS = 4


def ask_often(port, dataset, evaluate, elements, count):
    """So many lookups over kept connections, each with its bucket and its evaluation; what the answers were."""
    statuses = set()
    with connect(port, SOURCE) as connection:
        for number in range(count):
            bucket = f"/v1/datasets/{dataset}/buckets/{number % 512}"
            statuses.add(request(connection, "GET", bucket, b"", f"User-Agent: {AGENT}")[0])
            statuses.add(request(connection, "POST", evaluate, elements, f"User-Agent: {AGENT}")[0])
    return statuses


def attack(port, dataset, evaluate):
    """One of each kind, all with the marks in them."""
    head = f"User-Agent: {AGENT}\r\nHost: {AGENT}\r\n"
    bucket = f"/v1/datasets/{dataset}/buckets/77"
    for data in (
        f"{AGENT} \x00 nonsense\r\n\r\n",
        f"GET {bucket} HTTP/1.1\r\n{head}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
        f"GET {bucket} HTTP/1.1\r\n{head}x: {'y' * 40_000}\r\n\r\n",
        f"GET {bucket}/../../../etc/passwd HTTP/1.1\r\n{head}\r\n",
        f"GET {bucket} HTTP/1.1\r\n{head}Range: bytes=9999999-\r\n\r\n",
        f"GET http://{AGENT}{bucket} HTTP/1.1\r\n{head}\r\n",
        f"GET /v1/keys/{AGENT} HTTP/1.1\r\n{head}\r\n",
        f"POST {evaluate} HTTP/1.1\r\n{head}Content-Length: 64\r\n\r\n" + "\xff" * 64,
        f"POST {evaluate} HTTP/1.1\r\n{head}Content-Length: 640000\r\n\r\n" + "z" * 65_000,
        f"POST {evaluate} HTTP/1.1\r\n{head}Transfer-Encoding: chunked\r\n\r\n{AGENT}\r\n",
        f"POST {evaluate} HTTP/1.1\r\n{head}Content-Length: 64\r\n\r\nhalf",
    ):
        with contextlib.suppress(OSError), connect(port, SOURCE) as connection:
            connection.sendall(data.encode("latin-1"))
            answer(connection)


def test_nothing_of_any_request_is_in_anything_that_is_written(altered, tmp_path):
    pair = keys.load_voprf(altered.keys, None)
    [path] = (altered.out / "datasets").iterdir()
    evaluate = f"/v1/keys/{pair.key_id}/evaluate"
    elements = b"".join(keys.voprf.blind(text).element for text in (b"a", b"b"))
    home = tmp_path / "home"
    with serve(
        home, altered.out, "--keys", altered.keys, "--rate", "2000/day", "--workers", "2", metrics=True
    ) as served:
        found = []

        def attempt():
            found.append(ask_often(served.port, path.name, evaluate, elements, LOOKUPS // THREADS))

        threads = [threading.Thread(target=attempt) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [{200, 429}] * THREADS
        before = served.workers
        for worker in before:
            os.kill(worker, signal.SIGKILL)
        until(lambda: not set(before) & set(served.workers) and len(served.workers) == 2)
        (path / "buckets" / "77").write_bytes(b"half")
        for _ in range(20):
            attack(served.port, path.name, evaluate)
        served.reload()
        metrics = scraped(served)
        served.process.terminate()
        served.process.wait(10)
    files = [file for file in home.rglob("*") if file.is_file()]
    written = metrics.encode() + b"".join(file.read_bytes() for file in files)
    assert b"is replaced" in written and b"A request failed" in written, "there is something to search"
    assert len(served.log.read_text().splitlines()) < 150, "the log is capped"
    for element in (elements[:32], elements[32:]):
        marks = [element, element.hex().encode(), base64.b64encode(element)[:-4]]
        assert not [mark for mark in marks if mark in written]
    for mark in (SOURCE, "127.77", AGENT, "/v1/", "buckets", "evaluate", "Traceback", pair.secret_key.reveal().hex()):
        assert mark.encode() not in written, mark
    assert {file.name for file in files} == {"stdout", "stderr"}, "no temporary file is left"
