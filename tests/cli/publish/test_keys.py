"""`exposure-check publish keys` as typed: passphrases, existing keys, and runs that were stopped."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import unicodedata
from pathlib import Path

import pytest
from tuf.api.metadata import Metadata, Root

from exposure_check.cli import main
from exposure_check.errors import OptionError
from exposure_check.files import PRIVATE, write_atomically
from exposure_check.secret import Secret
from exposure_check.trust import keys, keystore, sealed_file
from tests.support.signed_list import killed_at, leftovers

PASSPHRASE = "four random words here"


def test_keys_are_encrypted_under_the_first_line_of_standard_input(tmp_path: Path, piped) -> None:
    piped(PASSPHRASE + "\n")
    assert main(["publish", "keys", str(tmp_path / "keys")]) == 0
    assert keys.needs_passphrase(tmp_path / "keys", (*keys.ROLES, "voprf"))
    assert all(keystore.read(keys.key_path(tmp_path / "keys", role)).encrypted for role in (*keys.ROLES, "voprf"))
    assert PASSPHRASE.encode() not in b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())


def test_plain_keys_are_for_their_owner_only(tmp_path: Path) -> None:
    assert main(["publish", "keys", str(tmp_path / "keys"), "--plain"]) == 0
    modes = {path.stat().st_mode & 0o777 for path in tmp_path.rglob("*.key")}
    assert modes == {0o600}
    assert not keys.needs_passphrase(tmp_path / "keys", keys.ROLES)


def test_keys_are_never_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", "keys", str(tmp_path), "--plain"]) == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert main(["publish", "keys", str(tmp_path), "--plain"]) == 2
    (tmp_path / "root.json").unlink()
    assert main(["publish", "keys", str(tmp_path), "--plain"]) == 2
    assert {path: path.read_bytes() for path in before if path.name != "root.json"} == {
        path: data for path, data in before.items() if path.name != "root.json"
    }
    assert "never overwritten" in capsys.readouterr().err


def test_a_passphrase_file_that_others_may_read_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE)
    file.chmod(0o644)
    arguments = ["publish", "keys", str(tmp_path / "keys"), "--passphrase-file", str(file)]
    assert main(arguments) == 2
    assert "Others may read" in capsys.readouterr().err
    assert not (tmp_path / "keys").exists()
    file.chmod(0o600)
    assert main(arguments) == 0


@pytest.mark.parametrize("text", ["", "\n", "short\n"])
def test_no_or_a_short_passphrase_makes_no_keys(tmp_path: Path, piped, text: str) -> None:
    piped(text)
    assert main(["publish", "keys", str(tmp_path / "keys")]) == 2
    assert not (tmp_path / "keys").exists()


def test_two_different_passphrases_at_the_prompt_make_no_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    answers = iter([PASSPHRASE, PASSPHRASE + "!"])
    monkeypatch.setattr("exposure_check.cli.prompt.hidden", lambda _prompt: Secret(next(answers)))
    assert main(["publish", "keys", str(tmp_path / "keys")]) == 2
    assert not (tmp_path / "keys").exists()


@pytest.mark.parametrize("keys_made", range(7))
def test_keys_that_were_stopped_while_being_made_leave_no_root_of_trust(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], keys_made: int
) -> None:
    key_folder = tmp_path / "keys"
    arguments = ["publish", "keys", str(key_folder), "--plain", "--root-keys", "3", "--root-threshold", "2"]
    real, saved = keystore.save, []

    def stopping(path: Path, *rest: object) -> None:
        if len(saved) == keys_made:
            raise KeyboardInterrupt
        saved.append(path)
        real(path, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(keystore, "save", stopping)
        assert main(arguments) == 1
    assert not (key_folder / keys.ROOT_FILE).exists()
    capsys.readouterr()
    assert main(arguments) == (2 if saved else 0)
    if saved:
        assert "delete the folder and run the command again" in capsys.readouterr().err
        assert not (key_folder / keys.ROOT_FILE).exists()
        shutil.rmtree(key_folder)
        assert main(arguments) == 0
    root = Metadata[Root].from_file(str(key_folder / keys.ROOT_FILE)).signed
    assert (root.version, root.roles["root"].threshold, len(root.roles["root"].keyids)) == (1, 2, 3)


posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


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
@pytest.mark.parametrize("umask", [0, 0o777])
def test_keys_are_for_their_owner_only_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    key_folder = tmp_path / "new" / "keys"
    before = os.umask(umask)
    try:
        assert main(["publish", "keys", str(key_folder), "--plain"]) == 0
        assert main(["publish", "rotate", "voprf", "--keys", str(key_folder)]) == 0
    finally:
        os.umask(before)
    folders = [key_folder.parent, key_folder, *(path for path in key_folder.rglob("*") if path.is_dir())]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in key_folder.rglob("*.key")} == {0o600}


@pytest.mark.parametrize(("threshold", "is_warned"), [(2, False), (3, True)])
def test_root_keys_of_which_none_may_be_lost_are_warned_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], threshold: int, *, is_warned: bool
) -> None:
    arguments = ["publish", "keys", str(tmp_path / "keys"), "--plain", "--root-keys", "3"]
    assert main([*arguments, "--root-threshold", str(threshold)]) == 0
    assert ("if one of them is lost" in capsys.readouterr().err) is is_warned


TYPED = "neljä sanaa tänään"
SPELLINGS = {
    "mark": "\ufeff" + TYPED,
    "two marks": "\ufeff\ufeff" + TYPED,
    "decomposed": unicodedata.normalize("NFD", TYPED),
    "both": "\ufeff" + unicodedata.normalize("NFD", TYPED),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_keys_of_a_passphrase_file_open_to_the_passphrase_that_is_typed(tmp_path: Path, piped, spelling: str) -> None:
    file = tmp_path / "passphrase"
    write_atomically(file, SPELLINGS[spelling].encode() + b"\n", PRIVATE)
    assert main(["publish", "keys", str(tmp_path / "keys"), "--passphrase-file", str(file)]) == 0
    keys.load_signers(tmp_path / "keys", Secret(TYPED))
    piped(TYPED + "\n")
    assert main(["publish", "rotate", "voprf", "--keys", str(tmp_path / "keys")]) == 0


@pytest.mark.parametrize("spelling", ["mark", "decomposed", "both"])
def test_keys_that_were_made_under_another_spelling_still_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spelling: str
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(sealed_file, "_spellings", lambda passphrase: [passphrase.reveal()])
        keys.create(tmp_path / "keys", Secret(SPELLINGS[spelling]))
    for typed in (SPELLINGS[spelling], TYPED):
        keys.load_signers(tmp_path / "keys", Secret(typed))
    with pytest.raises(OptionError, match="does not open"):
        keys.load_signers(tmp_path / "keys", Secret(TYPED + " "))


def test_a_space_at_an_edge_of_a_passphrase_is_told_of_and_counts(
    tmp_path: Path, piped, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(PASSPHRASE + " \n")
    assert main(["publish", "keys", str(tmp_path / "keys")]) == 0
    assert "begins or ends with a space" in capsys.readouterr().err
    with pytest.raises(OptionError, match="does not open"):
        keys.load_signers(tmp_path / "keys", Secret(PASSPHRASE))
