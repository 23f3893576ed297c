"""The service over HTTP, against libsodium alone and nginx alone in the same run. wrk asks, over 16 connections.

Five minutes on two idle cores; `python -m tests.benchmarks server --records 20000` for a quick try.
"""

from __future__ import annotations

import re
import resource
import secrets
import statistics
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from exposure_check.protocol import bucket, catalogue, merkle, sodium, voprf
from exposure_check.trust import keys, sign
from tests.benchmarks.table import Row
from tests.support import nginx
from tests.support.certificate import self_signed
from tests.support.memory_service import publish
from tests.support.operated import answer, connect, free_port, program, request, resident_kib, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.memory_service import Published
    from tests.support.operated import Served

RECORDS, BUCKETS_BITS = 400_000, 9
CLIENTS = 100_000
SECONDS = 5
CONNECTIONS = 16
ROUNDS = 3
OPEN = {"EXPOSURE_CHECK_RATE": "none", "EXPOSURE_CHECK_WATCH_SECONDS": "0"}
CLIENTS_SECONDS = 180  # at most, for so many clients to have asked
_NGINX = """worker_processes {workers}; daemon off; pid {folder}/nginx-{port}.pid; error_log /dev/null crit; user root;
events {{ worker_connections 1024; }}
http {{ access_log off; sendfile on; keepalive_requests 100000000; open_file_cache max=1000;
client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d;
scgi_temp_path {folder}/e;
server {{ listen 127.0.0.1:{port} {tls}; location /v1/ {{ alias {out}/; }} }} }}"""


def rows(records: int = RECORDS) -> list[Row]:
    """Evaluations, buckets, both together, and what it costs to hold; `records` of them in the list."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        publication = of_many(folder / "list", records)
        clients = CLIENTS * records // RECORDS
        return [
            *_printed(_evaluations(publication, folder)),
            *_printed(_buckets(publication, folder)),
            *_printed(_through_nginx(publication, folder)),
            *_printed(_together(publication, folder)),
            *_printed(_size(publication, folder, records, clients)),
        ]


def _printed(found: list[Row]) -> list[Row]:
    for row in found:
        print(f"{row.what}: {row.measured} ({row.floor})", flush=True)
    return found


def of_many(folder: Path, records: int) -> Published:
    """A signed list of so many records drawn at random, which nobody can tell from others without the key."""
    publication = publish(folder, 20)
    described = publication.catalogue()
    dataset_id, each = secrets.token_bytes(16), -(-records // (1 << BUCKETS_BITS))
    contents = [
        bucket.content(dataset_id, index, [secrets.token_bytes(10) for _ in range(each)])
        for index in range(1 << BUCKETS_BITS)
    ]
    tree = merkle.levels([merkle.leaf_hash(content) for content in contents])
    place = publication.out / "datasets" / dataset_id.hex()
    (place / "buckets").mkdir(parents=True)
    for index, content in enumerate(contents):
        (place / "buckets" / str(index)).write_bytes(content + merkle.audit_path(tree, index))
    (place / "pack").write_bytes(b"".join(contents))
    changed = msgspec.structs.replace(
        described, dataset_id=dataset_id.hex(), bucket_records=each, label_bytes=2, merkle_root=tree[-1][0].hex(),
        prefix_bits=BUCKETS_BITS,
    )  # fmt: skip
    signers = {role: keys.load_signer(publication.keys, role, None) for role in keys.ROLES}
    targets = {"catalogues/fi.hetu.json": catalogue.serialise(changed)}
    sign.publish(publication.out, publication.root, signers, targets, datetime.now(UTC))
    return publication


def bucket_of(publication: Published) -> str:
    newest = max((publication.out / "datasets").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    return f"/v1/datasets/{newest.name}/buckets/3"


def wrk(port: int, path: str, script: Path | None = None, seconds: int = SECONDS, scheme: str = "http") -> float:
    """Requests a second; every answer has to be a success."""
    words = [program("wrk", "wrk"), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s"]
    words += ["-s", str(script)] if script else []
    words = [*words, f"{scheme}://127.0.0.1:{port}{path}"]
    said = subprocess.run(words, capture_output=True, text=True, check=True, timeout=seconds + 60).stdout
    if "Non-2xx" in said:
        raise AssertionError(said)
    return float(re.search(r"Requests/sec: +([0-9.]+)", said)[1])


def evaluating(folder: Path, clients: int = 0) -> Path:
    """A script of wrk that asks for evaluations, from one client or from many."""
    body = folder / "body"
    body.write_bytes(b"".join(voprf.blind(text).element for text in (b"a", b"b")))
    path = folder / f"evaluate-{clients}.lua"
    lines = [f'wrk.method = "POST"\nlocal file = io.open("{body}", "rb")\nwrk.body = file:read("*all")\nfile:close()']
    if clients:
        lines.append(
            "local n = 0\nfunction request()\n  n = n + 1\n"
            f"  local c = n % {clients}\n"
            '  wrk.headers["X-Forwarded-For"] = "11." .. math.floor(c / 62500) .. "." .. math.floor(c / 250) % 250'
            ' .. "." .. c % 250'
            "\n  return wrk.format()\nend"
        )
    path.write_text("\n".join(lines))
    return path


def floor(cores: int, seconds: float = 2) -> float:
    """Evaluations a second that libsodium alone would do: seven multiplications each."""
    scalar = sodium.scalar_random()
    element = voprf.blind(b"a").element
    counts = [0] * cores
    end = time.perf_counter() + seconds

    def work(number: int) -> None:
        while time.perf_counter() < end:
            for _ in range(6):
                sodium.multiply(scalar, element)
            sodium.multiply_base(scalar)
            counts[number] += 1

    threads = [threading.Thread(target=work, args=(number,)) for number in range(cores)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def _children_seconds() -> float:
    """Processor time of the processes that were started and have ended: what is asked with, not what is asked."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def _serving(publication: Published, folder: Path, workers: int, *words: str, **named: str) -> Iterator[Served]:
    home = folder / f"home-{secrets.token_hex(4)}"
    settings = OPEN | {"EXPOSURE_CHECK_WORKERS": str(workers)} | named
    with serve(home, publication.out, "--keys", publication.keys, *words, **settings) as served:
        yield served


