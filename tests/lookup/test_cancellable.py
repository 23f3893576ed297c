from __future__ import annotations

import threading
import weakref

import pytest

from exposure_check.errors import CancelledError, MalformedError, ServerError, TimeLimitError
from exposure_check.lookup import cancellable
from exposure_check.lookup.cancellable import run_cancellable


def fail(error):
    raise error


def test_results_come_in_the_order_of_the_work_whatever_ends_first(cancel):
    second_is_done = threading.Event()

    def first():
        assert second_is_done.wait(20)
        return "first"

    def second():
        second_is_done.set()
        return "second"

    assert run_cancellable(cancel, 20, first, second) == ("first", "second")


def test_both_pieces_run_side_by_side(cancel):
    meeting = threading.Barrier(2, timeout=20)
    assert sorted(run_cancellable(cancel, 20, meeting.wait, meeting.wait)) == [0, 1]


def test_none_is_a_result(cancel):
    assert run_cancellable(cancel, 20, lambda: None) == (None,)


def test_the_first_failure_is_raised_without_waiting_for_the_rest(cancel):
    release = threading.Event()
    error = ServerError("down", status=500)
    try:
        with pytest.raises(ServerError) as caught:
            run_cancellable(cancel, 20, lambda: release.wait(60), lambda: fail(error))
        assert caught.value is error
    finally:
        release.set()


@pytest.mark.parametrize(
    "error", [MalformedError("x"), ValueError("x"), MemoryError(), KeyboardInterrupt(), SystemExit(1)]
)
def test_whatever_a_piece_raises_arrives(cancel, error):
    with pytest.raises(type(error)) as caught:
        run_cancellable(cancel, 20, lambda: fail(error), lambda: "an answer")
    assert caught.value is error


def test_stopping_does_not_wait_for_the_work(cancel):
    release, started = threading.Event(), threading.Event()

    def work():
        started.set()
        release.wait(60)

    def stop():
        started.wait(20)
        cancel.set()

    stopper = threading.Thread(target=stop)
    stopper.start()
    try:
        with pytest.raises(CancelledError):
            run_cancellable(cancel, 60, work)
        assert not release.is_set()
    finally:
        release.set()
        stopper.join()


def test_what_was_stopped_before_does_not_answer(cancel):
    cancel.set()
    with pytest.raises(CancelledError):
        run_cancellable(cancel, 20, lambda: "an answer")


def test_work_that_takes_too_long_is_a_time_limit(cancel):
    release = threading.Event()
    try:
        with pytest.raises(TimeLimitError):
            run_cancellable(cancel, 0.05, lambda: release.wait(60))
    finally:
        release.set()


def test_the_threads_do_not_keep_the_process_alive(cancel):
    assert run_cancellable(cancel, 20, lambda: threading.current_thread().daemon) == (True,)


def test_a_token_once_set_stays_set(cancel):
    assert not cancel.is_set()
    cancel.check()
    cancel.sleep(0)
    cancel.set()
    assert cancel.is_set()
    with pytest.raises(CancelledError):
        cancel.check()
    with pytest.raises(CancelledError):
        cancel.sleep(60)


def test_what_outlives_a_stop_overwrites_what_it_let_go_of(cancel, monkeypatch):
    """Whoever stopped may have overwritten freed memory before this thread let go of the number."""
    overwritten, release = threading.Event(), threading.Event()
    kept_alive = []

    class Work:
        def __call__(self):
            cancel.set()
            assert release.wait(20)

    work = Work()
    alive = weakref.ref(work)

    def overwrite():
        kept_alive.append(alive() is not None)
        overwritten.set()

    monkeypatch.setattr(cancellable, "overwrite_freed_memory", overwrite)
    with pytest.raises(CancelledError):
        run_cancellable(cancel, 20, work)
    del work
    release.set()
    assert overwritten.wait(20)
    assert kept_alive == [False]
