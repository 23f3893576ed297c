"""Servers on loopback that say exactly what a test tells them to, and write down every byte that reaches them."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import pytest

from exposure_check.lookup.cancel import Cancel
from exposure_check.lookup.ledger import Ledger
from exposure_check.lookup.transport import HttpTransport, Limits
from tests.support.certificate import self_signed

# short pauses between attempts, long limits: what is slow here is the machine, never the server
LIMITS = Limits(
    connect_seconds=20, read_seconds=20, answer_seconds=20, first_pause_seconds=0.001, longest_pause_seconds=0.002
)


def answer(body=b"fine", status="200 OK", headers=()):
    """The bytes of a whole answer; a Content-Length is added unless `headers` says how long it is."""
    lines = [f"{name}: {value}" for name, value in headers]
    if not any(name.lower() in ("content-length", "transfer-encoding") for name, _ in headers):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + body


@dataclass
class Server:
    """Answers the n-th request with the n-th script, then with the last one again."""

    scripts: list
    context: ssl.SSLContext | None = None
    talk: Callable | None = None  # instead of HTTP: is given each connection
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0
    leaving: threading.Event = field(default_factory=threading.Event)
    request_received: threading.Event = field(default_factory=threading.Event)  # set by the first request

    def __post_init__(self):
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.accepted = []
        self.threads = [threading.Thread(target=self._accept, name="test-server")]
        self.threads[0].start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def _accept(self):
        while True:
            connection, _ = self.listening.accept()
            if self.leaving.is_set():
                connection.close()
                return
            self.connections += 1
            self.accepted.append(connection)
            thread = threading.Thread(target=self._serve, args=(connection,), name="test-server")
            self.threads.append(thread)
            thread.start()

    def _serve(self, connection):
        connection.settimeout(30)
        try:
            with connection:
                if self.talk is not None:
                    self.talk(connection, self)
                    return
                if self.context is not None:
                    connection = self.context.wrap_socket(connection, server_side=True)
                with connection:
                    while request := self.read(connection):
                        self.requests.append(request)
                        self.request_received.set()
                        script = self.scripts[min(len(self.requests), len(self.scripts)) - 1]
                        if not (script(connection, self) if callable(script) else self._send(connection, script)):
                            return
        except OSError:
            pass  # the client hung up, as some tests want it to

    @staticmethod
    def _send(connection, data):
        connection.sendall(data)
        return True

    @staticmethod
    def read(connection):
        data = b""
        while b"\r\n\r\n" not in data:
            chunk = connection.recv(65536)
            if not chunk:
                return data
            data += chunk
        head, _, body = data.partition(b"\r\n\r\n")
        size = next((int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
        while len(body) < size:
            body += connection.recv(65536)
        return head + b"\r\n\r\n" + body

    def stop(self):
        self.leaving.set()
        # a thread that waits in accept() is not woken by close(), but it is by a connection
        socket.create_connection(("127.0.0.1", self.port)).close()
        for connection in self.accepted:
            with suppress(OSError):  # one that the client keeps for a next request would be waited for
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self.threads:
            thread.join(30)
            assert not thread.is_alive()
        self.listening.close()


@pytest.fixture
def serve():
    """Starts servers; each argument is the answer to one request: bytes, or a function of the connection."""
    servers = []

    def start(*scripts, context=None, talk=None):
        servers.append(Server(list(scripts), context, talk))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def cancel():
    return Cancel()


@pytest.fixture
def ledger():
    return Ledger()


@pytest.fixture
def transport(ledger, cancel):
    """Makes transports that write into `ledger`."""
    transports = []

    def make(proxy=None, **limits):
        transports.append(HttpTransport(ledger, cancel, proxy, Limits(**{**vars(LIMITS), **limits})))
        return transports[-1]

    yield make
    for transport in transports:
        transport.close()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A certificate for 127.0.0.1 that it signed itself: the file, and a context that serves with it."""
    return self_signed(tmp_path_factory.mktemp("tls"))
