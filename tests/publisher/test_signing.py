"""What is signed apart from a build: new keys for old, a fresh timestamp, guidance for a breach.

Who trusted the list before trusts it after, and no one else is trusted.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tuf.api.metadata import Metadata, Root, Timestamp

from exposure_check.cli import main
from exposure_check.errors import ServerError
from exposure_check.files import PRIVATE, write_atomically
from exposure_check.secret import Secret
from exposure_check.trust import keys, keystore, rotate, sign
from exposure_check.trust.verify import SignedList

NAME, CONTENT = "catalogues/fi.hetu.json", b"{}"


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Plain keys, and a list that was published with them."""
    key_folder, out = tmp_path / "keys", tmp_path / "out"
    assert main(["publish", "keys", str(key_folder), "--plain"]) == 0
    publish(key_folder, out, {NAME: CONTENT})
    return key_folder, out


def publish(key_folder: Path, out: Path, targets: dict[str, bytes], passphrase: Secret | None = None) -> None:
    signers = keys.load_signers(key_folder, passphrase)
    sign.publish(out, (key_folder / keys.ROOT_FILE).read_bytes(), signers, targets, datetime.now(UTC))


def client(root: bytes, state: Path, out: Path, name: str = NAME) -> bytes:
    """What a client with this root of trust gets from the published folder."""

    def get(url: str, limit: int) -> bytes:
        path = out / url.removeprefix("http://127.0.0.1/v1/")
        if not path.exists():
            raise ServerError("absent", status=404)
        return path.read_bytes()

    data = SignedList(root, state, "http://127.0.0.1", get).target(name, 10_000)
    assert data is not None
    return data


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
    publish(key_folder, out, {NAME: b"[]"})
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
    publish(key_folder, out, {NAME: CONTENT})
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


