"""`exposure-check publish build` as typed: real worker processes, stopped and killed runs, dry runs."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from exposure_check.cli import main
from exposure_check.publisher import sample_records
from exposure_check.publisher.workspace import lifecycle, storage, workspace
from exposure_check.trust import keys, sign
from tests.support.publisher import Published, files

PASSPHRASE = "four random words here"


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
    _, error = first.communicate(timeout=60)
    assert first.returncode == 1
    assert error.splitlines()[0] == "Stopped. What was published before has not changed."
    assert "Traceback" not in error
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
    ("option", "value", "range_"),
    [
        ("--prefix-bits", "33", "0 to 32"),
        ("--prefix-bits", "x", "0 to 32"),
        ("--workers", "0", "1 to 1024"),
        ("--workers", "9" * 12, "1 to 1024"),
    ],
)
def test_a_number_out_of_range_is_refused_with_the_range(
    option: str, value: str, range_: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["publish", "build", "--breaches", "b", "--records", "r", "--keys", "k", "--out", "o", option, value])
    error = capsys.readouterr().err
    assert f"{option}: must be {range_}" in error
    assert "identity number" not in error


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


def test_a_dry_run_estimates_and_builds_nothing(
    tmp_path: Path, demo_folder, key_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = demo_folder
    arguments = ["publish", "build", "--breaches", str(folder / "breaches.toml"), "--dry-run", "--json"]
    arguments += ["--records", str(folder / "records.csv"), "--keys", str(key_folder), "--suite", "XC1-DEMO"]
    assert main([*arguments, "--out", str(tmp_path / "out"), "--workers", "1"]) == 0
    (estimate,) = json.loads(capsys.readouterr().out)
    assert (estimate["scheme"], estimate["rows"], estimate["k"], estimate["buckets"]) == ("fi.hetu", 120, 10_945, 512)
    assert 0 < estimate["seconds"] < 60
    assert list(tmp_path.iterdir()) == []


def test_a_build_sums_itself_up_as_json(
    tmp_path: Path, demo_folder, key_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = demo_folder
    arguments = ["publish", "build", "--breaches", str(folder / "breaches.toml"), "--workers", "1", "--json"]
    arguments += ["--records", str(folder / "rec*.csv"), "--keys", str(key_folder), "--suite", "XC1-DEMO"]
    assert main([*arguments, "--out", str(tmp_path / "out")]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert summary["rows"] == 120
    assert set(summary["seconds"]) == {"read", "group", "stretch", "lay out", "total"}
    assert summary["data_sets"][0]["people"] == 119


def test_a_build_killed_outright_goes_on(tmp_path: Path, key_folder: Path) -> None:
    folder = tmp_path / "records"
    people = sample_records.write_demo(folder, 600)  # half a second of work, so that it can be killed in the middle
    arguments = [sys.executable, "-m", "exposure_check", "publish", "build", "--suite", "XC1-DEMO", "--workers", "1"]
    arguments += ["--breaches", str(folder / "breaches.toml"), "--records", str(folder / "records.csv")]
    arguments += ["--keys", str(key_folder), "--out", str(tmp_path / "out")]
    first = subprocess.Popen(arguments, start_new_session=True, stderr=subprocess.DEVNULL)
    work_folder = tmp_path / "out.work"
    until = time.monotonic() + 20
    while not (work_folder / "rows").exists() and first.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    assert first.returncode == -signal.SIGKILL, "the build was over before it could be killed"
    subprocess.run(arguments, check=True, capture_output=True)
    published = Published(tmp_path / "out", key_folder)
    assert published.look_up(people[0].number) is not None
    assert not work_folder.exists()


def test_a_full_disk_is_named_and_the_next_run_goes_on(
    tmp_path: Path, demo_folder, key_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = demo_folder
    arguments = ["publish", "build", "--breaches", str(folder / "breaches.toml"), "--suite", "XC1-DEMO"]
    arguments += ["--records", str(folder / "records.csv"), "--keys", str(key_folder), "--workers", "1"]
    arguments += ["--out", str(tmp_path / "out")]

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(tmp_path / "out" / "x"))

    with monkeypatch.context() as patch:
        patch.setattr("exposure_check.publisher.stages.lay_out._write_buckets", full)
        assert main(arguments) == 1
    error = capsys.readouterr().err
    assert "No space left on device" in error
    assert "goes on where it stopped" in error
    assert main(arguments) == 0


@pytest.mark.parametrize("named", ["out", "out.work", "out.work.kept"])
def test_what_was_kept_is_found_beside_the_folder_that_is_named(
    tmp_path: Path, demo_folder, key_folder: Path, capsys: pytest.CaptureFixture[str], named: str
) -> None:
    folder, _ = demo_folder
    arguments = ["publish", "build", "--breaches", str(folder / "breaches.toml"), "--suite", "XC1-DEMO"]
    arguments += ["--records", str(folder / "records.csv"), "--keys", str(key_folder), "--workers", "1"]
    arguments += ["--out", str(tmp_path / "out")]
    kept = tmp_path / "out.work.kept"
    kept.mkdir()
    pair = keys.load_voprf(key_folder, None)
    (tmp_path / "empty").mkdir()
    lifecycle.begin_or_resume(storage.at(tmp_path / "empty"), pair, b"other options", "XC1", 0)
    shutil.copy(tmp_path / "empty" / workspace.STATE_FILE, kept)
    assert main([*arguments, "--previous", str(tmp_path / named)]) == 1
    assert "is of suite XC1" in capsys.readouterr().err


def test_two_builds_do_not_share_a_work_folder(
    tmp_path: Path, demo_folder, key_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = demo_folder
    arguments = ["publish", "build", "--breaches", str(folder / "breaches.toml"), "--suite", "XC1-DEMO"]
    arguments += ["--records", str(folder / "records.csv"), "--keys", str(key_folder), "--workers", "1"]
    arguments += ["--out", str(tmp_path / "out")]
    with lifecycle.claimed(storage.at(tmp_path / "out.work")):
        assert main(arguments) == 1
    assert "Another build is at work" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("url", ["nonsense://x", "s3://bucket/work"])
def test_a_url_that_cannot_be_reached_is_named_before_anything_is_asked(
    url: str, tmp_path: Path, demo_folder, key_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = demo_folder
    arguments = ["publish", "build", "--breaches", str(folder / "breaches.toml"), "--suite", "XC1-DEMO"]
    arguments += ["--records", str(folder / "records.csv"), "--keys", str(key_folder), "--out", str(tmp_path / "out")]
    assert main([*arguments, "--work", url]) == 2
    assert f"{url!r} cannot be reached" in capsys.readouterr().err


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


def small_build(folder: Path, key_folder: Path, out: Path, *more: str) -> int:
    arguments = ["publish", "build", "--breaches", str(folder / "breaches.toml"), "--suite", "XC1-DEMO"]
    arguments += ["--records", str(folder / "records.csv"), "--keys", str(key_folder), "--out", str(out)]
    return main([*arguments, "--prefix-bits", "3", "--workers", "1", *more])


def test_no_list_is_built_under_a_root_that_is_past_its_date(
    tmp_path: Path, demo_folder, capsys: pytest.CaptureFixture[str]
) -> None:
    key_folder, out = tmp_path / "keys", tmp_path / "out"
    root = sign.create_root(keys.create(key_folder, None), datetime.now(UTC) - timedelta(days=366))
    (key_folder / keys.ROOT_FILE).write_bytes(root)
    for _ in range(2):
        assert small_build(demo_folder[0], key_folder, out, "--new-voprf-key") == 1
        assert "root of the list expired" in capsys.readouterr().err
        assert not out.exists()
        assert not (key_folder / "voprf" / "retired").exists()  # no key was spent on it


def test_a_second_list_of_the_same_keys_is_not_built(
    tmp_path: Path, demo_folder, key_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert small_build(demo_folder[0], key_folder, tmp_path / "out") == 0
    assert small_build(demo_folder[0], key_folder, tmp_path / "other") == 1
    assert "was published with these keys" in capsys.readouterr().err
    assert not (tmp_path / "other").exists()
    assert small_build(demo_folder[0], key_folder, tmp_path / "other", "--skip-to", "7") == 0
    assert sign.versions(tmp_path / "other") == {"targets": 7, "snapshot": 7, "timestamp": 7}


@pytest.mark.parametrize(("option", "place"), [("--out", "keys/out"), ("--out", ""), ("--work", "keys/targets")])
def test_the_folders_of_a_build_may_not_lie_in_each_other(
    tmp_path: Path, demo_folder, key_folder: Path, capsys: pytest.CaptureFixture[str], option: str, place: str
) -> None:
    own = tmp_path / "keys"
    shutil.copytree(key_folder, own)
    before = files(tmp_path)
    assert small_build(demo_folder[0], own, tmp_path / "out", option, str(tmp_path / place)) == 2
    assert "lie one in the other" in capsys.readouterr().err
    assert files(tmp_path) == before


def test_records_are_not_read_from_where_the_list_is_published(
    tmp_path: Path, demo_folder, key_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    shutil.copytree(demo_folder[0], out)
    before = files(tmp_path)
    assert small_build(out, key_folder, out) == 2
    error = capsys.readouterr().err
    assert "--records" in error and "lies in the published folder" in error
    assert files(tmp_path) == before


def test_a_code_book_is_not_kept_where_it_is_published(
    tmp_path: Path, demo_folder, key_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = tmp_path / "out" / "codes"
    assert small_build(demo_folder[0], key_folder, tmp_path / "out", "--draw-codes", str(codes)) == 2
    assert "lies in the published folder" in capsys.readouterr().err
    assert not codes.exists()


@pytest.mark.parametrize(
    ("code", "advice", "not_advised"),
    [(errno.ENOLCK, "lock service", "Free space"), (errno.ENOSPC, "Free space", "lock"), (errno.EIO, "disk", "space")],
)
def test_what_the_system_refuses_gets_advice_of_its_own(
    tmp_path: Path, demo_folder, key_folder: Path, monkeypatch, capsys, code: int, advice: str, not_advised: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("exposure_check.publisher.workspace.lifecycle.begin_or_resume", refuse)
    assert small_build(demo_folder[0], key_folder, tmp_path / "out") == 1
    shown = capsys.readouterr().err
    assert advice in shown
    assert not_advised not in shown
