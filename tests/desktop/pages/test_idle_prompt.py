"""The question that covers a page which nobody attends."""

from __future__ import annotations

from exposure_check.desktop import example_states
from exposure_check.lookup.verdict import Stage
from tests.support.window import FakeChecker, button, texts, wait_for_page


def test_the_warning_covers_the_answer_and_answering_it_brings_it_back(open_window):
    window = open_window(state=example_states.state("answer"))
    window._warn_idle()
    assert "Your data was taken from Example Clinic Oy" not in texts(window)
    assert window.page.title == "Are you still here?"
    button(window, "I am still here").click()
    assert window.page.title == "Your data was taken from Example Clinic Oy"


def test_an_expired_session_is_wiped_and_begins_anew(open_window):
    window = open_window(state=example_states.state("answer"))
    window._warn_idle()
    window.idle.expired.emit()
    assert window.state.page == "welcome"
    assert window.page.title == "Was your data taken in a breach?"
    assert not window.state.holds_anything


def test_there_is_no_warning_where_there_is_nothing_to_wipe(open_window):
    window = open_window()
    window._warn_idle()
    assert window.state.page == "welcome"
    assert window.page.title == "Was your data taken in a breach?"


def test_an_answer_that_comes_during_the_warning_stays_covered(qtbot, at_number):
    checker = FakeChecker(example_states.LISTED, stop_at=Stage.ASKING)
    window = at_number(checker)
    window.check()
    assert checker.reached.wait(5)
    window._warn_idle()
    checker.go_on.set()
    wait_for_page(qtbot, window, "ready")
    assert window.page.title == "Are you still here?"
    button(window, "I am still here").click()
    assert window.page.title == "The answer is ready"
