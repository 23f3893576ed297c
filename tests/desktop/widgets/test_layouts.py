"""Layouts that are emptied, and widgets whose height follows from their width."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from exposure_check.desktop.style import theme
from exposure_check.desktop.widgets.layouts import empty, let_width_say_height, scroll_down_alone


def test_what_is_taken_out_is_hidden_at_once_and_deleted_later(qtbot):
    whole = QWidget()
    qtbot.addWidget(whole)
    column, label = QVBoxLayout(whole), QLabel("Words")
    column.addWidget(label)
    column.addStretch(1)
    whole.show()
    assert label.isVisible()
    empty(column)
    assert column.count() == 0
    assert label.isHidden()
    assert isValid(label)  # whoever is called by it may still return to it
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(label)


def test_a_layout_asks_for_the_height_at_a_width(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    let_width_say_height(widget, QSizePolicy.Policy.Expanding)
    policy = widget.sizePolicy()
    assert policy.hasHeightForWidth()
    assert policy.horizontalPolicy() is QSizePolicy.Policy.Expanding
    assert policy.verticalPolicy() is QSizePolicy.Policy.Minimum


def test_an_area_scrolls_down_alone_and_is_no_stop_of_the_tab_key(qtbot):
    area = QScrollArea()
    qtbot.addWidget(area)
    scroll_down_alone(area, theme.derive(QPalette(), dark=False, high_contrast=False))
    assert area.widgetResizable()
    assert area.frameShape() is QFrame.Shape.NoFrame
    assert area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    assert area.focusPolicy() is Qt.FocusPolicy.NoFocus
