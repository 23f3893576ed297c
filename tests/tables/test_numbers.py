"""Numbers as cells and mappings have them: numeric, joined of columns, without their zero, of a scheme to guess."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from msgspec.structs import replace

from exposure_check import identity
from exposure_check.errors import NumberError
from exposure_check.publisher.input import rows
from exposure_check.tables import detection, numbers
from exposure_check.tables.columns import Columns, Seen
from exposure_check.tables.faults import RowFault
from exposure_check.tables.mapping import Mapping
from exposure_check.tables.reader import Reading, read
from tests.support.judged_records import judged
from tests.support.sheets import write_ods, write_xlsx

NUMBER = "010594Y9032"
RULES = rows.Rules({"a": rows.BreachRule(sealed=False, categories=rows.bits(("name",)))}, allow_test=True)
CONSTANT = {"breach": "a", "categories": "name"}


def csv_file(path: Path, *lines: str) -> Path:
    path.write_text("\n".join((*lines, "")), encoding="utf-8")
    return path


BSN = "999990019"
SHORT = "099999274"  # a test number by its form: nine digits, the first a zero
NL = Mapping(constant={"scheme": "nl.bsn"} | CONSTANT)
RESTORED = Mapping(constant={"scheme": "nl.bsn"} | CONSTANT, restore_zeros=True)


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet", "xlsx", "ods"])
def test_f15_a_number_that_passed_through_a_float_is_not_another_persons(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"r.{suffix}"
    cells = [99999274.0, 999990019.0, 99999274.5]
    if suffix == "csv":
        csv_file(path, "number", *map(str, cells))
    elif suffix == "jsonl":
        path.write_text("\n".join(json.dumps({"number": cell}) for cell in cells))
    elif suffix == "parquet":
        duckdb.sql(f"COPY (SELECT unnest({cells}::DOUBLE[]) AS number) TO '{path}'")
    elif suffix == "xlsx":
        write_xlsx(path, {"S": [("number",), *((cell,) for cell in cells)]})
    else:
        write_ods(path, "S", [("number",), *((cell,) for cell in cells)])
    first = 1 if suffix in ("jsonl", "parquet") else 2
    entries, refused = judged(path, rows.Rules(RULES.breaches, True, NL), NL)
    assert [entry.canonical.decode().partition("\0")[2] for entry in entries] == [BSN]
    assert refused[0] == (first, "number.leading_zero")
    assert refused[1] == (first + 2, "number.not_whole")
    entries, refused = judged(path, rows.Rules(RULES.breaches, True, RESTORED), RESTORED)
    assert [entry.canonical.decode().partition("\0")[2] for entry in entries] == [SHORT, BSN]
    seen = Seen()
    list(read(Reading(detection.detect(path, RESTORED)), RESTORED, seen))
    assert seen.restored == 1


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("111222333.0", ("111222333", True)),
        ("111222333.00", ("111222333", True)),
        ("010101.00000", ("010101.00000", False)),
        ("0101.01.12345", ("0101.01.12345", False)),
        (111222333, ("111222333", True)),
        (111222333.0, ("111222333", True)),
        ('="0306703"', ("0306703", False)),
        ("'0306703", ("0306703", False)),
        (None, ("", False)),
        (float("nan"), ("", False)),
    ],
)
def test_a_numeric_cell_is_read_as_the_integer_that_it_is(cell: object, expected: tuple[str, bool]) -> None:
    assert numbers.of_cell(cell) == expected


@pytest.mark.parametrize("cell", ["1.99001E+11", "1,99E+11", "2E+11", 1.5, float("inf"), 2.0**53, -3.0, True])
def test_a_numeric_cell_that_lost_digits_is_refused(cell: object) -> None:
    with pytest.raises(RowFault, match="not_whole"):
        numbers.of_cell(cell)


@pytest.mark.parametrize(
    ("scheme", "whole"), [("nl.bsn", SHORT), ("no.fodselsnummer", "01818012337"), ("gb.nhs", "0000000019")]
)
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_text_that_lost_its_zero_is_refused_unless_the_mapping_says_to_restore_it_and_then_counted(
    tmp_path: Path, scheme: str, whole: str, quote: str
) -> None:
    """CSV that a spreadsheet wrote: the zero is lost, and nothing says that the cell was numeric."""
    path = csv_file(tmp_path / "r.csv", "number,x", f"{quote}{whole[1:]}{quote},1", f"{whole},1")
    names = Mapping(constant={"scheme": scheme} | CONSTANT)
    entries, refused = judged(path, rows.Rules(RULES.breaches, True, names), names)
    assert refused == [(2, "number.leading_zero")]
    assert [entry.canonical.decode().partition("\0")[2] for entry in entries] == [whole]
    names = Mapping(constant={"scheme": scheme} | CONSTANT, restore_zeros=True)
    entries, refused = judged(path, rows.Rules(RULES.breaches, True, names), names)
    assert refused == []
    assert [entry.canonical.decode().partition("\0")[2] for entry in entries] == [whole, whole]
    seen = Seen()
    list(read(Reading(detection.detect(path, names)), names, seen))
    assert seen.restored == 1


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_a_fraction_or_a_negative_number_is_nobodys_number(tmp_path: Path, suffix: str) -> None:
    """The schemes drop the dots and hyphens that people write; 9999900.19 and -999990019 would be somebody's BSN."""
    path = tmp_path / f"r.{suffix}"
    if suffix == "csv":
        csv_file(path, "number,x", "-999990019,", "9999900.19,", " -999990019 ,", '="-999990019",', f"{BSN},")
    elif suffix == "jsonl":
        path.write_text("\n".join(json.dumps({"number": cell}) for cell in (-999990019, "-999990019", int(BSN))))
    else:
        duckdb.sql(f"COPY (SELECT unnest([-999990019, {BSN}]::BIGINT[]) AS number) TO '{path}'")
    entries, refused = judged(path, rows.Rules(RULES.breaches, True, NL), NL)
    assert [entry.canonical.decode().partition("\0")[2] for entry in entries] == [BSN]
    assert {reason for _, reason in refused} == {"number.not_whole"}


