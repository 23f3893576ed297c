"""A lookup through the window: every outcome, every failure, and leaving it at every moment."""

from __future__ import annotations

import threading

import msgspec
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from exposure_check import errors
from exposure_check.desktop import example_states
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.text import failures
from exposure_check.desktop.widgets.private_field import DOT
from exposure_check.lookup.verdict import Privacy, Stage
from exposure_check.secret import Secret
from tests.support.window import FakeChecker, button, every_check_error, texts, wait_for_page

ERRORS = {type(error).__name__: error for error in every_check_error()}
OUTCOMES = {
    "listed": example_states.LISTED,
    "twice": example_states.LISTED_TWICE,
    "not listed": example_states.NOT_LISTED,
}


def picture(window):
    """The pixels of a window, once its layouts have settled."""
    for _ in range(3):
        QApplication.processEvents()
    image = window.grab().toImage()  # by name: its bits go with it
    return bytes(image.constBits())


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES)
def test_a_check_leads_from_the_number_to_the_answer(qtbot, at_number, outcome):
    checker = FakeChecker(outcome, sent=example_states.ledger().sent)
    window = at_number(checker)
    window.page.main.click()
    wait_for_page(qtbot, window, "D1")
    assert checker.asked == [(example_states.NUMBER, "fi.hetu", None, Privacy.STANDARD)]
    window.page.main.click()
    assert window.walk.page == "D2"
    assert window.walk.verdict is outcome
    assert len(window.walk.ledger.sent) == 4


def test_the_page_before_the_answer_is_the_same_pixel_by_pixel_for_every_outcome(qtbot, at_number):
    seen = []
    for outcome in OUTCOMES.values():
        window = at_number(FakeChecker(outcome, sent=example_states.ledger().sent))
        window.check()
        wait_for_page(qtbot, window, "D1")
        seen.append((picture(window), texts(window)))
        window.close()
    assert seen[0] == seen[1] == seen[2]


def test_the_screen_code_of_the_answer_is_the_same_for_every_outcome(qtbot, at_number):
    seen = set()
    for outcome in OUTCOMES.values():
        window = at_number(FakeChecker(outcome))
        window.check()
        wait_for_page(qtbot, window, "D1")
        window.go("D2")
        seen.add(tuple(texts(window.footer)))
    assert len(seen) == 1
    assert "D2" in next(iter(seen))


def test_sealed_lists_are_named_in_the_same_words_for_every_outcome(qtbot, at_number):
    seen = set()
    for outcome in OUTCOMES.values():
        window = at_number(FakeChecker(outcome))
        window.check()
        wait_for_page(qtbot, window, "D1")
        window.go("D2")
        words = texts(window.page)
        start = words.index("Lists that open only with a letter code")
        seen.add(tuple(words[start : start + 3]))
    assert len(seen) == 1


@pytest.mark.parametrize("error", ERRORS.values(), ids=ERRORS)
def test_every_failure_ends_on_its_page_and_never_on_an_answer(qtbot, at_number, error):
    window = at_number(FakeChecker(error))
    window.check()
    qtbot.waitUntil(lambda: window.walk.page != "C1", timeout=5000)
    assert window.walk.verdict is None
    if isinstance(error, errors.CancelledError):
        assert window.walk.page == "B1"
        return
    assert window.walk.page == error.page
    words = failures.of(error, help_line=True)
    shown = texts(window.page)
    assert window.page.title == words.title
    assert words.happened in shown
    assert words.step in shown
    assert "This is not an answer. It says nothing about whether your data was taken." in shown
    assert not any(text in shown for text in ("Your data is in this list", "Your data was not found in this list"))
    assert window.page.main is not None


def test_every_kind_of_failure_has_words_of_its_own():
    codes = {error.code for error in every_check_error()} - {"cancelled"}
    assert codes <= failures.known_codes()
    assert len({failures.of(error, help_line=True).title for error in every_check_error()}) == len(codes)


@pytest.mark.parametrize("error", ERRORS.values(), ids=ERRORS)
def test_a_call_is_asked_for_only_where_there_is_a_number_to_call(open_window, error):
    if isinstance(error, errors.CancelledError):
        return
    for number in ("116 006", ""):
        walk = example_states.walk("X1")
        walk.profile = msgspec.structs.replace(walk.profile, help_number=number)
        walk.error = error
        window = open_window(walk=walk)
        said = " ".join(texts(window.page))
        assert ("help line" in said) is bool(number)
        assert error.code in said
        window.close()


def test_a_failure_of_the_program_itself_is_no_answer_and_tells_nothing(qtbot, at_number, caplog):
    window = at_number(FakeChecker(RuntimeError(f"holds {example_states.NUMBER}")))
    window.check()
    wait_for_page(qtbot, window, "X8")
    assert example_states.NUMBER not in " ".join(texts(window)) + caplog.text
    assert "RuntimeError" in caplog.text
    caplog.clear()


def test_something_that_is_no_verdict_is_no_answer(qtbot, at_number):
    window = at_number(FakeChecker(None))
    window.check()
    wait_for_page(qtbot, window, "X8")
    assert window.walk.verdict is None


def test_a_busy_server_is_asked_again_only_after_its_time(qtbot, at_number):
    window = at_number(FakeChecker(errors.ServerBusyError("Busy.", retry_after=1)))
    window.check()
    wait_for_page(qtbot, window, "X3")
    assert not window.page.main.isEnabled()
    assert any(text.startswith("You can try again at ") for text in texts(window.page))
    qtbot.waitUntil(lambda: window.page.main.isEnabled(), timeout=3000)
    window.page.main.click()
    assert window.walk.page == "C1"


