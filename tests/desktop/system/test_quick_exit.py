"""Leaving quickly."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest

from exposure_check.desktop import example_states
from exposure_check.desktop.system.quick_exit import ShiftCount
from exposure_check.lookup.verdict import Stage
from tests.support.window import Clock, FakeChecker, button, texts


def press(counter, key=Qt.Key.Key_Shift, *, repeated=False):
    counter.take(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", repeated))


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
        press(shift, repeated=True)
    assert not shift.left


@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_the_button_and_the_keys_leave_from_every_page(qtbot, open_window, example):
    for way in ("button", "keys"):
        window = open_window(state=example_states.state(example, demo=True))
        number = window.state.number
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
        assert window.state.verdict is None
        assert not window.state.holds_anything
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
    assert not window.state.holds_anything


def test_a_thread_that_hangs_does_not_keep_the_process(tmp_path):
    script = (
        "import threading, time\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from exposure_check.desktop import example_states\n"
        "from exposure_check.desktop.main_window import MainWindow\n"
        "from exposure_check.desktop.system.settings import Preferences\n"
        "app = QApplication(['information'])\n"
        "threading.Thread(target=lambda: time.sleep(60)).start()\n"
        "window = MainWindow(example_states.state('answer'), Preferences(language='en'), lambda *_: None)\n"
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
