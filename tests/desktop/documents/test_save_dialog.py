"""The dialog that asks where to save."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDir, QEvent, QSettings, QStandardPaths, Qt
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
    handle = found.window().findChild(QFileDialog).windowHandle()
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


@pytest.fixture
def toolkit(tmp_path):
    """The toolkit's own settings file, in a place of its own; it goes back afterwards."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path))
    yield tmp_path / "QtProject.conf"
    QSettings.setPath(
        QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(Path(os.environ["XDG_CONFIG_HOME"]))
    )


def save_somewhere(qtbot, window, folder):
    found = report_offer(window)
    found.choose_file()
    dialog = found.window().findChild(QFileDialog)
    dialog.setDirectory(str(folder))
    dialog.selectFile("information.pdf")
    dialog.accept()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert (folder / "information.pdf").is_file()


@pytest.mark.parametrize("before", [None, "[FileDialog]\nlastVisited=file:///elsewhere\n\n[Other]\nkept=1\n"])
def test_the_toolkit_remembers_no_folder(qtbot, open_window, toolkit, tmp_path, before):
    if before is not None:
        toolkit.write_text(before)
    folder = tmp_path / "secret-folder"
    folder.mkdir()
    save_somewhere(qtbot, open_window(state=example_states.state("answer")), folder)
    if before is None:
        assert not toolkit.exists()
    else:
        text = toolkit.read_text()
        assert "secret-folder" not in text
        assert "lastVisited=file:///elsewhere" in text
        assert "kept=1" in text


@pytest.mark.parametrize("exists", [True, False])
def test_without_a_folder_of_documents_it_opens_at_home(open_window, monkeypatch, tmp_path, exists):
    documents = tmp_path / "documents"
    if exists:
        documents.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(documents))
    found = report_offer(open_window(state=example_states.state("answer")))
    found.choose_file()
    assert found.window().findChild(QFileDialog).directory().path() == (str(documents) if exists else QDir.homePath())
