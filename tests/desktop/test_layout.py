"""Nothing is cut off, lies outside the window or upon something else: every page, small and large."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from exposure_check.desktop import example_states
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.widgets.disclosure import Disclosure
from tests.support.layout import check, place

SIZES = [(1024, 700, 100), (1024, 700, 200), (640, 560, 100), (640, 560, 200)]


@pytest.mark.parametrize("example", example_states.EXAMPLES)
@pytest.mark.parametrize(("width", "height", "percent"), SIZES)
def test_nothing_is_cut_off_or_outside_or_on_top(open_window, example, width, height, percent):
    window = open_window(
        state=example_states.state(example, demo=True),
        preferences=Preferences("en", text_percent=percent),
        size=(width, height),
    )
    assert (window.width(), window.height()) == (width, height)
    check(window)
    for row in window.page.findChildren(Disclosure):
        row.set_open(True)
    if window.state.page == "number":
        window.page.findChild(QPushButton, "enter-code").click()
    for _ in range(3):
        QApplication.processEvents()
    check(window)


@pytest.mark.parametrize("example", ["welcome", "number", "answer", "sent"])
def test_a_language_that_runs_from_the_right_mirrors_the_page(open_window, example):
    from PySide6.QtCore import Qt

    window = open_window(state=example_states.state(example, demo=True))
    left = place(window.header.leave, window).left()
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window.draw()
    for _ in range(3):
        QApplication.processEvents()
    assert left > 500 > place(window.header.leave, window).right()
    check(window)


def test_the_page_keeps_room_where_header_and_footer_would_take_it(open_window):
    window = open_window(
        state=example_states.state("answer"), preferences=Preferences("en", text_percent=200), size=(640, 560)
    )
    assert window.page.height() >= 0.6 * window.height()
    assert window.page.isAncestorOf(window.footer)
    window.resize(1024, 1000)
    QApplication.processEvents()
    assert not window.page.isAncestorOf(window.footer)
