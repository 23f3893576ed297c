"""The dialog that asks for a file to open."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDir, QEvent, QStandardPaths
from PySide6.QtWidgets import QApplication, QFileDialog

from exposure_check.desktop.session_state import NO_SERVICE, SessionState


def test_it_is_the_toolkits_own_and_goes_with_the_page(open_window):
    window = open_window(state=SessionState(NO_SERVICE))
    window.page.choose_file()
    dialog = window.findChild(QFileDialog)
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
    assert dialog.fileMode() is QFileDialog.FileMode.ExistingFile
    assert QApplication.activeModalWidget() is dialog
    window.draw()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert QApplication.activeModalWidget() is None


def test_without_a_folder_of_downloads_it_opens_at_home(open_window, monkeypatch, tmp_path):
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "downloads"))
    window = open_window(state=SessionState(NO_SERVICE))
    window.page.choose_file()
    assert window.findChild(QFileDialog).directory().path() == QDir.homePath()