@pytest.mark.parametrize("keys_made", range(7))
def test_keys_that_were_stopped_while_being_made_leave_no_root_of_trust(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], keys_made: int
) -> None:
    key_folder = tmp_path / "keys"
    arguments = ["publish", "keys", str(key_folder), "--plain", "--root-keys", "3", "--root-threshold", "2"]
    real, made = keystore.save, []

    def stopping(path: Path, *rest: object) -> None:
        if len(made) == keys_made:
            raise KeyboardInterrupt
        made.append(path)
        real(path, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(keystore, "save", stopping)
        assert main(arguments) == 1
    assert not (key_folder / keys.ROOT_FILE).exists()
    capsys.readouterr()
    assert main(arguments) == (2 if made else 0)
    if made:
        assert "delete the folder and run the command again" in capsys.readouterr().err
        assert not (key_folder / keys.ROOT_FILE).exists()
        shutil.rmtree(key_folder)
        assert main(arguments) == 0
    root = Metadata[Root].from_file(str(key_folder / keys.ROOT_FILE)).signed
    assert (root.version, root.roles["root"].threshold, len(root.roles["root"].keyids)) == (1, 2, 3)


@pytest.fixture
def several(tmp_path: Path) -> tuple[Path, Path]:
    """Plain keys with three root keys of which two have to sign, and a list that was published with them."""
    key_folder, out = tmp_path / "keys", tmp_path / "out"
    arguments = ["publish", "keys", str(key_folder), "--plain", "--root-keys", "3", "--root-threshold", "2"]
    assert main(arguments) == 0
    publish(key_folder, out, {NAME: CONTENT})
    return key_folder, out


def rotated(folders: tuple[Path, Path], name: str) -> int:
    key_folder, out = folders
    return main(["publish", "rotate", name, "--keys", str(key_folder), "--out", str(out)])


def root_ids(key_folder: Path) -> list[str]:
    return Metadata[Root].from_file(str(key_folder / keys.ROOT_FILE)).signed.roles["root"].keyids


def holds(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


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
    assert not (key_folder / "root-3" / rotate.RETIRED).exists()  # there was none to keep


def test_a_lost_root_key_is_replaced_under_the_passphrase_of_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key_folder, out = folders = tmp_path / "keys", tmp_path / "out"
    file = tmp_path / "passphrase"
    write_atomically(file, b"four random words here\n", PRIVATE)
    given = ["--passphrase-file", str(file)]
    made = ["publish", "keys", str(key_folder), "--root-keys", "3", "--root-threshold", "2", *given]
    assert main(made) == 0
    publish(key_folder, out, {NAME: CONTENT}, Secret("four random words here"))
    root = (key_folder / keys.ROOT_FILE).read_bytes()
    shutil.rmtree(key_folder / "root-3")
    rotation = ["publish", "rotate", "root-3", "--keys", str(key_folder), "--out", str(out), *given]
    before = [holds(folder) for folder in folders]
    write_atomically(file, b"another passphrase\n", PRIVATE)
    assert main(rotation) == 2
    assert "does not open" in capsys.readouterr().err
    assert [holds(folder) for folder in folders] == before
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
    made = ["publish", "keys", str(key_folder), "--plain", "--root-keys", "5", "--root-threshold", "2"]
    assert main(made) == 0
    publish(key_folder, out, {NAME: CONTENT})
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
    made = ["publish", "keys", str(key_folder), "--plain", "--root-keys", "5", "--root-threshold", "2"]
    assert main(made) == 0
    publish(key_folder, out, {NAME: CONTENT})
    for name in ("root", "root-3", "root-5"):
        shutil.rmtree(key_folder / name)
    (key_folder / "root").mkdir()
    keys.key_path(key_folder, "root-4").rename(keys.key_path(key_folder, "root"))
    before = [holds(folder) for folder in folders]
    assert rotated(folders, "root-4") == 2
    assert "Which key is 'root-4' cannot be told" in capsys.readouterr().err
    assert [holds(folder) for folder in folders] == before


def test_two_copies_of_a_root_key_are_one_signature(several, capsys: pytest.CaptureFixture[str]) -> None:
    key_folder, _ = several
    shutil.rmtree(key_folder / "root-3")
    shutil.copyfile(keys.key_path(key_folder, "root"), keys.key_path(key_folder, "root-2"))
    before = [holds(folder) for folder in several]
    assert rotated(several, "timestamp") == 2
    assert "needs 2 root keys; 1 are here" in capsys.readouterr().err
    assert rotated(several, "root-2") == 2
    assert "cannot be told" in capsys.readouterr().err
    assert [holds(folder) for folder in several] == before


def test_a_root_key_that_the_root_of_trust_does_not_have_is_not_made(
    several, capsys: pytest.CaptureFixture[str]
) -> None:
    before = [holds(folder) for folder in several]
    assert rotated(several, "root-4") == 2
    assert "names no key 'root-4'.\nName one that it has: root, root-2, root-3." in capsys.readouterr().err
    for name in ("root-1", "root-100", "root-x", "../root"):
        with pytest.raises(SystemExit):
            rotated(several, name)
    assert [holds(folder) for folder in several] == before


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
    before = [holds(folder) for folder in (stale, out)]
    assert rotated((stale, out), "timestamp") == 2
    assert "since the last rotation" in capsys.readouterr().err
    assert [holds(folder) for folder in (stale, out)] == before


def test_keys_of_another_publisher_replace_nothing(folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out = folders
    other = tmp_path / "other"
    assert main(["publish", "keys", str(other), "--plain"]) == 0
    for _ in range(2):
        before = [holds(folder) for folder in (other, out)]
        assert rotated((other, out), "root") == 1
        assert "another root of trust" in capsys.readouterr().err
        assert [holds(folder) for folder in (other, out)] == before
        rotate.rotate(other, "timestamp", None, datetime.now(UTC))


def test_there_is_nothing_to_rotate_where_nothing_was_published(
    folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key_folder, _ = folders
    assert rotated((key_folder, tmp_path / "nothing"), "root") == 1
    assert "no published list" in capsys.readouterr().err


KILLED = """
import os, signal, sys
from exposure_check.cli import main
left = int(sys.argv[1])
def killed(descriptor):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
os.fsync = killed
main(sys.argv[2:])
"""
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def killed_at(write: int, *arguments: object) -> None:
    """Run the command in a process that is killed in the middle of so many writes."""
    command = [sys.executable, "-c", KILLED, str(write), *map(str, arguments)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL


def leftovers(key_folder: Path) -> list[str]:
    return sorted(path.name.rpartition(".")[0] for path in key_folder.rglob(".*"))


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
def test_making_keys_removes_what_a_killed_run_left(tmp_path: Path) -> None:
    key_folder = tmp_path / "keys"
    arguments = ["publish", "keys", str(key_folder), "--plain"]
    killed_at(2, *arguments)
    assert leftovers(key_folder) == [".targets.key"]
    assert main(arguments) == 2  # the root key is there
    assert leftovers(key_folder) == []
    shutil.rmtree(key_folder)
    killed_at(1, *arguments)
    assert leftovers(key_folder) == [".root.key"]
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


def test_a_refresh_needs_the_timestamp_key_only(folders, tmp_path: Path) -> None:
    key_folder, out = folders
    alone = tmp_path / "alone"
    shutil.copytree(key_folder / "timestamp", alone / "timestamp")
    assert main(["publish", "refresh", str(out), "--keys", str(alone)]) == 0
    assert Metadata[Timestamp].from_file(str(out / "metadata" / "timestamp.json")).signed.version == 2


def test_a_new_voprf_key_leaves_the_old_one_for_old_data_sets(folders) -> None:
    key_folder, _ = folders
    old = keys.load_voprf(key_folder, None)
    assert main(["publish", "rotate", "voprf", "--keys", str(key_folder)]) == 0
    held = rotate.all_voprf(key_folder, None)
    assert [pair.key_id for pair in held] == [keys.load_voprf(key_folder, None).key_id, old.key_id]
    assert held[0].key_id != old.key_id
    assert [pair.key_id for pair in rotate.all_voprf(key_folder / "voprf", None)] == [pair.key_id for pair in held]


def test_a_build_makes_a_new_voprf_key_when_asked(tmp_path: Path, demo_folder, folders) -> None:
    key_folder, out = folders
    old = keys.load_voprf(key_folder, None)
    folder, _ = demo_folder
    arguments = ["publish", "build", "--breaches", str(folder / "breaches.toml"), "--workers", "1"]
    arguments += ["--records", str(folder / "records.csv"), "--suite", "XC1-DEMO", "--new-voprf-key"]
    assert main([*arguments, "--keys", str(key_folder), "--out", str(out)]) == 0
    assert keys.load_voprf(key_folder, None).key_id != old.key_id


def test_a_build_that_cannot_begin_makes_no_new_voprf_key(tmp_path: Path, demo_folder, folders) -> None:
    key_folder, out = folders
    old = keys.load_voprf(key_folder, None)
    (tmp_path / "records.csv").write_text("number\n")
    arguments = ["publish", "build", "--breaches", str(demo_folder[0] / "breaches.toml"), "--workers", "1"]
    arguments += ["--records", str(tmp_path / "records.csv"), "--suite", "XC1-DEMO", "--new-voprf-key"]
    assert main([*arguments, "--keys", str(key_folder), "--out", str(out)]) == 2
    assert keys.load_voprf(key_folder, None).key_id == old.key_id


GUIDANCE = """
[notice]
breach = "example-2020"
updated = 2026-11-20
contacts = []
known.en = ["Records were taken in 2018."]
known.fi = ["Tietoja vietiin vuonna 2018."]
known.sv = ["Uppgifter togs 2018."]
not_known.en = ["Who took them."]
not_known.fi = ["Kuka ne vei."]
not_known.sv = ["Vem som tog dem."]
"""


def described(*breaches: str) -> bytes:
    """A catalogue with these breaches."""
    one = {
        "holder": "Example Oy",
        "occurred": "2018-11-20",
        "disclosed": "2020-10-21",
        "sealed": False,
        "categories": ["name"],
        "references": [],
        "name": {"en": "Example"},
        "summary": {"en": "Example."},
    }
    whole = {
        "suite": "XC1-DEMO",
        "dataset_id": "00" * 16,
        "scheme": "fi.hetu",
        "prefix_bits": 3,
        "bucket_records": 1,
        "label_bytes": 1,
        "voprf_public_key": "00" * 32,
        "merkle_root": "00" * 32,
        "created": "2026-11-20T00:00:00Z",
        "breaches": [one | {"id": breach} for breach in breaches],
        "profiles": [[{"breach": breaches[0], "categories": ["name"]}]],
    }
    return json.dumps(whole).encode()


@pytest.fixture
def listed(folders: tuple[Path, Path]) -> tuple[Path, Path]:
    """Keys, and a list with two catalogues."""
    publish(*folders, {NAME: described("example-2020", "example-2022"), "catalogues/se.pnr.json": described("other")})
    return folders


def guided(folders: tuple[Path, Path], *files: Path) -> int:
    key_folder, out = folders
    return main(["publish", "guidance", *map(str, files), "--keys", str(key_folder), "--out", str(out)])


def test_two_files_of_guidance_for_one_breach_are_refused(
    listed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [tmp_path / folder / "example-2020.toml" for folder in ("a", "b")]
    for path in files:
        path.parent.mkdir()
        path.write_text(GUIDANCE)
    before = holds(listed[1])
    assert guided(listed, *files) == 2
    printed = capsys.readouterr()
    assert all(repr(str(path)) in printed.err for path in files)
    assert not printed.out
    assert holds(listed[1]) == before
    assert guided(listed, files[1]) == 0


def test_guidance_for_a_breach_that_no_catalogue_names_is_refused(
    listed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [tmp_path / f"{breach}.toml" for breach in ("example-2020", "example-2021")]
    for path in files:
        path.write_text(GUIDANCE.replace("example-2020", path.stem))
    before = holds(listed[1])
    assert guided(listed, *files) == 2
    printed = capsys.readouterr().err
    assert "names no breach 'example-2021'" in printed
    assert "example-2020, example-2022, other" in printed
    assert holds(listed[1]) == before


@pytest.mark.parametrize("damage", [b"", b"[]", None])
def test_guidance_is_not_signed_beside_a_catalogue_that_is_damaged(
    listed, tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: bytes | None
) -> None:
    key_folder, out = listed
    path = tmp_path / "example-2020.toml"
    path.write_text(GUIDANCE)
    for file in (out / "targets" / "catalogues").glob("*.se.pnr.json"):
        file.unlink() if damage is None else file.write_bytes(damage)
    assert guided(listed, path) == 1
    assert "missing or damaged" in capsys.readouterr().err
    publish(key_folder, out, {"catalogues/se.pnr.json": b"{}"})
    assert guided(listed, path) == 1
    assert "'catalogues/se.pnr.json'" in capsys.readouterr().err


def test_guidance_for_a_breach_is_signed_apart_from_a_build(
    listed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key_folder, out = listed
    path = tmp_path / "example-2020.toml"
    path.write_text(GUIDANCE)
    arguments = ["publish", "guidance", str(path), "--keys", str(key_folder)]
    assert main([*arguments, "--out", str(out)]) == 0
    root = (key_folder / keys.ROOT_FILE).read_bytes()
    assert client(root, tmp_path / "state", out, "guidance/example-2020.toml") == GUIDANCE.encode()
    assert client(root, tmp_path / "state", out) == described("example-2020", "example-2022")  # the list is as it was
    assert main([*arguments, "--out", str(tmp_path / "nothing")]) == 2
    path.write_text(GUIDANCE.replace("example-2020", "another"))
    assert main([*arguments, "--out", str(out)]) == 2
    assert "example-2020" in capsys.readouterr().err
    assert client(root, tmp_path / "state", out, "guidance/example-2020.toml") == GUIDANCE.encode()
