"""Connections that end when they have to: at a deadline, or because another thread says so.

A timeout of a socket begins anew with every byte, and a thread that waits for a byte cannot be told to stop. So every
wait for the network goes through a `Guard`: it bounds each by what is left of the request, counts the bytes of an
answer below HTTP (heads, interim answers and trailers too), and shuts the sockets down from whatever thread ends it.
"""

from __future__ import annotations

import http.client
import io
import os
import queue
import select
import socket
import ssl
import threading
import time
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

import socks
from urllib3.contrib.socks import SOCKSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from exposure_check.errors import CancelledError, MalformedError, TimeLimitError

if TYPE_CHECKING:
    from collections.abc import Callable

    from exposure_check.lookup.cancel import Cancel

    Address = tuple[socket.AddressFamily, socket.SocketKind, int, Any]  # family, type, protocol, what to connect to

_POLL_SECONDS = 0.02  # how long a stopped wait for the resolver can last
# Shutting a socket wakes whoever waits for its bytes; on Windows it may not, so there each wait is cut into pieces.
_WAITS_IN_PIECES = os.name == "nt"
_PIECE_SECONDS = 0.1
_SHORTEST_WAIT = 0.001  # a timeout of zero would mean: do not block at all


class Guard:
    """What one transport may still do: until when, how many bytes, and over which sockets."""

    def __init__(self, cancel: Cancel, seconds: float) -> None:
        """`seconds` are for everything that the transport will ever do."""
        self._cancel = cancel
        self._lock = threading.RLock()  # a signal may end it in the thread that holds the lock
        self._ended = threading.Event()
        self._handles: list[socket.socket] = []  # a second descriptor of each socket, to shut it down by
        self._released: list[socket.socket] = []  # closed by the library, but its answer may still be read
        self._last = time.monotonic() + seconds
        self._deadline = self._last
        self._read_seconds = self._bytes_left = 0.0
        cancel.on_set(self.end)

    def begin(self, seconds: float, extra_seconds: float, read_seconds: float) -> None:
        """Start a request, which may take `seconds`; `extra_seconds` of them come on top of those of the transport."""
        self._last += extra_seconds
        self._deadline = min(time.monotonic() + seconds, self._last)
        self._read_seconds = read_seconds

    def expect(self, max_bytes: float) -> None:
        """Let an answer have so many bytes in all."""
        self._bytes_left = max_bytes

    def check(self) -> None:
        """Raise `CancelledError` where it was ended, `TimeLimitError` after the deadline."""
        self._cancel.check()
        if self._ended.is_set():
            raise CancelledError("The check is over.")
        if time.monotonic() >= self._deadline:
            raise TimeLimitError("The answer took too long.")

    def seconds(self, most: float) -> float:
        """How long the next wait may last; raises like `check`."""
        self.check()
        return max(min(most, self._deadline - time.monotonic()), _SHORTEST_WAIT)

    def sleep(self, seconds: float) -> None:
        """Wait, but no longer than allowed; raises like `check`."""
        self._ended.wait(self.seconds(seconds))
        self.check()

    def read(self, connection: socket.socket, raw: io.RawIOBase, buffer: Any) -> int | None:  # noqa: ANN401
        """Receive into a buffer, within the limits."""
        if _WAITS_IN_PIECES:
            self._wait_for_bytes(connection)
        connection.settimeout(self.seconds(self._read_seconds))
        count = raw.readinto(buffer)
        self._bytes_left -= count or 0
        if self._bytes_left < 0:
            raise MalformedError("The answer is larger than it can be.")
        return count

    def _wait_for_bytes(self, connection: socket.socket) -> None:
        """Return once there is something to read; raises like `check`, `TimeoutError`."""
        until = time.monotonic() + self.seconds(self._read_seconds)
        while connection.fileno() >= 0 and not (isinstance(connection, ssl.SSLSocket) and connection.pending()):
            if select.select([connection], [], [], _PIECE_SECONDS)[0]:
                return
            self.check()
            if time.monotonic() >= until:
                raise TimeoutError("no byte came")

    def connect(
        self, host: str, port: int, seconds: float, prepare: Callable[[Address], tuple[socket.socket, Any]]
    ) -> socket.socket:
        """A connection by the first address of a host that gives one; raises `OSError`.

        `prepare` makes a socket for an address, and says what it is to be connected to.
        """
        failure: OSError = OSError("the name has no address")
        for address in self.resolve(host, port):
            connection, target = prepare(address)
            try:
                self.watch(connection)
                connection.settimeout(self.seconds(seconds))
                connection.connect(target)
            except OSError as error:
                connection.close()
                failure = error
            except BaseException:
                connection.close()
                raise
            else:
                return connection
        raise failure

    def resolve(self, host: str, port: int) -> list[Address]:
        """Family, type, protocol and address of each address of a host; raises `OSError`.

        The system's resolver cannot be interrupted: it runs in a thread that knows the name of the host alone.
        """
        if _is_address(host):
            return _addresses(host, port)
        answers: queue.SimpleQueue[tuple[list[Address], BaseException | None]] = queue.SimpleQueue()
        threading.Thread(target=_resolve, args=(host, port, answers), name="name-resolution", daemon=True).start()
        while True:
            self.check()
            with suppress(queue.Empty):
                found, error = answers.get(timeout=_POLL_SECONDS)
                if error is not None:
                    raise error
                return found

    def watch(self, connection: socket.socket) -> None:
        """Shut this socket down too when it ends; raises like `check`."""
        # With its family, which Windows does not tell of a socket that is not connected yet.
        number = socket.dup(connection.fileno())
        handle = socket.socket(connection.family, connection.type, connection.proto, fileno=number)
        with self._lock:
            self._handles.append(handle)
        if self._ended.is_set():
            self._shut()
        self.check()

    def release(self) -> None:
        """Note that the library has closed its connection; the answer may still be read from it."""
        with self._lock:
            self._released, self._handles = self._released + self._handles, []

    def finish(self) -> None:
        """End a request: give back what the library has closed."""
        with self._lock:
            released, self._released = self._released, []
        for handle in released:
            handle.close()

    def end(self) -> None:
        """Shut everything down, from whatever thread: what waits for the network returns at once. Never blocks."""
        self._ended.set()
        self._shut()

    def close(self) -> None:
        """`end`, for good."""
        self._cancel.forget(self.end)
        self.end()

    def _shut(self) -> None:
        with self._lock:
            handles, self._handles, self._released = self._handles + self._released, [], []
        for handle in handles:
            with suppress(OSError):  # not connected yet, or not any more
                handle.shutdown(socket.SHUT_RDWR)
            handle.close()


