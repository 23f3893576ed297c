"""Spreadsheets that other programs wrote: of Excel 97, and one under a password."""

from __future__ import annotations

import gzip
from pathlib import Path
from zipfile import ZipFile

import pytest

from exposure_check.errors import OptionError
from exposure_check.publisher.input import rows
from exposure_check.tables import detection, sheet_process
from exposure_check.tables.mapping import AS_IS, Mapping
from exposure_check.tables.reader import Reading, read
from tests.support.sheets import write_xlsx

FILES = Path(__file__).parent / "spreadsheets"
RULES = rows.Rules({"a": rows.BreachRule(sealed=False, categories=(1 << 14) - 1)}, allow_test=True)
PHONES = {"breach": "a", "scheme": "fi.hetu"}


@pytest.fixture
def sheet(tmp_path: Path):
    """A file of `spreadsheets/` under a name that says nothing."""

    def unpacked(name: str) -> Path:
        path = tmp_path / "records.csv"
        path.write_bytes(gzip.decompress((FILES / f"{name}.gz").read_bytes()))
        return path

    return unpacked


def judged(path: Path, mapping: Mapping) -> tuple[list[tuple[int, str, tuple[str, ...]]], list[tuple[int, str]]]:
    """The valid rows by line, number and categories, and the refused ones."""
    valid, refused = [], []
    source = detection.detect(path, mapping)
    for batch in read(Reading(source), mapping):
        refused += batch.refused
        for line, row in batch.rows:
            try:
                entry = rows.entry(row, rows.Rules(RULES.breaches, True, mapping))
            except rows.RefusedError as error:
                refused.append((line, str(error)))
                continue
            valid.append((line, entry.canonical.decode().partition("\0")[2], rows.names(entry.categories)))
    return valid, refused


def test_a_file_of_excel_97_is_read_with_the_lines_that_excel_shows(sheet) -> None:
    names = Mapping(columns={"number": "HETU"}, constant=PHONES, present={"Puhelin": "phone"}, header=2)
    valid, refused = judged(sheet("excel-97.xls"), names)
    assert valid == [(3, "010594Y9032", ("phone",)), (6, "010594Y9032", ("phone",))]
    assert refused == [(4, "categories.empty")]


def test_its_numeric_cells_are_the_integers_that_they_are(sheet) -> None:
    constant = {"scheme": "nl.bsn", "breach": "a", "categories": "name"}
    names = Mapping(columns={"number": "BSN"}, constant=constant, header=2)
    valid, refused = judged(sheet("excel-97.xls"), names)
    assert [(line, number) for line, number, _ in valid] == [(4, "999990019"), (6, "099999274")]
    assert refused == [(3, "number.leading_zero")]
    names = Mapping(columns={"number": "BSN"}, constant=constant, header=2, restore_zeros=True)
    valid, refused = judged(sheet("excel-97.xls"), names)
    assert [(line, number) for line, number, _ in valid] == [(3, "099999274"), (4, "999990019"), (6, "099999274")]
    assert refused == []


def test_one_under_a_password_is_named_with_the_way_out(sheet) -> None:
    with pytest.raises(OptionError, match="protected by a password") as error:
        detection.detect(sheet("password.xlsx"), AS_IS)
    assert "without the password" in error.value.advice


def test_one_of_excel_97_under_a_password_is_named_too(sheet) -> None:
    """BIFF8 says it in a record behind the first one (FILEPASS, [MS-XLS] 2.4.117); here it takes another's place."""
    path = sheet("excel-97.xls")
    data = path.read_bytes()
    at = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 4 + 16
    path.write_bytes(data[:at] + b"\x2f\x00" + data[at + 2 :])
    with pytest.raises(OptionError, match="protected by a password") as error:
        detection.detect(path, AS_IS)
    assert "without the password" in error.value.advice


def test_one_that_ends_its_parser_is_refused_and_prints_nothing(sheet, capfd) -> None:
    """calamine panics at the first of these, and the second aborts the process: neither is an exception of Python."""
    path = sheet("excel-97.xls")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * 0.99)])
    with pytest.raises(OptionError, match="cannot be read"):
        detection.detect(path, AS_IS)
    path.write_bytes(whole[:1715] + b"\x61" + whole[1716:])
    with pytest.raises(OptionError, match="cannot be read"):
        detection.detect(path, AS_IS)
    assert capfd.readouterr() == ("", "")


def test_one_that_claims_more_cells_than_there_is_memory_for_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "r.xlsx", {"S": [("number",), ("010594Y9032",)]})
    with ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    inside = parts["xl/worksheets/sheet1.xml"]
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with ZipFile(path, "w") as file:
        for name, data in parts.items():
            file.writestr(name, inside.replace(b"</sheetData>", far) if data is inside else data)
    with pytest.raises(OptionError, match="cannot be read"):
        detection.detect(path, AS_IS)


def test_one_that_takes_for_ever_is_given_up(sheet, monkeypatch) -> None:
    monkeypatch.setattr(sheet_process, "PATIENCE_SECONDS", 0.0)
    with pytest.raises(OptionError, match="cannot be read"):
        detection.detect(sheet("excel-97.xls"), AS_IS)


@pytest.mark.parametrize("name", ["excel-97.xls", "password.xlsx"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_one_that_was_cut_short_is_refused_in_a_sentence(sheet, name: str, share: float) -> None:
    path = sheet(name)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(OptionError) as error:
        detection.detect(path, AS_IS)
    assert error.value.advice
