"""Opens the window. Only what the first frame needs is imported here; the lookup is loaded after it, in a thread."""

from __future__ import annotations

import logging
import signal
import threading
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from exposure_check.desktop import advice
from exposure_check.desktop.demo import DemoNumber
from exposure_check.desktop.settings import load, open_settings
from exposure_check.desktop.shell import Shell
from exposure_check.desktop.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exposure_check.lookup.checker import Checker
    from exposure_check.lookup.profile import Profile

__all__ = ["DemoNumber", "make_session", "run"]

NEUTRAL_NAME = "information"  # of the process's windows: what it is for is nobody else's business


def run(profile: Profile, *, hints: Sequence[DemoNumber] = ()) -> int:
    """Open the window and stay until it is closed; the exit status.

    `hints` are numbers to try, which B1 offers where the profile says demo.
    """
    app = QApplication.instance() or QApplication([NEUTRAL_NAME])
    assert isinstance(app, QApplication)  # noqa: S101 - nothing else makes one
    app.setApplicationName(NEUTRAL_NAME)
    app.setStyle("Fusion")
    settings = open_settings()
    shell = Shell(Walk(profile), load(settings), make_session, settings=settings, hints=hints)
    shell.first_frame.connect(lambda: _warm_up(shell))
    _end_on_interrupt(app)
    shell.show()
    return app.exec()


def make_session(profile: Profile, proxy: str | None) -> Checker:
    """The real lookup. Called in its thread, for it brings the network libraries with it."""
    from exposure_check.lookup.session import Session

    return Session(profile, proxy=proxy)


def _warm_up(shell: Shell) -> None:
    profile, languages = shell.walk.profile, shell.languages
    threading.Thread(target=_load_lookup, args=(profile.country, languages), name="warm-up", daemon=True).start()


def _load_lookup(country: str, languages: Sequence[str]) -> None:
    try:
        advice.load(country, languages)
        import_module("exposure_check.lookup.session")
    except ImportError as error:  # the lookup itself will say so, on a page
        logging.getLogger(__name__).error("the lookup cannot be loaded: %s", error)  # noqa: TRY400 - one line for a log


def _end_on_interrupt(app: QApplication) -> None:
    """Let Ctrl+C in the terminal close the window: Python looks at signals only when it runs."""
    if threading.current_thread() is not threading.main_thread():
        return
    signal.signal(signal.SIGINT, lambda *_: app.closeAllWindows())
    timer = QTimer(app)
    timer.start(300)
    timer.timeout.connect(lambda: None)
