"""A session that nobody attends."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from exposure_check.desktop.system.idle import TICK_MS, WARN_SECONDS, WIPE_SECONDS, Idle, patience
from tests.support.window import Clock


@pytest.fixture
def idle(qapp):
    owner, clock = QObject(), Clock()
    watch = Idle(owner, clock.both)
    watch.owner, watch.clock, watch.log = owner, clock, []
    watch.warned.connect(lambda: watch.log.append("warned"))
    watch.expired.connect(lambda: watch.log.append("expired"))
    return watch


def after(idle, seconds):
    idle.clock.now += seconds
    idle.look()


def test_idle_warns_once_and_then_expires(idle):
    after(idle, WARN_SECONDS - 1)
    assert idle.log == []
    after(idle, 2)
    after(idle, 2)
    assert idle.log == ["warned"]
    after(idle, WIPE_SECONDS)
    assert idle.log == ["warned", "expired"]


def test_the_warning_can_be_extended_again_and_again(idle):
    for _ in range(12):
        after(idle, WARN_SECONDS + 1)
        idle.stay()
    assert idle.log == ["warned"] * 12


def test_a_key_keeps_the_session_but_does_not_answer_the_warning(idle):
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    idle.clock.now += WARN_SECONDS - 1
    idle.take(key)
    after(idle, 10)
    assert idle.log == []
    after(idle, WARN_SECONDS)
    idle.take(key)
    after(idle, WIPE_SECONDS)
    assert idle.log == ["warned", "expired"]


def test_a_computer_that_slept_wipes_when_it_wakes(idle):
    after(idle, 8 * 3600)
    assert idle.log == ["expired"]


def test_a_clock_that_is_set_back_does_not_stop_the_wipe(idle):
    idle._clock = lambda: (idle.clock.now, idle.clock.now - 1e6)
    after(idle, WARN_SECONDS + WIPE_SECONDS)
    assert idle.log == ["expired"]


def test_seconds_are_a_minute_in_all_and_leave_twenty_to_answer(idle):
    idle.patience = patience(long=False)
    assert idle.patience.warn + idle.patience.wipe == 60
    assert idle.patience.wipe - TICK_MS / 1000 >= 20  # the warning may come as late as the next look
    after(idle, 38)
    assert idle.log == ["warned"]
    after(idle, 21.9)
    assert idle.log == ["warned"]
    after(idle, 0.1)
    assert idle.log == ["warned", "expired"]
    assert patience(long=True).warn == WARN_SECONDS


def test_a_key_that_something_lies_on_keeps_no_session(idle):
    """A bag on the keyboard of a kiosk kept the number of whoever went for as long as it lay there."""
    repeated = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, "", True)
    for _ in range(round((WARN_SECONDS + WIPE_SECONDS) / 30) + 1):
        idle.take(repeated)
        after(idle, 30)
    assert idle.log == ["warned", "expired"]
