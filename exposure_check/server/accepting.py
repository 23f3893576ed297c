"""Which worker takes a connection: one that has no more than the others.

Workers share one listening socket, so that no connection is lost with a worker which had not taken it. Left to
themselves, the one that wakes first takes everything that waits: of 16 connections that stay, as a proxy's do, up to 16
came to one worker and its core, while the other core was idle. A listening socket for each worker (SO_REUSEPORT) deals
them out by a hash, so unevenly where they are few, and leaves those of a worker that hangs waiting for it alone.

So each worker says in shared memory how many it has. One that has more leaves what waits to the others, which take it
within a millisecond where a core is free. After sixty it takes a part all the same, more each time: a connection does
not wait for a worker that is stuck.
"""

from __future__ import annotations

import asyncio
import select
from contextlib import suppress
from typing import TYPE_CHECKING

from exposure_check.server.counters import Words, shared_words

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from exposure_check.server.connections import Connections

LOOK_SECONDS = 0.0005  # until the first look at whether others took it; twice as long each time
LOOKS = 7  # so often is what waits left to others, 64 ms in all, before a part of it is taken all the same
AT_ONCE = 32  # connections, before anything else is looked after
MOST_AT_ONCE = 512  # where others took none for a while
_LATER_SECONDS = 0.25  # where none can be taken, as without a free descriptor


class Shares:
    """How many connections each worker has, of those that take any; processes that are forked later share it."""

    def __init__(self, parts: int) -> None:
        self._words = shared_words(parts)  # 0: takes none; else one more than it has

    def of(self, part: int) -> Share:
        """What one worker says and sees of it."""
        return Share(self._words, part)


class Share:
    """One worker among the others."""

    def __init__(self, words: Words, part: int) -> None:
        self._words, self._part = words, part

    def say(self, open_connections: int) -> None:
        """Note how many connections it has, and that it takes others."""
        self._words[self._part] = open_connections + 1

    def leave(self) -> None:
        """Note that it takes no more, or has ended."""
        self._words[self._part] = 0

    def room(self, open_connections: int) -> int:
        """How many more it may take before another has fewer by more than an eighth; 0 or less: others take first."""
        others = [word - 1 for part, word in enumerate(self._words.tolist()) if word and part != self._part]
        if not others:
            return AT_ONCE
        least = min(others)
        return least + least // 8 + 1 - open_connections


class Acceptor:
    """What takes connections off the listening socket for one worker; it is closed as a server of asyncio is."""

    def __init__(
        self,
        bound: socket.socket,
        protocol: Callable[[], asyncio.Protocol],
        connections: Connections,
        share: Share,
    ) -> None:
        """Begins at once, in the running loop."""
        self._loop = asyncio.get_running_loop()
        self._bound, self._protocol, self._connections, self._share = bound, protocol, connections, share
        self._coming: set[asyncio.Task[object]] = set()  # taken, and not known to `connections` yet
        self._left = 0  # how often what waits was left to others
        self._part = 1  # so many are taken after that; twice as many the next time
        self._later: asyncio.TimerHandle | None = None
        self._is_open = True
        self._waiting = select.poll()
        self._waiting.register(bound, select.POLLIN)
        bound.setblocking(False)
        connections.changed = self._say
        self._say()
        self._loop.add_reader(bound, self._look)

    def close(self) -> None:
        """Take no more; what was taken is still made a connection of."""
        if not self._is_open:
            return
        self._is_open = False
        self._share.leave()
        self._loop.remove_reader(self._bound)
        if self._later is not None:
            self._later.cancel()

    async def wait_closed(self) -> None:
        """Until a connection was made of all that was taken."""
        while self._coming:
            await asyncio.wait(self._coming)

    def _open_connections(self) -> int:
        return self._connections.open_connections + len(self._coming)

    def _say(self) -> None:
        if self._is_open:
            self._share.say(self._open_connections())

    def _look(self) -> None:
        """Something waits: take it, or leave it to workers that have fewer connections, but not for long."""
        room = self._share.room(self._open_connections())
        if room <= 0 and self._left < LOOKS:
            self._look_again_in(LOOK_SECONDS * 2**self._left)
            self._left += 1
            return
        self._left = 0
        self._part = 1 if room > 0 else min(2 * self._part, MOST_AT_ONCE)
        try:
            for _ in range(min(room, AT_ONCE) if room > 0 else self._part // 2):
                self._take()
        except (BlockingIOError, ConnectionAbortedError, InterruptedError):
            pass  # others took it, or it has ended
        except OSError:  # no descriptor or no memory is free: another worker may have one, and soon this one, too
            self._look_again_in(_LATER_SECONDS)
        self._say()

    def _look_again_in(self, seconds: float) -> None:
        self._loop.remove_reader(self._bound)  # it would call without a pause
        self._later = self._loop.call_later(seconds, self._look_again)

    def _look_again(self) -> None:
        self._loop.add_reader(self._bound, self._look)
        if self._waiting.poll(0):
            self._look()
        else:
            self._left, self._part = 0, 1

    def _take(self) -> None:
        taken, _ = self._bound.accept()
        taken.setblocking(False)
        coming = self._loop.create_task(self._make(taken))
        self._coming.add(coming)
        coming.add_done_callback(self._forget_coming)

    async def _make(self, taken: socket.socket) -> None:
        with suppress(OSError):  # it has ended already
            await self._loop.connect_accepted_socket(self._protocol, taken)

    def _forget_coming(self, coming: asyncio.Task[object]) -> None:
        self._coming.discard(coming)
        self._say()
