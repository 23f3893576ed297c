"""A second press at once is meant for what the first one pressed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from exposure_check.desktop import example_states
from exposure_check.desktop.system.second_press import SecondPress
from tests.support.window import Clock


def enter(*, repeated=False, key=Qt.Key.Key_Return):
    return QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", repeated)


def click(x=50, y=50):
    place = QPointF(x, y)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    return QMouseEvent(QEvent.Type.MouseButtonPress, place, place, left, left, none)


@pytest.fixture
def press(qapp):
    clock = Clock()
    second = SecondPress(clock)

    def press_(event, after=0.1, *, page=False):
        clock.now += after
        is_second = second.is_one(event, lambda _: None)
        if page:
            second.note_page()
        return is_second

    return press_


@pytest.mark.parametrize("kind", [enter, click])
def test_it_is_held_back_where_a_page_came_by_the_first(press, kind):
    assert not press(kind(), page=True)
    assert press(kind())
    assert press(kind()), "a third is meant for the first as well"
    assert not press(kind(), after=QApplication.doubleClickInterval() / 1000 + 0.01), "the page may have been read"


@pytest.mark.parametrize("kind", [enter, click])
def test_on_one_page_every_press_counts(press, kind):
    assert not press(kind())
    assert not press(kind())


def test_who_aims_anew_or_presses_another_key_has_another_wish(press):
    assert not press(click(), page=True)
    assert not press(click(400, 20)), "to leave, perhaps"
    assert not press(enter(), page=True)
    assert not press(enter(key=Qt.Key.Key_Tab))
    assert not press(enter())
    assert not press(enter(), page=True)
    assert not press(click())


def test_enter_twice_shows_the_answer_and_does_not_leave_it(open_window):
    window = open_window(state=example_states.state("ready"))
    for _ in range(2):
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Return)
    assert window.state.page == "answer"


def test_a_click_elsewhere_leaves_at_once(open_window):
    window = open_window(state=example_states.state("ready"))
    main, leave = (part.mapTo(window, part.rect().center()) for part in (window.page.main, window.header.leave))
    for place in (main, QPoint(leave)):
        QTest.mouseClick(
            window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place, delay=-1
        )
    assert window.ended == [True]
