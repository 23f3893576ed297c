"""What a screen reader is told."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel

from exposure_check.desktop import example_states
from exposure_check.desktop.system.announce import AT_ONCE, Notice, announce
from exposure_check.desktop.widgets.disclosure import Disclosure
from tests.support.window import all_accessible_text, listen

Politeness = QAccessible.AnnouncementPoliteness


@pytest.mark.parametrize(("urgent", "politeness"), [(False, Politeness.Polite), (True, Politeness.Assertive)])
def test_only_what_is_urgent_interrupts(qtbot, monkeypatch, urgent, politeness):
    events = []
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: events.append((event.message(), event.politeness()))
    )
    monkeypatch.setattr(sys, "platform", "win32")
    label = QLabel()
    qtbot.addWidget(label)
    announce(label, "The check was stopped.", urgent=urgent)
    assert events == [("The check was stopped.", politeness)]


def test_on_linux_a_notification_appears_with_the_words(qtbot, monkeypatch):
    events = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: events.append((event.type(), event.object())))
    monkeypatch.setattr(sys, "platform", "linux")
    label = QLabel()
    qtbot.addWidget(label)
    announce(label, "The check was stopped.")
    [(kind, notice)] = events
    assert kind == QAccessible.Event.ObjectShow
    interface = QAccessible.queryAccessibleInterface(notice)
    assert interface.role() == QAccessible.Role.Notification
    assert interface.text(QAccessible.Text.Name) == "The check was stopped."


def test_the_last_notices_are_kept_until_somebody_has_asked_and_no_more_of_them(qtbot, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    said = listen(monkeypatch)
    label = QLabel()
    qtbot.addWidget(label)
    messages = [f"message {number}" for number in range(3 * AT_ONCE)]
    for number, message in enumerate(messages, start=1):
        announce(label, message)
        kept = {notice.accessibleName() for notice in label.findChildren(Notice)}
        assert kept == set(messages[max(0, number - AT_ONCE) : number])
    assert said == messages
    assert not any(notice.isVisible() for notice in label.findChildren(Notice))


@pytest.mark.parametrize("way", ["start_afresh", "leave_quickly"])
def test_a_wipe_leaves_nothing_of_what_was_announced(open_window, monkeypatch, way):
    monkeypatch.setattr(sys, "platform", "linux")
    window = open_window(state=example_states.state("answer"))
    window.page.findChildren(Disclosure)[0].row.click()
    meaning = "Your name can make a false message look as if it were meant for you."
    assert meaning in [notice.accessibleName() for notice in window.findChildren(Notice)]
    getattr(window, way)()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # the page that was left
    assert [notice.accessibleName() for notice in window.findChildren(Notice) if notice.accessibleName()] == []
    assert meaning not in all_accessible_text(window)
