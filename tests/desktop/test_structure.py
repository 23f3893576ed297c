"""Nothing is cut off, lies outside the window or upon something else: every page, small and large."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton, QWidget

from exposure_check.desktop import example_states
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.text import Text

SIZES = [(1024, 700, 100), (1024, 700, 200), (640, 560, 100), (640, 560, 200)]
SOLID = (QLabel, QAbstractButton, QLineEdit)


def place(widget, inside):
    return QRect(widget.mapTo(inside, QPoint(0, 0)), widget.size())


def needs(widget):
    """The least height of a widget at its width."""
    return widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else widget.minimumSizeHint().height()


def check(window):
    page = window.page
    inside = page.widget()
    assert inside.width() <= page.viewport().width(), f"{inside.width()} px wide in {page.viewport().width()}"
    solid = [w for w in window.findChildren(QWidget) if isinstance(w, SOLID) and w.isVisibleTo(window)]
    for widget in solid:
        name = widget.accessibleName() or getattr(widget, "text", str)()
        assert widget.height() >= needs(widget) - 1, f"cut off: {name!r} {widget.height()} < {needs(widget)}"
        frame = inside if page.isAncestorOf(widget) else window
        spot = place(widget, frame)
        assert spot.left() >= 0, name
        assert spot.right() <= frame.width(), f"outside: {name!r}"
        if isinstance(widget, Text) and not widget.wordWrap():
            assert widget.sizeHint().width() <= widget.width() + 2, f"cut off: {name!r}"
        if isinstance(widget, QPushButton):
            assert widget.width() >= widget.minimumSizeHint().width() - 2, f"narrow: {name!r}"
    spots = [(widget, place(widget, window)) for widget in solid if not page.isAncestorOf(widget)]
    spots += [(widget, place(widget, inside).translated(0, 10_000)) for widget in solid if page.isAncestorOf(widget)]
    for position, (one, first) in enumerate(spots):
        for other, second in spots[position + 1 :]:
            if not one.isAncestorOf(other) and not other.isAncestorOf(one):
                assert not first.intersects(second), (one, other, first, second)


@pytest.mark.parametrize("code", example_states.SCENES)
@pytest.mark.parametrize(("width", "height", "percent"), SIZES)
def test_nothing_is_cut_off_or_outside_or_on_top(open_window, code, width, height, percent):
    window = open_window(
        walk=example_states.walk(code, demo=True),
        preferences=Preferences("en", text_percent=percent),
        size=(width, height),
    )
    assert (window.width(), window.height()) == (width, height)
    check(window)
    for row in window.page.findChildren(Disclosure):
        row.row.setChecked(True)
    if window.walk.page == "B1":
        window.page.findChild(QPushButton, "enter-code").click()
    for _ in range(3):
        QApplication.processEvents()
    check(window)


@pytest.mark.parametrize("code", ["A1", "B1", "D2", "F1"])
def test_a_language_that_runs_from_the_right_mirrors_the_page(open_window, code):
    from PySide6.QtCore import Qt

    window = open_window(walk=example_states.walk(code, demo=True))
    left = place(window.header.leave, window).left()
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window.draw()
    for _ in range(3):
        QApplication.processEvents()
    assert left > 500 > place(window.header.leave, window).right()
    check(window)


def test_the_page_keeps_room_where_header_and_footer_would_take_it(open_window):
    window = open_window(
        walk=example_states.walk("D2"), preferences=Preferences("en", text_percent=200), size=(640, 560)
    )
    assert window.page.height() >= 0.6 * window.height()
    assert window.page.isAncestorOf(window.footer)
    window.resize(1024, 1000)
    QApplication.processEvents()
    assert not window.page.isAncestorOf(window.footer)
