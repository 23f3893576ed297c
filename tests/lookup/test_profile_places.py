"""Where a profile is looked for, and which of the places is trusted: attacked by whoever can write to one of them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import platformdirs
import pytest

from exposure_check.errors import MissingProfileError, ProfileError
from exposure_check.installed import Hive
from exposure_check.lookup import administrators, profile_places
from exposure_check.lookup.standing import Place
from tests.lookup.test_profile import encoded

FOLDERS = ("bin", "user", "all", "xdg")


@pytest.fixture
def places(tmp_path, monkeypatch):
    """The places of administrator, user and program below one folder, whose owner stands for the administrator."""
    root = tmp_path / "root"
    root.mkdir(mode=0o755)
    monkeypatch.setattr(profile_places.sys, "executable", str(root / "bin" / "exposure-check"))
    monkeypatch.setattr(platformdirs, "user_config_path", lambda *_, **__: root / "user")
    administrators_places = tuple((root / name / "profile.json", Place.ADMINISTRATOR) for name in ("all", "xdg"))
    monkeypatch.setattr(profile_places, "_administrators_places", lambda: administrators_places)
    monkeypatch.setattr(administrators, "ROOT", os.getuid())
    monkeypatch.setattr(administrators, "_is_safe_folder", _but_for(root, administrators._is_safe_folder))
    for folder in FOLDERS:
        (root / folder).mkdir(mode=0o755)
    return root


def _but_for(root, judge):
    """Take the folders above `root`, which are the test runner's, as safe."""
    return lambda folder: True if folder in root.parents else judge(folder)


def put(folder):
    (folder / "profile.json").write_bytes(encoded())
    (folder / "profile.json").chmod(0o644)
    return folder / "profile.json"


def found():
    chosen = profile_places.find()
    return chosen.path, chosen.standing.place


def test_the_administrators_comes_first_then_the_installed_then_the_users(places):
    with pytest.raises(MissingProfileError, match="no profile") as caught:
        profile_places.find()
    assert "--profile" in caught.value.advice
    for folder, place in (
        ("user", Place.USER),
        ("bin", Place.INSTALLED),
        ("xdg", Place.ADMINISTRATOR),
        ("all", Place.ADMINISTRATOR),
    ):
        nearest = put(places / folder)
        assert found() == (nearest, place)
    assert profile_places.installed() == places / "all" / "profile.json"


def test_a_named_file_comes_before_all_and_is_loose(places):
    put(places / "all")
    named = put(places)
    chosen = profile_places.find(named)
    assert (chosen.path, chosen.standing.place, chosen.standing.is_trusted) == (named, Place.NAMED, False)


@pytest.mark.parametrize("place", list(Place))
def test_only_two_places_are_trusted(place):
    trusted = profile_places.Standing(place, "ab" * 32).is_trusted
    assert trusted is (place in (Place.ADMINISTRATOR, Place.INSTALLED))


@pytest.mark.parametrize("folder", ["all", "bin"])
@pytest.mark.parametrize("mode", [0o777, 0o775, 0o757])
def test_a_folder_of_the_administrator_that_others_can_write_to_is_not_believed(places, folder, mode):
    planted = put(places / folder)
    assert found()[0] == planted
    (places / folder).chmod(mode)
    with pytest.raises(MissingProfileError):
        profile_places.find()
    assert profile_places.passed_over() == [planted]


@pytest.mark.parametrize("mode", [0o666, 0o664, 0o646])
def test_a_file_of_the_administrator_that_others_can_write_to_is_not_believed(places, mode):
    put(places / "all").chmod(mode)
    users = put(places / "user")
    assert found() == (users, Place.USER)


def test_a_folder_above_that_others_can_write_to_counts_as_well(places):
    put(places / "all")
    places.chmod(0o777)
    with pytest.raises(MissingProfileError):
        profile_places.find()


def test_a_sticky_folder_above_lets_nobody_replace_what_is_the_administrators(places):
    put(places / "all")
    places.chmod(0o1777)
    assert found()[1] is Place.ADMINISTRATOR


def test_a_file_of_another_owner_is_not_believed(places, monkeypatch):
    put(places / "all")
    monkeypatch.setattr(administrators, "ROOT", os.getuid() + 1)
    with pytest.raises(MissingProfileError):
        profile_places.find()


