"""Frames, strips and lines with an icon."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QPalette

from exposure_check.desktop.style import theme
from exposure_check.desktop.widgets.panel import IconLine, Panel, Picture, Strip
from exposure_check.desktop.widgets.text import Text

LIGHT = theme.derive(QPalette(), dark=False, high_contrast=False)
CONTRAST = theme.derive(QPalette(), dark=False, high_contrast=True)


def colour_at(widget, x, y):
    return widget.grab().toImage().pixelColor(x, y).name()


@pytest.mark.parametrize(("tinted", "ground"), [(False, LIGHT.base), (True, LIGHT.tint)])
def test_a_card_and_an_explanation_have_grounds_of_their_own(qtbot, tinted, ground):
    panel = Panel(LIGHT, tinted=tinted)
    qtbot.addWidget(panel)
    panel.resize(100, 60)
    assert colour_at(panel, 50, 30) == ground.name()


def test_high_contrast_gives_every_panel_an_edge(qtbot):
    panel = Panel(CONTRAST, tinted=True)
    qtbot.addWidget(panel)
    panel.resize(100, 60)
    assert colour_at(panel, 50, 0) != colour_at(panel, 50, 30)


def test_the_rows_of_a_panel_reach_further_out_than_its_text(qtbot):
    panel = Panel(LIGHT)
    qtbot.addWidget(panel)
    text, row = Text(LIGHT, "above"), Text(LIGHT, "row")
    panel.column.addWidget(text)
    panel.rows().addWidget(row)
    panel.resize(300, 200)
    panel.show()
    assert row.x() < text.x()


@pytest.mark.parametrize("above", [True, False])
def test_a_strip_has_its_rule_on_the_side_of_the_page(qtbot, above):
    strip = Strip(LIGHT, rule_above=above)
    qtbot.addWidget(strip)
    strip.resize(100, 40)
    edges = (colour_at(strip, 50, 0), colour_at(strip, 50, 39))
    assert edges.index(LIGHT.line.name()) == (0 if above else 1)


def test_an_icon_says_nothing_and_its_words_do(qtbot):
    line = IconLine(LIGHT, "info", "What it says.")
    qtbot.addWidget(line)
    picture = line.findChild(Picture)
    assert QAccessible.queryAccessibleInterface(picture).text(QAccessible.Text.Name) == ""
    assert line.text.text() == "What it says."


def test_an_arrow_points_along_the_line_of_text(qtbot):
    def opaque(direction):
        arrow = Picture(LIGHT, "leave")
        qtbot.addWidget(arrow)
        arrow.setLayoutDirection(direction)
        arrow.draw("leave", LIGHT.accent)
        image = arrow.pixmap().toImage()
        return {(x, y) for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() > 128}

    left, right = opaque(Qt.LayoutDirection.LeftToRight), opaque(Qt.LayoutDirection.RightToLeft)
    mirrored = {(23 - x, y) for x, y in left}
    assert len(right & mirrored) > 0.9 * len(right)
    assert len(right & left) < 0.9 * len(right)
