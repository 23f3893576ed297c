"""What the tests of the window share: a lookup that answers as they want it, and ways to find things."""

from __future__ import annotations

import threading

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from exposure_check import errors
from exposure_check.lookup.ledger import Ledger
from exposure_check.lookup.verdict import Stage

PATIENCE_MS = 5000


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


def wait_for_page(qtbot, window, code):
    """Wait until the window shows a page."""
    qtbot.waitUntil(lambda: window.walk.page == code and window.page is not None, timeout=PATIENCE_MS)


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