def guarded(pool: Any, guard: Guard) -> None:  # noqa: ANN401  # a pool of urllib3: its types do not see the mix
    """Let a pool make connections that go through a guard."""
    plain: type = pool.ConnectionCls
    if not issubclass(plain, _Guarded):
        mixin = _GuardedSocks if issubclass(plain, SOCKSConnection) else _Guarded
        response = type("Response", (_Response,), {"guard": guard})
        kind = type(plain.__name__, (mixin, plain), {"guard": guard, "response_class": response})
        pool.ConnectionCls = kind


class _Guarded:
    """A connection of urllib3 whose waits go through a guard."""

    guard: Guard
    host: str
    port: int
    timeout: float
    socket_options: Any
    _dns_host: str

    def _new_conn(self) -> socket.socket:
        try:
            return self._connected()
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error  # type: ignore[arg-type]
        except TimeoutError as error:
            self.guard.check()
            raise ConnectTimeoutError(self, "the connection took too long") from error
        except OSError as error:
            self.guard.check()
            raise NewConnectionError(self, "no connection") from error  # type: ignore[arg-type]

    def _connected(self) -> socket.socket:
        return self.guard.connect(self._dns_host, self.port, self.timeout, self._prepared)

    def _prepared(self, address: Address) -> tuple[socket.socket, Any]:
        connection = socket.socket(*address[:3])
        for option in self.socket_options or ():
            connection.setsockopt(*option)
        return connection, address[3]

    def close(self) -> None:
        """Close, and let go of the second descriptor with the next request."""
        self.guard.release()
        super().close()  # type: ignore[misc]


class _GuardedSocks(_Guarded):
    """The same through a SOCKS proxy, which is told the name of the host."""

    _socks_options: dict[str, Any]

    def _connected(self) -> socket.socket:
        options = self._socks_options
        return self.guard.connect(options["proxy_host"], int(options["proxy_port"]), self.timeout, self._prepared)

    def _prepared(self, address: Address) -> tuple[socket.socket, Any]:
        options, (host, port, *_) = self._socks_options, address[3]
        connection = _socks_socket(self.guard)(*address[:3])
        connection.set_proxy(
            options["socks_version"],
            host,
            port,
            rdns=options["rdns"],
            username=options["username"],
            password=options["password"],
        )
        return connection, (self.host, self.port)


def _socks_socket(guard: Guard) -> type[socks.socksocket]:
    """A socket whose talk with the proxy is bounded as a whole."""

    class Bounded(socks.socksocket):
        def recv_into(self, *arguments: Any, **kwargs: Any) -> int:  # noqa: ANN401
            self.settimeout(guard.seconds(self.gettimeout() or 0))
            return super().recv_into(*arguments, **kwargs)

    return Bounded


class _Response(http.client.HTTPResponse):
    """An answer whose bytes come through a guard, from the status line to the last trailer."""

    guard: Guard

    def __init__(self, sock: socket.socket, *arguments: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(sock, *arguments, **kwargs)
        self.fp = io.BufferedReader(_Raw(self.fp.detach(), sock, self.guard))


class _Raw(io.RawIOBase):
    def __init__(self, raw: io.RawIOBase, connection: socket.socket, guard: Guard) -> None:
        self._raw, self._connection, self._guard = raw, connection, guard

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:  # noqa: ANN401
        return self._guard.read(self._connection, self._raw, buffer)

    def fileno(self) -> int:
        return self._raw.fileno()

    def close(self) -> None:
        self._raw.close()
        super().close()


def _is_address(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _addresses(host: str, port: int) -> list[Address]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(family, kind, protocol, address) for family, kind, protocol, _, address in found]


def _resolve(host: str, port: int, answers: queue.SimpleQueue[tuple[list[Address], BaseException | None]]) -> None:
    try:
        answers.put((_addresses(host, port), None))
    except BaseException as error:  # noqa: BLE001  # raised again in the thread that waits
        answers.put(([], error))
