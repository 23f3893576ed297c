"""A service that lies in generated ways, and the client that meets it, in a process of its own so that it is measured.

A `Case` changes one answer: its bytes, a field of its JSON (signed anew where only a publisher could do that), or how
HTTP carries it. Everything else is answered honestly.
"""

from __future__ import annotations

import gzip
import json
import random
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from securesystemslib.exceptions import FormatError
from securesystemslib.formats import encode_canonical

from exposure_check.errors import CheckError
from exposure_check.trust import keys
from tests.support.memory_service import Published

ROOT = Path(__file__).parents[2]
KINDS = ("root", "timestamp", "snapshot", "targets", "catalogue", "guidance", "bucket", "pack", "evaluate")
JSON_KINDS = ("root", "timestamp", "snapshot", "targets", "catalogue")
SIGNED_KINDS = ("timestamp", "snapshot", "targets", "catalogue")  # each describes the next one
LENIENT = ("guidance", "root")  # nobody needs the one, and the other is absent from an honest server
QUICK, SLOW = "quick", "slow"  # which limits the client has


@dataclass
class Case:
    """One lie."""

    name: str
    kind: str  # of the answer that is changed
    play: Callable[[socket.socket, bytes, threading.Event], None] | None  # sends it, given the honest body
    limits: str = QUICK
    files: dict[str, bytes] = field(default_factory=dict)  # below /v1/: what a dishonest publisher had to sign
    may_be_right: bool = False  # whether an honest answer may come out of it


def kind_of(path: str) -> str:
    """Which answer an address asks for."""
    for part, kind in (
        ("/evaluate", "evaluate"),
        ("/buckets/", "bucket"),
        ("/pack", "pack"),
        ("targets/guidance/", "guidance"),
        ("targets/catalogues/", "catalogue"),
        (".root.json", "root"),
    ):
        if part in path:
            return kind
    return Path(path).name.removesuffix(".json").rpartition(".")[2]


