"""A profile that a person took."""

from __future__ import annotations

import pytest

from exposure_check.desktop.system import kept_profile
from exposure_check.lookup import profile_places


def test_it_takes_the_place_of_the_one_before_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "config" / "profile.json"
    monkeypatch.setattr(profile_places, "user_path", lambda: path)
    assert kept_profile.keep(b"first")
    assert kept_profile.keep(b"second")
    assert [(file.name, file.read_bytes()) for file in path.parent.iterdir()] == [("profile.json", b"second")]


def test_a_link_is_replaced_and_what_it_leads_to_is_not_written_to(tmp_path, monkeypatch):
    target, path = tmp_path / "administrators.json", tmp_path / "profile.json"
    target.write_bytes(b"theirs")
    path.symlink_to(target)
    monkeypatch.setattr(profile_places, "user_path", lambda: path)
    assert kept_profile.keep(b"mine")
    assert (target.read_bytes(), path.is_symlink(), path.read_bytes()) == (b"theirs", False, b"mine")


@pytest.mark.parametrize("where", ["no home", "below a file"])
def test_where_it_cannot_be_kept_it_says_so(tmp_path, monkeypatch, where):
    (tmp_path / "file").write_bytes(b"")
    path = None if where == "no home" else tmp_path / "file" / "folder" / "profile.json"
    monkeypatch.setattr(profile_places, "user_path", lambda: path)
    assert not kept_profile.keep(b"mine")
