"""A lookup in a thread of its own: nothing that it does late or wrongly becomes an answer."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QTimer

from exposure_check import errors
from exposure_check.desktop import example_states, lookup_task, main_window
from exposure_check.desktop.lookup_task import LookupTask
from exposure_check.lookup.cancel import Cancel
from exposure_check.lookup.query import Query
from exposure_check.lookup.verdict import NotListed, Privacy, Stage
from exposure_check.secret import Secret
from tests.support.publisher_guidance import GUIDANCE, listed, provenance
from tests.support.window import FakeChecker, texts, wait_for_page


def test_a_failure_of_the_program_itself_is_no_answer_and_tells_nothing(qtbot, at_number, caplog):
    window = at_number(FakeChecker(RuntimeError(f"holds {example_states.NUMBER}")))
    window.check()
    wait_for_page(qtbot, window, "unexpected")
    assert example_states.NUMBER not in " ".join(texts(window)) + caplog.text
    assert "RuntimeError" in caplog.text
    caplog.clear()


def test_a_log_that_cannot_be_written_tells_nothing_either(qtbot, at_number, capsys, broken_log):
    window = at_number(FakeChecker(RuntimeError(f"holds {example_states.NUMBER}")))
    window.check()
    wait_for_page(qtbot, window, "unexpected")
    printed = capsys.readouterr().err
    assert "Logging error" in printed  # Python's own words, so it was tried
    assert example_states.NUMBER not in printed


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
    late = window.lookups.task
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


def outcome_of(qtbot, make_checker):
    """How a lookup ends, without a window."""
    query = Query(Secret(example_states.NUMBER), "fi.hetu", Secret(example_states.CODE))
    task = LookupTask(make_checker, query)
    query.wipe()  # as the window may at any time: the task has a copy of its own
    with qtbot.waitSignal(task.ended, timeout=5000) as ended:
        task.start()
    assert task.join(3.0)
    return task, ended.args[0]


def test_the_query_of_a_lookup_is_wiped_when_it_ends(qtbot):
    checker = FakeChecker(example_states.NOT_LISTED)
    task, outcome = outcome_of(qtbot, lambda: checker)
    assert outcome is example_states.NOT_LISTED
    assert checker.asked == [(example_states.NUMBER, "fi.hetu", example_states.CODE, Privacy.STANDARD)]
    assert not task._query.number.reveal()
    assert not task._query.code.reveal()


def test_what_a_lookup_let_go_of_is_overwritten_in_its_thread_and_once_more_by_the_wipe(qtbot, at_number, monkeypatch):
    """In its thread, for who stops a check has wiped before the lookup lets go of its copies."""
    overwritten = []
    monkeypatch.setattr(lookup_task, "overwrite_freed_memory", lambda: overwritten.append(threading.current_thread()))
    monkeypatch.setattr(main_window, "overwrite_freed_memory", lambda: overwritten.append(threading.current_thread()))
    outcome_of(qtbot, lambda: FakeChecker(example_states.NOT_LISTED))
    assert [thread.name for thread in overwritten] == ["lookup"]
    at_number(FakeChecker(example_states.NOT_LISTED)).start_afresh()
    qtbot.waitUntil(lambda: overwritten[1:] == [threading.main_thread()])


@pytest.mark.parametrize(
    "fault", [ImportError("no requests"), KeyError(example_states.NUMBER), errors.PublishError("x", advice="y")]
)
def test_a_lookup_that_cannot_even_begin_ends_as_a_fault_of_the_program(qtbot, caplog, fault):
    def broken():
        raise fault

    _, outcome = outcome_of(qtbot, broken)
    assert type(outcome) is errors.CheckError
    assert outcome.message == errors.program_fault().message
    assert type(fault).__name__ in caplog.text
    assert example_states.NUMBER not in caplog.text
    caplog.clear()


def test_what_is_wrong_with_the_input_is_told_as_that(qtbot):
    def refused():
        raise errors.ProfileError("No.", advice="Ask for a new one.")

    _, outcome = outcome_of(qtbot, refused)
    assert isinstance(outcome, errors.ProfileError)


def test_progress_is_reported_once_for_a_hundredth(qtbot):
    class Chatty(FakeChecker):
        def check(self, query, progress, cancel):
            for step in range(1000):
                progress(Stage.PREPARING, step / 1000)
            return self.outcome

    reports = []
    task = LookupTask(lambda: Chatty(example_states.LISTED), Query(Secret("x"), "fi.hetu"))
    task.progressed.connect(lambda stage, done: reports.append(done))
    with qtbot.waitSignal(task.ended, timeout=5000):
        task.start()
    assert task.join(3.0)
    assert reports == [place / 100 for place in range(100)]


def test_what_a_publisher_says_is_read_in_the_thread_of_the_lookup_whatever_the_answer(qtbot):
    query = Query(Secret(example_states.NUMBER), "fi.hetu")
    for verdict in (listed({"clinic-2018": GUIDANCE}), NotListed(provenance(**{"clinic-2018": GUIDANCE}), ())):
        task = LookupTask(lambda verdict=verdict: FakeChecker(verdict), query)
        with qtbot.waitSignal(task.ended):
            task.start()
        assert [guidance.breach for guidance in task.guidance] == ["clinic-2018"]
        assert task.join(3.0)
