"""Opens the window. The lookup and what else the first frame does not need is loaded after it, in a thread."""

from __future__ import annotations

import gc
import threading
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from exposure_check.desktop.scene import DemoNumber
from exposure_check.lookup.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from exposure_check.desktop.main_window import MainWindow
    from exposure_check.lookup.checker import Checker
    from exposure_check.lookup.profile import Profile

__all__ = ["DemoNumber", "Start", "application", "make_session", "run"]

STYLE = "fusion"
NEUTRAL_NAME = "information"  # of the program's windows: what it is for is nobody else's business


@dataclass(frozen=True)
class Start:
    """How the window begins, beside the profile."""

    standing: Standing = field(default_factory=Standing)  # how far the profile is believed
    fault: str = ""  # the code of the error where a profile is there and cannot be used
    demo: Callable[[], None] | None = None  # called before the window closes because a demo is wanted
    state: Path | None = None  # the folder in which lists are remembered, where it is not the user's


def run(
    profile: Profile | None,
    *,
    hints: Sequence[DemoNumber] = (),
    clear: Callable[[], None] | None = None,
    start: Start | None = None,
) -> int:
    """Open the window and stay until it is closed; the exit status. Without a profile it begins by asking for one.

    `hints` are numbers to try, which the page of the number offers where the profile says demo. `clear` removes what
    the caller keeps on disk while the window is open: "Leave quickly" calls it once the window is gone and ends the
    process without returning here. Raises `DisplayError` where there is nowhere to open it.
    """
    from exposure_check.desktop.system import display

    display.require_for_window()  # before the toolkit is loaded
    collecting = gc.isenabled()
    gc.disable()  # until the first frame: there is nothing to collect, and looking for it takes a tenth of the time
    try:
        app, window = _open(profile, hints, clear, start or Start())
        window.first_frame.connect(lambda: _after_first_frame(window, collecting=collecting))
        window.present()
        return app.exec()
    finally:
        if collecting:
            gc.enable()


def make_session(profile: Profile, proxy: str | None, state: Path | None = None) -> Checker:
    """The real lookup. Called in its thread, for it brings the network libraries with it."""
    from exposure_check.desktop.system import system_proxy
    from exposure_check.lookup.session import Session

    return Session(profile, proxy=proxy or system_proxy.of((profile.url, profile.evaluator)), state=state)


def application() -> QApplication:
    """The application there is, or a new one: in the style of the program, with plugins from where they may come."""
    from PySide6.QtWidgets import QApplication

    from exposure_check.desktop.system import plugins

    words = plugins.use_own_alone()
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        # In words, for setStyle would bring the class of all styles with it, which takes 8 ms and nothing else needs.
        app = QApplication([NEUTRAL_NAME, "-style", STYLE, *words])
        plugins.use_own_alone()
    elif app.style().name() != STYLE:
        app.setStyle(STYLE)
    app.setApplicationName(NEUTRAL_NAME)
    return app


def _open(
    profile: Profile | None, hints: Sequence[DemoNumber], clear: Callable[[], None] | None, start: Start
) -> tuple[QApplication, MainWindow]:
    from exposure_check.desktop.main_window import MainWindow
    from exposure_check.desktop.session_state import NO_SERVICE, SessionState
    from exposure_check.desktop.system.quick_exit import end_process
    from exposure_check.desktop.system.settings import load, open_settings

    app = application()
    state = SessionState(profile or NO_SERVICE, standing=start.standing, profile_fault=start.fault)
    settings = open_settings()

    def end() -> None:
        end_process(clear)

    window = MainWindow(
        state,
        load(settings, state.profile.privacy_level),
        partial(make_session, state=start.state),
        settings=None if state.profile.demo else settings,  # a demo leaves nothing behind
        hints=hints,
        end=end,
        demo=start.demo,
    )
    return app, window


def _after_first_frame(window: MainWindow, *, collecting: bool) -> None:
    if collecting:
        gc.enable()
    _end_on_interrupt(window)
    profile, languages = window.state.profile, window.languages
    threading.Thread(target=_load_the_rest, args=(profile.country, languages), name="warm-up", daemon=True).start()


def _load_the_rest(country: str, languages: Sequence[str]) -> None:
    import logging
    from importlib import import_module

    from exposure_check.desktop.text import chosen_advice

    try:
        chosen_advice.load(country, languages)
        import_module("exposure_check.desktop.lookup_task")
        import_module("exposure_check.lookup.session")
    except ImportError as error:  # the lookup itself will say so, on a page
        logging.getLogger(__name__).error("the lookup cannot be loaded: %s", error)  # noqa: TRY400 - one line for a log


def _end_on_interrupt(window: MainWindow) -> None:
    """Let Ctrl+C in the terminal close the window, and SIGTERM a kiosk: Python looks at signals only when it runs."""
    import signal

    from PySide6.QtCore import QTimer

    if threading.current_thread() is not threading.main_thread():
        return
    signal.signal(signal.SIGINT, lambda *_: window.end())
    if not window.offers.closing:
        signal.signal(signal.SIGTERM, lambda *_: window.end())
    timer = QTimer(window)
    timer.timeout.connect(lambda: None)
    timer.start(300)