def _evaluations(publication: Published, folder: Path) -> list[Row]:
    pair = keys.load_voprf(publication.keys, None)
    path, script, found = f"/v1/keys/{pair.key_id}/evaluate", evaluating(folder), []
    for workers, target in ((1, 0.65), (2, 0.85)):
        rates, floors, asking = [], [], []
        with _serving(publication, folder, workers) as served:
            for _ in range(ROUNDS):
                floors.append(floor(workers))
                before = _children_seconds()
                rates.append(wrk(served.port, path, script))
                asking.append((_children_seconds() - before) / SECONDS)
            rate, bare = statistics.median(rates), statistics.median(floors)
            ratio = f"{rate / bare:.0%}"
            bound = f"libsodium alone on {workers} of the cores: {bare:,.0f}/s"
            if workers > 1:
                bound += f"; wrk takes {statistics.median(asking):.2f} of a core"
            what = f"Evaluations over HTTP, {workers} worker{'s' * (workers > 1)}"
            found.append(Row(what, f"{rate:,.0f}/s", bound, ratio, f"at least {target:.0%}", rate / bare >= target))
            if workers == 1:
                waits = _paced(served.port, path, (folder / "body").read_bytes(), rate / 2)
                slowest, single = statistics.quantiles(waits, n=100)[-1], 1 / bare
                found.append(
                    Row(
                        "99th percentile of an evaluation at half load",
                        f"{slowest * 1e3:.2f} ms",
                        f"libsodium alone: {single * 1e3:.2f} ms",
                        f"{slowest / single:.1f} times",
                        "under 10 times",
                        slowest / single < 10,
                    )
                )
    return found


def _paced(port: int, path: str, body: bytes, rate: float, seconds: float = 4) -> list[float]:
    """How long evaluations take that are asked for at a steady rate, over four connections."""
    waits: list[float] = []

    def ask() -> None:
        with connect(port) as connection:
            due, end = time.perf_counter(), time.perf_counter() + seconds
            while due < end:
                due += 4 / rate
                time.sleep(max(0.0, due - time.perf_counter()))
                started = time.perf_counter()
                request(connection, "POST", path, body)
                waits.append(time.perf_counter() - started)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits


@contextmanager
def _nginx(publication: Published, folder: Path, *, tls: bool = False) -> Iterator[int]:
    """nginx that does nothing but give out files, over TLS with as many processes as the documented one."""
    port, workers, words = free_port(), "1", ""
    if tls:
        certificate, _ = self_signed(folder)
        workers, words = "auto", f"ssl; ssl_certificate {certificate}; ssl_certificate_key {certificate}"
    path = folder / f"nginx-{port}.conf"
    path.write_text(_NGINX.format(folder=folder, port=port, out=publication.out, workers=workers, tls=words))
    with nginx.running(path, folder, port):
        yield port


