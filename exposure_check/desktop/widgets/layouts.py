"""What the toolkit's layouts ask for several lines of, said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy

from exposure_check.desktop.style.theme import scroll_sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

    from exposure_check.desktop.style.theme import Theme


def empty(layout: QLayout) -> None:
    """Take everything out of a layout. Widgets are hidden at once and deleted from the event loop."""
    while (item := layout.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()


def let_width_say_height(widget: QWidget, horizontal: QSizePolicy.Policy = QSizePolicy.Policy.Preferred) -> None:
    """Let layouts ask a widget for its height at a width (`heightForWidth`), and give it no less than that."""
    policy = QSizePolicy(horizontal, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)


def scroll_down_alone(area: QScrollArea, theme: Theme) -> None:
    """Let an area scroll up and down, never sideways, without an edge and without a stop of the Tab key."""
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.verticalScrollBar().setStyleSheet(scroll_sheet(theme))
