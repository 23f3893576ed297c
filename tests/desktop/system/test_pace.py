"""How long the page of a check stays."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QObject

from exposure_check.desktop import example_states
from exposure_check.desktop.lookups import LEAST_CHECK, SLOW_CHECK
from exposure_check.desktop.system.pace import Pace
from exposure_check.errors import NetworkError, NumberError
from tests.support.window import OUTCOMES, FakeChecker, wait_for_page

LEAST = 0.4


def test_what_ended_is_handed_on_once_and_no_sooner_than_its_time(qtbot, qapp):
    owner, handed = QObject(), []
    pace = Pace(LEAST, 60, owner)
    began = time.monotonic()
    pace.begin(lambda *ended: handed.append((time.monotonic() - began, ended)))
    pace.hold("verdict", "ledger")
    qtbot.waitUntil(lambda: bool(handed), timeout=5000)
    qtbot.wait(50)
    [(after, ended)] = handed
    assert after >= LEAST - 0.01
    assert ended == ("verdict", "ledger")


def test_a_check_that_is_not_waited_for_hands_on_nothing(qtbot, qapp):
    owner, handed = QObject(), []
    pace = Pace(0.05, 60, owner)
    pace.begin(lambda *ended: handed.append(ended))
    pace.hold("verdict", "ledger")
    pace.drop()
    qtbot.wait(150)
    assert handed == []
    assert pace._ended is None  # nor does it keep the verdict


def test_only_a_check_that_goes_on_is_slow(qtbot, qapp):
    owner, slow = QObject(), []
    pace = Pace(0, 0.05, owner)
    pace.slow.connect(lambda: slow.append(True))
    pace.begin(lambda *_: None)
    qtbot.waitUntil(lambda: bool(slow), timeout=5000)
    pace.begin(lambda *_: None)
    pace.hold("verdict", "ledger")
    qtbot.wait(150)
    assert slow == [True]


@pytest.mark.parametrize("outcome", [*OUTCOMES.values(), NetworkError("It."), NumberError("It.", reason="length")])
def test_the_page_of_the_check_stays_as_long_whatever_the_outcome(qtbot, at_number, outcome):
    window = at_number(FakeChecker(outcome), least_check=LEAST)
    began = time.monotonic()
    window.check()
    qtbot.waitUntil(lambda: window.state.page != "checking", timeout=5000)
    assert time.monotonic() - began >= LEAST - 0.01
    assert window.state.verdict is (outcome if outcome in OUTCOMES.values() else None)


@pytest.mark.parametrize("way", ["cancel", "start_afresh", "finish", "_idle_wipe"])
def test_leaving_in_the_meantime_drops_what_has_come(qtbot, at_number, way):
    window = at_number(FakeChecker(example_states.LISTED), least_check=0.3)
    window.check()
    qtbot.waitUntil(lambda: window.lookups.pace._ended is not None, timeout=5000)
    getattr(window, way)()
    page = window.state.page
    qtbot.wait(400)
    assert window.state.verdict is None
    assert window.state.page == page != "ready"


def test_the_times_are_long_enough_to_read_and_short_enough_to_wait():
    assert 1 <= LEAST_CHECK <= 2
    assert SLOW_CHECK == 5


def test_a_new_check_in_the_meantime_is_not_given_the_answer_of_the_one_before(qtbot, at_number):
    window = at_number(FakeChecker(example_states.LISTED), least_check=0.3)
    window.check()
    qtbot.waitUntil(lambda: window.lookups.pace._ended is not None, timeout=5000)
    window._make_checker = lambda *_: FakeChecker(example_states.NOT_LISTED)
    window.check()
    wait_for_page(qtbot, window, "ready")
    assert window.state.verdict is example_states.NOT_LISTED