@pytest.mark.parametrize("link", ["file", "folder"])
def test_a_link_in_the_administrators_place_is_not_followed(places, link):
    elsewhere = places / "elsewhere"
    elsewhere.mkdir(mode=0o755)
    target = put(elsewhere)
    if link == "folder":
        (places / "all").rmdir()
        (places / "all").symlink_to(elsewhere)
    else:
        (places / "all" / "profile.json").symlink_to(target)
    with pytest.raises(MissingProfileError):
        profile_places.find()
    assert profile_places.passed_over() == [places / "all" / "profile.json"]


def test_a_profile_planted_beside_a_downloaded_program_is_not_taken(places):
    put(places / "bin")
    (places / "bin").chmod(0o777)
    with pytest.raises(MissingProfileError):
        profile_places.find()


def test_the_portable_form_takes_the_profile_beside_it_as_a_loose_one(places, monkeypatch):
    monkeypatch.setattr(profile_places.sys, "_MEIPASS", str(places / "inside"), raising=False)
    beside = put(places / "bin")
    (places / "bin").chmod(0o777)
    (places / "inside").mkdir()
    with pytest.raises(ProfileError):
        profile_places.find()
    (places / "inside" / profile_places.PORTABLE_MARKER).touch()
    assert found() == (beside, Place.PORTABLE)
    users = put(places / "user")
    assert found() == (users, Place.USER)


def test_no_profile_is_taken_from_the_current_folder(places, monkeypatch):
    monkeypatch.chdir(places)
    monkeypatch.setattr(platformdirs, "user_config_path", lambda *_, **__: Path("~/.config/exposure-check"))
    folder = places / "~" / ".config" / "exposure-check"
    folder.mkdir(parents=True)
    put(folder)
    put(places)
    with pytest.raises(MissingProfileError):
        profile_places.find()


def test_the_environment_names_no_place_of_the_administrator(tmp_path, monkeypatch):
    (tmp_path / "exposure-check").mkdir()
    put(tmp_path / "exposure-check")
    for name in ("XDG_CONFIG_DIRS", "XDG_DATA_DIRS"):
        monkeypatch.setenv(name, str(tmp_path))
    assert [str(path) for path, _ in profile_places._administrators_places()] == [
        "/etc/exposure-check/profile.json",
        "/etc/xdg/exposure-check/profile.json",
    ]


def test_on_macos_the_file_beside_the_program_is_where_the_bundle_keeps_files(monkeypatch):
    monkeypatch.setattr(profile_places.sys, "platform", "darwin")
    monkeypatch.setattr(profile_places.sys, "executable", "/Applications/E.app/Contents/MacOS/exposure-check")
    assert profile_places._places_beside() == (
        (Path("/Applications/E.app/Contents/Resources/profile.json"), Place.INSTALLED),
    )
    assert profile_places._administrators_places()[0][0].parent == Path("/Library/Application Support/exposure-check")


def test_what_the_installer_of_windows_was_given_comes_first_for_all_and_for_one_user(places, monkeypatch):
    (places / "machine").mkdir(mode=0o755)
    (places / "hive").mkdir()
    machine, users = put(places / "machine"), put(places / "hive")
    given = {Hive.MACHINE: str(machine), Hive.USER: str(users)}
    monkeypatch.setattr(profile_places, "of_installation", lambda hive, name: given[hive] if name == "Profile" else "")
    put(places / "all")
    put(places / "user")
    assert found() == (machine, Place.ADMINISTRATOR)
    machine.chmod(0o666)  # the administrator chose it by name, but others can change it: it is a claim
    assert found() == (machine, Place.NAMED)
    given[Hive.MACHINE] = ""
    assert found() == (places / "all" / "profile.json", Place.ADMINISTRATOR)
    (places / "all" / "profile.json").unlink()
    assert found() == (users, Place.USER)
    users.unlink()
    assert found() == (places / "user" / "profile.json", Place.USER)


def test_a_tampered_profile_in_the_first_place_is_refused_and_no_other_is_taken_for_it(places):
    (places / "all" / "profile.json").write_text(json.dumps({"format": 2, "profile": "", "key": "", "signature": ""}))
    put(places / "user")
    with pytest.raises(ProfileError):
        profile_places.find()


def test_a_place_of_which_the_system_will_not_say_what_is_there_is_not_passed_over(places, monkeypatch):
    """As a folder of the administrator that may not be entered does: a lesser place does not take its turn."""
    put(places / "user")
    too_long = places / ("x" * 300) / "profile.json"
    monkeypatch.setattr(profile_places, "_administrators_places", lambda: ((too_long, Place.ADMINISTRATOR),))
    with pytest.raises(ProfileError, match="place of a profile"):
        profile_places.find()
