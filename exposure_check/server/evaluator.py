"""Evaluations one after another in short turns, so that files never wait behind a crowd of them.

A multiplication cannot be interrupted and threads would fight for the interpreter lock. So the loop works on a queue
for a millisecond, looks after its other connections, and comes back. The queue is bounded: who finds it full is asked
to come again.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

from exposure_check.protocol import sodium, voprf

if TYPE_CHECKING:
    from exposure_check.protocol.voprf import KeyPair

TURN_SECONDS = 0.001
MOST_WAITING = 2048  # about half a second of work
RETRY_SECONDS = 2


class BusyError(Exception):
    """The queue is full."""


class Evaluator:
    """The queue of one worker process."""

    def __init__(self, most_waiting: int = MOST_WAITING) -> None:
        self._most = most_waiting
        self._queue: OrderedDict[asyncio.Future[bytes], tuple[KeyPair, bytes]] = OrderedDict()
        self._working = False

    @property
    def is_full(self) -> bool:
        """Whether the next one would be refused."""
        return len(self._queue) >= self._most

    def evaluate(self, key: KeyPair, body: bytes) -> asyncio.Future[bytes]:
        """The evaluated elements and the proof, or `MalformedError` for a bad element; raises `BusyError`."""
        if self.is_full:
            raise BusyError
        loop = asyncio.get_running_loop()
        result: asyncio.Future[bytes] = loop.create_future()
        self._queue[result] = (key, body)
        if not self._working:
            self._working = True
            loop.call_soon(self._turn, loop)
        return result

    def cancel(self, result: asyncio.Future[bytes]) -> None:
        """Give up what nobody waits for any more: it is not worked out, and leaves its place to others."""
        self._queue.pop(result, None)
        result.cancel()

    def _turn(self, loop: asyncio.AbstractEventLoop) -> None:
        end = time.perf_counter() + TURN_SECONDS
        while self._queue:
            result, (key, body) = self._queue.popitem(last=False)
            if not result.done():
                _work(result, key, body)
            if time.perf_counter() >= end:
                break
        self._working = bool(self._queue)
        if self._working:
            loop.call_soon(self._turn, loop)


def _work(result: asyncio.Future[bytes], key: KeyPair, body: bytes) -> None:
    try:
        evaluated, proof = voprf.evaluate(key, [body[: sodium.ELEMENT_BYTES], body[sodium.ELEMENT_BYTES :]])
    except Exception as error:  # noqa: BLE001  # whoever waits gets it
        error.__cause__ = error.__context__ = None  # whose frames hold the key, as those of its own trace do
        result.set_exception(error.with_traceback(None))
    else:
        result.set_result(b"".join(evaluated) + proof)
