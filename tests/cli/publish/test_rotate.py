"""`exposure-check publish rotate`: new keys for old. Who trusted the list before trusts it after, and no one else is
trusted.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tuf.api.metadata import Metadata, Root

from exposure_check.cli import main
from exposure_check.files import PRIVATE, write_atomically
from exposure_check.secret import Secret
from exposure_check.trust import keys, keystore, rotate
from tests.support.publisher import files
from tests.support.signed_list import CONTENT, NAME, client, killed_at, leftovers, sign_list


@pytest.mark.parametrize("role", keys.ROLES)
def test_a_client_of_the_old_root_follows_a_rotation(folders, tmp_path: Path, role: str) -> None:
    key_folder, out = folders
    old_root = (key_folder / keys.ROOT_FILE).read_bytes()
    old_key = keys.key_path(key_folder, role).read_bytes()
    assert client(old_root, tmp_path / "state", out) == CONTENT
    assert main(["publish", "rotate", role, "--keys", str(key_folder), "--out", str(out)]) == 0
    assert client(old_root, tmp_path / "state", out) == CONTENT
    assert client((key_folder / keys.ROOT_FILE).read_bytes(), tmp_path / "fresh", out) == CONTENT
    assert keys.key_path(key_folder, role).read_bytes() != old_key
    assert [path.read_bytes() for path in (key_folder / role / "retired").iterdir()] == [old_key]
    sign_list(key_folder, out, {NAME: b"[]"})
    assert client(old_root, tmp_path / "state", out) == b"[]"


def test_a_retired_timestamp_key_signs_nothing_any_more(folders, tmp_path: Path) -> None:
    key_folder, out = folders
    before = tmp_path / "before"
    shutil.copytree(key_folder, before)
    assert main(["publish", "rotate", "timestamp", "--keys", str(key_folder), "--out", str(out)]) == 0
    root = (key_folder / keys.ROOT_FILE).read_bytes()
    assert main(["publish", "refresh", str(out), "--keys", str(before)]) == 2
    assert client(root, tmp_path / "state", out) == CONTENT


def test_a_rotation_that_was_stopped_goes_on(folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key_folder, out = folders
    old_root = (key_folder / keys.ROOT_FILE).read_bytes()

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    for step in ("_signed", "_retire"):
        with monkeypatch.context() as patch:
            patch.setattr(rotate, step, stop)
            with pytest.raises(KeyboardInterrupt):
                rotate.rotate(key_folder, "targets", None, datetime.now(UTC))
    assert main(["publish", "rotate", "targets", "--keys", str(key_folder), "--out", str(out)]) == 0
    assert Metadata[Root].from_bytes((key_folder / keys.ROOT_FILE).read_bytes()).signed.version == 2
    assert client(old_root, tmp_path / "state", out) == CONTENT


def test_a_rotation_that_was_not_published_is_published_by_the_next_run(folders, tmp_path: Path) -> None:
    key_folder, out = folders
    old_root = (key_folder / keys.ROOT_FILE).read_bytes()
    rotate.rotate(key_folder, "snapshot", None, datetime.now(UTC))
    assert main(["publish", "rotate", "snapshot", "--keys", str(key_folder), "--out", str(out)]) == 0
    assert Metadata[Root].from_bytes((key_folder / keys.ROOT_FILE).read_bytes()).signed.version == 2
    assert client(old_root, tmp_path / "state", out) == CONTENT


def test_a_root_of_several_keys_needs_its_threshold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key_folder, out = tmp_path / "keys", tmp_path / "out"
    arguments = ["publish", "keys", str(key_folder), "--plain", "--root-keys", "3", "--root-threshold", "2"]
    assert main(arguments) == 0
    sign_list(key_folder, out, {NAME: CONTENT})
    root = (key_folder / keys.ROOT_FILE).read_bytes()
    signed = Metadata[Root].from_bytes(root)
    assert (signed.signed.roles["root"].threshold, len(signed.signatures)) == (2, 3)
    assert client(root, tmp_path / "state", out) == CONTENT
    aside = tmp_path / "aside"
    aside.mkdir()
    for name in ("root-2", "root-3"):
        shutil.move(key_folder / name, aside / name)
    rotation = ["publish", "rotate", "targets", "--keys", str(key_folder), "--out", str(out)]
    assert main(rotation) == 2
    assert "needs 2 root keys; 1 are here" in capsys.readouterr().err
    shutil.move(aside / "root-3", key_folder / "root-3")
    assert main(rotation) == 0
    assert client(root, tmp_path / "state", out) == CONTENT


@pytest.fixture
def several(tmp_path: Path) -> tuple[Path, Path]:
    """Plain keys with three root keys of which two have to sign, and a list that was published with them."""
    key_folder, out = tmp_path / "keys", tmp_path / "out"
    arguments = ["publish", "keys", str(key_folder), "--plain", "--root-keys", "3", "--root-threshold", "2"]
    assert main(arguments) == 0
    sign_list(key_folder, out, {NAME: CONTENT})
    return key_folder, out


def rotated(folders: tuple[Path, Path], name: str) -> int:
    key_folder, out = folders
    return main(["publish", "rotate", name, "--keys", str(key_folder), "--out", str(out)])


def root_ids(key_folder: Path) -> list[str]:
    return Metadata[Root].from_file(str(key_folder / keys.ROOT_FILE)).signed.roles["root"].keyids


ROOTS = ("root", "root-2", "root-3")


@pytest.mark.parametrize("absent", ROOTS)
@pytest.mark.parametrize("name", ["timestamp", "targets", *ROOTS])
def test_any_root_keys_that_reach_the_threshold_replace_any_key(
    several, tmp_path: Path, name: str, absent: str
) -> None:
    key_folder, out = several
    old_root, before = (key_folder / keys.ROOT_FILE).read_bytes(), root_ids(key_folder)
    assert client(old_root, tmp_path / "state", out) == CONTENT
    shutil.rmtree(key_folder / absent)
    assert rotated(several, name) == 0
    assert client(old_root, tmp_path / "state", out) == CONTENT
    assert client((key_folder / keys.ROOT_FILE).read_bytes(), tmp_path / "fresh", out) == CONTENT
    after = root_ids(key_folder)
    assert [ROOTS[place] for place in range(3) if after[place] != before[place]] == ([name] if name in ROOTS else [])
    role = Metadata[Root].from_file(str(key_folder / keys.ROOT_FILE)).signed.roles["root"]
    assert (len(set(role.keyids)), role.threshold) == (3, 2)


def test_a_lost_root_key_is_replaced_and_the_new_one_signs(several, tmp_path: Path) -> None:
    key_folder, out = several
    first_root = (key_folder / keys.ROOT_FILE).read_bytes()
    assert client(first_root, tmp_path / "state", out) == CONTENT
    shutil.rmtree(key_folder / "root-3")
    assert rotated(several, "root-3") == 0
    shutil.rmtree(key_folder / "root-2")
    assert rotated(several, "root-2") == 0  # signed by root and the new root-3
    shutil.rmtree(key_folder / "root")
    assert rotated(several, "timestamp") == 0
    assert client(first_root, tmp_path / "state", out) == CONTENT
    assert client(first_root, tmp_path / "fresh", out) == CONTENT
    assert not (key_folder / "root-3" / keys.RETIRED).exists()  # there was none to keep


def test_a_lost_root_key_is_replaced_under_the_passphrase_of_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key_folder, out = folders = tmp_path / "keys", tmp_path / "out"
    file = tmp_path / "passphrase"
    write_atomically(file, b"four random words here\n", PRIVATE)
    passphrase = ["--passphrase-file", str(file)]
    making = ["publish", "keys", str(key_folder), "--root-keys", "3", "--root-threshold", "2", *passphrase]
    assert main(making) == 0
    sign_list(key_folder, out, {NAME: CONTENT}, Secret("four random words here"))
    root = (key_folder / keys.ROOT_FILE).read_bytes()
    shutil.rmtree(key_folder / "root-3")
    rotation = ["publish", "rotate", "root-3", "--keys", str(key_folder), "--out", str(out), *passphrase]
    before = [files(folder) for folder in folders]
    write_atomically(file, b"another passphrase\n", PRIVATE)
    assert main(rotation) == 2
    assert "does not open" in capsys.readouterr().err
    assert [files(folder) for folder in folders] == before
    write_atomically(file, b"four random words here\n", PRIVATE)
    assert main(rotation) == 0
    assert keystore.read(keys.key_path(key_folder, "root-3")).encrypted
    assert client(root, tmp_path / "state", out) == CONTENT


def test_a_lost_key_of_the_list_is_replaced_too(folders, tmp_path: Path) -> None:
    key_folder, out = folders
    root = (key_folder / keys.ROOT_FILE).read_bytes()
    shutil.rmtree(key_folder / "targets")
    assert rotated(folders, "targets") == 0
    assert client(root, tmp_path / "state", out) == CONTENT


def test_of_five_root_keys_two_replace_each_of_the_lost_ones(tmp_path: Path) -> None:
    key_folder, out = folders = tmp_path / "keys", tmp_path / "out"
    making = ["publish", "keys", str(key_folder), "--plain", "--root-keys", "5", "--root-threshold", "2"]
    assert main(making) == 0
    sign_list(key_folder, out, {NAME: CONTENT})
    root, before = (key_folder / keys.ROOT_FILE).read_bytes(), root_ids(key_folder)
    for name in ("root", "root-3", "root-5"):
        shutil.rmtree(key_folder / name)
    assert rotated(folders, "root-5") == 0
    assert rotated(folders, "root") == 0
    after = root_ids(key_folder)
    assert [place for place in range(5) if after[place] != before[place]] == [0, 4]
    assert client(root, tmp_path / "state", out) == CONTENT


def test_a_lost_root_key_is_not_guessed_where_folders_were_mixed_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key_folder, out = folders = tmp_path / "keys", tmp_path / "out"
    making = ["publish", "keys", str(key_folder), "--plain", "--root-keys", "5", "--root-threshold", "2"]
    assert main(making) == 0
    sign_list(key_folder, out, {NAME: CONTENT})
    for name in ("root", "root-3", "root-5"):
        shutil.rmtree(key_folder / name)
    (key_folder / "root").mkdir()
    keys.key_path(key_folder, "root-4").rename(keys.key_path(key_folder, "root"))
    before = [files(folder) for folder in folders]
    assert rotated(folders, "root-4") == 2
    assert "It is not certain which key is 'root-4'" in capsys.readouterr().err
    assert [files(folder) for folder in folders] == before


def test_two_copies_of_a_root_key_are_one_signature(several, capsys: pytest.CaptureFixture[str]) -> None:
    key_folder, _ = several
    shutil.rmtree(key_folder / "root-3")
    shutil.copyfile(keys.key_path(key_folder, "root"), keys.key_path(key_folder, "root-2"))
    before = [files(folder) for folder in several]
    assert rotated(several, "timestamp") == 2
    assert "needs 2 root keys; 1 are here" in capsys.readouterr().err
    assert rotated(several, "root-2") == 2
    assert "not certain" in capsys.readouterr().err
    assert [files(folder) for folder in several] == before


def test_a_root_key_that_the_root_of_trust_does_not_have_is_not_made(
    several, capsys: pytest.CaptureFixture[str]
) -> None:
    before = [files(folder) for folder in several]
    assert rotated(several, "root-4") == 2
    assert "names no key 'root-4'.\nName one that it has: root, root-2, root-3." in capsys.readouterr().err
    for name in ("root-1", "root-100", "root-x", "../root"):
        with pytest.raises(SystemExit):
            rotated(several, name)
    assert [files(folder) for folder in several] == before


def test_a_rotation_goes_on_after_one_of_another_key_that_was_not_published(
    several, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key_folder, out = several
    root = (key_folder / keys.ROOT_FILE).read_bytes()
    old_key = keys.key_path(key_folder, "targets").read_bytes()

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    shutil.rmtree(key_folder / "root-3")
    with monkeypatch.context() as patch:
        patch.setattr(rotate, "_retire", stop)
        assert rotated(several, "root-2") == 1
    assert rotated(several, "targets") == 0
    assert keys.key_path(key_folder, "targets").read_bytes() != old_key
    assert Metadata[Root].from_file(str(key_folder / keys.ROOT_FILE)).signed.version == 3
    assert client(root, tmp_path / "state", out) == CONTENT


def test_keys_from_before_the_last_rotation_replace_nothing(
    folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key_folder, out = folders
    stale = tmp_path / "stale"
    shutil.copytree(key_folder, stale)
    assert rotated(folders, "timestamp") == 0
    before = [files(folder) for folder in (stale, out)]
    assert rotated((stale, out), "timestamp") == 2
    assert "since the last rotation" in capsys.readouterr().err
    assert [files(folder) for folder in (stale, out)] == before


def test_keys_of_another_publisher_replace_nothing(folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out = folders
    other = tmp_path / "other"
    assert main(["publish", "keys", str(other), "--plain"]) == 0
    for _ in range(2):
        before = [files(folder) for folder in (other, out)]
        assert rotated((other, out), "root") == 1
        assert "another root of trust" in capsys.readouterr().err
        assert [files(folder) for folder in (other, out)] == before
        rotate.rotate(other, "timestamp", None, datetime.now(UTC))


def test_there_is_nothing_to_rotate_where_nothing_was_published(
    folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key_folder, _ = folders
    assert rotated((key_folder, tmp_path / "nothing"), "root") == 1
    assert "no published list" in capsys.readouterr().err


posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@posix
@pytest.mark.parametrize(
    ("name", "write", "left"),
    [("root", 1, ".root.next.key"), ("targets", 1, ".targets.next.key"), ("targets", 2, ".root.json")],
)
def test_the_next_rotation_removes_what_a_killed_one_left(folders, tmp_path: Path, name: str, write: int, left) -> None:
    key_folder, out = folders
    root = (key_folder / keys.ROOT_FILE).read_bytes()
    killed_at(write, "publish", "rotate", name, "--keys", key_folder, "--out", out)
    assert leftovers(key_folder) == [left]
    (key_folder / "notes").write_text("of the owner")
    (key_folder / "root" / ".root.key.backup").write_text("of the owner")
    assert rotated(folders, "snapshot") == 0
    assert leftovers(key_folder) == [".root.key"]  # that of the owner
    assert (key_folder / "notes").exists()
    assert rotated(folders, name) == 0
    assert client(root, tmp_path / "state", out) == CONTENT


@posix
def test_a_new_voprf_key_removes_what_a_killed_run_left(folders) -> None:
    key_folder, _ = folders
    arguments = ["publish", "rotate", "voprf", "--keys", str(key_folder)]
    killed_at(1, *arguments)
    assert leftovers(key_folder) == [".voprf.next.key"]
    assert main(arguments) == 0
    assert leftovers(key_folder) == []


@posix
def test_a_key_that_another_process_is_writing_is_not_taken_for_a_leftover(
    folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    key_folder, _ = folders
    writing, go_on = threading.Event(), threading.Event()
    real = os.fsync

    def slow(descriptor: int) -> None:
        writing.set()
        go_on.wait(10)
        real(descriptor)

    def replace(name: str) -> None:
        rotate.rotate(key_folder, name, None, datetime.now(UTC))

    monkeypatch.setattr(os, "fsync", slow)
    with ThreadPoolExecutor(2) as both:
        first = both.submit(replace, "targets")
        assert writing.wait(10)
        second = both.submit(replace, "snapshot")
        time.sleep(0.2)
        assert leftovers(key_folder) == [".targets.next.key"]
        go_on.set()
        first.result(10)
        second.result(10)
    assert Metadata[Root].from_file(str(key_folder / keys.ROOT_FILE)).signed.version == 3


def test_keys_are_not_replaced_in_a_folder_that_is_not_there(
    folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out = folders
    assert rotated((tmp_path / "absent", out), "root") == 2
    assert "no folder of keys" in capsys.readouterr().err


def test_a_new_voprf_key_leaves_the_old_one_for_old_data_sets(folders) -> None:
    key_folder, _ = folders
    old = keys.load_voprf(key_folder, None)
    assert main(["publish", "rotate", "voprf", "--keys", str(key_folder)]) == 0
    pairs = keys.all_voprf(key_folder, None)
    assert [pair.key_id for pair in pairs] == [keys.load_voprf(key_folder, None).key_id, old.key_id]
    assert pairs[0].key_id != old.key_id
    assert [pair.key_id for pair in keys.all_voprf(key_folder / "voprf", None)] == [pair.key_id for pair in pairs]
