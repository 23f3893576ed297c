"""Leaving quickly, and a session that nobody attends."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest

from exposure_check.desktop import example_states
from exposure_check.desktop.system.idle import WARN_SECONDS, WIPE_SECONDS, Idle
from exposure_check.desktop.system.quick_exit import ShiftCount
from exposure_check.lookup.verdict import Stage
from tests.support.window import FakeChecker, button, texts, wait_for_page


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now

    def both(self):
        return self.now, self.now


def press(counter, key=Qt.Key.Key_Shift, *, held=False):
    counter.take(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", held))


@pytest.fixture
def shift(qapp):
    owner, clock = QObject(), Clock()
    counter = ShiftCount(owner, clock)
    counter.owner, counter.clock, counter.counts, counter.left = owner, clock, [], []
    counter.counted.connect(counter.counts.append)
    counter.complete.connect(lambda: counter.left.append(True))
    return counter


def test_three_presses_within_five_seconds_leave(shift):
    for wait in (0, 2, 2.5):
        shift.clock.now += wait
        press(shift)
    assert shift.counts == [1, 2, 3]
    assert shift.left == [True]


def test_three_presses_in_a_longer_time_do_not(shift):
    for wait in (0, 2, 3.5):
        shift.clock.now += wait
        press(shift)
    assert not shift.left


def test_capital_letters_do_not_count(shift):
    for _ in range(5):
        press(shift)
        press(shift, Qt.Key.Key_A)
    assert not shift.left


def test_holding_the_key_down_does_not_count(shift):
    press(shift)
    for _ in range(20):
        press(shift, held=True)
    assert not shift.left


@pytest.mark.parametrize("code", example_states.SCENES)
def test_the_button_and_the_keys_leave_from_every_page(qtbot, open_window, code):
    for way in ("button", "keys"):
        window = open_window(walk=example_states.walk(code, demo=True))
        number = window.walk.number
        if way == "button":
            button(window, "Leave quickly").click()
        else:
            window.activateWindow()
            window._watch_window(window.windowHandle())
            for _ in range(3):
                QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
        assert window.ended == [True]
        assert not window.isVisible()
        assert not number.reveal()
        assert window.walk.verdict is None
        assert not window.walk.holds_anything
        assert example_states.NUMBER not in " ".join(texts(window))


def test_the_dots_show_how_often_shift_was_pressed(open_window):
    window = open_window()
    window._watch_window(window.windowHandle())
    before = window.header.leave.grab().toImage()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert window.header.leave._pressed == 1
    assert window.header.leave.grab().toImage() != before
    assert not window.ended


def test_leaving_while_checking_does_not_wait_for_the_lookup(at_number):
    checker = FakeChecker(example_states.LISTED, stop_at=Stage.ASKING)
    window = at_number(checker)
    window.check()
    assert checker.reached.wait(5)
    window.leave_quickly()
    assert window.ended == [True]
    assert not window.walk.holds_anything


def test_a_thread_that_hangs_does_not_keep_the_process(tmp_path):
    script = (
        "import threading, time\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from exposure_check.desktop import example_states\n"
        "from exposure_check.desktop.main_window import MainWindow\n"
        "from exposure_check.desktop.system.settings import Preferences\n"
        "app = QApplication(['information'])\n"
        "threading.Thread(target=lambda: time.sleep(60)).start()\n"
        "window = MainWindow(example_states.walk('D2'), Preferences(language='en'), lambda *_: None)\n"
        "window.show(); app.processEvents(); window.header.leave.click()\n"
        "print('still here')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        timeout=20,
        check=True,
        text=True,
    )
    assert "still here" not in done.stdout


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


def test_the_warning_covers_the_answer_and_answering_it_brings_it_back(open_window):
    window = open_window(walk=example_states.walk("D2"))
    window._warn_idle()
    assert "Your data is in this list" not in texts(window)
    assert window.page.title == "Are you still here?"
    button(window, "I am still here").click()
    assert window.page.title == "Your data is in this list"


def test_an_expired_session_is_wiped_and_begins_anew(open_window):
    window = open_window(walk=example_states.walk("D2"))
    window._warn_idle()
    window.idle.expired.emit()
    assert window.walk.page == "A1"
    assert window.page.title == "Was your data taken in a breach?"
    assert not window.walk.holds_anything


def test_there_is_no_warning_where_there_is_nothing_to_wipe(open_window):
    window = open_window()
    window._warn_idle()
    assert window.walk.page == "A1"
    assert window.page.title == "Was your data taken in a breach?"


def test_an_answer_that_comes_during_the_warning_stays_covered(qtbot, at_number):
    checker = FakeChecker(example_states.LISTED, stop_at=Stage.ASKING)
    window = at_number(checker)
    window.check()
    assert checker.reached.wait(5)
    window._warn_idle()
    checker.go_on.set()
    wait_for_page(qtbot, window, "D1")
    assert window.page.title == "Are you still here?"
    button(window, "I am still here").click()
    assert window.page.title == "The answer is ready"
