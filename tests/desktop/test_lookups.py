"""The lookups of a window."""

from __future__ import annotations

import threading
import time

import pytest

from exposure_check.desktop import example_states
from exposure_check.desktop.lookups import Lookups
from exposure_check.lookup.query import Query
from exposure_check.lookup.verdict import Stage
from exposure_check.secret import Secret
from tests.support.window import FakeChecker


@pytest.fixture
def lookups(qtbot, qapp):
    begun = Lookups(qapp, least=0.0)
    yield begun
    assert begun.join()
    begun.deleteLater()


def query():
    return Query(Secret(example_states.NUMBER), "fi.hetu", None)


def test_it_hands_on_what_the_lookup_ends_with(qtbot, lookups):
    with qtbot.waitSignal(lookups.ended, timeout=5000) as heard:
        lookups.begin(lambda: FakeChecker(example_states.LISTED), query())
    outcome, _, guidance = heard.args
    assert outcome is example_states.LISTED
    assert guidance == ()
    assert lookups.task is None
    assert lookups.ledger is None


def test_nothing_is_heard_of_one_that_was_stopped(qtbot, lookups):
    checker = FakeChecker(example_states.LISTED, stop_at=Stage.ASKING)
    lookups.begin(lambda: checker, query())
    assert checker.reached.wait(5)
    assert lookups.ledger is not None
    with qtbot.assertNotEmitted(lookups.ended, wait=200):
        lookups.stop()
        checker.go_on.set()
    assert lookups.ledger is None


def test_those_that_were_left_are_kept_as_long_as_their_threads_are_there(qtbot, lookups):
    checkers = [FakeChecker(example_states.LISTED, stop_at=Stage.ASKING) for _ in range(2)]
    for checker in checkers:
        lookups.begin(lambda checker=checker: checker, query())
        assert checker.reached.wait(5)
        lookups.stop()
    assert 1 <= len(lookups.past) <= 2
    for checker in checkers:
        checker.go_on.set()
    assert lookups.join()
    assert not any(task.is_running for task in lookups.past)


def test_all_that_hang_are_waited_for_no_longer_than_one(lookups, monkeypatch):
    monkeypatch.setattr("exposure_check.desktop.lookups.JOIN_SECONDS", 0.2)
    checkers = [FakeChecker(example_states.LISTED) for _ in range(3)]
    release = threading.Event()
    for checker in checkers:
        checker.check = lambda *_: release.wait(10)  # deaf to being stopped, as while a name is being resolved
        lookups.begin(lambda checker=checker: checker, query())
        lookups.stop()
    began = time.monotonic()
    ended = lookups.join()
    waited = time.monotonic() - began
    release.set()
    monkeypatch.undo()
    assert not ended
    assert waited < 0.5
