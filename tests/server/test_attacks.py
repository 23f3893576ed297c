"""Attacks on a running service that are no matter of connections: floods, false addresses, signals, a full disk."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
import time

import pytest

from exposure_check.protocol import voprf
from exposure_check.trust import keys
from tests.support.operated import (
    connect,
    crowd,
    free_port,
    looks_up,
    program,
    rebuild,
    request,
    resident_kib,
    serve,
    until,
)
from tests.support.world import COMMAND, environment

ONE = {"EXPOSURE_CHECK_WORKERS": "1"}
TWO = {"EXPOSURE_CHECK_WORKERS": "2", "EXPOSURE_CHECK_RATE": "none"}
ELEMENTS = b"".join(voprf.blind(text).element for text in (b"a", b"b"))


def places(publication):
    """The address of an evaluation and those of a bucket and the pack."""
    pair = keys.load_voprf(publication.keys, None)
    newest = max((publication.out / "datasets").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    return pair, f"/v1/datasets/{newest.name}/buckets/3", f"/v1/datasets/{newest.name}/pack"


def evaluations(port, pair, addresses, source="127.0.0.1"):
    """How many of these who name themselves so are evaluated for."""
    path, found = f"/v1/keys/{pair.key_id}/evaluate", []
    with connect(port, source) as connection:
        for address in addresses:
            fields = [f"X-Forwarded-For: {named}" for named in address.split("|")]
            found.append(request(connection, "POST", path, ELEMENTS, *fields)[0])
    assert set(found) <= {200, 429}
    return found.count(200)


NAMED = [f"198.51.{number}.7" for number in range(12)]


def test_an_address_that_a_client_names_is_believed_from_the_proxy_alone(publication, tmp_path):
    pair, _, _ = places(publication)
    words = (publication.out, "--keys", publication.keys, "--rate", "8/day")
    with serve(tmp_path / "bare", *words, **ONE) as served:
        assert evaluations(served.port, pair, NAMED) == 4
    with serve(tmp_path / "behind", *words, "--forwarded-from", "127.0.0.1", **ONE) as served:
        assert evaluations(served.port, pair, NAMED, "127.9.0.1") == 4, "nobody's proxy"
        assert evaluations(served.port, pair, NAMED) == 12
        assert evaluations(served.port, pair, [f"{named}, 203.0.113.7" for named in NAMED]) == 4, (
            "the last is the proxy's"
        )
        assert evaluations(served.port, pair, [f"{named}|203.0.114.7" for named in NAMED]) == 4, "of several lines, too"
        assert evaluations(served.port, pair, [f"no address {named}" for named in NAMED]) == 4, "those share one"


def test_a_whole_network_of_ipv6_has_four_times_the_allowance_of_an_address(publication, tmp_path):
    pair, _, _ = places(publication)
    words = (publication.out, "--keys", publication.keys, "--rate", "8/day", "--forwarded-from", "127.0.0.1")
    everywhere = [f"2001:db8:77:{number * 256 + number:x}::{number:x}" for number in range(1, 250)]
    same = [f"2001:db8:78:1::{number:x}" for number in range(1, 50)]
    with serve(tmp_path, *words, **ONE) as served:
        assert evaluations(served.port, pair, everywhere) == 16
        assert evaluations(served.port, pair, same) == 4
        assert evaluations(served.port, pair, ["2001:db8:79::1"]) == 1


FLOODS = {
    "a byte of the pack": 'wrk.path = "PACK"\nwrk.headers["Range"] = "bytes=70000-70000"',
    "ranges of the pack": 'wrk.path = "PACK"\nwrk.headers["Range"] = "bytes=" .. string.rep("0-9,", 900) .. "5-6"',
    "conditions": 'wrk.path = "BUCKET"\nwrk.headers["If-None-Match"] = string.rep(\'"a", \', 900) .. \'"b"\'',
    "other buckets": "local n = 0\nfunction request()\n  n = n + 1\n"
    '  return wrk.format("GET", (string.gsub("BUCKET", "3$", tostring(n % 700))))\nend',
    "no addresses": "local n = 0\nfunction request()\n  n = n + 1\n"
    '  return wrk.format("GET", "/v1/datasets/" .. string.format("%032x", n) .. "/buckets/1")\nend',
    "wrong bodies": 'wrk.method = "POST"\nwrk.path = "EVALUATE"\nwrk.body = string.rep("x", 64)',
    "no HTTP": 'function request()\n  return "GET / HTTP/1.1\\r\\n\\r\\n"\nend',
}


@pytest.fixture(scope="module")
def flooded(publication, tmp_path_factory):
    words = (publication.out, "--keys", publication.keys)
    few = {"EXPOSURE_CHECK_WORKERS": "1", "EXPOSURE_CHECK_RATE": "none", "EXPOSURE_CHECK_CACHE_MEBIBYTES": "0"}
    home = tmp_path_factory.mktemp("flooded")
    with serve(home, *words, **few) as served:
        yield served
    assert len(served.log.read_text().splitlines()) == 0, "nothing is written of what is asked wrongly"


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_a_flood_keeps_no_lookup_waiting_and_takes_no_memory(flooded, publication, tmp_path, flood):
    pair, bucket, pack = places(publication)
    script = tmp_path / "flood.lua"
    for word, path in (("PACK", pack), ("BUCKET", bucket), ("EVALUATE", f"/v1/keys/{pair.key_id}/evaluate")):
        flood = flood.replace(word, path)
    script.write_text(flood)
    looks_up(flooded.port, bucket, pair)
    before, longest = resident_kib(flooded.workers[0]), 0.0
    words = [program("wrk", "wrk"), "-t1", "-c64", "-d2s", "-s", str(script), f"http://127.0.0.1:{flooded.port}"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as asking:
        while asking.poll() is None:
            started = time.monotonic()
            looks_up(flooded.port, bucket, pair, "127.0.0.9")
            longest = max(longest, time.monotonic() - started)
        said = asking.stdout.read()
    assert int(re.search(r"(\d+) requests in", said)[1]) > 100, said
    assert longest < 2
    assert resident_kib(flooded.workers[0]) - before < 16 << 10


def heads_until(over, port, paths, asked):
    """HEAD after HEAD, which wrk does not ask for."""
    with connect(port) as connection:
        while not over.is_set():
            for path in paths:
                connection.sendall(f"HEAD {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * 4)
                received = b""
                while received.count(b"\r\n\r\n") < 4:
                    received += connection.recv(1 << 16)
                assert received.count(b"HTTP/1.1 200 OK") == 4 and received.endswith(b"\r\n\r\n")
                asked.append(4)


def test_heads_without_end_are_answered_without_bodies_and_keep_nobody_waiting(flooded, publication):
    pair, bucket, pack = places(publication)
    over, asked, longest = threading.Event(), [], 0.0
    before = resident_kib(flooded.workers[0])
    threads = [threading.Thread(target=heads_until, args=(over, flooded.port, (pack, bucket), asked)) for _ in range(8)]
    for asking in threads:
        asking.start()
    for _ in range(10):
        started = time.monotonic()
        looks_up(flooded.port, bucket, pair, "127.0.0.9")
        longest = max(longest, time.monotonic() - started)
    over.set()
    for asking in threads:
        asking.join()
    assert sum(asked) > 100
    assert longest < 2
    assert resident_kib(flooded.workers[0]) - before < 16 << 10


def look_up_until(over, port, bucket, pair, done, failed):
    """Lookups as of a client, which asks once more where a connection ended."""
    while not over.is_set():
        try:
            try:
                looks_up(port, bucket, pair)
            except OSError:
                looks_up(port, bucket, pair)
            done.append(1)
        except (OSError, AssertionError) as error:
            failed.append(repr(error))


def signal_until(over, process):
    while not over.is_set():
        process.send_signal(signal.SIGHUP)
        time.sleep(0.002)


def test_signals_without_end_while_lists_change_lose_no_lookup(altered, tmp_path):
    failed, done, over = [], [], threading.Event()
    pair, bucket, _ = places(altered)
    with serve(tmp_path / "home", altered.out, "--keys", altered.keys, **TWO) as served:
        looking = (over, served.port, bucket, pair, done, failed)
        threads = [threading.Thread(target=look_up_until, args=looking) for _ in range(2)]
        threads.append(threading.Thread(target=signal_until, args=(over, served.process)))
        for thread in threads:
            thread.start()
        for _ in range(3):
            rebuild(altered)
            time.sleep(0.5)
        over.set()
        for thread in threads:
            thread.join()
        _, newest, _ = places(altered)
        until(lambda: len(served.workers) == 2)
        with connect(served.port) as connection:
            assert request(connection, "GET", newest)[0] == 200
    assert failed == []
    assert len(done) > 20


@pytest.mark.parametrize("kind", ["a full disk", "a reader that went"])
def test_what_cannot_be_written_ends_no_service(publication, tmp_path, kind):
    port = free_port()
    if kind == "a full disk":
        out = os.open("/dev/full", os.O_WRONLY)
    else:
        reader, out = os.pipe()
        os.close(reader)
    words = [*COMMAND, "serve", publication.out, "--keys", publication.keys, "--port", port, "--workers", "2"]

    def answers():
        try:
            with connect(port) as connection:
                return request(connection, "GET", "/readyz")[0] == 200
        except OSError:
            return False

    def children():
        with open(f"/proc/{process.pid}/task/{process.pid}/children") as file:  # noqa: PTH123  # of another process
            return [int(pid) for pid in file.read().split()]

    with subprocess.Popen(
        [*map(str, words)], stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=environment(tmp_path)
    ) as process:
        os.close(out)
        try:
            until(answers)
            first = children()
            process.send_signal(signal.SIGHUP)  # a list is taken up, and that is said
            until(lambda: len(children()) == 2 and not set(children()) & set(first))
            os.kill(children()[0], signal.SIGKILL)  # which is said, too
            until(lambda: len(children()) == 2)
            until(answers)
        finally:
            process.terminate()


def test_with_few_descriptors_it_takes_few_connections_and_answers_them(publication, tmp_path):
    """Where more were taken than there are descriptors for, the files of a list could not be opened."""
    pair, bucket, pack = places(publication)
    port = free_port()
    words = ["prlimit", "--nofile=300:300", *COMMAND, "serve", publication.out, "--keys", publication.keys]
    words += ["--port", port, "--workers", "2", "--rate", "none"]
    with (
        (tmp_path / "log").open("wb") as log,
        subprocess.Popen(
            [*map(str, words)], stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment(tmp_path)
        ) as process,
    ):
        try:
            until(lambda: b"Serving" in (tmp_path / "log").read_bytes())
            with crowd(port, 800):
                for _ in range(10):
                    looks_up(port, bucket, pair)
                with connect(port) as connection:
                    assert request(connection, "GET", pack)[0] == 200
        finally:
            process.terminate()
    assert (tmp_path / "log").read_text().count("\n") == 1, "it is served, and nothing went wrong"
