"""A session that went away, as far as the system tells."""

from __future__ import annotations

import ctypes
import struct

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from exposure_check.desktop.system import session_watch
from exposure_check.desktop.system.session_watch import SessionWatch, is_away, systemd_says_away, windows_says_away


def information(connection, lock, level=1):
    """A `WTSINFOEXW` as Windows hands it out: the union is aligned to eight bytes, names and times follow."""
    return struct.pack("<I4xIii", level, 3, connection, lock) + bytes(200)


@pytest.mark.parametrize(
    ("connection", "lock", "away"),
    [(0, 1, False), (1, 1, False), (0, 0xFFFFFFFF - (1 << 32), False), (4, 1, True), (0, 0, True), (4, 0, True)],
    ids=["active", "connected", "active, lock unknown", "disconnected", "locked", "both"],
)
def test_windows_tells_of_a_disconnected_and_of_a_locked_session(connection, lock, away):
    assert windows_says_away(information(connection, lock)) is away


@pytest.mark.parametrize("data", [None, b"", bytes(12), information(4, 0, level=2)])
def test_what_windows_does_not_tell_is_no_reason_to_wipe(data):
    assert not windows_says_away(data)


class Systemd:
    """A library that says the same of every session."""

    def __init__(self, says):
        self.says, self.asked = says, []

    def sd_session_is_active(self, session):
        self.asked.append(session)
        return self.says


@pytest.mark.parametrize(("says", "away"), [(0, True), (1, False), (-2, False)], ids=["other", "ours", "no such"])
def test_systemd_tells_of_a_screen_that_shows_another_session(monkeypatch, says, away):
    library = Systemd(says)
    monkeypatch.setattr(ctypes, "CDLL", lambda _: library)
    monkeypatch.setenv("XDG_SESSION_ID", "c2")
    assert systemd_says_away() is away
    assert is_away() is away
    assert library.asked[0] == b"c2"


def test_without_systemd_or_a_session_of_it_nothing_is_told(monkeypatch):
    monkeypatch.setattr(ctypes, "CDLL", lambda _: pytest.fail("asked of no session"))
    monkeypatch.delenv("XDG_SESSION_ID", raising=False)
    assert not systemd_says_away()

    def absent(_):
        raise OSError("no such library")

    monkeypatch.setenv("XDG_SESSION_ID", "c2")
    monkeypatch.setattr(ctypes, "CDLL", absent)
    assert not systemd_says_away()


@pytest.fixture
def watch(qapp):
    """A watch over a session that is away when a test says so, and how often it said that it went."""
    owner = QObject()
    watch = SessionWatch(owner, lambda: watch.away)
    watch.owner, watch.away, watch.gone_times = owner, False, []
    watch.gone.connect(lambda: watch.gone_times.append(True))
    return watch


def test_it_says_so_once_each_time(watch):
    for away, times in ((False, 0), (True, 1), (True, 1), (False, 1), (True, 2)):
        watch.away = away
        watch.look()
        assert len(watch.gone_times) == times


def test_it_looks_by_itself(watch, qtbot):
    assert session_watch.LOOK_MS <= 5000
    watch.away = True
    qtbot.waitUntil(lambda: watch.gone_times == [True], timeout=session_watch.LOOK_MS + 3000)


@pytest.mark.parametrize(
    ("state", "times"),
    [
        (Qt.ApplicationState.ApplicationInactive, 0),  # a magnifier or a keyboard on the screen has the focus
        (Qt.ApplicationState.ApplicationActive, 0),
        (Qt.ApplicationState.ApplicationHidden, 1),
        (Qt.ApplicationState.ApplicationSuspended, 1),
    ],
)
def test_a_program_that_is_put_aside_is_away_and_one_without_the_focus_is_not(watch, state, times):
    QGuiApplication.instance().applicationStateChanged.emit(state)
    assert len(watch.gone_times) == times


def test_a_screen_that_is_taken_away_takes_the_session_with_it(watch):
    app = QGuiApplication.instance()
    app.screenRemoved.emit(app.primaryScreen())
    assert len(watch.gone_times) == 1
