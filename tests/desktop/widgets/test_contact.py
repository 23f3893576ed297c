"""Whom to call, and what is opened."""

from __future__ import annotations

import socket

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPushButton

from exposure_check.desktop import example_states
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.widgets.disclosure import Disclosure
from exposure_check.desktop.widgets.text import Text
from tests.support.publisher_guidance import GUIDANCE, at_advice, listed
from tests.support.window import texts


def test_a_telephone_number_is_large_in_one_piece_and_copied_alone(open_window):
    window = open_window(
        state=example_states.state("actions"), preferences=Preferences("en", text_percent=200), size=(640, 560)
    )
    shown = next(label for label in window.page.findChildren(Text) if label.text() == "116\u00a0006")
    assert not shown.wordWrap()
    assert shown.font().pixelSize() > window.theme.font().pixelSize() * 1.3
    window.page.findChild(QPushButton, "copy-116 006").click()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "116 006"
    assert data.hasFormat("ExcludeClipboardContentFromMonitorProcessing")
    assert "Copied." in texts(window.page)


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
