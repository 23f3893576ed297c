"""The dialog that asks where to save."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from exposure_check.desktop import example_states
from tests.support.window import report_offer


def test_the_dialog_goes_with_the_page(open_window):
    window = open_window(state=example_states.state("answer"))
    report_offer(window).choose_file()
    assert QApplication.activeModalWidget() is not None
    window._warn_idle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert QApplication.activeModalWidget() is None


def test_shift_three_times_leaves_from_the_dialog_too(open_window):
    window = open_window(state=example_states.state("answer"))
    found = report_offer(window)
    found.choose_file()
    handle = found.findChild(QFileDialog).windowHandle()
    window._watch_window(handle)  # what the change of the focus does, which no window has off the screen
    for _ in range(3):
        QTest.keyPress(handle, Qt.Key.Key_Shift)
    assert window.ended == [True]


def test_leaving_quickly_hides_the_dialog_before_anything_else(open_window, monkeypatch):
    window = open_window(state=example_states.state("answer"))
    report_offer(window).choose_file()
    visible = []
    real = window.repaint

    def note():
        visible.extend(shown for shown in QGuiApplication.topLevelWindows() if shown.isVisible())
        real()

    monkeypatch.setattr(window, "repaint", note)
    window.leave_quickly()
    assert visible == [window.windowHandle()], "of all windows this one alone was still there while it was blanked"
    assert not any(w.isVisible() for w in QGuiApplication.topLevelWindows())
    assert not window.isVisible()
