"""A line that opens to show more."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from exposure_check.desktop import example_states
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.text import IS_TEXT
from tests.support.window import listen


@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_every_disclosure_is_a_button_that_is_expanded_or_collapsed(open_window, example):
    window = open_window(state=example_states.state(example, demo=True))
    for row in window.page.findChildren(Disclosure):
        interface = QAccessible.queryAccessibleInterface(row.row)
        assert interface.role() == QAccessible.Role.Button
        for open_ in (True, False, True):
            row.set_open(open_)
            state = interface.state()
            assert (state.expandable, state.expanded, state.collapsed) == (True, open_, not open_)
            assert not state.checkable
            assert interface.text(QAccessible.Text.Name) == row.row.text()
            assert interface.text(QAccessible.Text.Description).endswith(row._more)


def test_there_are_disclosures_on_the_pages_that_had_check_boxes(open_window):
    for example in ("answer", "actions", "actions-notice", "actions-all", "sent"):
        window = open_window(state=example_states.state(example))
        assert window.page.findChildren(Disclosure), example


def test_an_assistive_program_can_open_and_close_it(open_window):
    window = open_window(state=example_states.state("answer"))
    row = window.page.findChildren(Disclosure)[0]
    actions = QAccessible.queryAccessibleInterface(row.row).actionInterface()
    assert actions.actionNames()[0] == "Press"
    for open_ in (True, False):
        actions.doAction("Press")
        QTest.qWait(50)
        assert row.is_open() is open_


@pytest.mark.parametrize(("size", "percent", "any_beneath"), [((1024, 720), 100, False), ((640, 560), 200, True)])
def test_a_short_text_stands_at_the_end_of_its_line_or_beneath_where_it_does_not_fit(
    open_window, size, percent, any_beneath
):
    window = open_window(
        state=example_states.state("answer-uncertain"), preferences=Preferences("fi", percent), size=size
    )
    rows = [row for row in window.page.findChildren(Disclosure) if row.row.note and row.isVisibleTo(window.page)]
    assert len(rows) == 3
    lines = [next(label for label in row.findChildren(QLabel) if label.text() == row.row.note) for row in rows]
    beneath = [line.isVisibleTo(row) for line, row in zip(lines, rows, strict=True)]
    assert any(beneath) is any_beneath
    for row, is_beneath in zip(rows, beneath, strict=True):
        with_it = row.row.grab().toImage()
        row.row.note = ""
        assert (with_it == row.row.grab().toImage()) is is_beneath  # drawn in the line, or not


def test_where_there_are_several_breaches_a_category_says_of_which_it_is(open_window):
    window = open_window(state=example_states.state("answer-two"))
    rows = [row for row in window.page.findChildren(Disclosure) if row.row.text() == "Name"]
    said = {QAccessible.queryAccessibleInterface(row.row).text(QAccessible.Text.Description) for row in rows}
    assert said == {"The Example Shop breach. What it means", "The Example Clinic breach. What it means"}


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_what_opens_is_said_and_that_it_closed_where_the_system_does_not_say_it(open_window, monkeypatch, platform):
    window = open_window(state=example_states.state("answer"))
    monkeypatch.setattr(sys, "platform", platform)
    said = listen(monkeypatch)
    row = window.page.findChildren(Disclosure)[0]
    row.row.click()
    [meaning] = [label.text() for label in row.body.findChildren(QLabel)]
    assert said == [meaning]
    row.row.click()
    assert said[1:] == (["Closed."] if platform == "linux" else [])
    fold = next(row for row in window.page.findChildren(Disclosure) if "about health" in row.row.text())
    said.clear()
    fold.row.click()
    QApplication.processEvents()
    assert said == ["Medical information. Notes from conversations in care."]
    for row in window.page.findChildren(Disclosure):
        row.row.setProperty(IS_TEXT, False)
    fold.row.click()
    said.clear()
    fold.row.click()  # nothing of what came to sight is read
    assert said == (["Opened."] if platform == "linux" else [])
