"""Headings as a screen reader meets them."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible

from exposure_check.desktop import example_states
from exposure_check.desktop.pages.checking import StageLine
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.widgets.text import Text
from tests.support.window import interfaces

HEADING = QAccessible.Role.Heading


def headings(window):
    """The names of everything with the role of a heading, in the order of the tree."""
    tree = interfaces(QAccessible.queryAccessibleInterface(window))
    return [part.text(QAccessible.Text.Name) for part in tree if part.role() == HEADING and not part.state().invisible]


@pytest.mark.parametrize("spoken", ["en", "fi", "sv"])
@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_the_heading_of_a_page_is_one_to_a_screen_reader(open_window, example, spoken):
    window = open_window(state=example_states.state(example), preferences=Preferences(spoken))
    found = headings(window)
    assert found[0] == window.page.title
    assert found.count(window.page.title) == 1


def test_the_parts_of_a_page_have_headings_too(open_window):
    window = open_window(state=example_states.state("sent"))
    assert headings(window) == [
        "What left this computer",
        "The fragment",
        "Every request",
        "Fingerprint of list 12 of 20 November 2026",
        "What the other side could learn",
        "What never left",
    ]


def levels(window):
    """The levels of the headings, in the order of the tree, as the system is given them."""
    tree = interfaces(QAccessible.queryAccessibleInterface(window))
    found = [part for part in tree if part.role() == HEADING and not part.state().invisible]
    return [part.attributesInterface().attributeValue(QAccessible.Attribute.Level) for part in found]


@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_headings_have_levels_and_none_is_left_out(open_window, example):
    window = open_window(state=example_states.state(example))
    assert levels(window)[0] == 1
    assert set(levels(window)[1:]) <= {2}


@pytest.mark.parametrize("example", example_states.EXAMPLES)
def test_what_looks_like_a_heading_is_one(open_window, example):
    """Bold words that are no sentence, and neither a number nor an address."""
    window = open_window(state=example_states.state(example))
    for label in window.page.findChildren(Text):
        words = label.text()
        if label.font().bold() and words and not words.endswith(".") and any(c.isalpha() for c in words):
            is_address = "." in words and " " not in words
            is_heading = QAccessible.queryAccessibleInterface(label).role() == HEADING
            assert is_heading or is_address or isinstance(label.parent(), StageLine), words


def test_the_heading_follows_its_page(open_window):
    window = open_window(state=example_states.state("answer"))
    for code in ("welcome", "number", "sent", "settings"):
        window.go(code)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        assert headings(window)[0] == window.page.title


ASK_AND_END = """
import gc
from PySide6.QtCore import QCoreApplication, QEvent
from exposure_check.desktop import example_states
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.main_window import MainWindow
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel

app = QApplication(["information"])
QAccessible.setActive(True)
window = MainWindow(example_states.state("sent"), Preferences("en"), lambda *_: None, end=lambda: None)
window.show()
for _ in range(200):
    for label in window.findChildren(QLabel):
        QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name)
    window.draw()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
gc.collect()
print("asked", QAccessible.queryAccessibleInterface(window.page._title).role().name)
"""


def test_the_process_ends_well_after_a_screen_reader_asked_for_many(tmp_path):
    """The interfaces belong to the toolkit and to Python at once: nothing may be let go twice."""
    done = subprocess.run([sys.executable, "-c", ASK_AND_END], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.split()) == (0, ["asked", "Heading"]), done.stderr
