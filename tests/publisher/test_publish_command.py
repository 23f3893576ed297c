"""`exposure-check publish` as typed: keys, passphrases, a build with real worker processes."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from exposure_check.cli import main
from exposure_check.publisher import sample_records
from exposure_check.trust import keys, keystore

from .conftest import Published

PASSPHRASE = "four random words here"


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch):
    def give(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return give


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
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(answers))
    assert main(["publish", "keys", str(tmp_path / "keys")]) == 2
    assert not (tmp_path / "keys").exists()


def test_a_build_with_two_processes_opens_its_records(
    tmp_path: Path, piped, demo_folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, people = demo_folder
    assert main(["publish", "keys", str(tmp_path / "keys"), "--plain"]) == 0
    records = tmp_path / "records.csv"
    bad = "fi.hetu,010594Y903X,example-shop-2022,name,\n"
    records.write_text((folder / "records.csv").read_text() + bad)
    arguments = ["publish", "build", "--breaches", str(folder / "breaches.toml"), "--records", str(records)]
    arguments += ["--keys", str(tmp_path / "keys"), "--out", str(tmp_path / "out"), "--suite", "XC1-DEMO"]
    assert main([*arguments, "--workers", "2"]) == 0
    output = capsys.readouterr()
    assert "k = 10,945" in output.out
    assert "records.csv: number.check_character: line 122" in output.err
    assert "010594Y903X" not in output.out + output.err
    published = Published(tmp_path / "out", tmp_path / "keys")
    by_label = {person.label: person for person in people}
    assert published.look_up(by_label["found"].number) is not None
    assert published.look_up(by_label["sealed"].number, by_label["sealed"].code) is not None
    assert published.look_up(by_label["not_found"].number) is None


def test_a_wrong_passphrase_builds_nothing(tmp_path: Path, piped, demo_folder) -> None:
    folder, _ = demo_folder
    piped(PASSPHRASE)
    assert main(["publish", "keys", str(tmp_path / "keys")]) == 0
    piped("another passphrase")
    arguments = ["publish", "build", "--breaches", str(folder / "breaches.toml")]
    arguments += ["--records", str(folder / "records.csv"), "--keys", str(tmp_path / "keys")]
    assert main([*arguments, "--out", str(tmp_path / "out"), "--suite", "XC1-DEMO"]) == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_build_that_is_asked_to_end_says_so_and_goes_on_later(
    tmp_path: Path, key_folder: Path, ending: signal.Signals
) -> None:
    sample_records.write_demo(tmp_path, 600)
    arguments = [sys.executable, "-m", "exposure_check", "publish", "build", "--suite", "XC1-DEMO", "--workers", "1"]
    arguments += ["--breaches", str(tmp_path / "breaches.toml"), "--records", str(tmp_path / "records.csv")]
    arguments += ["--keys", str(key_folder), "--out", str(tmp_path / "out")]
    first = subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 60
    while not (tmp_path / "out.work" / "records").exists() and first.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    first.send_signal(ending)
    _, told = first.communicate(timeout=60)
    assert first.returncode == 1
    assert told.splitlines()[0] == "Stopped. What was published before is as it was."
    assert "Traceback" not in told
    subprocess.run(arguments, check=True, capture_output=True)
    assert not (tmp_path / "out.work").exists()


def test_kept_work_and_a_new_key_exclude_each_other(
    tmp_path: Path, demo_folder, key_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = demo_folder
    arguments = ["publish", "build", "--breaches", str(folder / "breaches.toml"), "--suite", "XC1-DEMO"]
    arguments += ["--records", str(folder / "records.csv"), "--keys", str(key_folder), "--out", str(tmp_path / "out")]
    assert main([*arguments, "--previous", str(tmp_path), "--new-voprf-key"]) == 2
    assert "exclude each other" in capsys.readouterr().err
    assert not (key_folder / "voprf" / "retired").exists()


@pytest.mark.parametrize(
    ("option", "value"), [("--prefix-bits", "33"), ("--prefix-bits", "x"), ("--workers", "0"), ("--workers", "9" * 12)]
)
def test_a_number_that_is_none_is_said_in_words(option: str, value: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["publish", "build", "--breaches", "b", "--records", "r", "--keys", "k", "--out", "o", option, value])
    told = capsys.readouterr().err
    assert f"{option}: must be " in told
    assert "identity number" not in told


def test_a_dry_run_refuses_what_the_build_would(
    tmp_path: Path, demo_folder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = demo_folder
    header, *rows = (folder / "records.csv").read_text().splitlines()
    sealed = [row.rpartition(",")[0] + "," for row in rows if "therapy" in row]
    (tmp_path / "sealed.csv").write_text("\n".join([header, *sealed, ""]))
    arguments = ["publish", "build", "--breaches", str(folder / "breaches.toml"), "--suite", "XC1-DEMO", "--dry-run"]
    arguments += ["--records", str(tmp_path / "sealed.csv"), "--keys", "k", "--out", str(tmp_path / "out")]
    assert main([*arguments, "--workers", "1"]) == 1
    assert "code.missing" in capsys.readouterr().err
    assert main([*arguments, "--workers", "1", "--draw-codes", str(tmp_path / "codes")]) == 0
    assert f"{len(sealed)} rows" in capsys.readouterr().out
    assert not (tmp_path / "codes").exists()
