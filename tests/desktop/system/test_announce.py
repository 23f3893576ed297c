"""What a screen reader is told."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel

from exposure_check.desktop.system.announce import announce

Politeness = QAccessible.AnnouncementPoliteness


@pytest.mark.parametrize(("urgent", "politeness"), [(False, Politeness.Polite), (True, Politeness.Assertive)])
def test_only_what_is_urgent_interrupts(qtbot, monkeypatch, urgent, politeness):
    events = []
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: events.append((event.message(), event.politeness()))
    )
    label = QLabel()
    qtbot.addWidget(label)
    announce(label, "The check was stopped.", urgent=urgent)
    assert events == [("The check was stopped.", politeness)]
