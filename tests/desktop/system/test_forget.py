"""Forgetting everything that is kept for this user."""

from __future__ import annotations

import platformdirs
import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QPushButton

from exposure_check.desktop import example_states
from exposure_check.desktop.system.forget import forget_everything
from exposure_check.desktop.system.settings import Preferences, save
from exposure_check.lookup import profile_places, service
from tests.support.window import texts


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A home with settings, a memory of lists, a profile and a file that is not ours."""
    monkeypatch.setattr(platformdirs, "user_config_path", lambda name, **_: tmp_path / "config" / name)
    monkeypatch.setattr(service.platformdirs, "user_data_path", lambda name, **_: tmp_path / "data" / name)
    profile_places.user_path().parent.mkdir(parents=True)
    profile_places.user_path().write_text("{}")
    memory = service.state_folder(example_states.profile())
    memory.mkdir(parents=True)
    (memory / "timestamp.json").write_text("{}")
    (tmp_path / "config" / "other.conf").write_text("")
    settings = QSettings(str(tmp_path / "config" / "exposure-check" / "settings.ini"), QSettings.Format.IniFormat)
    assert save(settings, Preferences("fi", size=(900, 700)))
    return settings


def files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_nothing_of_ours_is_left_and_what_is_not_ours_stays(kept, tmp_path):
    assert len(files(tmp_path)) > 5
    assert forget_everything(kept) == ()
    assert files(tmp_path) == ["config", "config/other.conf", "data"]


def test_what_cannot_be_removed_is_told(kept, tmp_path, monkeypatch):
    from pathlib import Path

    def refuse(*_, **__):
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    assert set(forget_everything(kept)) == {profile_places.user_path(), Path(kept.fileName())}


def test_a_second_press_forgets_and_nothing_is_saved_afterwards(open_window, kept, tmp_path):
    window = open_window(state=example_states.state("settings"), stored=kept)
    row = window.page.findChild(QPushButton, "forget")
    now = window.page.findChild(QPushButton, "forget-now")
    assert not now.isVisibleTo(window)  # one press alone removes nothing
    row.click()
    now.click()
    assert window.state.page == "ending"
    assert "This computer has forgotten everything" in texts(window)
    window.take_preferences(Preferences("en", text_percent=150))
    window.resize(950, 750)
    window.close()
    assert files(tmp_path / "config") == ["other.conf"]
