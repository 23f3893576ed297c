"""A TCP relay on loopback that keeps every byte of both directions, as a wire tap would."""

from __future__ import annotations

import selectors
import socket
import threading
from dataclasses import dataclass, field


@dataclass
class Connection:
    """The bytes of one connection."""

    sent: bytearray = field(default_factory=bytearray)
    received: bytearray = field(default_factory=bytearray)


class Relay:
    """Listens on a free port and passes everything to `port`; `connections` holds what went through."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.connections: list[Connection] = []
        self._pairs: dict[socket.socket, tuple[socket.socket, bytearray]] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="relay", daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Relay:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        with selectors.DefaultSelector() as selector, self._listener:
            selector.register(self._listener, selectors.EVENT_READ)
            while not self._stop.is_set():
                for key, _ in selector.select(0.02):
                    if key.fileobj is self._listener:
                        self._accept(selector)
                    else:
                        self._pass_on(selector, key.fileobj)
            for end in list(self._pairs):
                end.close()

    def _accept(self, selector: selectors.BaseSelector) -> None:
        client, _ = self._listener.accept()
        server = socket.create_connection(("127.0.0.1", self._target))
        connection = Connection()
        self.connections.append(connection)
        self._pairs[client] = (server, connection.sent)
        self._pairs[server] = (client, connection.received)
        selector.register(client, selectors.EVENT_READ)
        selector.register(server, selectors.EVENT_READ)

    def _pass_on(self, selector: selectors.BaseSelector, source: socket.socket) -> None:
        if source not in self._pairs:
            return
        destination, recorded = self._pairs[source]
        try:
            data = source.recv(1 << 16)
            recorded += data
            if data:
                destination.sendall(data)
                return
        except ConnectionError:
            pass
        for end in (source, destination):
            selector.unregister(end)
            del self._pairs[end]
            end.close()
