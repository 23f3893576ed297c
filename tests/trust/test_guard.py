"""What every command that signs is held to: dates, the clock, versions, and folders that stay apart."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tuf.api.metadata import Metadata, Root, Targets, Timestamp

from exposure_check.cli import main
from exposure_check.files import PUBLIC, write_atomically
from exposure_check.trust import guard, keys, sign
from tests.support.publisher import files
from tests.support.signed_list import CONTENT, NAME, client, folders

__all__ = ["folders"]

GUIDANCE = "example-2020.toml"


def days(number: float) -> datetime:
    return datetime.now(UTC) + timedelta(days=number)


def signed_at(tmp_path: Path, root_at: datetime, list_at: datetime) -> tuple[Path, Path]:
    """Plain keys whose root was signed at one time, and a list that was signed at another."""
    key_folder, out = tmp_path / "old-keys", tmp_path / "old-out"
    signers = keys.create(key_folder, None)
    root = sign.create_root(signers, root_at)
    write_atomically(key_folder / keys.ROOT_FILE, root, PUBLIC)
    sign.publish(out, root, signers, {NAME: CONTENT}, list_at)
    return key_folder, out


def run(command: str, key_folder: Path, out: Path, *more: str) -> int:
    named = {"refresh": ["refresh", str(out)], "rotate": ["rotate", "targets", "--out", str(out)]}
    root = {"rotate root": ["rotate", "root", "--out", str(out)], "rotate voprf": ["rotate", "voprf"]}
    return main(["publish", *(named | root)[command], "--keys", str(key_folder), *more])


@pytest.mark.parametrize("command", ["refresh", "rotate voprf"])
def test_nothing_is_signed_under_a_root_that_is_past_its_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    folders = signed_at(tmp_path, days(-366), days(-1))
    before = [files(folder) for folder in folders]
    assert run(command, *folders) == 1
    shown = capsys.readouterr().err
    assert "root of the list expired" in shown
    assert "publish rotate root" in shown
    assert [files(folder) for folder in folders] == before


def test_a_list_that_is_past_its_date_is_not_refreshed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folders = signed_at(tmp_path, days(-370), days(-366))
    key_folder, out = folders
    write_atomically(out / "metadata" / "1.root.json", sign.create_root(keys.load_signers(key_folder, None), days(0)))
    assert run("refresh", *folders) == 1
    assert "targets of the list expired" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["rotate root", "rotate"])
def test_a_rotation_renews_all_that_is_past_its_date(tmp_path: Path, command: str) -> None:
    key_folder, out = signed_at(tmp_path, days(-366), days(-366))
    root = (key_folder / keys.ROOT_FILE).read_bytes()
    assert run(command, key_folder, out) == 0
    assert client(root, tmp_path / "state", out) == CONTENT


def test_what_runs_out_within_thirty_days_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folders = signed_at(tmp_path, days(-340), days(-334))
    assert run("refresh", *folders) == 0
    shown = capsys.readouterr().err
    assert "The root of the list runs out in 24 days" in shown
    assert "targets" not in shown
    assert "timestamp" not in shown


@pytest.mark.parametrize("command", ["refresh", "rotate", "rotate root"])
def test_a_clock_behind_the_newest_signature_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    folders = signed_at(tmp_path, days(-1), days(5))
    before = [files(folder) for folder in folders]
    assert run(command, *folders) == 1
    assert "before the newest signature" in capsys.readouterr().err
    assert [files(folder) for folder in folders] == before


def test_the_clock_is_compared_with_what_the_keys_remember_too(folders, capsys: pytest.CaptureFixture[str]) -> None:
    key_folder, _ = folders
    guard._note(key_folder, guard.Signed(guard.FORMAT, {}, {}, days(2)))
    assert run("rotate voprf", *folders) == 1
    assert "before the newest signature" in capsys.readouterr().err


def versions(out: Path) -> tuple[int, int]:
    timestamp = Metadata[Timestamp].from_file(str(out / "metadata" / "timestamp.json")).signed
    return sign.versions(out)["targets"], timestamp.version


def test_an_older_copy_of_the_published_folder_is_not_signed_again(
    folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key_folder, out = folders
    assert run("refresh", *folders) == 0
    copy = tmp_path / "copy"
    shutil.copytree(out, copy)
    assert run("refresh", *folders) == 0
    assert client((key_folder / keys.ROOT_FILE).read_bytes(), tmp_path / "state", out) == CONTENT
    shutil.rmtree(out)
    shutil.copytree(copy, out)
    before = files(out)
    assert run("refresh", *folders) == 1
    assert "--skip-to 4" in capsys.readouterr().err
    assert run("refresh", *folders, "--skip-to", "3") == 1
    assert files(out) == before
    assert run("refresh", *folders, "--skip-to", "4") == 0
    assert versions(out)[1] == 4
    assert client((key_folder / keys.ROOT_FILE).read_bytes(), tmp_path / "state", out) == CONTENT
    assert run("rotate", *folders) == 0
    assert run("refresh", *folders) == 0


def test_a_version_that_a_killed_command_may_have_signed_is_not_signed_again(folders) -> None:
    key_folder, out = folders
    with pytest.raises(KeyboardInterrupt), guard.signing(out, key_folder, days(0), ("timestamp",)) as first:
        raise KeyboardInterrupt
    with guard.signing(out, key_folder, days(0), ("timestamp",)) as second:
        pass
    assert (first, second) == ({"timestamp": 2}, {"timestamp": 3})


def test_a_damaged_memory_of_versions_is_named(folders, capsys: pytest.CaptureFixture[str]) -> None:
    (folders[0] / guard.SIGNED_FILE).write_bytes(b"{}")
    assert run("refresh", *folders) == 2
    assert guard.SIGNED_FILE in capsys.readouterr().err


@pytest.mark.parametrize(("version", "is_warned"), [(2, False), (47, False), (48, True), (64, True)])
def test_a_publisher_is_warned_before_programs_cannot_follow_any_more(
    folders, capsys: pytest.CaptureFixture[str], version: int, *, is_warned: bool
) -> None:
    key_folder, out = folders
    root = Metadata[Root].from_file(str(key_folder / keys.ROOT_FILE))
    root.signed.version = version
    root.sign(keys.load_signer(key_folder, "root", None))
    (out / "metadata" / f"{version}.root.json").write_bytes(root.to_bytes())
    assert run("refresh", *folders) == 0
    assert ("give everyone a profile with the new root" in capsys.readouterr().err) is is_warned


def test_targets_that_are_withdrawn_leave_the_list(folders, tmp_path: Path) -> None:
    key_folder, out = folders
    signers = keys.load_signers(key_folder, None)
    root = (key_folder / keys.ROOT_FILE).read_bytes()
    sign.publish(out, root, signers, {}, days(0), withdrawn=lambda name: name == NAME)
    newest = Metadata[Targets].from_file(str(out / "metadata" / "2.targets.json")).signed
    assert newest.targets == {}


@pytest.mark.parametrize("place", ["", "below", "../keys"])
@pytest.mark.parametrize("command", ["refresh", "rotate"])
def test_keys_and_published_folder_may_not_lie_in_each_other(
    folders, capsys: pytest.CaptureFixture[str], command: str, place: str
) -> None:
    key_folder, _ = folders
    before = files(key_folder)
    assert run(command, key_folder, key_folder / place) == 2
    assert "lie one in the other" in capsys.readouterr().err
    assert files(key_folder) == before


def test_a_link_to_the_keys_is_the_keys(folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    link = tmp_path / "link"
    link.symlink_to(folders[0], target_is_directory=True)
    assert run("refresh", folders[0], link) == 2
    assert "lie one in the other" in capsys.readouterr().err


def test_a_passphrase_is_not_kept_where_it_is_published(folders, capsys: pytest.CaptureFixture[str]) -> None:
    _, out = folders
    write_atomically(out / "passphrase", b"four random words", 0o600)
    assert run("refresh", *folders, "--passphrase-file", str(out / "passphrase")) == 2
    assert "lies in the published folder" in capsys.readouterr().err
