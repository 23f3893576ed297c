"""The window opens with what it is given."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from exposure_check.desktop.profile_maker import app
from exposure_check.desktop.profile_maker.maker_window import MakerWindow
from exposure_check.lookup.profile import Opened


def test_it_opens_with_a_profile_and_stays_until_it_is_closed(qapp, clinic, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    seen = []

    def stay(_=None):  # a loop that has ended once lets no other loop of the same process run
        windows = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MakerWindow)]
        seen.extend((window.isVisible(), window.form.draft().name) for window in windows if window.isVisible())
        for window in windows:
            window.close()
        return 7

    monkeypatch.setattr(QApplication, "exec", stay)
    assert app.run("en", Opened(clinic)) == 7
    assert seen == [(True, "Example service")]
