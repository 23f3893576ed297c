"""What the tests of the window share: a lookup that answers as they want it, and ways to find things."""

from __future__ import annotations

import threading

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from exposure_check import errors
from exposure_check.desktop import example_states
from exposure_check.desktop.system.announce import Notice
from exposure_check.desktop.widgets.report_offer import ReportOffer
from exposure_check.lookup.ledger import Ledger
from exposure_check.lookup.verdict import Stage

PATIENCE_MS = 5000
CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit)
OUTCOMES = {
    "listed": example_states.LISTED,
    "twice": example_states.LISTED_TWICE,
    "not listed": example_states.NOT_LISTED,
}


class FakeChecker:
    """A `Checker` with a given outcome. It stops at a stage until the test lets it go on."""

    def __init__(self, outcome, *, stop_at=None, sent=()):
        self.outcome, self.stop_at = outcome, stop_at
        self.ledger = Ledger(list(sent))
        self.reached = threading.Event()
        self.go_on = threading.Event()
        self.asked = []

    def check(self, query, progress, cancel):
        code = query.code and query.code.reveal().decode()
        self.asked.append((query.number.reveal().decode(), query.scheme, code, query.privacy))
        for stage in Stage:
            progress(stage, 0.0)
            if stage is self.stop_at:
                self.reached.set()
                while not self.go_on.wait(0.005):
                    cancel.check()
            progress(stage, 1.0)
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


class Clock:
    """A clock that goes when a test says so."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now

    def both(self):
        """The two times that `Idle` asks for."""
        return self.now, self.now


def state_with_secrets(example="answer-two"):
    """One of the example states, with a number and the code of a letter typed."""
    state = example_states.state(example)
    state.fill_in(example_states.NUMBER, example_states.CODE)
    return state


def report_offer(window):
    """The offer of the report on a page, opened."""
    offer = window.page.findChild(ReportOffer)
    offer.findChild(object, "save-or-print").click()
    return offer


def interfaces(interface):
    """An accessible interface and all below it."""
    yield interface
    for place in range(interface.childCount()):
        child = interface.child(place)
        if child is not None:
            yield from interfaces(child)


def all_accessible_text(window):
    """Every string that the accessibility interface of a window gives away."""
    found = []
    for interface in interfaces(QAccessible.queryAccessibleInterface(window)):
        found += [interface.text(kind) for kind in QAccessible.Text]
        text = interface.textInterface()
        if text is not None:
            found.append(text.text(0, text.characterCount()))
    return found


def listen(monkeypatch):
    """A list that fills with what is announced to a screen reader from now on."""
    found = []
    real = QAccessible.updateAccessibility

    def note(event):
        if isinstance(event, QAccessibleAnnouncementEvent):
            found.append(event.message())
        elif isinstance(event.object(), Notice):
            found.append(event.object().accessibleName())
        real(event)

    monkeypatch.setattr(QAccessible, "updateAccessibility", note)
    return found


def controls(window):
    """Every visible thing that a person can press or write in."""
    return [c for c in window.findChildren(QWidget) if isinstance(c, CONTROLS) and c.isVisibleTo(window)]


def wait_for_page(qtbot, window, page):
    """Wait until the window shows a page."""
    qtbot.waitUntil(lambda: window.state.page == page and window.page is not None, timeout=PATIENCE_MS)


def texts(widget):
    """Every word that a person can see or hear on a widget, in order."""
    found = []
    for child in widget.findChildren(QWidget):
        if child.isVisibleTo(widget):
            if isinstance(child, (QLabel, QPushButton)):
                found.append(child.text())
            found += [child.accessibleName(), child.accessibleDescription(), child.toolTip()]
    return [text for text in found if text]


def button(window, text):
    """The one visible button with these words."""
    found = [b for b in window.findChildren(QPushButton) if b.text() == text and b.isVisibleTo(window)]
    assert len(found) == 1, (text, [b.text() for b in window.findChildren(QPushButton)])
    return found[0]


def every_check_error():
    """One of each class of failure below `CheckError`, itself included; a new class is taken along."""
    kinds, found = [errors.CheckError], []
    while kinds:
        kind = kinds.pop()
        found.append(kind)
        kinds += kind.__subclasses__()
    extra = {errors.ServerBusyError: {"retry_after": 90}, errors.AnonymityError: {"k": 12}}
    return [kind("It happened.", **extra.get(kind, {})) for kind in found]
