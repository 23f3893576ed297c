"""What holds for every test: no window on a real screen, no state of this user, no threads left behind."""

from __future__ import annotations

import io
import logging
import os
import signal
import threading
import time
from pathlib import Path

import hypothesis
import pytest

# A screen with room for every window that a test wants: the window keeps within its screen.
LARGE_SCREEN = Path(__file__).resolve().parents[1] / "build" / "large_screen.json"
os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={LARGE_SCREEN}")

_LEAVE_SECONDS = 5

hypothesis.settings.register_profile("no deadline", deadline=None)  # how long an example takes says nothing here
hypothesis.settings.load_profile("no deadline")


def _start_children_with_default_signals() -> None:
    """`make test &` of a script, and `nohup make test`, start the tests with a signal ignored, and children inherit it.

    A handler that does nothing ignores it as well here, but not in what is executed from here (POSIX, exec).
    """
    for name in ("SIGINT", "SIGQUIT", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, lambda _signal, _frame: None)


_start_children_with_default_signals()


@pytest.fixture(autouse=True)
def _home_of_its_own(tmp_path_factory, monkeypatch):
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home))
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(autouse=True)
def _no_thread_is_left():
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + _LEAVE_SECONDS
    while left := [t for t in threading.enumerate() if t not in before and t.name.startswith("lookup")]:
        if time.monotonic() > deadline:
            pytest.fail(f"threads of a lookup are still there: {left}")
        time.sleep(0.01)


@pytest.fixture
def broken_log(monkeypatch):
    """A log that cannot be written: Python then prints what it has at hand, the exception that is handled with it."""
    monkeypatch.setattr(logging, "raiseExceptions", True)  # a test of the server in this process turned it off
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    stream.close()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
