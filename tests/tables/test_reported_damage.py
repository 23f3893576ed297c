"""Damage from public bug trackers of readers, spreadsheets and exports of databases, each with its thread."""

from __future__ import annotations

from pathlib import Path

import pytest

from exposure_check.errors import PublishError
from exposure_check.publisher.input import rows
from exposure_check.tables.mapping import AS_IS, Mapping
from tests.support.judged_records import judged
from tests.support.sheets import write_xlsx

NUMBER, OTHER = "010594Y9032", "020594X903P"
RULES = rows.Rules({"a": rows.BreachRule(sealed=False, categories=rows.bits(("name",)))}, allow_test=True)
HEADER = "scheme,number,breach,categories,note"
GOOD, NEXT = f"fi.hetu,{NUMBER},a,name,", f"fi.hetu,{OTHER},a,name,"
Read = tuple[list[str], list[tuple[int, str]]]


def read(path: Path, text: str, names: Mapping = AS_IS) -> Read:
    path.write_text(text, encoding="utf-8", newline="")
    return read_as(path, names)


def read_as(path: Path, names: Mapping = AS_IS) -> Read:
    entries, faults = judged(path, rows.Rules(RULES.breaches, True, names), names)
    return [entry.canonical.decode().partition("\0")[2] for entry in entries], faults


def test_a_line_break_without_quotation_marks_tears_one_row_and_no_other(tmp_path: Path) -> None:
    """sqlitebrowser/sqlitebrowser#1037, pawelsalawa/letos#504: the export quotes no line breaks."""
    text = f"{HEADER}\n{GOOD}very long\ntext\n{NEXT}x\n"
    assert read(tmp_path / "r.csv", text) == ([NUMBER, OTHER], [(3, "row.malformed")])


def test_inches_do_not_merge_rows(tmp_path: Path) -> None:
    """max-mapper/binary-csv#7: a mark for inches made one row of three."""
    text = f'{HEADER}\n{GOOD}16"\n{NEXT}x\n{GOOD}12"\n'
    with pytest.raises(PublishError, match="begins in line 2"):
        read(tmp_path / "r.csv", text)
    assert read(tmp_path / "r.csv", text, Mapping(quote="")) == ([NUMBER, OTHER, NUMBER], [])


def test_a_mark_that_is_not_closed_drops_no_last_row_in_silence(tmp_path: Path) -> None:
    """apple/turicreate#1692: the rows from an open mark to the end were dropped."""
    with pytest.raises(PublishError, match="begins in line 3"):
        read(tmp_path / "r.csv", f'{HEADER}\n{GOOD}x\n{NEXT}"x\n')


def test_marks_in_title_lines_do_not_swallow_the_header(tmp_path: Path) -> None:
    """pandas-dev/pandas#14459: marks in lines to be skipped changed how many were."""
    text = f'to skip\nfurther "skip\n{HEADER}\n{GOOD}"a\nb"\n{NEXT}x\n'
    assert read(tmp_path / "r.csv", text, Mapping(header=3)) == ([NUMBER, OTHER], [])


def test_a_nul_before_a_mark_does_not_escape_it(tmp_path: Path) -> None:
    """OpenRefine/OpenRefine#653: a NUL was taken for the escape character."""
    assert read(tmp_path / "r.csv", f'{HEADER}\n{GOOD}"x\0"\n{NEXT}\0\n') == ([NUMBER, OTHER], [])


def test_an_escaped_line_break_outside_marks_ends_no_record(tmp_path: Path) -> None:
    """python/cpython#75771: `csv` began a record there; MySQL's exports have such breaks."""
    names = Mapping(escape="\\")
    text = f"{HEADER}\n{GOOD}a\\\nb\n{NEXT}x\n{GOOD}x\\\\\n{NEXT}\n"
    assert read(tmp_path / "r.csv", text, names) == ([NUMBER, OTHER, NUMBER, OTHER], [])


def test_an_empty_quoted_field_at_the_end_of_a_row_is_a_field(tmp_path: Path) -> None:
    """osiegmar/FastCSV#20: it was dropped, and the row was one field short."""
    assert read(tmp_path / "r.csv", f'{HEADER}\n{GOOD}""\n"fi.hetu","{OTHER}","a","name",""') == ([NUMBER, OTHER], [])


def test_a_quoted_field_may_end_in_a_line_break(tmp_path: Path) -> None:
    """JuliaData/CSV.jl#765: invalid quoted field, where its last line is empty."""
    assert read(tmp_path / "r.csv", f'{HEADER}\n{GOOD}"a\r\nb\r\n"\r\n{NEXT}x\r\n') == ([NUMBER, OTHER], [])


