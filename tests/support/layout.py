"""Whether anything in a window is cut off, lies outside it or upon something else."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPushButton, QWidget

from exposure_check.desktop.widgets.text import Text

SOLID = (QLabel, QAbstractButton, QLineEdit)


def place(widget, inside):
    """Where a widget is within another one."""
    return QRect(widget.mapTo(inside, QPoint(0, 0)), widget.size())


def needs(widget):
    """The least height of a widget at its width."""
    return widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else widget.minimumSizeHint().height()


def check(window):
    """Fail where something is cut off, outside or on top of something else."""
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
    for position, (first, first_spot) in enumerate(spots):
        for second, second_spot in spots[position + 1 :]:
            if not first.isAncestorOf(second) and not second.isAncestorOf(first):
                assert not first_spot.intersects(second_spot), (first, second, first_spot, second_spot)
