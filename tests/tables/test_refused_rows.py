"""Rows that do not validate are counted and named by line and reason, never by content."""

from __future__ import annotations

from pathlib import Path

import pytest

from exposure_check.errors import OptionError, PublishError
from exposure_check.publisher.input import breaches, rows
from exposure_check.publisher.sample_records import BREACHES_FILE, OPEN_BREACH, SEALED_BREACH
from exposure_check.resources import assets
from exposure_check.tables import detection
from exposure_check.tables.mapping import AS_IS
from tests.support.judged_records import judged

HEADER = "scheme,number,breach,categories,code\n"

NUMBER = "010594Y9032"
CODE = "0000000000000000"
GOOD = f"fi.hetu,{NUMBER},{OPEN_BREACH},name,\n"


@pytest.fixture
def rules() -> rows.Rules:
    return rows.Rules(rows.breach_rules(breaches.load(assets() / "demo" / BREACHES_FILE)), allow_test=True)


def refused(path: Path, text: str, rules: rows.Rules) -> list[tuple[int, str]]:
    path.write_text(text, encoding="utf-8", newline="")
    return judged(path, rules)[1]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (f"fi.hetu,{NUMBER[:-1]}X,{OPEN_BREACH},name,", "number.check_character"),
        (f"fi.hetu,,{OPEN_BREACH},name,", "number.empty"),
        (f"fi.hetu,010594A9032,{OPEN_BREACH},name,", "number.future"),  # 2094: the sign of the person is another
        (f"xx.none,{NUMBER},{OPEN_BREACH},name,", "number.unknown_scheme"),
        (f"fi.hetu,{NUMBER},elsewhere,name,", "breach.unknown"),
        (f"fi.hetu,{NUMBER},{OPEN_BREACH},,", "categories.empty"),
        (f"fi.hetu,{NUMBER},{OPEN_BREACH},name;shoe_size,", "categories.unknown"),
        (f"fi.hetu,{NUMBER},{OPEN_BREACH},diagnosis,", "categories.not_in_breach"),
        (f"fi.hetu,{NUMBER},{OPEN_BREACH},name,{CODE}", "code.unexpected"),
        (f"fi.hetu,{NUMBER},{SEALED_BREACH},name,", "code.missing"),
        (f"fi.hetu,{NUMBER},{SEALED_BREACH},name,0000000000000001", "code.check_digit"),
        (f"fi.hetu,{NUMBER},{SEALED_BREACH},name,123", "code.length"),
        ("fi.hetu,x", "row.malformed"),
        (f"fi.hetu,{NUMBER},{OPEN_BREACH},name,,more,still more", "row.malformed"),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_reason(tmp_path: Path, rules: rows.Rules, row: str, reason: str) -> None:
    assert refused(tmp_path / "r.csv", f"{HEADER}{GOOD}{row}\n{GOOD}", rules) == [(3, reason)]


def test_lines_are_right_behind_blank_lines_and_line_breaks_in_quotes(tmp_path: Path, rules: rows.Rules) -> None:
    text = (
        f'{HEADER}{GOOD}\n"fi.hetu\n",{NUMBER},{OPEN_BREACH},name,\nfi.hetu,x\n\n{GOOD}fi.hetu,,{OPEN_BREACH},name,\n'
    )
    expected = [(6, "row.malformed"), (9, "number.empty")]
    assert refused(tmp_path / "r.csv", text, rules) == expected
    assert refused(tmp_path / "r.csv", text.replace("\n", "\r\n"), rules) == expected


def test_columns_may_stand_in_another_order_beside_others(tmp_path: Path, rules: rows.Rules) -> None:
    path = tmp_path / "r.csv"
    path.write_text(f"note,code,categories,breach,number,scheme\nx,,name,{OPEN_BREACH},{NUMBER},fi.hetu\n")
    entries, faults = judged(path, rules)
    assert [entry.canonical for entry in entries] == [f"fi.hetu\0{NUMBER}".encode()]
    assert faults == []


def test_an_open_quotation_mark_does_not_swallow_rows_in_silence(tmp_path: Path, rules: rows.Rules) -> None:
    with pytest.raises(PublishError) as error:
        refused(tmp_path / "r.csv", f'{HEADER}{GOOD}"fi.hetu,{NUMBER},{OPEN_BREACH},name,\n{GOOD * 5}', rules)
    assert NUMBER not in str(error.value)


@pytest.mark.parametrize("noise", [b"\xff\xfe\x00", b"\x00" * 64])
def test_a_row_that_is_no_text_is_refused_as_a_row(tmp_path: Path, rules: rows.Rules, noise: bytes) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(HEADER.encode() + GOOD.encode() + noise + b"\n" + GOOD.encode())
    entries, faults = judged(path, rules)
    assert faults == [(3, "row.malformed")]
    assert len(entries) == 2


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("scheme,breach,categories\n")
    with pytest.raises(OptionError, match="number"):
        detection.detect(path, AS_IS)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"absent\.csv"):
        detection.detect(tmp_path / "absent.csv", AS_IS)


def test_an_entry_prints_without_its_number_and_code(rules: rows.Rules) -> None:
    entry = rows.entry(("fi.hetu", NUMBER, SEALED_BREACH, "name", CODE, ""), rules)
    assert NUMBER not in repr(entry)
    assert CODE not in repr(entry)


def test_a_field_longer_than_python_reads_does_not_hide_the_lines_behind_it(tmp_path: Path, rules: rows.Rules) -> None:
    text = f"{HEADER}fi.hetu,{'1' * 200_000},{OPEN_BREACH},name,\nfi.hetu,,{OPEN_BREACH},name,\n"
    assert refused(tmp_path / "r.csv", text, rules) == [(2, "number.length"), (3, "number.empty")]


@pytest.mark.parametrize("at_the_end", ["", ","])  # of each row, as some programs write
def test_a_delimiter_within_a_field_moves_nothing_into_another_column(
    tmp_path: Path, rules: rows.Rules, at_the_end: str
) -> None:
    """`Street 1, apt 2` in front of an empty last column: the row has an empty field too many, and a shifted one."""
    header = "scheme,number,breach,categories,code,note\n"
    whole = f"fi.hetu,{NUMBER},{OPEN_BREACH},name,,x{at_the_end}\n"
    shifted = f"fi.hetu,{NUMBER},{OPEN_BREACH},name,,apt 2,{at_the_end}\n"
    assert refused(tmp_path / "r.csv", header + "short\n" + whole * 3 + shifted, rules) == [
        (2, "row.malformed"),
        (6, "row.malformed"),
    ]