def test_marks_within_marks_are_not_guessed_at(tmp_path: Path) -> None:
    """duckdb/duckdb#15018: `"Pedro "pdet" Holanda"` is read by leaving the marks out."""
    with pytest.raises(PublishError, match="begins in line 2"):
        read(tmp_path / "r.csv", f'{HEADER}\n{GOOD}"Pedro "pdet" Holanda"\n{NEXT}x\n')


def test_a_line_behind_a_lone_return_keeps_its_first_character(tmp_path: Path) -> None:
    """duckdb/duckdb#15783: it was eaten, and still is in 2.0.0 behind CR LF and CR."""
    assert read(tmp_path / "r.csv", f"{HEADER}\r\n\r{GOOD}x\n") == ([NUMBER], [])


def test_line_breaks_in_the_header_and_above_it_shift_nothing(tmp_path: Path) -> None:
    """duckdb/duckdb#13723, duckdb/duckdb#16760: skipped lines and headers with line breaks."""
    header = '"scheme",number,breach,categories,"a\r\nnote"'
    assert read(tmp_path / "r.csv", f"{header}\r\n{GOOD}x\r\nshort\r\n{NEXT}x\r\n") == (
        [NUMBER, OTHER],
        [(4, "row.malformed")],
    )


def test_valid_rows_among_broken_ones_stay(tmp_path: Path) -> None:
    """duckdb/duckdb#14177: with errors ignored, valid rows beside stray line breaks were deleted."""
    broken = f"{GOOD}x\nfi.hetu,\n\nx\n"
    found, faults = read(tmp_path / "r.csv", HEADER + "\n" + broken * 5000)
    assert len(found) == 5000
    assert faults[:3] == [(3, "row.malformed"), (5, "row.malformed"), (7, "row.malformed")]
    assert len(faults) == 10_000


def test_files_that_were_joined_keep_every_row_but_the_second_header(tmp_path: Path) -> None:
    """plaintextaccounting/hledger#2189, ckan/datapusher#74: marks and headers in the middle of joined files."""
    text = f"{HEADER}\n{GOOD}x\n\ufeff{HEADER}\n{NEXT}x"
    assert read(tmp_path / "r.csv", text) == ([NUMBER, OTHER], [(3, "breach.unknown")])


def test_what_command_line_clients_print_around_rows_is_refused_by_line(tmp_path: Path) -> None:
    """Seen in no thread but in every shell: dashes below the header, `(2 rows)` below the rows, `\\.` behind a COPY."""
    text = f"{HEADER}\n------,------,------,------,------\n{GOOD}\n{NEXT}\n\n(2 rows)\n\\.\n"
    faults = [(2, "breach.unknown"), (6, "row.malformed"), (7, "row.malformed")]
    assert read(tmp_path / "r.csv", text) == ([NUMBER, OTHER], faults)


def test_nulls_of_databases_are_no_values(tmp_path: Path) -> None:
    """hankinsoft/SQLPro#615, CatalogueOfLife/backend#635: NULL and \\N where a value is missing."""
    names = Mapping(constant={"scheme": "fi.hetu", "breach": "a"}, present={"nimi": "name"})
    found, faults = read(tmp_path / "r.csv", f"number,nimi\n{NUMBER},NULL\n{OTHER},\\N\n{OTHER},Matti\n", names)
    assert (found, faults) == ([OTHER], [(2, "categories.empty"), (3, "categories.empty")])


def test_empty_rows_and_columns_around_a_sheet_shift_no_row(tmp_path: Path) -> None:
    """tafia/calamine#134 and its default: cells came from other places where empty ones lie around a table."""
    table = [(None, *HEADER.split(",")), (None, *GOOD.split(",")), (None, "fi.hetu", "x"), (), (None, *NEXT.split(","))]
    path = write_xlsx(tmp_path / "r.xlsx", {"S": table}, above=4)
    found, faults = read_as(path)
    assert found == [NUMBER, OTHER]
    assert [line for line, _ in faults] == [7]


def test_a_spreadsheet_that_made_dates_or_powers_of_numbers_is_refused_by_row(tmp_path: Path) -> None:
    """dfinke/ImportExcel#830, react-csv/react-csv#136: 1.91431E+18 in the place of all digits."""
    header = "scheme,number,breach,categories"
    text = f"{header}\nse.personnummer,1.91212E+11,a,name\nse.personnummer,191212121212,a,name\n"
    assert read(tmp_path / "r.csv", text) == (["191212121212"], [(2, "number.not_whole")])
