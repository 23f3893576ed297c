"""What a connection may cost: sizes, times and numbers, around the HTTP of uvicorn.

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
from typing import TYPE_CHECKING, Protocol

from exposure_check.server import addresses, metrics
from exposure_check.server.metrics import Event

if TYPE_CHECKING:
    from collections.abc import Callable


_SWEEP_SECONDS = 0.5
_LAST_ANSWER_SECONDS = 0.1  # at the end of a process, for who asks again to be told that it is the last answer
_LOOKED_THROUGH = 256  # connections, for one that gives way


@dataclass(frozen=True)
class Bounds:
    """What the server bears of its clients."""

    connections: int = 4096  # in one process
    connections_each: int = 256  # of one client: an IPv4 address, or the /64 of an IPv6 address
    request_bytes: int = 16 << 10  # head and body; a request of the protocol has less than 500
    pipelined: int = 8
    head_seconds: float = 10  # from the connection, or the answer before, to the end of the head
    look_seconds: float = 10  # how often a busy connection has to have got on
    bytes_a_look: int = 16 << 10  # that a slow reader takes in that time, at least
    request_seconds: float = 1800  # one request and its answer, whatever it is: a pack of 64 MiB at 36 KiB/s


BOUNDS = Bounds()


class Connection(Protocol):
    """One of them; `bounded_protocol` has it."""

    loop: asyncio.AbstractEventLoop

    @property
    def unsent(self) -> int:
        """Bytes of answers that the client has not taken."""

    @property
    def is_not_taken(self) -> bool:
        """Whether an answer waits for the client."""

    def has_got_on(self, now: float) -> bool:
        """Whether it took enough of its answer since the last look."""

    @property
    def is_asked(self) -> bool:
        """Whether an answer to it is being made."""

    def cut(self) -> None:
        """End it without waiting for anything."""

    def expire(self) -> None:
        """End it since no whole request came in time; it is forgotten, or busy, after that."""

    def shutdown(self) -> None:
        """End it when what is under way is done."""


class Connections:
    """The connections of one process."""

    def __init__(
        self,
        bounds: Bounds = BOUNDS,
        count: Callable[[Event], None] = metrics.ignore,
        trusted: str | None = None,
    ) -> None:
        """`trusted` is the address of a proxy that may have any number."""
        self.bounds, self.count = bounds, count
        self._trusted = addresses.subscriber(addresses.packed(trusted)) if trusted else None
        self._waiting: OrderedDict[Connection, float] = OrderedDict()  # -> when it is cut
        self._busy: OrderedDict[Connection, float] = OrderedDict()  # -> when it is looked at
        self._each: Counter[bytes] = Counter()
        self.open_connections = 0  # that have joined and not left
        self.changed: Callable[[], None] = lambda: None  # called when one has left
        self._sweeping: asyncio.TimerHandle | None = None
        self.ending = False  # whether each answer from now on is the last one of its connection
        self.ended = False  # whether connections end that are not being answered

    def __len__(self) -> int:
        return len(self._waiting) + len(self._busy)

    def join(self, connection: Connection, client: bytes) -> bool:
        """Take a new connection in; False where there is no room for it."""
        if self._sweeping is None:
            self._sweeping = connection.loop.call_later(_SWEEP_SECONDS, self._sweep, connection.loop)
        if self._each[client] >= self.bounds.connections_each and client != self._trusted:
            self.count(Event.CUT_MANY)
            return False
        if len(self) >= self.bounds.connections:
            self.count(Event.CUT_FULL)
            yielding = next(iter(self._waiting), None) or self._idler()
            if yielding is None:
                return False
            yielding.cut()
        self.count(Event.CONNECTION)
        self._each[client] += 1
        self.open_connections += 1
        self.wait(connection)
        return True

    def _idler(self) -> Connection | None:
        """A connection whose answer is not being taken, or was taken, of those that were looked at longest ago."""
        looked_through = islice(self._busy, _LOOKED_THROUGH)  # what is not taken, only the kernel knows: asked last
        return next((found for found in looked_through if not found.is_asked or found.is_not_taken), None)

    def leave(self, connection: Connection, client: bytes) -> None:
        """Let go of a connection that had joined."""
        self.forget(connection)
        self._each[client] -= 1
        if self._each[client] <= 0:
            del self._each[client]
        self.open_connections -= 1
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

    def cut_all(self) -> None:
        """End every connection without waiting for anything."""
        for connection in [*self._waiting, *self._busy]:
            connection.cut()

    def forget(self, connection: Connection) -> None:
        """Leave a connection out of all that is swept."""
        self._waiting.pop(connection, None)
        self._busy.pop(connection, None)

    def wait(self, connection: Connection) -> float:
        """A whole request is due from now on; gives this moment."""
        now = time.monotonic()
        self.forget(connection)  # the one that is due first stands first
        self._waiting[connection] = now + self.bounds.head_seconds
        return now

    def begin(self, connection: Connection) -> None:
        """A whole head has come; of one that is not being answered yet the body is due from now on."""
        if connection not in self._busy:
            self.wait(connection)

    def work(self, connection: Connection) -> None:
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
                connection.expire()
        while self._busy:
            connection, deadline = next(iter(self._busy.items()))
            if deadline > now:
                break
            del self._busy[connection]
            if not (connection.is_asked or connection.is_not_taken):  # it took what was left of its last answer
                self.wait(connection)
            elif connection.has_got_on(now):
                self._busy[connection] = now + self.bounds.look_seconds
            else:
                self.count(Event.CUT_SLOW)
                connection.cut()