def send(connection: socket.socket, body: bytes, status: str = "200 OK", *headers: str) -> None:
    """A whole answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    connection.sendall("\r\n".join(lines).encode() + body)


@dataclass
class HostileServer:
    """Serves a publication over HTTP on loopback, and plays one case at a time."""

    published: Published
    case: Case | None = None
    over: threading.Event = field(default_factory=threading.Event)  # ends what drips when the next case begins

    def __post_init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.closing = False
        self.evaluator = self.published.memory()
        self.thread = threading.Thread(target=self._accept, name="hostile", daemon=True)
        self.thread.start()

    def begin(self, case: Case | None) -> None:
        """Play another case from now on."""
        self.over.set()
        self.over, self.case = threading.Event(), case

    def close(self) -> None:
        self.closing = True
        self.over.set()
        socket.create_connection(("127.0.0.1", self.port)).close()
        self.thread.join(10)
        self.listening.close()

    def _accept(self) -> None:
        while True:
            connection, _ = self.listening.accept()
            if self.closing:
                connection.close()
                return
            threading.Thread(target=self._serve, args=(connection,), name="hostile", daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            connection.settimeout(30)
            while request := _read_request(connection):
                self._answer(connection, *request)

    def _answer(self, connection: socket.socket, path: str, body: bytes) -> None:
        case, over = self.case, self.over
        honest = self._honest(path, body, case.files if case else {})
        if case is not None and case.play is not None and case.kind == kind_of(path):
            case.play(connection, honest if honest is not None else b"", over)
        elif honest is None:
            send(connection, b"{}", "404 Not Found")
        else:
            send(connection, honest)

    def _honest(self, path: str, body: bytes, files: dict[str, bytes]) -> bytes | None:
        if body:
            try:
                return self.evaluator._answer(path, body)
            except CheckError:
                return None
        name = urlsplit(path).path.removeprefix("/v1/")
        file = self.published.out / name
        if name in files:
            return files[name]
        return file.read_bytes() if file.is_file() else None


def _read_request(connection: socket.socket) -> tuple[str, bytes] | None:
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(65536)
        if not chunk:
            return None
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line[15:] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    while lengths and len(body) < int(lengths[0]):
        body += connection.recv(65536)
    return head.split(b" ", 2)[1].decode(), body


# --- the lies


def _bytes(change: Callable[[bytes], bytes]) -> Callable[..., None]:
    return lambda connection, honest, _over: send(connection, change(honest))


def _raw(before: bytes, piece: bytes = b"", pause: float = 0.0) -> Callable[..., None]:
    def play(connection: socket.socket, _honest: bytes, over: threading.Event) -> None:
        connection.sendall(before)
        while piece and not over.wait(pause):
            connection.sendall(piece)
        connection.close()

    return play


def _status(status: str, *headers: str) -> Callable[..., None]:
    return lambda connection, _honest, _over: send(connection, b"{}", status, *headers)


def _silent(_connection: socket.socket, _honest: bytes, over: threading.Event) -> None:
    over.wait(60)


def _flip(position: float, bit: int) -> Callable[[bytes], bytes]:
    def change(honest: bytes) -> bytes:
        if not honest:
            return b"\1"
        spoilt = bytearray(honest)
        spoilt[int(position * len(honest)) % len(honest)] ^= 1 << bit
        return bytes(spoilt)

    return change


HEAD = b"HTTP/1.1 200 OK\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
BODIES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "one byte less": lambda honest: honest[:-1],
    "one byte more": lambda honest: honest + b"\0",
    "half": lambda honest: honest[: len(honest) // 2],
    "twice": lambda honest: honest * 2,
    "zeros": lambda honest: bytes(len(honest)),
    "ones": lambda honest: b"\xff" * len(honest),
    "reversed": lambda honest: honest[::-1],
    "no object": lambda _: b"null",
    "empty object": lambda _: b"{}",
    "nested": lambda _: b"[" * 100_000,
    "page of a captive portal": lambda _: b"<html><body>Log in</body></html>",
    "huge": lambda _: bytes(70 << 20),
}
CARRIED: dict[str, Callable[..., None]] = {
    "closed at once": _raw(b""),
    "no head": _raw(b"HTTP/1.1 200"),
    "other protocol": _raw(b"220 smtp.example.org ESMTP\r\n"),
    "no length": _raw(HEAD + b"\r\nsomething"),
    "less than it says": _raw(HEAD + b"Content-Length: 100\r\n\r\nonly this"),
    "length of a thousand digits": _raw(HEAD + b"Content-Length: " + b"9" * 1000 + b"\r\n\r\nx"),
    "many headers": _raw(HEAD + b"X: y\r\n" * 1000 + b"\r\n"),
    "long header": _raw(HEAD + b"X: " + b"y" * 200_000 + b"\r\n\r\n"),
    "wrong chunk": _raw(CHUNKED + b"zz\r\nabc\r\n0\r\n\r\n"),
    "negative chunk": _raw(CHUNKED + b"-5\r\nabc\r\n0\r\n\r\n"),
    "endless body": _raw(CHUNKED, b"10000\r\n" + bytes(0x10000) + b"\r\n"),
    "endless 100": _raw(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    "endless trailers": _raw(CHUNKED + b"0\r\n", b"X: y\r\n" * 100),
    "301": _status("301 Moved", "Location: http://127.0.0.1:9/"),
    "304": _status("304 Not Modified"),
    "204": _status("204 No Content"),
    "206": _status("206 Partial Content"),
    "404": _status("404 Not Found"),
    "403": _status("403 Forbidden"),
    "407": _status("407 Proxy Authentication Required"),
    "418": _status("418 Teapot"),
    "429": _status("429 Too Many", "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT"),
    "500": _status("500 Internal"),
    "503": _status("503 Unavailable", "Retry-After: -1"),
    "compressed": lambda connection, honest, _over: send(
        connection, gzip.compress(honest), "200 OK", "Content-Encoding: gzip"
    ),
}
SLOWLY: dict[str, Callable[..., None]] = {
    "silent": _silent,
    "a byte of the head at a time": _raw(HEAD + b"X: ", b"y", 0.02),
    "a byte of the body at a time": _raw(HEAD + b"Content-Length: 5000000\r\n\r\n", b"y", 0.02),
    "an interim answer at a time": _raw(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.02),
    "a trailer at a time": _raw(CHUNKED + b"0\r\n", b"X: y\r\n", 0.02),
    "silent after the head": _raw(HEAD + b"Content-Length: 100\r\nConnection: close\r\n\r\n", b"y", 0.5),
}
VALUES: tuple[Any, ...] = (
    None, -1, 0, 1 << 63, 1 << 200, 1.5, "", "x" * 100_000, "\u202e\u0000\n", "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59+00:00", "00" * 32, "ff" * 32, [], {}, [[]] * 100, True,
)  # fmt: skip


def leaves(document: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where each value of a JSON document lies."""
    yield path
    if isinstance(document, dict):
        for key, value in document.items():
            yield from leaves(value, (*path, key))
    elif isinstance(document, list):
        for position, value in enumerate(document[:2]):
            yield from leaves(value, (*path, position))


