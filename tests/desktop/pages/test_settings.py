"""The page of the settings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton, QRadioButton

from exposure_check.desktop.system.settings import Appearance, Preferences, load
from exposure_check.lookup.verdict import Privacy
from tests.support.window import texts


def test_a_choice_takes_effect_at_once_and_is_remembered(open_window):
    window = open_window()
    window.go("settings")
    window.page.findChild(QRadioButton, "text_percent-150").click()
    assert window.theme.percent == 150
    assert window.state.page == "settings"
    window.page.findChild(QRadioButton, "appearance-dark").click()
    assert window.theme.dark
    window.page.findChild(QRadioButton, "privacy-maximum").click()
    assert load(window._settings) == Preferences(
        language="en", text_percent=150, appearance=Appearance.DARK, privacy=Privacy.MAXIMUM
    )


def test_focus_stays_on_the_choice_that_was_made(open_window, qtbot):
    window = open_window()
    window.go("settings")
    window.page.findChild(QRadioButton, "text_percent-150").click()
    window.page.findChild(QRadioButton, "text_percent-150").setFocus()
    window.take_preferences(replace(window.preferences, appearance=Appearance.DARK))
    assert window.focusWidget().objectName() == "text_percent-150"


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("socks5h://127.0.0.1:9050", True),
        ("http://proxy.example.org:8080", True),
        ("ftp://proxy.example.org:21", False),
        ("proxy", False),
        ("http://user:secret@proxy.example.org:8080", False),
        ("http://proxy.example.org", False),
        ("http://[::1", False),
    ],
)
def test_a_proxy_is_taken_only_where_it_is_one(open_window, typed, taken):
    window = open_window()
    window.go("settings")
    page = window.page
    page.proxy.setText(typed)
    page.proxy.editingFinished.emit()
    assert (window.preferences.proxy == typed) is taken
    if not taken:
        assert page.proxy_status.isVisible()


def test_the_switch_for_screenshots_is_there_only_where_it_works(open_window):
    window = open_window()
    window.go("settings")
    assert window.page.findChild(QPushButton, "block-capture") is None
    assert not any("screenshots" in text for text in texts(window))
