"""A lookup in a thread of its own: nothing that it does late or wrongly becomes an answer."""

from __future__ import annotations

import threading

from PySide6.QtCore import QTimer

from exposure_check.desktop import example_states
from exposure_check.lookup.cancel import Cancel
from exposure_check.lookup.verdict import Stage
from tests.support.window import FakeChecker, texts, wait_for_page


def test_a_failure_of_the_program_itself_is_no_answer_and_tells_nothing(qtbot, at_number, caplog):
    window = at_number(FakeChecker(RuntimeError(f"holds {example_states.NUMBER}")))
    window.check()
    wait_for_page(qtbot, window, "unexpected")
    assert example_states.NUMBER not in " ".join(texts(window)) + caplog.text
    assert "RuntimeError" in caplog.text
    caplog.clear()


def test_something_that_is_no_verdict_is_no_answer(qtbot, at_number):
    window = at_number(FakeChecker(None))
    window.check()
    wait_for_page(qtbot, window, "unexpected")
    assert window.state.verdict is None


def test_an_answer_that_comes_after_stopping_is_dropped(qtbot, at_number):
    """The lookup does not hear the cancel in time and answers all the same."""
    checker = FakeChecker(example_states.LISTED, stop_at=Stage.COMPARING)
    window = at_number(checker)
    window.check()
    assert checker.reached.wait(5)
    late = window._lookup
    late._cancel = Cancel()  # deaf: the token that the lookup looks at is another one
    window.cancel()
    checker.go_on.set()
    qtbot.waitUntil(lambda: not late.is_running, timeout=5000)
    qtbot.wait(20)
    assert late._last_report == (Stage.COMPARING, 100), "it went on to its end"
    assert window.state.page == "number"
    assert window.state.verdict is None


def test_the_second_of_two_checks_is_the_one_that_counts(qtbot, at_number):
    first, second = FakeChecker(example_states.LISTED, stop_at=Stage.ASKING), FakeChecker(example_states.NOT_LISTED)
    window = at_number(first)
    window.check()
    assert first.reached.wait(5)
    window.cancel()
    window._make_checker = lambda *_: second
    window.check()
    first.go_on.set()
    wait_for_page(qtbot, window, "ready")
    assert window.state.verdict is example_states.NOT_LISTED


def test_closing_the_window_while_checking_ends_the_thread_and_wipes(at_number):
    checker = FakeChecker(example_states.LISTED, stop_at=Stage.PREPARING)
    window = at_number(checker)
    window.check()
    assert checker.reached.wait(5)
    number = window.state.number
    window.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "lookup"]
    assert not number.reveal()


def test_the_window_goes_on_while_the_lookup_works(qtbot, at_number):
    """The thread of the window ticks on while the lookup is under way."""
    checker = FakeChecker(example_states.LISTED, stop_at=Stage.PREPARING)
    window = at_number(checker)
    window.check()
    assert checker.reached.wait(5)
    ticks = []
    timer = QTimer(window)
    timer.timeout.connect(lambda: ticks.append(window.state.page))
    timer.start(1)
    qtbot.waitUntil(lambda: ticks.count("checking") >= 5)
    timer.stop()
    checker.go_on.set()
    wait_for_page(qtbot, window, "ready")
