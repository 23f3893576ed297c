"""The line beneath a field."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette

from exposure_check.desktop.style import theme
from exposure_check.desktop.widgets import status as module
from exposure_check.desktop.widgets.status import Status


@pytest.fixture
def said(monkeypatch):
    messages = []
    monkeypatch.setattr(module, "announce", lambda _, text, *, urgent=False: messages.append((text, urgent)))
    return messages


@pytest.fixture
def status(qtbot):
    widget = Status(theme.derive(QPalette(), dark=False, high_contrast=False))
    qtbot.addWidget(widget)
    return widget


def test_it_is_not_there_while_it_says_nothing(status):
    assert status.isHidden()
    status.approve("The number looks right.")
    assert not status.isHidden()
    status.clear()
    assert status.isHidden()
    assert status.text() == ""


def test_what_changes_is_said_once(status, said):
    for _ in range(3):
        status.object("One digit is wrong.")
    assert said == [("One digit is wrong.", False)]


def test_what_is_urgent_is_said_again(status, said):
    for _ in range(2):
        status.object("One digit is wrong.", urgent=True)
    assert said == [("One digit is wrong.", True)] * 2
