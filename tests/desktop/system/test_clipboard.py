"""What is put on the clipboard."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from exposure_check.desktop.system import clipboard


def test_the_text_comes_with_the_wish_that_no_history_keeps_it(qapp):
    clipboard.copy("116 006")
    content = QGuiApplication.clipboard().mimeData()
    assert content.text() == "116 006"
    assert set(clipboard.NO_HISTORY) <= set(content.formats())
    assert bytes(content.data("x-kde-passwordManagerHint").data()) == b"secret"
