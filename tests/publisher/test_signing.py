"""What is signed apart from a build: new keys for old, a fresh timestamp, guidance for a breach.

Who trusted the list before trusts it after, and no one else is trusted.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tuf.api.metadata import Metadata, Root, Timestamp

from exposure_check.cli import main
from exposure_check.errors import ServerError
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


def publish(key_folder: Path, out: Path, targets: dict[str, bytes]) -> None:
    signers = {role: keys.load_signer(key_folder, role, None) for role in ("targets", "snapshot", "timestamp")}
    sign.publish(out, (key_folder / keys.ROOT_FILE).read_bytes(), signers, targets, datetime.now(UTC))


def client(root: bytes, state: Path, out: Path, name: str = NAME) -> bytes:
    """What a client with this root of trust gets from the published folder."""

    def get(url: str, limit: int) -> bytes:
        path = out / url.removeprefix("http://127.0.0.1/v1/")
        if not path.exists():
            raise ServerError("absent", status=404)
        return path.read_bytes()

    data = SignedList(root, state, "http://127.0.0.1", get).target(name, 1000)
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


def test_guidance_for_a_breach_is_signed_apart_from_a_build(
    folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key_folder, out = folders
    path = tmp_path / "example-2020.toml"
    path.write_text(GUIDANCE)
    arguments = ["publish", "guidance", str(path), "--keys", str(key_folder)]
    assert main([*arguments, "--out", str(out)]) == 0
    root = (key_folder / keys.ROOT_FILE).read_bytes()
    assert client(root, tmp_path / "state", out, "guidance/example-2020.toml") == GUIDANCE.encode()
    assert client(root, tmp_path / "state", out) == CONTENT  # the list is as it was
    assert main([*arguments, "--out", str(tmp_path / "nothing")]) == 2
    path.write_text(GUIDANCE.replace("example-2020", "another"))
    assert main([*arguments, "--out", str(out)]) == 2
    assert "example-2020" in capsys.readouterr().err
    assert client(root, tmp_path / "state", out, "guidance/example-2020.toml") == GUIDANCE.encode()
