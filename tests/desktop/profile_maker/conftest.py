"""A window of the profile maker, a root of trust and a key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from exposure_check.desktop import example_states
from exposure_check.desktop.profile_maker import preview
from exposure_check.desktop.profile_maker.maker_window import MakerWindow
from exposure_check.desktop.style import theme
from exposure_check.desktop.system.settings import Appearance, Preferences
from exposure_check.desktop.text import language
from exposure_check.lookup.profile import Opened
from tests.cli.profile.conftest import quick_passphrases, root, signed, workbench

__all__ = ["quick_passphrases", "root", "signed", "workbench"]


@pytest.fixture(autouse=True)
def _without_windows_of_other_tests():
    """Deferred deletions wait for an event loop, which tests do not run; every change of language would reach them."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def light(qapp):
    language.install("en")
    return theme.current(Appearance.LIGHT, 100)


@pytest.fixture
def open_maker(qtbot, qapp, monkeypatch):
    """Open the window: `open_maker(spoken="en", begun=None, percent=100)`; `begun` is a profile.

    It draws one page beside the form, which takes the most time: `test_preview.py` draws all.
    """
    monkeypatch.setattr(preview, "PAGES", ("welcome",))

    def open_(spoken="en", begun=None, percent=100):
        window = MakerWindow(spoken, Preferences(spoken, percent, Appearance.LIGHT), begun and Opened(begun))
        qtbot.addWidget(window)
        window.show()
        settle()
        return window

    yield open_
    language.install("en")


@pytest.fixture
def clinic():
    """A profile with everything in it."""
    return example_states.clinic_profile()


def settle():
    for _ in range(4):
        QApplication.processEvents()
