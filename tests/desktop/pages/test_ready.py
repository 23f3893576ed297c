"""The page before the answer."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from exposure_check.desktop import example_states
from tests.support.window import OUTCOMES, FakeChecker, button, texts, wait_for_page


def test_only_advice_leaves_the_answer_closed(open_window):
    window = open_window(state=example_states.state("ready"))
    button(window, "Only show me advice").click()
    assert window.state.page == "actions"
    assert window.state.advice_only


def test_not_now_wipes_and_says_so(open_window):
    window = open_window(state=example_states.state("ready"))
    button(window, "Not now").click()
    assert window.state.page == "ending"
    assert not window.state.holds_anything


def picture(window):
    """The pixels of a window, once its layouts have settled."""
    for _ in range(3):
        QApplication.processEvents()
    image = window.grab().toImage()  # by name: its bits go with it
    return bytes(image.constBits())


def test_the_page_before_the_answer_is_the_same_pixel_by_pixel_for_every_outcome(qtbot, at_number):
    seen = []
    for outcome in OUTCOMES.values():
        window = at_number(FakeChecker(outcome, sent=example_states.ledger().sent))
        window.check()
        wait_for_page(qtbot, window, "ready")
        seen.append((picture(window), texts(window)))
        window.close()
    assert seen[0] == seen[1] == seen[2]
