"""`exposure-check window`, which is also what runs where no subcommand is named."""

from __future__ import annotations

import msgspec
import pytest

from exposure_check.cli import main
from exposure_check.desktop import app
from exposure_check.desktop.system import display
from exposure_check.lookup import profile
from exposure_check.lookup.profile import Profile


@pytest.fixture
def opened(monkeypatch):
    """The profiles with which a window was opened."""
    profiles = []
    monkeypatch.setattr(app, "run", lambda chosen: profiles.append(chosen) or 7)
    return profiles


@pytest.fixture
def written(tmp_path):
    """A profile and its file."""
    expected = Profile(profile.FORMAT, "http://127.0.0.1:9", msgspec.Raw(b"{}"), name="Clinic", demo=True)
    path = tmp_path / "profile.json"
    path.write_bytes(msgspec.json.encode(expected))
    return expected, path


@pytest.mark.parametrize("words", [["window"], []], ids=["window", "nothing"])
def test_the_window_opens_with_the_profile_that_is_named(opened, written, words):
    expected, path = written
    assert main([*words, "--profile", str(path)]) == 7
    assert opened == [expected]


def test_without_a_name_it_opens_with_the_installed_profile(opened, written, monkeypatch):
    expected, path = written
    monkeypatch.setattr(profile, "installed", lambda: path)
    assert main([]) == 7
    assert opened == [expected]


def test_a_profile_that_cannot_be_read_opens_nothing(opened, tmp_path, capsys):
    assert main(["window", "--profile", str(tmp_path / "none.json")]) == 2
    assert "none.json" in capsys.readouterr().err
    assert opened == []


def test_without_a_display_no_window_is_tried(written, monkeypatch, capsys):
    opened = []

    def missing():
        raise display.DisplayError("There is no display here.", advice="Run it on a desktop.")

    monkeypatch.setattr(display, "require", missing)
    monkeypatch.setattr(app, "_open", lambda *words: opened.append(words))
    monkeypatch.setattr("PySide6.QtWidgets.QApplication.instance", lambda: None)  # other tests made one
    assert main(["window", "--profile", str(written[1])]) == 1
    assert capsys.readouterr().err == "There is no display here.\nRun it on a desktop.\n"
    assert opened == []
