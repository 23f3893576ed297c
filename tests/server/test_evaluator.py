"""The queue of evaluations: what is given up leaves it, and no fault keeps the key."""

from __future__ import annotations

import asyncio
import traceback

from exposure_check.errors import MalformedError
from exposure_check.protocol import voprf
from exposure_check.server.evaluator import Evaluator


def test_what_was_cancelled_before_its_turn_is_not_worked_out(key, request_body, monkeypatch):
    worked = []
    monkeypatch.setattr(voprf, "evaluate", lambda key, elements: worked.append(elements) or ([b"a", b"b"], b"c"))

    async def run():
        evaluator = Evaluator()
        first, gone, last = [evaluator.evaluate(key, request_body) for _ in range(3)]
        evaluator.cancel(gone)
        return await first, await last

    assert asyncio.run(run()) == (b"abc", b"abc")
    assert len(worked) == 2


def test_what_was_cancelled_leaves_its_place_to_others(key, request_body):
    async def run():
        evaluator = Evaluator(most_waiting=3)
        for work in [evaluator.evaluate(key, request_body) for _ in range(3)]:
            evaluator.cancel(work)
        return await evaluator.evaluate(key, request_body)

    assert len(asyncio.run(run())) == voprf.RESPONSE_BYTES


def test_the_fault_of_a_bad_element_holds_no_frame_that_saw_the_key(key, request_body):
    async def run():
        try:
            await Evaluator().evaluate(key, bytes(64))
        except MalformedError as error:
            return error

    error = asyncio.run(run())
    frames = {frame.name for frame in traceback.extract_tb(error.__traceback__)}
    assert not frames & {"evaluate", "evaluate_with", "multiply", "_work"}
    assert (error.__cause__, error.__context__) == (None, None)
