"""What a connection may cost: sizes, times and numbers, around the HTTP of uvicorn and the parser of httptools.

A connection is waiting (no whole request yet, or between two of them) or busy (a request was read, its answer is not
taken yet). When there are too many, the one that has waited longest gives way, and after all of these the one that does
not take its answer, so that connections which say or take nothing cannot keep out those that ask. See
docs/decisions/0019-uvicorn-with-bounds-of-our-own.md.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter, OrderedDict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from exposure_check.server import addresses, metrics
from exposure_check.server.app import GONE
from exposure_check.server.metrics import Event
from exposure_check.server.problem import MEDIA_TYPE, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

_SWEEP_SECONDS = 0.5
_FIRST_REQUEST_SECONDS = 1  # of grace at the end of a process, for a connection that has asked nothing yet
_LAST_ANSWER_SECONDS = 0.1  # at the end of a process, for who asks again to be told that it is the last answer
_LOOKED_THROUGH = 256  # connections, for one that gives way
_FIELDS_THAT_CHANGE_AN_ANSWER = frozenset((b"range", b"if-none-match", b"if-range"))


@dataclass(frozen=True)
class Bounds:
    """What the server bears of its clients."""

    connections: int = 4096  # in one process
    connections_each: int = 256  # of one client: an IPv4 address, or the /64 of an IPv6 address
    request_bytes: int = 16 << 10  # head and body; a request of the protocol has less than 500
    fields: int = 64
    pipelined: int = 8
    head_seconds: float = 10  # from the connection, or the answer before, to the end of the head
    look_seconds: float = 10  # how often a busy connection has to have got on
    bytes_a_look: int = 16 << 10  # that a slow reader takes in that time, at least
    request_seconds: float = 1800  # one request and its answer, whatever it is: a pack of 64 MiB at 36 KiB/s


BOUNDS = Bounds()


class Connections:
    """The connections of one process."""

    def __init__(
        self,
        bounds: Bounds = BOUNDS,
        count: Callable[[Event], None] = metrics.ignore,
        direct: Callable[[bytes], bytes | None] = lambda target: None,
        trusted: str | None = None,
    ) -> None:
        """`direct` answers what needs no application; `trusted` is the address of a proxy that may have any number."""
        self.bounds, self.count, self.direct = bounds, count, direct
        self._trusted = addresses.subscriber(addresses.packed(trusted)) if trusted else None
        self._waiting: OrderedDict[BoundedProtocol, float] = OrderedDict()  # -> when it is cut
        self._busy: OrderedDict[BoundedProtocol, float] = OrderedDict()  # -> when it is looked at
        self._each: Counter[bytes] = Counter()
        self.held = 0  # that have joined and not left
        self.changed: Callable[[], None] = lambda: None  # called when one has left
        self._sweeping: asyncio.TimerHandle | None = None
        self.ending = False  # whether each answer from now on is the last one of its connection
        self.ended = False  # whether connections end that are not being answered

    def __len__(self) -> int:
        return len(self._waiting) + len(self._busy)

    def protocol(self, **named: Any) -> BoundedProtocol:  # noqa: ANN401  # as uvicorn calls it
        """A protocol for a new connection."""
        return BoundedProtocol(self, **named)

    def join(self, connection: BoundedProtocol, client: bytes) -> bool:
        """Take a new connection in; False where there is no room for it."""
        if self._sweeping is None:
            self._sweeping = connection.loop.call_later(_SWEEP_SECONDS, self._sweep, connection.loop)
        if self._each[client] >= self.bounds.connections_each and client != self._trusted:
            self.count(Event.CUT_MANY)
            return False
        if len(self) >= self.bounds.connections:
            self.count(Event.CUT_FULL)
            yielding = next(iter(self._waiting), None) or self._slow_reader()
            if yielding is None:
                return False
            yielding.cut()
        self.count(Event.CONNECTION)
        self._each[client] += 1
        self.held += 1
        self.wait(connection)
        return True

    def _slow_reader(self) -> BoundedProtocol | None:
        """A connection whose answer is not being taken, of those that were looked at longest ago."""
        return next((connection for connection in islice(self._busy, _LOOKED_THROUGH) if connection.is_not_taken), None)

    def leave(self, connection: BoundedProtocol, client: bytes) -> None:
        """Let go of a connection that had joined."""
        self.forget(connection)
        self._each[client] -= 1
        if self._each[client] <= 0:
            del self._each[client]
        self.held -= 1
        self.changed()

    async def end(self) -> None:
        """Say with the next answer that it is the last one; then end what waits for a further request.

        What was taken and has asked nothing yet is answered first.
        """
        self.ending = True
        if self:
            await asyncio.sleep(_LAST_ANSWER_SECONDS)
        self.ended = True
        for connection in [*self._waiting, *self._busy]:
            connection.shutdown()

    def forget(self, connection: BoundedProtocol) -> None:
        """Leave a connection out of all that is swept."""
        self._waiting.pop(connection, None)
        self._busy.pop(connection, None)

    def wait(self, connection: BoundedProtocol) -> None:
        """A whole request is due from now on."""
        self.forget(connection)  # the one that is due first stands first
        self._waiting[connection] = time.monotonic() + self.bounds.head_seconds

    def begin(self, connection: BoundedProtocol) -> None:
        """A whole head has come; of one that is not being answered yet the body is due from now on."""
        if connection not in self._busy:
            self.wait(connection)

    def work(self, connection: BoundedProtocol) -> None:
        """A whole request has come."""
        self._waiting.pop(connection, None)
        self._busy.setdefault(connection, time.monotonic() + self.bounds.look_seconds)

    def _sweep(self, loop: asyncio.AbstractEventLoop) -> None:
        now = time.monotonic()
        self._sweeping = loop.call_later(_SWEEP_SECONDS, self._sweep, loop) if len(self) else None
        while self._waiting:
            connection, deadline = next(iter(self._waiting.items()))
            if deadline > now:
                break
            if connection.unsent:  # an answer that it is still taking
                self.work(connection)
            else:
                self.count(Event.CUT_WAITING)
                connection.cut()
        while self._busy:
            connection, deadline = next(iter(self._busy.items()))
            if deadline > now:
                break
            del self._busy[connection]
            if connection.has_got_on(now):
                self._busy[connection] = now + self.bounds.look_seconds
            else:
                self.count(Event.CUT_SLOW)
                connection.cut()


class _TooLargeError(Exception):
    """More than a request can hold."""


class BoundedProtocol(HttpToolsProtocol):
    """HTTP/1.1 of uvicorn within the bounds of `Connections`."""

    def __init__(self, connections: Connections, **named: Any) -> None:  # noqa: ANN401  # as uvicorn calls it
        super().__init__(**named)
        self._all = connections
        self._bounds = connections.bounds
        self._peer: bytes | None = None  # once it has joined
        self._read = 0  # bytes of the request that is being read
        self._fields = 0
        self._plain = True  # whether no field changes what a GET is answered with
        self._answered = False  # whether the request that is being read was answered directly
        self._whole = False
        self._too_large = False
        self._since = 0.0  # when the request was read
        self._unsent_before = 0
        self._taken = False  # whether the write buffer ran low since the last look
        self._asked = False  # whether it ever sent a whole head
        self._is_told = False  # whether it knows that the process ends

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Take the connection, or end it at once where there are too many."""
        super().connection_made(transport)
        peer = addresses.subscriber(addresses.packed(self.client[0])) if self.client else b""
        if self._all.join(self, peer):
            self._peer = peer
            if self._all.ended:  # taken a moment before, and nobody knew of it
                self.shutdown()
        else:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        if self._peer is not None:
            self._all.leave(self, self._peer)
            self._peer = None
        self.pipeline.clear()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """End when the process does. A connection that was taken and not read yet is answered first, not reset."""
        if self._asked:
            super().shutdown()
        elif not self._is_told:
            self.loop.call_later(_FIRST_REQUEST_SECONDS, self._end_if_silent)
        self._is_told = True

    def _end_if_silent(self) -> None:
        if not self._asked:
            self.transport.close()

    def cut(self) -> None:
        """End the connection without waiting for anything."""
        self._all.forget(self)
        self.transport.abort()

    @property
    def unsent(self) -> int:
        """Bytes of answers that the client has not taken from this process."""
        return 0 if self.transport.is_closing() else self.transport.get_write_buffer_size()

    @property
    def is_not_taken(self) -> bool:
        """Whether an answer, or its last part, waits for the client."""
        return self.transport.is_closing() or self.unsent > 0

    def has_got_on(self, now: float) -> bool:
        """Whether a busy connection took enough of its answer since the last look."""
        taken, self._taken = self._taken, False
        before, self._unsent_before = self._unsent_before, self.transport.get_write_buffer_size()
        if self.transport.is_closing() or now - self._since > self._bounds.request_seconds:
            return False
        return taken or not self._unsent_before or self._unsent_before <= before - self._bounds.bytes_a_look

    def data_received(self, data: bytes) -> None:
        """Read on, unless it is more than a request can hold."""
        if self.transport.is_closing():
            return
        self._read += len(data)
        if self._read > self._bounds.request_bytes:
            self._too_large = True
            self.send_400_response("")
            return
        self._whole = False
        super().data_received(data)
        if self._whole:
            self._read = 0

    def on_message_begin(self) -> None:
        """Start counting the fields of a head."""
        super().on_message_begin()
        self._fields, self._plain, self._answered = 0, True, False

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a field, up to as many as are borne."""
        self._fields += 1
        if self._fields > self._bounds.fields:
            self._too_large = True
            raise _TooLargeError
        super().on_header(name, value)
        if self.headers[-1][0] in _FIELDS_THAT_CHANGE_AN_ANSWER:
            self._plain = False

    def on_headers_complete(self) -> None:
        """Answer directly what can be, and hand the rest to the application."""
        if len(self.pipeline) >= self._bounds.pipelined:
            self._too_large = True
            raise _TooLargeError
        self._asked = True
        if not self._all.ending and self._plain and self.parser.get_method() == b"GET" and self._answer_directly():
            return
        cast("dict[str, Any]", self.scope)[GONE] = self._is_gone
        self._all.begin(self)
        self._since = time.monotonic()
        super().on_headers_complete()
        if self._all.ending or self.parser.should_upgrade():  # what follows an upgrade is no HTTP/1.1
            self.cycle.keep_alive = False

    def _answer_directly(self) -> bool:
        idle = (self.cycle is None or self.cycle.response_complete) and not self.flow.write_paused
        if not idle or self.parser.get_http_version() != "1.1" or not self.parser.should_keep_alive():
            return False
        if self.parser.should_upgrade():
            return False
        answer = self._all.direct(self.url)
        if answer is None:
            return False
        self._answered = True
        fields = b"".join(b"%s: %s\r\n" % field for field in self.server_state.default_headers)
        self.transport.write(b"HTTP/1.1 200 OK\r\n" + fields + answer)
        self._all.wait(self)
        return True

    def on_body(self, body: bytes) -> None:
        """Take a piece of a body; one that came with a GET is passed over."""
        if not self._answered:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Note that the request is whole."""
        self._whole = True
        if self._answered:
            return
        super().on_message_complete()
        if not self.cycle.response_complete:
            self._all.work(self)

    def on_response_complete(self) -> None:
        """Wait for the next request, where no other is waiting for its answer."""
        super().on_response_complete()
        if self._peer is not None and not self.pipeline and (self.cycle is None or self.cycle.response_complete):
            self._all.wait(self)

    def resume_writing(self) -> None:
        """Note that the client took a part of its answer."""
        self._taken = True
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no request, in the form of every other problem, and close."""
        problem = Problem.TOO_LARGE if self._too_large else Problem.NOT_HTTP
        self._all.count(Event.CUT_LARGE if self._too_large else Event.REFUSED)
        body = problem.body()
        head = (
            f"HTTP/1.1 {problem.status} {problem.value[1].phrase}\r\ncontent-type: {MEDIA_TYPE}\r\n"
            f"cache-control: no-store\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        if not self.transport.is_closing():
            self.transport.write(head.encode() + body)
            self.transport.close()

    def _unsupported_upgrade_warning(self) -> None:
        """Say nothing: whoever asks to upgrade is answered over HTTP/1.1, and would write a line of log each time."""

    def _is_gone(self) -> bool:
        return self.transport.is_closing()
