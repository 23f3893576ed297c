"""What holds for every test: no window on a real screen, no state of this user, no threads left behind."""

from __future__ import annotations

import os
import threading
import time

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_LEAVE_SECONDS = 5


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