def test_dots_and_hyphens_that_people_write_are_still_read(tmp_path: Path) -> None:
    written = ["9999.90.019", "999.990.019", "999-990-019"]
    entries, refused = judged(
        csv_file(tmp_path / "r.csv", "number", *written), rows.Rules(RULES.breaches, True, NL), NL
    )
    assert ([entry.canonical for entry in entries], refused) == ([b"nl.bsn\x00" + BSN.encode()] * 3, [])


@pytest.mark.parametrize("other", ["gb.nhs", "dk.cpr"])
@pytest.mark.parametrize("form", [int, str])
def test_a_scheme_is_not_guessed_where_another_may_have_lost_its_zero(other: str, form: type) -> None:
    """A Norwegian number without its zero can be a valid one of Denmark: whoever has that is not in the file."""
    names = Mapping(constant=CONSTANT, guess_scheme=[other, "no.fodselsnummer"])
    candidates = (f"029074{rest:05}" for rest in range(100_000))  # month + 80: for tests
    short = next(each[1:] for each in candidates if reads(each, "no.fodselsnummer") and reads(each[1:], other))
    with pytest.raises(RowFault, match="several_schemes"):
        Columns((), names).row({"number": form(short)})
    with pytest.raises(RowFault, match="several_schemes"):
        Columns((), replace(names, columns={"number": ["born", "rest"]})).row(
            {"born": form(short[:5]), "rest": short[5:]}
        )


@pytest.mark.parametrize("form", [int, str])
def test_no_zero_is_put_before_a_number_of_two_columns(form: type) -> None:
    """It may be the second that lost it, and the number with a zero at its beginning another person's."""
    names = Mapping(
        constant={"scheme": "no.fodselsnummer"} | CONSTANT, columns={"number": ["born", "rest"]}, restore_zeros=True
    )
    candidates = ((f"1886{year}", str(rest)) for year in range(40, 100) for rest in range(1000, 10_000))
    born, rest = next(
        (born, rest)
        for born, rest in candidates
        if reads(born + "0" + rest, "no.fodselsnummer") and reads("0" + born + rest, "no.fodselsnummer")
    )
    row = Columns((), names).row({"born": form(born), "rest": form(rest)})
    with pytest.raises(rows.RefusedError, match=r"number\.leading_zero"):
        rows.entry(row, rows.Rules(RULES.breaches, True, names))


def reads(number: str, scheme: str) -> bool:
    try:
        return bool(identity.parse(number, scheme, allow_test=True))
    except NumberError:
        return False


def test_a_zero_is_put_back_only_where_the_check_digit_fits(tmp_path: Path) -> None:
    assert numbers.with_zero("99999274", "nl.bsn", restore=True) == ("099999274", True)
    assert numbers.with_zero("99999275", "nl.bsn", restore=True) == ("99999275", False)
    assert numbers.with_zero("9999274", "nl.bsn", restore=True) == ("9999274", False)  # two digits short
    assert numbers.with_zero("10180432", "dk.cpr", restore=True) == ("10180432", False)  # it has no check digit


def test_a_scheme_is_told_from_the_shape_only_where_one_fits(tmp_path: Path) -> None:
    names = Mapping(constant=CONSTANT, guess_scheme=["fi.hetu", "se.personnummer", "nl.bsn", "us.ssn"])
    path = csv_file(tmp_path / "r.csv", "number", NUMBER, "191212121212", BSN, "x", "666121234", SHORT)
    entries, refused = judged(path, rows.Rules(RULES.breaches, True, names), names)
    assert [entry.canonical.split(b"\0")[0] for entry in entries] == [b"fi.hetu", b"se.personnummer", b"us.ssn"]
    assert refused == [
        (4, "number.several_schemes_fit"),
        (5, "number.no_scheme_fits"),
        (7, "number.several_schemes_fit"),
    ]
