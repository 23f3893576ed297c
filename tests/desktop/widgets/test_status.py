"""The line beneath a field."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLineEdit

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


def test_what_does_not_fit_marks_its_field_until_it_fits(qtbot):
    colours = theme.derive(QPalette(), dark=False, high_contrast=False)
    field = QLineEdit()
    qtbot.addWidget(field)
    status = Status(colours, field)
    qtbot.addWidget(status)
    status.object("One digit is wrong.")
    assert colours.caution.name() in field.styleSheet()
    assert status._text.font().pixelSize() == colours.font().pixelSize()  # as large as what is read elsewhere
    for end in (lambda: status.approve("Right."), status.clear, lambda: status.note("4 of 11")):
        end()
        assert colours.caution.name() not in field.styleSheet()
        status.object("One digit is wrong.")


def test_how_far_it_is_can_be_seen_and_is_not_said(status, said):
    status.note("4 of 11 characters")
    assert not status.isHidden()
    assert said == []