def _buckets(publication: Published, folder: Path) -> list[Row]:
    path, ours, theirs = bucket_of(publication), [], []
    with _serving(publication, folder, 1) as served, _nginx(publication, folder) as port:
        with connect(served.port) as connection:
            request(connection, "GET", path)  # into memory
        for _ in range(ROUNDS):
            theirs.append(wrk(port, path))
            ours.append(wrk(served.port, path))
    rate, bare = statistics.median(ours), statistics.median(theirs)
    size = (publication.out / path.removeprefix("/v1/")).stat().st_size
    what = f"Buckets of {size:,} bytes from the program itself, 1 worker"
    return [
        Row(
            what,
            f"{rate:,.0f}/s",
            f"nginx, 1 worker: {bare:,.0f}/s",
            f"{rate / bare:.0%}",
            "at least half",
            rate / bare >= 0.5,
        )
    ]


def _through_nginx(publication: Published, folder: Path) -> list[Row]:
    path, ours, theirs = bucket_of(publication), [], []
    front = folder / "front"
    front.mkdir()
    with (
        _serving(publication, folder, 1, "--forwarded-from", "127.0.0.1") as served,
        nginx.nginx(publication, front, served.port) as port,
        _nginx(publication, folder, tls=True) as bare_port,
    ):
        for _ in range(ROUNDS):
            theirs.append(wrk(bare_port, path, scheme="https"))
            ours.append(wrk(port, path, scheme="https"))
    rate, bare = statistics.median(ours), statistics.median(theirs)
    return [
        Row(
            "Buckets through the documented nginx, TLS",
            f"{rate:,.0f}/s",
            f"nginx with TLS that does nothing else: {bare:,.0f}/s",
            f"{rate / bare:.0%}",
            "at least three quarters: it checks links and counts connections, too",
            rate / bare >= 0.75,
        )
    ]


def _together(publication: Published, folder: Path) -> list[Row]:
    """Buckets while 64 connections ask for evaluations."""
    pair, path, waits = keys.load_voprf(publication.keys, None), bucket_of(publication), []
    with _serving(publication, folder, 1) as served, connect(served.port) as reader:
        request(reader, "GET", path)
        words = [program("wrk", "wrk"), "-t1", "-c64", f"-d{SECONDS}s", "-s", str(evaluating(folder))]
        crowd = subprocess.Popen([*words, f"http://127.0.0.1:{served.port}/v1/keys/{pair.key_id}/evaluate"],
                                 stdout=subprocess.DEVNULL)  # fmt: skip
        while crowd.poll() is None:
            started = time.perf_counter()
            request(reader, "GET", path)
            waits.append(time.perf_counter() - started)
            time.sleep(0.002)
    slowest = statistics.quantiles(waits, n=100)[-1]
    return [
        Row(
            "99th percentile of a bucket while 64 connections ask for evaluations",
            f"{slowest * 1e3:.1f} ms (median {statistics.median(waits) * 1e3:.1f})",
            "a turn of evaluations: 1 ms",
            f"{slowest * 1e3:.1f} turns",
            "at most 20 ms",
            slowest <= 0.020,
        )
    ]


def _size(publication: Published, folder: Path, records: int, clients: int) -> list[Row]:
    """Memory after many clients, and the time from the command to the first answer."""
    pair = keys.load_voprf(publication.keys, None)
    limits = {"EXPOSURE_CHECK_RATE": "4000000/minute;4000000/day", "EXPOSURE_CHECK_TOTAL_PER_DAY": "16000000"}
    started = time.perf_counter()
    with _serving(publication, folder, 2, "--forwarded-from", "127.0.0.1", **limits) as served:
        with connect(served.port) as connection:
            connection.sendall(b"GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n")
            answer(connection)
        took = time.perf_counter() - started
        asked, script = 0.0, evaluating(folder, clients)
        end = time.monotonic() + CLIENTS_SECONDS
        while asked < clients and time.monotonic() < end:
            asked += 10 * wrk(served.port, f"/v1/keys/{pair.key_id}/evaluate", script, seconds=10)
        sizes = [resident_kib(pid) / 1000 for pid in (served.process.pid, *served.workers)]
    import_floor = _imports()
    return [
        Row(
            f"Memory of a process, {records:,} records, 2 workers, {min(clients, int(asked)):,} clients seen",
            f"{max(sizes):.0f} MB",
            "of which 19 MB are counters that the processes share",
            "-",
            "under 80 MB",
            max(sizes) < 80 and asked >= clients,
        ),
        Row(
            f"From the command to the first answer, {records:,} records verified",
            f"{took:.2f} s",
            f"Python with the libraries of the server: {import_floor:.2f} s",
            f"{import_floor / took:.0%}",
            "under 0.5 s",
            took < 0.5,
        ),
    ]


def _imports() -> float:
    from tests.support.world import COMMAND

    code = (
        "import uvicorn, uvloop, httptools, tuf.ngclient, msgspec, cryptography.hazmat.primitives.ciphers.aead, argon2"
    )
    started = time.perf_counter()
    subprocess.run([COMMAND[0], "-c", code], check=True)
    return time.perf_counter() - started
