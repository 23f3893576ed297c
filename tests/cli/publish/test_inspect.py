"""`exposure-check publish inspect`: counts before anything is built, never content."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from exposure_check.cli import main
from exposure_check.publisher.sample_records import OPEN_BREACH, SEALED_BREACH

NUMBER = "010594Y9032"
SWEDISH = "191212121212"
CLINIC = """[[breach]]
id = "clinic"
holder = "Example Oy"
occurred = 2020-01-01
disclosed = 2020-02-01
sealed = false
categories = ["name", "diagnosis"]
references = []
name = { en = "Example Oy" }
summary = { en = "A clinic that does not exist." }
"""


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
    assert "column certainty: 1 other words, not shown, in 1 rows, taken for unknown\n" in printed.out
    assert "certainty.unknown: line 5" in printed.err
    assert NUMBER not in printed.out + printed.err
    assert main([*options, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["uncertain"] == {"phone": 2, "name": 1}


@pytest.fixture
def clinic(tmp_path: Path) -> list[str]:
    """The arguments that name an open breach of health with a Swedish number."""
    (tmp_path / "breaches.toml").write_text(CLINIC)
    (tmp_path / "records.csv").write_text(
        f"scheme,number,breach,categories,code\nse.personnummer,{SWEDISH},clinic,name,\n"
    )
    return ["--breaches", str(tmp_path / "breaches.toml"), str(tmp_path / "records.csv")]


def test_an_open_register_of_health_is_counted_warned_of_and_refused(
    clinic: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    inspect = ["publish", "inspect", "--allow-test-numbers"]
    assert main([*inspect, *clinic]) == 1
    output = capsys.readouterr()
    assert "breach clinic: 1" in output.out
    assert "public register of its people under se.personnummer" in output.err
    assert "--open-health-data" in output.err
    assert main([*inspect, *clinic, "--open-health-data"]) == 0
    assert "public register" in capsys.readouterr().err
    assert main([*inspect, *clinic, "--json"]) == 1
    refused = json.loads(capsys.readouterr().out)
    assert "files" not in refused
    assert "'clinic' (se.personnummer)" in json.dumps(refused)
    assert main([*inspect, *clinic, "--json", "--open-health-data"]) == 0
    assert json.loads(capsys.readouterr().out)["public_registers"] == [
        {"scheme": "se.personnummer", "breach": "clinic", "is_health": True}
    ]


def test_without_breaches_it_is_said_that_the_number_is_no_secret(
    clinic: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", "inspect", clinic[-1], "--allow-test-numbers"]) == 0
    assert "Numbers of se.personnummer are not secret" in capsys.readouterr().err


def test_a_dry_run_and_a_build_refuse_it_too(
    clinic: list[str], tmp_path: Path, key_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    *breaches, records = clinic
    out = tmp_path / "out"
    command = ["publish", "build", *breaches, "--records", records, "--keys", str(key_folder), "--out", str(out)]
    command += ["--suite", "XC1-DEMO", "--workers", "1"]
    for further in (["--dry-run"], []):
        assert main([*command, *further]) == 1
        assert "--open-health-data" in capsys.readouterr().err
        assert not out.exists()
    for further in (["--dry-run"], []):
        assert main([*command, *further, "--open-health-data"]) == 0
        assert "public register of its people under se.personnummer" in capsys.readouterr().err
    assert out.exists()


@pytest.fixture
def flags(tmp_path: Path) -> list[str]:
    """The arguments that name a file with a column of [present] and one of categories, in many spellings."""
    rows = [("040 123 4567", "name"), ("N", "name"), ("N", "nimi"), ("Ei", "NULL"), ("K", "name;shoe size")]
    rows += [("yes", "name")] * 3 + [("Li", "name"), ("ei kysytty", "name;phone")] + [("unasked", "name")] * 10
    rows += [("", "name")]
    lines = [f"{NUMBER},{phone},{words}" for phone, words in rows]
    (tmp_path / "flags.csv").write_text("\n".join(["number,phone,kinds", *lines, ""]))
    (tmp_path / "flags.toml").write_text(
        'columns = { categories = "kinds" }\nconstant = { scheme = "fi.hetu", breach = "a" }\n'
        '[present]\nphone = "phone"\n[categories]\nnimi = "name"\n'
    )
    return [str(tmp_path / "flags.csv"), "--mapping", str(tmp_path / "flags.toml"), "--allow-test-numbers"]


def test_every_word_is_accounted_for_and_what_may_be_somebodys_is_counted_by_length(
    flags: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", "inspect", *flags]) == 0
    output = capsys.readouterr().out.splitlines()
    assert [line for line in output if line.startswith("column")] == [
        "column phone: 'unasked' in 10 rows, taken for phone",
        "column phone: 'yes' in 3 rows, taken for phone",
        "column phone: 'Ei' in 1 rows, taken for nothing",
        "column phone: 'K' in 1 rows, taken for phone",
        "column phone: no word in 1 rows, taken for nothing",
        "column phone: 2 other words, not shown, in 2 rows, taken for phone",
        "column phone: 1 other words of 1 characters, not shown, in 2 rows, taken for phone",
        "column phone: 1 other words of 2 characters, not shown, in 1 rows, taken for phone",
        "column kinds: 'name' in 19 rows, taken for name",
        "column kinds: 'nimi' in 1 rows, taken for name",
        "column kinds: 'NULL' in 1 rows, taken for nothing",
        "column kinds: 'phone' in 1 rows, taken for phone",
        "column kinds: 1 other words, not shown, in 1 rows, taken for no category",
    ]
    assert [line for line in output if "--words lists them all" in line]


def test_all_words_are_listed_where_that_is_asked_for(flags: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", "inspect", *flags, "--words", "--json"]) == 0
    words = [word for word in json.loads(capsys.readouterr().out)["words"] if word["column"] == "phone"]
    found = {word["word"]: (word["count"], word["taken_for"]) for word in words}
    phone = {"040 123 4567": 1, "N": 2, "K": 1, "yes": 3, "Li": 1, "ei kysytty": 1, "unasked": 10}
    assert found == {word: (count, "phone") for word, count in phone.items()} | {"Ei": (1, ""), "": (1, "")}
    assert sum(count for count, _ in found.values()) == 21


def test_the_words_of_a_file_that_is_laid_out_as_it_should_be_are_listed_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "r.csv"
    path.write_text(f"scheme,number,breach,categories,code\nfi.hetu,{NUMBER},a,name;{NUMBER},\n")
    main(["publish", "inspect", str(path), "--allow-test-numbers"])
    output = capsys.readouterr()
    assert "column categories: 'name' in 1 rows, taken for name" in output.out
    assert "column categories: 1 other words, not shown, in 1 rows, taken for no category" in output.out
    assert NUMBER not in output.out + output.err
