"""Paragraphs and headings."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette

from exposure_check.desktop.style import theme
from exposure_check.desktop.widgets.text import Heading, Text

LIGHT = theme.derive(QPalette(), dark=False, high_contrast=False)
MARKUP = "<b>bold</b> &amp; <a href='https://example.org'>link</a>"


@pytest.fixture
def paragraph(qtbot):
    def make(text, kind=Text, **options):
        label = kind(LIGHT, text, **options)
        qtbot.addWidget(label)
        return label

    return make


def test_markup_stays_text(paragraph):
    label = paragraph(MARKUP)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == MARKUP


def test_nothing_of_it_can_be_selected(paragraph):
    flags = paragraph("Your data is in this list").textInteractionFlags()
    selecting = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    assert not flags & selecting


def test_lines_grow_in_number_as_the_width_shrinks(paragraph):
    label = paragraph("A sentence of several words that fills a line and more.")
    line = label.heightForWidth(2000)
    assert label.heightForWidth(label.sizeHint().width() // 3) >= 3 * line


def test_a_word_that_is_longer_than_its_line_is_broken_and_not_cut_off(paragraph):
    label = paragraph("https://example.org/" + "a" * 200)
    assert label.heightForWidth(200) > 3 * label.heightForWidth(5000)


def test_a_heading_shrinks_only_as_far_as_its_longest_word_asks(paragraph):
    heading = paragraph("Todennäköisyyslaskennallisesti", Heading)
    heading.resize(2000, 80)
    heading.heightForWidth(2000)
    largest = heading.font().pixelSize()
    heading.heightForWidth(300)
    assert LIGHT.px(theme.LEAD) <= heading.font().pixelSize() < largest == LIGHT.px(theme.HEADING)


def test_the_lines_of_a_numbered_paragraph_begin_after_its_number():
    colours = theme.derive(QPalette(), dark=False, high_contrast=False)
    text = Text(colours, "Call the organisation and ask which of your data it was. " * 3, marker="2.")
    assert text.text().startswith("2. Call")
    lines = text._set_lines(260)
    assert lines.lineCount() > 3
    starts = {lines.lineAt(place).position().x() for place in range(lines.lineCount())}
    assert len(starts) == 1
    assert starts.pop() >= text.fontMetrics().horizontalAdvance("2. ")
    assert Text(colours, "10", marker="10.")._indent() > text._indent()
