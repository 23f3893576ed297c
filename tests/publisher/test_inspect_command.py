"""`publish inspect` and `publish build --dry-run`: counts before anything is built, never content."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from exposure_check.cli import main
from exposure_check.cli import progress as shown_progress
from exposure_check.publisher.sample_records import OPEN_BREACH, SEALED_BREACH

NUMBER = "010594Y9032"


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    path = tmp_path / "messy.csv"
    path.write_text(
        "scheme;number;breach;categories;code;secret note\n"
        f"fi.hetu;{NUMBER};{OPEN_BREACH};name;;x\n"
        f"fi.hetu;{NUMBER};{SEALED_BREACH};name;;x\n"
        f"fi.hetu;{NUMBER[:-1]}X;{OPEN_BREACH};name;;x\n"
        f"fi.hetu;{NUMBER};{NUMBER};name;;x\n"
    )
    return path


def test_inspect_counts_and_names_lines_but_no_content(
    messy: Path, demo_folder, capsys: pytest.CaptureFixture[str]
) -> None:
    breaches = str(demo_folder[0] / "breaches.toml")
    assert main(["publish", "inspect", str(messy), "--breaches", breaches, "--allow-test-numbers"]) == 0
    output = capsys.readouterr()
    assert "messy.csv: csv utf-8 ';', 4 rows" in output.out
    assert f"breach {OPEN_BREACH}: 1" in output.out
    assert "1 sealed rows have no code" in output.out
    assert "number.check_character: line 4" in output.err
    assert "breach.unknown: line 5" in output.err
    assert NUMBER[:6] not in output.out + output.err


def test_inspect_without_breaches_keeps_whatever_stands_in_that_column(
    messy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", "inspect", str(messy), "--allow-test-numbers", "--json"]) == 0
    output = capsys.readouterr()
    seen = json.loads(output.out)
    assert seen["breaches"] == {"unchecked": 3}
    assert seen["schemes"] == {"fi.hetu": 3}
    assert seen["refused_lines"] == {"messy.csv: number.check_character": [4]}
    assert NUMBER[:6] not in output.out + output.err


def test_a_file_whose_columns_are_swapped_prints_no_number(
    tmp_path: Path, demo_folder, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "swapped.csv"
    path.write_text(f"number,scheme,breach,categories,code\nfi.hetu,{NUMBER},{OPEN_BREACH},name,\n")
    main(["publish", "inspect", str(path)])
    output = capsys.readouterr()
    assert "number.unknown_scheme" in output.out
    assert NUMBER not in output.out + output.err


def test_a_file_with_a_euro_sign_of_windows_is_read_and_its_encoding_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "excel.csv"
    path.write_bytes(
        f"scheme;number;breach;categories;code;hinta €\nfi.hetu;{NUMBER};{OPEN_BREACH};name;;5 €\n".encode("cp1252")
    )
    assert main(["publish", "inspect", str(path), "--allow-test-numbers"]) == 0
    output = capsys.readouterr()
    assert "excel.csv: csv windows-1252 ';', 1 rows" in output.out
    assert "hinta €" in output.out
    assert output.err == ""


def test_what_is_named_but_no_file_ends_in_one_sentence_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deep = tmp_path / "deep.toml"
    deep.write_text("a = " + "[" * 3000)
    latin = tmp_path / os.fsdecode(b"caf\xe9.csv")
    latin.write_text("scheme,number,breach,categories,code\n")
    for arguments, named in (
        (["/dev/null"], "/dev/null"),
        ([str(latin)], "caf"),
        ([str(latin), "--breaches", str(deep)], "deep.toml"),
        ([str(latin), "--mapping", str(deep)], "deep.toml"),
    ):
        assert main(["publish", "inspect", *arguments]) == 2
        message, advice = capsys.readouterr().err.splitlines()
        assert named in message
        assert advice


def test_a_dry_run_estimates_and_builds_nothing(
    tmp_path: Path, demo_folder, key_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = demo_folder
    arguments = ["publish", "build", "--breaches", str(folder / "breaches.toml"), "--dry-run", "--json"]
    arguments += ["--records", str(folder / "records.csv"), "--keys", str(key_folder), "--suite", "XC1-DEMO"]
    assert main([*arguments, "--out", str(tmp_path / "out"), "--workers", "1"]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["scheme"], one["rows"], one["k"], one["buckets"]) == ("fi.hetu", 120, 10_945, 512)
    assert 0 < one["seconds"] < 60
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


def test_away_from_a_terminal_progress_is_a_line_a_minute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("exposure_check.cli.progress.time.monotonic", lambda: now[0])
    path = tmp_path / "log"
    with path.open("w") as stream, shown_progress.shown(stream) as report:
        for second in range(0, 200, 5):
            now[0] = float(second)
            report("stretch", second * 10, 4000)
    assert path.read_text().splitlines() == [
        "stretch: 600 of 4,000, 10.0/s, 6 min left",
        "stretch: 1,200 of 4,000, 10.0/s, 5 min left",
        "stretch: 1,800 of 4,000, 10.0/s, 4 min left",
    ]
