"""The window opens, and stays until it is closed."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from exposure_check.desktop.profile_maker import app
from exposure_check.desktop.profile_maker.maker_window import MakerWindow
from exposure_check.lookup.profile import Opened


def test_it_opens_with_a_profile_and_ends_when_it_is_closed(qapp, clinic, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    seen = []

    def close():
        window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MakerWindow))
        seen.append((window.isVisible(), window.form.draft().name))
        window.close()
        qapp.quit()

    QTimer.singleShot(0, close)
    assert app.run("en", Opened(clinic)) == 0
    assert seen == [(True, "Example service")]
