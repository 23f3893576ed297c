"""Whom to call, and what is opened."""

from __future__ import annotations

import socket

import msgspec
import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPushButton

from exposure_check.desktop import example_states
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.text import Text
from exposure_check.lookup.profile import HelpLine
from tests.support.layout import place
from tests.support.publisher_guidance import GUIDANCE, at_advice, listed
from tests.support.window import texts


def test_a_telephone_number_is_large_in_one_piece_and_copied_alone(open_window):
    window = open_window(
        state=example_states.state("actions"), preferences=Preferences("en", text_percent=200), size=(640, 560)
    )
    shown = next(label for label in window.page.findChildren(Text) if label.text() == "116\u00a0006")
    assert shown.height() == shown.sizeHint().height(), "in one line, where it fits"
    assert shown.font().pixelSize() > window.theme.font().pixelSize() * 1.3
    window.page.findChild(QPushButton, "copy-116 006").click()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "116 006"
    assert data.hasFormat("ExcludeClipboardContentFromMonitorProcessing")
    assert "Copied." in texts(window.page)


LONG = "+358 29 500 0000, and then first 3 and after it 1"


@pytest.mark.parametrize("page", ["help", "number", "welcome"])
def test_a_long_number_is_neither_cut_off_nor_makes_the_window_wider_than_the_screen(open_window, page):
    profile = msgspec.structs.replace(example_states.profile(), help_lines=(HelpLine("Somebody", LONG),))
    state = example_states.state(page, profile)
    window = open_window(state=state, preferences=Preferences("en", text_percent=200), size=(640, 560))
    assert window.minimumSizeHint().width() <= 640
    assert window.page.widget().width() <= window.page.viewport().width()
    shown = [label for label in window.findChildren(Text) if label.text().replace("\u00a0", " ") == LONG]
    assert len(shown) == (2 if page == "help" else 1)
    for label in shown:
        lines = label._set_lines(label.width())
        widest = max(lines.lineAt(place).naturalTextWidth() for place in range(lines.lineCount()))
        assert widest <= label.width()
        assert label.height() >= label.heightForWidth(label.width())


def link_row(window):
    return next(row for row in window.page.findChildren(Disclosure) if row.row._end_text == "Show the address")


def test_a_link_shows_its_whole_address_first_and_fetches_nothing(open_window, monkeypatch):
    called = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: called.append(url.toString()) or True)
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("something was fetched"))
    window = open_window(state=at_advice(listed({"clinic-2018": GUIDANCE})))
    row = link_row(window)
    address = "https://example.org/notices/2018/what-was-taken-and-what-we-do-about-it.html"
    assert address not in texts(window.page)
    row.row.click()
    assert address in texts(window.page)
    assert not called
    next(b for b in row.body.findChildren(QPushButton) if b.text() == "Open in the browser").click()
    assert called == [address]


def test_a_computer_without_a_browser_says_so(open_window, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    window = open_window(state=at_advice(listed({"clinic-2018": GUIDANCE})))
    row = link_row(window)
    row.row.click()
    next(b for b in row.body.findChildren(QPushButton) if b.text() == "Open in the browser").click()
    assert "No browser could be opened. You can type the address yourself." in texts(window.page)


def test_a_link_shows_its_address_before_it_can_be_opened(open_window, monkeypatch):
    from PySide6.QtGui import QDesktopServices

    called = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: called.append(url.toString()) or True)
    window = open_window(state=example_states.state("actions-step"))
    row = next(row for row in window.page.findChildren(Disclosure) if row.row._end_text == "Show the address")
    row.row.click()
    assert not called
    inside = [b for b in row.body.findChildren(QPushButton) if b.text() == "Open in the browser"]
    inside[0].click()
    assert len(called) == 1
    assert called[0].startswith("https://")


@pytest.mark.parametrize(
    ("spoken", "first", "behind"),
    [
        ("fi", "09 2525 0111", "09 2525 0113"),
        ("sv", "09 2525 0112", "09 2525 0111"),
        ("en", "09 2525 0113", "09 2525 0111"),
    ],
)
def test_the_readers_language_comes_first_and_others_behind_one_press(open_window, spoken, first, behind):
    window = open_window(state=example_states.state("actions-step"), preferences=Preferences(spoken))

    def visible(number):
        shown = [label for label in window.page.findChildren(Text) if label.text() == number.replace(" ", "\u00a0")]
        return any(label.isVisibleTo(window) for label in shown)

    assert visible(first)
    assert not visible(behind)
    for row in window.page.findChildren(Disclosure):
        row.set_open(True)
    assert visible(behind)


@pytest.mark.parametrize("spoken", ["en", "fi", "sv"])
def test_the_number_for_danger_is_behind_no_press(open_window, spoken):
    window = open_window(state=example_states.state("actions-threatened"), preferences=Preferences(spoken))
    shown = [label for label in window.page.findChildren(Text) if label.text() == "112"]
    assert any(label.isVisibleTo(window) for label in shown)
    steps = [label for label in window.page.findChildren(Text) if label.text().startswith("1. ")]
    assert place(shown[0], window).top() < place(steps[0], window).top()


def test_hours_stand_closer_to_their_number_than_to_the_next(open_window):
    window = open_window(state=example_states.state("actions-step"), preferences=Preferences("fi"))
    labels = [label for label in window.page.findChildren(Text) if label.isVisibleTo(window)]
    tops = sorted((place(label, window).top(), place(label, window).bottom(), label) for label in labels)
    number = next(entry for entry in tops if entry[2].text() == "116\u00a0006" and entry[2].parentWidget() is not None)
    hours = next(entry for entry in tops if "9–20" in entry[2].text())
    after = next(entry for entry in tops if entry[0] > hours[0] + 4)
    assert hours[0] - number[1] < after[0] - hours[1]
