"""Who can have put a file where it is: on Windows with a stand-in for what the system says of owners."""

from __future__ import annotations

from pathlib import Path

import pytest

from exposure_check.lookup import administrators, windows_owner

SYSTEM, ADMINISTRATORS, SOMEBODY = "S-1-5-18", "S-1-5-32-544", "S-1-5-21-1-2-3-1001"


@pytest.fixture
def windows(tmp_path, monkeypatch):
    """A file on Windows: `windows(file=..., folder=..., elevated=..., writable=...)` says whether it is trusted."""
    path = tmp_path / "profile.json"
    path.write_bytes(b"{}")
    monkeypatch.setattr(administrators.sys, "platform", "win32")

    def judged(*, file=ADMINISTRATORS, folder=SYSTEM, elevated=False, writable=False):
        owners = {str(path): file, str(tmp_path): folder}
        monkeypatch.setattr(windows_owner, "of", owners.__getitem__)
        monkeypatch.setattr(windows_owner, "is_administrator", lambda: elevated)
        monkeypatch.setattr(administrators, "_can_write", lambda _: writable)
        return administrators.alone_may_write(path)

    return judged


@pytest.mark.parametrize(
    ("found", "trusted"),
    [
        ({}, True),
        ({"file": SOMEBODY}, False),
        ({"folder": SOMEBODY}, False),
        ({"writable": True}, False),
        ({"writable": True, "elevated": True}, True),
        ({"file": SOMEBODY, "elevated": True}, False),
    ],
)
def test_on_windows_owners_and_the_right_to_write_decide(windows, found, trusted):
    assert windows(**found) is trusted


def test_what_windows_does_not_tell_counts_against_a_file(windows, monkeypatch, tmp_path):
    assert windows()

    def refuses(_path):
        raise OSError(5, "denied")

    monkeypatch.setattr(windows_owner, "of", refuses)
    assert not administrators.alone_may_write(tmp_path / "profile.json")


def test_a_junction_counts_as_a_link(windows, monkeypatch):
    monkeypatch.setattr(administrators, "_is_link", lambda _: True)
    assert not windows()


def test_elsewhere_no_owner_of_windows_is_made_up():
    assert not windows_owner.is_administrator()
    with pytest.raises(OSError, match="Windows alone"):
        windows_owner.of("profile.json")


def test_whether_a_file_can_be_written_to_is_tried_and_nothing_is_written(tmp_path):
    path = tmp_path / "profile.json"
    path.write_bytes(b"{}")
    assert administrators._can_write(path)
    assert not administrators._can_write(tmp_path / "absent")
    assert path.read_bytes() == b"{}"


@pytest.mark.parametrize("kind", ["absent", "folder", "relative"])
def test_what_is_no_file_is_not_trusted(tmp_path, monkeypatch, kind):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "relative").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    path = tmp_path / kind if kind != "relative" else Path("relative")
    assert not administrators.alone_may_write(path)
