"""A lookup that answers as a test wants it, and a window around it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from exposure_check.desktop import example_states
from exposure_check.desktop.main_window import MainWindow
from exposure_check.desktop.session_state import SessionState
from exposure_check.desktop.system import settings
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.text import language

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session", autouse=True)
def _catalogues():
    """The catalogues that the build compiles; English needs its own for the plural forms."""
    subprocess.run([sys.executable, str(ROOT / "build" / "translations.py"), "compile"], check=True)


@pytest.fixture(scope="session")
def qapp(qapp):
    """The toolkit's own style, as the program sets it."""
    qapp.setStyle("Fusion")
    return qapp


@pytest.fixture
def open_window(qtbot, qapp, tmp_path):
    """Open a window: `open_window(checker, state=..., preferences=..., size=...)`."""
    windows = []

    def open_(
        checker=None,
        *,
        state=None,
        preferences=None,
        size=(1024, 700),
        hints=example_states.DEMO_NUMBERS,
        stored=None,
        proxies=None,
        least_check=0.0,
    ):
        ended = []

        def make(profile, proxy):
            if proxies is not None:
                proxies.append(proxy)
            return checker

        window = MainWindow(
            state or SessionState(example_states.profile(demo=True)),
            preferences or Preferences(language="en"),
            make,
            settings=stored or settings.QSettings(str(tmp_path / "settings.ini"), settings.QSettings.Format.IniFormat),
            hints=hints,
            end=lambda: ended.append(True),
            least_check=least_check,
        )
        window.ended = ended
        window.resize(*size)
        window.show()
        qtbot.waitExposed(window)
        for _ in range(3):  # layouts settle
            qapp.processEvents()
        windows.append(window)
        return window

    yield open_
    for window in windows:
        window.close()
        window.deleteLater()
    # Deferred deletions wait for an event loop, which tests do not run.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def at_number(open_window):
    """A window on the page of the number with a number of the demo typed."""

    def open_(checker, **options):
        window = open_window(checker, **options)
        window.go("number")
        window.state.type_number(example_states.NUMBER)
        window.draw()
        return window

    return open_


@pytest.fixture
def in_language(qapp):
    """English, and a way to change the language of what is written without a window."""
    language.install("en")
    yield language.install
    language.install("en")
