"""What appears after a press is seen: the page scrolls to it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

PASSES = 4
ROOM = 16  # px between what is brought into sight and the edge of the page


def bring_into_sight(widget: QWidget) -> None:
    """Scroll the page so that all of `widget` can be seen, once it has its place.

    Several times: each layout around wrapped words learns their height in a pass of its own.
    """

    def follow(passes: int) -> None:
        _scroll_to(widget)
        if passes > 1:
            QTimer.singleShot(0, widget, lambda: follow(passes - 1))

    QTimer.singleShot(0, widget, lambda: follow(PASSES))


def _scroll_to(widget: QWidget) -> None:
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    inside = area.widget() if area is not None else None
    if area is None or inside is None or not widget.isVisibleTo(inside):
        return
    place = QRect(widget.mapTo(inside, widget.rect().topLeft()), widget.size())
    bar = area.verticalScrollBar()
    top, bottom = place.top() - ROOM, place.bottom() + ROOM - area.viewport().height()
    if bar.value() > top:
        bar.setValue(top)
    elif bar.value() < bottom:
        bar.setValue(min(bottom, top))  # of what is higher than the page, the beginning
