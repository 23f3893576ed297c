"""Letter codes that the publisher draws: one for a person and breach, the same in every build under one code book."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

import duckdb
import msgspec
import pytest

from exposure_check.errors import PublishError
from exposure_check.protocol import letter_code
from exposure_check.protocol.suite import XC1_DEMO
from exposure_check.publisher.build import BuildOptions, PublisherKeys, build
from exposure_check.publisher.input import breaches, rows
from exposure_check.publisher.sample_records import BREACHES_FILE, OPEN_BREACH, SEALED_BREACH
from exposure_check.publisher.workspace import lifecycle, workspace
from exposure_check.secret import Secret
from exposure_check.tables.mapping import Mapping
from exposure_check.tables.refusals import Limits
from exposure_check.trust import code_book, keys
from exposure_check.trust.code_book import DrawnCode
from tests.support.publisher import HEADER

ANY = Limits(max_refused=100)  # rows may be refused here


PASSPHRASE = Secret("four random words here")


CODE = "0000000000000000"


NUMBER, OTHER = "010594Y9032", "020594X903P"


SEALED_ROWS = (
    f"fi.hetu,{NUMBER},{SEALED_BREACH},name,\nfi.hetu,{NUMBER},{SEALED_BREACH},diagnosis,\n"
    f"fi.hetu,{OTHER},{SEALED_BREACH},name,\nfi.hetu,{OTHER},{OPEN_BREACH},email,\n"
)


OTHER_SEALED = "example-therapy-2021"


ROW = f"fi.hetu,{NUMBER},{SEALED_BREACH},name,"


OTHER_ROW = f"fi.hetu,{OTHER},{SEALED_BREACH},name,"


Draw = Callable[..., list[DrawnCode]]


@pytest.fixture
def options(tmp_path: Path, demo_folder) -> BuildOptions:
    """A build that draws codes; beside the demo breaches there is a second sealed one. It has no records yet."""
    listed = breaches.load(demo_folder[0] / BREACHES_FILE)
    listed |= {OTHER_SEALED: msgspec.structs.replace(listed[SEALED_BREACH], id=OTHER_SEALED)}
    return BuildOptions(
        listed, [], tmp_path / "out", XC1_DEMO, prefix_bits=3, allow_test=True, codes_key=bytes(32), limits=ANY
    )


@pytest.fixture
def draw(options: BuildOptions, key_folder: Path, pool: Executor) -> Draw:
    """The codes that a build of some files draws."""

    def run(*records: Path, **changes: object) -> list[DrawnCode]:
        kept: list[DrawnCode] = []
        build(replace(options, records=records, **changes), PublisherKeys(key_folder), pool, keep_codes=kept.extend)
        return kept

    return run


def csv_file(path: Path, *lines: str, header: str = HEADER) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join((header.rstrip(), *lines, "")), encoding="utf-8")
    return path


def stop_behind_reading(stage: str, _done: int, _total: int) -> None:
    if stage == "group":
        raise KeyboardInterrupt


def places(drawn: list[DrawnCode]) -> list[tuple[str, int]]:
    return [(code.file, code.line) for code in drawn]


def test_a_sealed_breach_without_codes_is_refused(publish: Callable) -> None:
    with pytest.raises(PublishError) as refused:
        publish(f"fi.hetu,{NUMBER},{SEALED_BREACH},name,\n")
    assert "code.missing (1)" in refused.value.advice


def test_drawn_codes_open_the_records_and_stay_with_the_person(publish: Callable, tmp_path: Path) -> None:
    path = tmp_path / "letters.codes"
    book = code_book.open_or_create(path, PASSPHRASE)
    kept: list[DrawnCode] = []
    published, summary = publish(SEALED_ROWS, codes_key=book.key, keep_codes=kept.extend)
    assert summary.codes_drawn == 3
    assert [(code.file, code.line, code.row, code.breach) for code in kept] == [
        ("records.csv", line, "", SEALED_BREACH) for line in (2, 3, 4)
    ]
    first, second, third = (drawn.code for drawn in kept)
    assert first == second != third
    assert all(letter_code.parse(drawn.code) == drawn.code for drawn in kept)
    assert published.look_up(NUMBER) is None
    assert published.look_up(NUMBER, first) == {SEALED_BREACH: ("name", "diagnosis")}
    assert published.look_up(OTHER, third) == {SEALED_BREACH: ("name",)}
    code_book.save(path, book.with_drawn(kept), PASSPHRASE)

    again = code_book.open_or_create(path, PASSPHRASE)
    assert [msgspec.structs.replace(code, digest=kept[0].digest) for code in again.drawn] == kept
    later: list[DrawnCode] = []
    publish(SEALED_ROWS, codes_key=again.key, keep_codes=later.extend)
    assert later == kept
    assert again.with_drawn(later) == again


def test_a_corrected_row_and_a_corrected_mapping_keep_the_code_of_the_letter(tmp_path: Path, draw: Draw) -> None:
    [first] = draw(csv_file(tmp_path / "r.csv", ROW))
    corrected = f"fi.hetu,{NUMBER.lower()},{SEALED_BREACH},name;diagnosis,"
    moved = draw(csv_file(tmp_path / "corrected.csv", OTHER_ROW, corrected))
    names = Mapping(
        columns={"number": "hetu", "row": "customer"},
        constant={"scheme": "fi.hetu", "breach": SEALED_BREACH, "categories": "name"},
    )
    path = csv_file(tmp_path / "crm.csv", f"7,{NUMBER[:6]},{NUMBER[6:]}", header="customer,born,suffix")
    joined = msgspec.structs.replace(names, columns={"number": ["born", "suffix"], "row": "customer"})
    [mapped] = draw(path, mapping=joined)
    assert first.code == moved[1].code == mapped.code != moved[0].code
    assert mapped.row == "7"


@pytest.mark.parametrize("name", [NUMBER, NUMBER.lower(), f"hetu {NUMBER[:6]} {NUMBER[6:]}", f"FI-{NUMBER}-2"])
def test_a_name_of_a_row_that_holds_the_number_is_refused(tmp_path: Path, draw: Draw, name: str) -> None:
    """It would stand beside the code, in the clear, with whoever prints the letters."""
    header = "scheme,number,breach,categories,code,row"
    path = csv_file(tmp_path / "r.csv", f"{ROW},{name}", f"{OTHER_ROW},7", header=header)
    assert [(code.line, code.row) for code in draw(path)] == [(3, "7")]


@pytest.mark.parametrize(
    ("name", "is_taken"),
    [
        *((name, True) for name in ("7", "-7", "+358,5", "A-7", "Käyttäjä 7", "a=b")),
        *((name, False) for name in ('=HYPERLINK("https://example.org")', "@SUM(1)", "+cmd", "-1+1")),
        *((name, False) for name in ("a\x1b[2Jb", "a\u202eb", "a\nb")),
    ],
)
def test_a_name_of_a_row_that_a_spreadsheet_or_a_terminal_obeys_is_refused(
    tmp_path: Path, draw: Draw, name: str, *, is_taken: bool
) -> None:
    """The list of codes goes to whoever prints the letters, and the records come from somebody else."""
    quoted = name.replace('"', '""')
    header = "scheme,number,breach,categories,code,row"
    path = csv_file(tmp_path / "r.csv", f'{ROW},"{quoted}"', f"{OTHER_ROW},8", header=header)
    assert [code.row for code in draw(path)] == [*([name] if is_taken else []), "8"]


def test_another_file_draws_other_codes(tmp_path: Path) -> None:
    books = [code_book.open_or_create(tmp_path / name, PASSPHRASE) for name in ("a", "b")]
    known = {"s": rows.BreachRule(sealed=True, categories=1)}
    row = ("fi.hetu", NUMBER, "s", "name", "", "")
    drawn = {rows.entry(row, rows.Rules(known, allow_test=True, codes_key=book.key)).code for book in books}
    assert len(drawn) == 2


def test_two_files_of_one_name_are_told_apart(tmp_path: Path, draw: Draw) -> None:
    drawn = draw(csv_file(tmp_path / "a" / "r.csv", ROW), csv_file(tmp_path / "b" / "r.csv", OTHER_ROW))
    assert places(drawn) == [("r.csv", 2), ("r.csv", 2)]
    assert len({code.code for code in drawn}) == len({code.digest for code in drawn}) == 2


def test_two_files_of_equal_content_are_the_same_rows(tmp_path: Path, draw: Draw) -> None:
    drawn = draw(csv_file(tmp_path / "b.csv", ROW), csv_file(tmp_path / "a.csv", ROW))
    book = code_book.CodeBook(bytes(32)).with_drawn(drawn)
    assert places(book.drawn) == [("a.csv", 2)]
    assert book.with_drawn(reversed(drawn)) == book


def test_a_code_is_named_by_the_line_where_its_row_begins_as_a_refused_row_is(
    tmp_path: Path, options: BuildOptions, key_folder: Path, pool: Executor
) -> None:
    lines = ("", ROW, "fi.hetu,x", f"fi.hetu,{NUMBER[:-1]}X,{SEALED_BREACH},name,")
    lines += (f'fi.hetu,{NUMBER},{SEALED_BREACH},"name\n",', "", OTHER_ROW)
    kept: list[DrawnCode] = []
    options = replace(options, records=[csv_file(tmp_path / "r.csv", *lines)])
    summary = build(options, PublisherKeys(key_folder), pool, keep_codes=kept.extend)
    assert places(kept) == [("r.csv", 3), ("r.csv", 6), ("r.csv", 9)]
    assert kept[0].code == kept[1].code != kept[2].code
    assert summary.codes_drawn == 3
    assert sorted(line for found in summary.refused_lines.values() for line in found) == [4, 5]


def test_a_blank_line_of_a_single_column_is_a_row_and_moves_no_code(tmp_path: Path, draw: Draw) -> None:
    constant = {"scheme": "fi.hetu", "breach": SEALED_BREACH, "categories": "name"}
    path = csv_file(tmp_path / "r.csv", NUMBER, "", OTHER, header="number")
    assert places(draw(path, mapping=Mapping(constant=constant))) == [("r.csv", 2), ("r.csv", 4)]


def test_a_person_in_two_sealed_breaches_has_a_code_for_each(tmp_path: Path, draw: Draw) -> None:
    path = csv_file(
        tmp_path / "r.csv",
        f"fi.hetu,{NUMBER},{SEALED_BREACH},name,,C1",
        f"fi.hetu,{NUMBER},{OTHER_SEALED},name,,C1",
        header="scheme,number,breach,categories,code,row",
    )
    drawn = draw(path)
    assert [(code.row, code.breach) for code in drawn] == [("C1", SEALED_BREACH), ("C1", OTHER_SEALED)]
    assert drawn[0].code != drawn[1].code


def test_rows_of_json_lines_are_named_by_their_lines(tmp_path: Path, draw: Draw) -> None:
    path = tmp_path / "r.jsonl"
    row = {"scheme": "fi.hetu", "number": NUMBER, "breach": SEALED_BREACH, "categories": "name", "row": "C1"}
    other = row | {"number": OTHER, "row": None}
    path.write_text("\n".join((json.dumps(row), "", "{broken", json.dumps(other))))
    drawn = draw(path)
    assert places(drawn) == [("r.jsonl", 1), ("r.jsonl", 4)]
    assert [code.row for code in drawn] == ["C1", ""]


def test_rows_of_parquet_are_named_by_their_numbers(tmp_path: Path, draw: Draw) -> None:
    path = tmp_path / "r.parquet"
    duckdb.sql(
        f"""COPY (SELECT 'fi.hetu' AS scheme, '{NUMBER}' AS number, '{OPEN_BREACH}' AS breach, 'name' AS categories
            UNION ALL SELECT 'fi.hetu', '{NUMBER}', '{SEALED_BREACH}', 'name'
            UNION ALL SELECT 'fi.hetu', '{OTHER}', '{SEALED_BREACH}', 'shoe_size'
            UNION ALL SELECT 'fi.hetu', '{OTHER}', '{SEALED_BREACH}', 'name') TO '{path}'"""
    )
    assert places(draw(path)) == [("r.parquet", 2), ("r.parquet", 4)]


def test_a_stopped_build_keeps_the_same_codes(
    tmp_path: Path, options: BuildOptions, key_folder: Path, pool: Executor, draw: Draw
) -> None:
    path = csv_file(tmp_path / "r.csv", OTHER_ROW, "", ROW)
    stopped: list[DrawnCode] = []

    with pytest.raises(KeyboardInterrupt):
        build(replace(options, records=[path]), PublisherKeys(key_folder), pool, stop_behind_reading, stopped.extend)
    assert (tmp_path / "out.work" / "read").exists()
    assert places(stopped) == [("r.csv", 2), ("r.csv", 4)]
    book = code_book.CodeBook(bytes(32)).with_drawn(stopped)
    resumed = draw(path)
    assert resumed == stopped
    assert book.with_drawn(resumed) == book


def test_a_build_that_an_earlier_version_began_reads_its_records_again(
    tmp_path: Path, options: BuildOptions, key_folder: Path, pool: Executor, draw: Draw
) -> None:
    path = csv_file(tmp_path / "r.csv", ROW)
    with pytest.raises(KeyboardInterrupt):
        build(replace(options, records=[path]), PublisherKeys(key_folder), pool, stop_behind_reading)
    earlier = {"rows": 1, "refused": {}, "refused_lines": {}, "drawn": [("r.csv:1", CODE)]}
    lifecycle.open_workspace(options.work_folder(), keys.load_voprf(key_folder, None)).save(workspace.READ, earlier)
    assert places(draw(path)) == [("r.csv", 2)]
