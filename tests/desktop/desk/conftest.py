"""A window of the desk."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from exposure_check.desktop.desk.desk_window import Choice, DeskWindow
from exposure_check.desktop.system.settings import Appearance, Preferences
from exposure_check.guidance import guide


@pytest.fixture
def open_desk(qtbot, qapp):
    """Open a desk: `open_desk(country="fi", helper="en", caller="en", profile=None)`."""

    def open_(country="fi", helper="en", caller="en", percent=100, profile=None):
        preferences = Preferences(helper, percent, Appearance.LIGHT)
        window = DeskWindow(Choice(country, helper, caller, profile=profile), guide.countries(), preferences)
        qtbot.addWidget(window)
        window.show()
        settle()
        return window

    return open_


def settle():
    for _ in range(4):
        QApplication.processEvents()
