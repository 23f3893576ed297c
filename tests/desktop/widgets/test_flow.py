"""Rows that become several rows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from exposure_check.desktop.style import theme
from exposure_check.desktop.widgets.button import Button, ButtonKind
from exposure_check.desktop.widgets.flow import Flow, row_of

LIGHT = theme.derive(QPalette(), dark=False, high_contrast=False)


@pytest.fixture
def arranged(qtbot):
    """Labels of 100 pixels each in a flow of a given width; their positions."""

    def arrange(width, count=3, direction=Qt.LayoutDirection.LeftToRight, **options):
        holder = QWidget()
        qtbot.addWidget(holder)
        holder.setLayoutDirection(direction)
        flow = Flow(holder, gap=10, **options)
        labels = [QLabel() for _ in range(count)]
        for label in labels:
            label.setFixedSize(100, 20)
            flow.addWidget(label)
        holder.resize(width, flow.heightForWidth(width))
        holder.show()
        return [(label.x(), label.y()) for label in labels]

    return arrange


def test_what_fits_stands_in_one_row(arranged):
    assert arranged(320) == [(0, 0), (110, 0), (220, 0)]


def test_what_does_not_fit_begins_a_row(arranged):
    assert arranged(319) == [(0, 0), (110, 0), (0, 30)]
    assert arranged(319, row_gap=4) == [(0, 0), (110, 0), (0, 24)]


def test_rows_begin_at_the_right_where_the_language_does(arranged):
    assert arranged(320, direction=Qt.LayoutDirection.RightToLeft) == [(220, 0), (110, 0), (0, 0)]


def test_the_last_of_a_full_row_can_stand_at_the_end(arranged):
    assert arranged(500, count=2, apart=True) == [(0, 0), (400, 0)]
    assert arranged(150, count=2, apart=True) == [(0, 0), (0, 30)]


def test_hidden_items_take_no_room(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(holder, gap=10)
    for visible in (True, False):
        label = QLabel()
        label.setFixedSize(100, 20)
        flow.addWidget(label)
        label.setVisible(visible)
    assert flow.sizeHint().width() == 100


@pytest.mark.parametrize(("kind", "outset"), [(ButtonKind.LINK, LIGHT.space(2)), (ButtonKind.SECOND, 0)])
def test_a_link_stands_out_into_the_margin_so_that_its_words_align(qtbot, kind, outset):
    holder = QWidget()
    qtbot.addWidget(holder)
    button = Button(LIGHT, "Words", kind)
    column = QVBoxLayout(holder)
    column.setContentsMargins(24, 0, 24, 0)
    column.addLayout(row_of(LIGHT, button))
    holder.resize(300, 60)
    holder.show()
    assert button.x() == 24 - outset
