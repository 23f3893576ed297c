"""`exposure-check publish inspect`: counts before anything is built, never content."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from exposure_check.cli import main
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


def test_inspect_counts_what_cannot_be_ruled_out_and_says_what_each_word_was_taken_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, names = tmp_path / "r.csv", tmp_path / "mapping.toml"
    names.write_text(
        '[constant]\nscheme = "fi.hetu"\nbreach = "a"\n[present]\nph = "phone"\n[columns]\ncategories = "what"\n'
    )
    path.write_text(
        "number,what,ph,certainty\n"
        f"{NUMBER},name,ehkä,\n{NUMBER},name?,040,possible\n{NUMBER},name,,confirmed\n{NUMBER},name,,{NUMBER}\n"
    )
    options = ["publish", "inspect", str(path), "--mapping", str(names), "--allow-test-numbers"]
    assert main(options) == 0
    printed = capsys.readouterr()
    assert "category name: 3\ncategory phone: 2\n" in printed.out
    assert "cannot be ruled out, category phone: 2\ncannot be ruled out, category name: 1\n" in printed.out
    assert "column ph: 'ehkä' in 1 rows, taken for phone?\n" in printed.out
    assert "column certainty: 'possible' in 1 rows, taken for possible\n" in printed.out
    assert "column certainty: 'confirmed' in 1 rows, taken for confirmed\n" in printed.out
    assert "column certainty: other words, not shown, in 1 rows, taken for unknown\n" in printed.out
    assert "certainty.unknown: line 5" in printed.err
    assert NUMBER not in printed.out + printed.err
    assert main([*options, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["uncertain"] == {"phone": 2, "name": 1}