def replaced(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    """The document with another value in one place."""
    if not path:
        return value
    key, rest = path[0], path[1:]
    if isinstance(document, dict):
        return {**document, key: replaced(document[key], rest, value)}
    return [replaced(inner, rest, value) if position == key else inner for position, inner in enumerate(document)]


def _field(path: tuple[Any, ...], value: Any) -> Callable[..., None]:
    def change(honest: bytes) -> bytes:
        try:
            return json.dumps(replaced(json.loads(honest), path, value)).encode()
        except (ValueError, KeyError, IndexError, TypeError):
            return b"{}"

    return _bytes(change)


def cases(published: Published, other: Published, count: int, seed: int = 1) -> Iterator[Case]:
    """So many lies: each way of carrying and each body for each answer first, then fields and bits by chance."""
    rng = random.Random(seed)
    fixed = list(_fixed(other))
    rng.shuffle(fixed)
    number = 0
    for number, case in enumerate(fixed[: count * 3 // 5], 1):  # noqa: B007  # counts on below
        yield case
    for _ in range(count - number):
        yield _by_chance(published, rng)


def _fixed(other: Published) -> Iterator[Case]:
    for kind in KINDS:
        lenient = kind in LENIENT
        for name, change in BODIES.items():
            yield Case(f"{kind}: {name}", kind, _bytes(change), may_be_right=lenient)
        for name, play in CARRIED.items():
            yield Case(f"{kind}: {name}", kind, play, may_be_right=lenient)
        for name, play in SLOWLY.items():
            yield Case(f"{kind}: {name}", kind, play, SLOW, may_be_right=lenient)
        yield Case(f"{kind}: of another list", kind, _of(other, kind), may_be_right=lenient)


def _of(other: Published, kind: str) -> Callable[..., None]:
    found = [path for path in sorted(other.out.rglob("*")) if path.is_file() and kind_of(f"/{path}") == kind]
    data = found[0].read_bytes() if found else bytes(128)
    return _bytes(lambda _honest: data)


def _by_chance(published: Published, rng: random.Random) -> Case:
    if rng.random() < 0.5:
        return _signed_by_chance(published, rng)
    kind = rng.choice(KINDS)
    if kind in JSON_KINDS and rng.random() < 0.8:
        document = json.loads(sample(published, kind))
        path, value = rng.choice(list(leaves(document))), rng.choice(VALUES)
        return Case(f"{kind}: {path} = {str(value)[:20]!r}", kind, _field(path, value), may_be_right=True)
    position, bit = rng.random(), rng.randrange(8)
    return Case(
        f"{kind}: bit {bit} at {position:.3f}", kind, _bytes(_flip(position, bit)), may_be_right=kind != "bucket"
    )


def _signed_by_chance(published: Published, rng: random.Random) -> Case:
    """A field of a signed file changed by whoever holds the keys, and everything above it signed to fit."""
    kind = rng.choice(SIGNED_KINDS)
    document = json.loads(sample(published, kind))
    part = document if kind == "catalogue" else document["signed"]
    path, value = rng.choice([place for place in leaves(part) if place]), rng.choice(VALUES)
    changed = replaced(part, path, value)
    try:
        files = _signed_chain(published, kind, changed)
    except (FormatError, UnicodeEncodeError):  # no canonical form: nobody can sign it
        return _signed_by_chance(published, rng)
    return Case(f"{kind}, signed: {path} = {str(value)[:20]!r}", kind, None, files=files, may_be_right=True)


def _signed_chain(published: Published, kind: str, changed: Any) -> dict[str, bytes]:
    """The files of a publication in which one is another, by their names below /v1/."""
    names = {role: path_of(published, role) for role in SIGNED_KINDS}
    files: dict[str, bytes] = {}
    if kind == "catalogue":
        data = json.dumps(changed).encode()
        folder, _, file = names["catalogue"].rpartition("/")
        digest, target = sha256(data).hexdigest(), file.partition(".")[2]
        files[f"{folder}/{digest}.{target}"] = data
        described = {"length": len(data), "hashes": {"sha256": digest}}
        changed = replaced(_signed(published, "targets"), ("targets", f"catalogues/{target}"), described)
        kind = "targets"
    for role in SIGNED_KINDS[SIGNED_KINDS.index(kind) :: -1]:
        data = files[names[role]] = _sign(published, role, changed)
        if role != "timestamp":
            above = SIGNED_KINDS[SIGNED_KINDS.index(role) - 1]
            meta = _signed(published, above)["meta"][f"{role}.json"]
            described = meta | {"length": len(data), "hashes": {"sha256": sha256(data).hexdigest()}}
            changed = replaced(_signed(published, above), ("meta", f"{role}.json"), described)
    return files


def _signed(published: Published, role: str) -> Any:
    return json.loads(sample(published, role))["signed"]


def _sign(published: Published, role: str, signed: Any) -> bytes:
    signature = keys.load_signer(published.keys, role, None).sign(encode_canonical(signed).encode())
    return json.dumps({"signed": signed, "signatures": [signature.to_dict()]}).encode()


def path_of(published: Published, kind: str) -> str:
    """Where the newest file of a kind lies below /v1/."""
    found = [path for path in published.out.rglob("*") if path.is_file() and kind_of(f"/{path}") == kind]
    return str(max(found, key=lambda path: path.stat().st_mtime_ns).relative_to(published.out))


def sample(published: Published, kind: str) -> bytes:
    """An honest answer of a kind."""
    return (published.out / path_of(published, kind)).read_bytes()


# --- the client


@contextmanager
def client_process() -> Iterator[Callable[[dict[str, Any]], dict[str, Any]]]:
    """A process that looks up what it is asked to, and says what came of it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.hostile_client"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )

    def ask(question: dict[str, Any]) -> dict[str, Any]:
        process.stdin.write(json.dumps(question) + "\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())

    try:
        yield ask
    finally:
        process.stdin.close()
        process.wait(20)
        process.stdout.close()
