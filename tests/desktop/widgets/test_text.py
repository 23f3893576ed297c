"""Paragraphs and headings."""

from __future__ import annotations

import itertools
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette

from exposure_check.desktop.style import theme
from exposure_check.desktop.widgets.text import LONELY, Heading, Text

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


SENTENCE = "A criminal did this. It is not your fault. You can stop here and come back at any time."


def ends(label, width):
    """The words of each line."""
    lines = label._set_lines(width)
    starts = [lines.lineAt(place).textStart() for place in range(lines.lineCount())]
    return [lines.text()[start:end].strip() for start, end in itertools.pairwise([*starts, None])]


@pytest.mark.parametrize("kind", [Text, Heading])
def test_no_word_is_left_over_for_a_last_line_where_the_others_can_give_it_company(paragraph, kind):
    label = paragraph(SENTENCE, kind)
    full = label.fontMetrics().horizontalAdvance(SENTENCE)
    last = label.fontMetrics().horizontalAdvance("time.")
    width = full - last // 2  # all but the last word fit
    said = ends(label, width)
    assert len(said) == 2
    assert " ".join(said) == SENTENCE
    assert label.fontMetrics().horizontalAdvance(said[1]) >= LONELY * width


def test_a_word_in_company_takes_no_more_lines_and_splits_none(paragraph):
    label = paragraph(f"{'a' * 40} {'b' * 40} c")
    metrics = label.fontMetrics()
    width = metrics.horizontalAdvance("b" * 40 + " ") + 2
    assert ends(label, width) == ["a" * 40, "b" * 40, "c"]


def test_the_lines_of_a_language_from_the_right_keep_their_edge(paragraph):
    label = paragraph(SENTENCE)
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    width = label.fontMetrics().horizontalAdvance(SENTENCE) - 10
    lines = label._set_lines(width)
    assert lines.lineCount() == 2
    assert {round(line.position().x() + line.width()) for line in map(lines.lineAt, range(2))} == {width}


@pytest.mark.parametrize("date", ["23 November 2026", "23. marraskuuta 2026", "den 3 november 2026"])
def test_a_day_stays_in_one_line_with_its_month(paragraph, date):
    label = paragraph(f"Checked on {date}. Some more words, so that there are several lines in all.")
    assert date in label.text()
    day = re.search(r"\d+\.?", date)[0]
    for width in range(80, 400, 7):
        assert not any(line.endswith(day) for line in ends(label, width)), width


def test_a_heading_may_be_narrower_for_it_than_a_paragraph(paragraph):
    words = "Oletko juuri nyt vaarassa? Soita apua"
    heading = paragraph(words, Heading)
    width = heading.fontMetrics().horizontalAdvance("vaarassa? Soita apu")
    assert ends(heading, width) == ["Oletko juuri", "nyt vaarassa?", "Soita apua"]


@pytest.mark.parametrize(
    "words", ["“Not now” wipes it all.", "Paina ”Poistu nopeasti” nyt.", "Tryck på ”Inte nu” här."]
)
def test_the_name_of_a_button_stays_in_one_line(paragraph, words):
    label = paragraph(f"Some words before it. {words} And some words after it.")
    name = re.search(r"[“”](\w+) \w+[“”]", words)
    for width in range(120, 500, 7):
        assert not any(line.endswith(name[1]) for line in ends(label, width)), width


@pytest.mark.parametrize("number", ["20 7", "116 006", "09 000 00 00"])
def test_a_number_in_groups_stays_in_one_line(paragraph, number):
    label = paragraph(f"Some words before it, then {number}. And some words after it.")
    first_groups = tuple(number[: at.start()] for at in re.finditer(" ", number))
    for width in range(120, 500, 7):
        assert not any(line.endswith(first_groups) for line in ends(label, width)), width


def test_a_fingerprint_breaks_between_its_groups(paragraph):
    label = paragraph("30918 27654 00412 88376 51290 66147")
    lines = ends(label, label.fontMetrics().horizontalAdvance("30918 27654 00412") + 4)
    assert len(lines) > 1
    assert all(re.search(r"\b\d{5}$", line) for line in lines)