def test_a_number_that_only_the_lookup_refuses_leads_back_with_the_reason(qtbot, at_number):
    window = at_number(FakeChecker(errors.NumberError("No.", reason="date")))
    window.check()
    wait_for_page(qtbot, window, "B1")
    assert any("date of birth" in text for text in texts(window.page))
    assert window.walk.verdict is None


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("way", ["stop", "back"])
def test_a_check_can_be_stopped_in_every_stage(qtbot, at_number, stage, way):
    checker = FakeChecker(example_states.LISTED, stop_at=stage)
    window = at_number(checker)
    window.check()
    assert checker.reached.wait(5)
    qtbot.waitUntil(lambda: window.walk.stage is stage)
    (button(window, "Stop") if way == "stop" else window.header.back).click()
    assert window.walk.page == "B1"
    assert window.errand.join()
    qtbot.wait(20)
    assert window.walk.page == "B1"
    assert window.walk.verdict is None
    assert window.page.field.text() == DOT * 11, "what was typed is kept"


def test_an_answer_that_comes_after_stopping_is_dropped(qtbot, at_number):
    """The lookup does not hear the cancel in time and answers all the same."""
    checker = FakeChecker(example_states.LISTED, stop_at=Stage.COMPARING)
    window = at_number(checker)
    window.check()
    assert checker.reached.wait(5)
    late = window.errand._current
    late.cancel = None  # deaf
    checker.check = None
    window.errand._stopped.add(late)
    window.errand._current = None
    window.walk.stop()
    window.draw()
    checker.go_on.set()
    qtbot.waitUntil(lambda: late not in window.errand._stopped, timeout=5000)
    assert window.walk.page == "B1"
    assert window.walk.verdict is None


def test_the_second_of_two_checks_is_the_one_that_counts(qtbot, at_number):
    first, second = FakeChecker(example_states.LISTED, stop_at=Stage.ASKING), FakeChecker(example_states.NOT_LISTED)
    window = at_number(first)
    window.check()
    assert first.reached.wait(5)
    window.cancel()
    window._make_checker = lambda *_: second
    window.check()
    first.go_on.set()
    wait_for_page(qtbot, window, "D1")
    assert window.walk.verdict is example_states.NOT_LISTED


def test_changing_the_look_or_opening_settings_while_checking_loses_nothing(qtbot, at_number):
    checker = FakeChecker(example_states.LISTED, stop_at=Stage.ASKING)
    window = at_number(checker)
    window.check()
    assert checker.reached.wait(5)
    window.take_preferences(Preferences(language="en", text_percent=200))
    assert window.walk.page == "C1"
    window.go("G1")
    checker.go_on.set()
    qtbot.waitUntil(lambda: window.walk.verdict is not None)
    assert window.walk.page == "G1"
    window.go_back()
    assert window.walk.page == "D1"


def test_starting_afresh_while_checking_drops_the_answer(qtbot, at_number):
    checker = FakeChecker(example_states.LISTED, stop_at=Stage.ASKING)
    window = at_number(checker)
    window.check()
    assert checker.reached.wait(5)
    window.start_afresh()
    checker.go_on.set()
    assert window.errand.join()
    qtbot.wait(20)
    assert window.walk.page == "A1"
    assert window.walk.verdict is None
    assert not window.walk.holds_anything


def test_closing_the_window_while_checking_ends_the_thread_and_wipes(at_number):
    checker = FakeChecker(example_states.LISTED, stop_at=Stage.PREPARING)
    window = at_number(checker)
    window.check()
    assert checker.reached.wait(5)
    number = window.walk.number
    window.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "lookup"]
    assert not number.reveal()


def test_the_page_of_what_was_sent_is_there_while_checking(qtbot, at_number):
    checker = FakeChecker(example_states.LISTED, stop_at=Stage.COMPARING, sent=example_states.ledger().sent)
    window = at_number(checker)
    window.check()
    assert checker.reached.wait(5)
    window.go("F1")
    assert len(window.page.sent) == 4
    checker.go_on.set()
    qtbot.waitUntil(lambda: window.walk.verdict is not None)
    window.go_back()
    assert window.walk.page == "D1"


def test_a_code_is_sent_along_only_while_its_field_is_open(qtbot, at_number):
    checker = FakeChecker(example_states.NOT_LISTED)
    window = at_number(checker)
    window.walk.letter_code = Secret(example_states.CODE)
    window.check()
    wait_for_page(qtbot, window, "D1")
    window.walk.letter_code_open = True
    window.check()
    wait_for_page(qtbot, window, "D1")
    assert [asked[2] for asked in checker.asked] == [None, example_states.CODE]


def test_the_privacy_level_of_the_settings_is_used(qtbot, at_number):
    checker = FakeChecker(example_states.NOT_LISTED)
    window = at_number(checker, preferences=Preferences(language="en", privacy=Privacy.MAXIMUM))
    window.check()
    wait_for_page(qtbot, window, "D1")
    assert checker.asked[0][3] is Privacy.MAXIMUM


def test_the_window_goes_on_while_the_lookup_works(qtbot, at_number):
    """The thread of the window ticks on while the lookup is under way."""
    checker = FakeChecker(example_states.LISTED, stop_at=Stage.PREPARING)
    window = at_number(checker)
    window.check()
    assert checker.reached.wait(5)
    ticks = []
    timer = QTimer(window)
    timer.timeout.connect(lambda: ticks.append(window.walk.page))
    timer.start(1)
    qtbot.waitUntil(lambda: ticks.count("C1") >= 5)
    timer.stop()
    checker.go_on.set()
    wait_for_page(qtbot, window, "D1")
