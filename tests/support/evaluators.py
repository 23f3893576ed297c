"""Queues of evaluations that answer late, never, or that they are full."""

from __future__ import annotations

import asyncio

from exposure_check.protocol import voprf
from exposure_check.server.evaluator import BusyError, Evaluator


class Never(Evaluator):
    """Gives no answer."""

    def __init__(self):
        super().__init__()
        self.waiting = []

    def evaluate(self, key, body):
        self.waiting.append(asyncio.get_running_loop().create_future())
        return self.waiting[-1]


class Later(Evaluator):
    """Gives an answer after so many seconds."""

    def __init__(self, seconds):
        super().__init__()
        self._seconds = seconds

    def evaluate(self, key, body):
        loop = asyncio.get_running_loop()
        result = loop.create_future()
        loop.call_later(self._seconds, result.set_result, bytes(voprf.RESPONSE_BYTES))
        return result


class Full(Evaluator):
    """Had room when it was asked first, and has none now."""

    def evaluate(self, key, body):
        raise BusyError
