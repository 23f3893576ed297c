"""A server as an operator runs it: `exposure-check serve` over a published folder, and many who connect to it."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exposure_check.protocol import voprf
from exposure_check.protocol.suite import XC1_DEMO
from exposure_check.publisher import sample_records
from exposure_check.publisher.build import BuildOptions, PublisherKeys, build
from exposure_check.publisher.input import breaches
from exposure_check.trust import rotate
from tests.support.memory_service import Published as Publication
from tests.support.world import COMMAND, environment

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 30


@dataclass
class Served:
    """A running `serve`, its port and where its words go."""

    process: subprocess.Popen
    port: int
    log: Path
    out: Path
    metrics: int = 0

    @property
    def workers(self) -> list[int]:
        """The worker processes, without the one of the metrics."""
        text = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in text.split()][1 if self.metrics else 0 :]

    @property
    def written(self) -> str:
        return self.out.read_text() + self.log.read_text()

    def reload(self) -> None:
        self.process.send_signal(signal.SIGHUP)


def until(holds, seconds=PATIENCE):
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        time.sleep(0.02)


@contextmanager
def serve(home: Path, *words: str | Path, metrics: bool = False, **variables: str) -> Iterator[Served]:
    """Run `exposure-check serve` with these words on a free port."""
    home.mkdir(parents=True, exist_ok=True)
    metrics_port = free_port() if metrics else 0
    if metrics:
        words = (*words, "--metrics-port", str(metrics_port))
    log, out = home / "stderr", home / "stdout"
    with log.open("ab") as error, out.open("wb") as output:
        process = subprocess.Popen(
            [*COMMAND, "serve", *map(str, words), "--port", "0"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=error,
            env=environment(home) | variables,
        )
    try:
        until(lambda: "Serving" in out.read_text() or process.poll() is not None)
        found = re.search(r":(\d+)$", out.read_text().strip())
        assert found, log.read_text()
        yield Served(process, int(found[1]), log, out, metrics_port)
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def scraped(served: Served) -> str:
    """The metrics, as Prometheus reads them."""
    with connect(served.metrics) as connection:
        connection.sendall(b"GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        received = b""
        while piece := connection.recv(1 << 16):
            received += piece
    return received.decode()


def counted(served: Served, name: str) -> float:
    """One figure of the metrics."""
    [line] = [line for line in scraped(served).splitlines() if line.startswith(f"exposure_check_{name} ")]
    return float(line.rpartition(" ")[2])


def connect(
    port: int,
    source: str = "127.0.0.1",
    host: str = "127.0.0.1",
    timeout: float = 10,
    receive_bytes: int | None = None,
) -> socket.socket:
    """A connection from an address of this computer; `receive_bytes`: how much its kernel takes unread."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    connection = socket.socket(family, socket.SOCK_STREAM)
    connection.settimeout(timeout)
    if receive_bytes is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
    try:
        if source != "127.0.0.1":
            connection.bind((source, 0))
        connection.connect((host, port))
    except OSError:
        connection.close()
        raise
    return connection


def request(connection: socket.socket, method: str, path: str, body: bytes = b"", *fields: str) -> tuple[int, bytes]:
    """One request and its answer: the status and the body."""
    lines = [f"{method} {path} HTTP/1.1", "Host: x", *fields]
    if body or method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    connection.sendall("\r\n".join([*lines, "", ""]).encode() + body)
    return answer(connection)


def answer(connection: socket.socket) -> tuple[int, bytes]:
    """The next answer on a connection: its status and its body."""
    received = b""
    while b"\r\n\r\n" not in received:
        piece = connection.recv(65536)
        if not piece:
            raise ConnectionResetError("closed before an answer")
        received += piece
    head, _, body = received.partition(b"\r\n\r\n")
    size = int(re.search(rb"content-length: (\d+)", head.lower())[1])
    while len(body) < size:
        piece = connection.recv(65536)
        if not piece:
            raise ConnectionResetError("closed within an answer")
        body += piece
    return int(head.split()[1]), body


def looks_up(port: int, bucket_path: str, pair: voprf.KeyPair, source: str = "127.0.0.1") -> None:
    """What a lookup asks, on a connection of its own, and that the answers are right."""
    inputs = [b"open", b"sealed"]
    blinded = [voprf.blind(text) for text in inputs]
    with connect(port, source) as connection:
        assert request(connection, "GET", "/v1/metadata/timestamp.json")[0] == 200
        status, data = request(connection, "GET", bucket_path)
        assert status == 200 and data.startswith(b"XCB1")
        body = b"".join(part.element for part in blinded)
        status, data = request(connection, "POST", f"/v1/keys/{pair.key_id}/evaluate", body)
        assert status == 200, data
    voprf.finalize(inputs, blinded, [data[:32], data[32:64]], data[64:], pair.public_key)


def sources(count: int, each: int = 100) -> list[str]:
    """Addresses of this computer from which `count` connections are made, `each` from one."""
    return [f"127.1.{number // each // 250}.{number // each % 250 + 1}" for number in range(count)]


@contextmanager
def crowd(port: int, count: int, first: bytes = b"") -> Iterator[list[socket.socket]]:
    """So many connections at once, from many addresses, each of which has sent `first` and says nothing more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count + 1000
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard), hard))
    with ExitStack() as stack:
        everyone = []
        for source in sources(count):
            connection = stack.enter_context(connect(port, source))
            with suppress(OSError):  # it may have been cut already
                if first:
                    connection.sendall(first)
            everyone.append(connection)
        yield everyone


def still_open(connections: list[socket.socket]) -> int:
    """How many of these the other side has not ended."""
    count = 0
    for connection in connections:
        connection.setblocking(False)
        try:
            if connection.recv(1 << 16):
                count += 1
        except BlockingIOError:
            count += 1
        except OSError:
            pass
    return count


def resident_kib(pid: int) -> int:
    """Resident memory of a process."""
    [line] = [line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1])


CORES = len(os.sched_getaffinity(0))


def rebuild(publication: Publication, *, new_key: bool = False) -> None:
    """Publish a new list in the folder of an earlier one, with the same keys or a new VOPRF key."""
    if new_key:
        rotate.rotate_voprf(publication.keys, None)
    order = BuildOptions(
        breaches.load(publication.folder / sample_records.BREACHES_FILE),
        [publication.folder / sample_records.RECORDS_FILE],
        publication.out,
        XC1_DEMO,
        allow_test=True,
    )
    with ThreadPoolExecutor(CORES) as pool:
        build(order, PublisherKeys(publication.keys), pool)


def copied(publication: Publication, folder: Path) -> Publication:
    """A copy of a publication, to be changed."""
    shutil.copytree(publication.folder, folder)
    return Publication(folder, publication.people)


def program(name: str, package: str) -> str:
    """A program of the system that set-up installs; the test is skipped only where set-up said that it could not."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None:
        note = Path(sys.prefix) / ".not-installed"
        if note.exists() and package in note.read_text().split():
            pytest.skip(f"set-up was not run as root and could not install {package}")
        pytest.fail(f"{name} is missing: run `make setup`, which installs {package}")
    return found
