"""No display, one that is dead, no home: a sentence and a status, and never an abort of Qt."""

from __future__ import annotations

import socket
import subprocess
import sys

import msgspec
import pytest

from exposure_check.desktop.system import display
from exposure_check.lookup import profile
from exposure_check.lookup.profile import Profile
from tests.support.world import COMMAND, environment

NAMES = ("DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE")


@pytest.fixture
def only(monkeypatch):
    """Sets these variables of the display and none other."""

    def set_only(**variables):
        for name in NAMES:
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return set_only


@pytest.fixture
def profile_file(tmp_path):
    path = tmp_path / "profile.json"
    path.write_bytes(msgspec.json.encode(Profile(profile.FORMAT, "http://127.0.0.1:9", msgspec.Raw(b"{}"), demo=True)))
    return path


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, "There is no display"),
        ({"DISPLAY": ":9317"}, "does not answer"),
        ({"DISPLAY": "nonsense"}, "does not answer"),
        ({"DISPLAY": ":9317", "QT_QPA_PLATFORM": "xcb"}, "does not answer"),
        ({"WAYLAND_DISPLAY": "wayland-99"}, "There is no display"),
        ({"WAYLAND_DISPLAY": "wayland-99", "DISPLAY": ":9317"}, "does not answer"),
        ({"QT_QPA_PLATFORM": "nonsense"}, "There is no display"),
        ({"DISPLAY": ":9317", "HOME": "/nonexistent"}, "does not answer"),
    ],
    ids=lambda value: " ".join(map("=".join, value.items())) if isinstance(value, dict) else value,
)
def test_the_window_says_in_a_sentence_that_it_cannot_open(tmp_path, profile_file, variables, said):
    process = subprocess.run(
        [*COMMAND, "window", "--profile", profile_file],
        env=environment(tmp_path) | variables,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (process.returncode, process.stdout, len(process.stderr.splitlines())) == (1, "", 2)
    assert said in process.stderr


@pytest.mark.parametrize("variables", [{}, {"DISPLAY": ":9317"}], ids=["none", "dead"])
def test_whoever_opens_the_window_from_a_program_is_told_and_the_process_not_ended(tmp_path, profile_file, variables):
    code = (
        "import sys\nfrom pathlib import Path\nfrom exposure_check.desktop.app import run\n"
        "from exposure_check.desktop.system.display import DisplayError\nfrom exposure_check.lookup import profile\n"
        "try:\n    run(profile.load(Path(sys.argv[1])))\nexcept DisplayError as error:\n    print(error.code)\n"
    )
    process = subprocess.run(
        [sys.executable, "-c", code, profile_file],
        env=environment(tmp_path) | variables,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (process.returncode, process.stdout, process.stderr) == (0, "display.missing\n", "")


def test_without_a_profile_and_without_a_home_the_window_says_what_is_missing(tmp_path):
    process = subprocess.run(
        [*COMMAND], env=environment(tmp_path) | {"HOME": "/nonexistent"}, capture_output=True, text=True, timeout=60
    )
    assert (process.returncode, len(process.stderr.splitlines())) == (2, 2)
    assert "There is no profile" in process.stderr


def test_a_platform_without_a_screen_is_asked_for_on_purpose(only):
    only(QT_QPA_PLATFORM="offscreen")
    assert display.has_display()
    only(QT_QPA_PLATFORM="vnc:size=800x600")
    assert display.has_display()


def test_a_wayland_display_that_answers_is_one(only, tmp_path):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-7"))
        server.listen()
        only(WAYLAND_DISPLAY="wayland-7", XDG_RUNTIME_DIR=str(tmp_path), DISPLAY=":9317")
        assert display.has_display()
        only(WAYLAND_DISPLAY=str(tmp_path / "wayland-7"))
        assert display.has_display()
    assert not display.has_display()


def test_an_x_library_that_is_missing_is_named(only, monkeypatch):
    only(DISPLAY=":9317")
    monkeypatch.setattr(display, "_X_LIBRARIES", ("libnone.so.0",))
    with pytest.raises(display.DisplayError, match=r"libnone\.so\.0"):
        display.require()


def test_a_window_beside_an_application_that_runs_asks_for_no_display(qapp, monkeypatch):
    monkeypatch.setattr(display, "require", lambda: pytest.fail("it was asked for"))
    display.require_for_window()


def test_a_window_before_there_is_an_application_asks_for_a_display(monkeypatch):
    asked = []
    monkeypatch.setattr(display, "require", lambda: asked.append(True))
    monkeypatch.delitem(sys.modules, "PySide6.QtWidgets", raising=False)
    display.require_for_window()
    assert asked == [True]
