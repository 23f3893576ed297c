"""Letter codes that the publisher draws: one for a person and breach, the same in every build under one file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

import duckdb
import msgspec
import pytest

from exposure_check.cli import main
from exposure_check.errors import OptionError, PublishError
from exposure_check.files import PRIVATE, write_atomically
from exposure_check.protocol import letter_code
from exposure_check.protocol.suite import XC1_DEMO
from exposure_check.publisher.build import BuildOptions, Keys, build
from exposure_check.publisher.input import breaches, drawn_codes, rows
from exposure_check.publisher.input.drawn_codes import DrawnCode
from exposure_check.publisher.sample_records import BREACHES_FILE, OPEN_BREACH, SEALED_BREACH
from exposure_check.publisher.workspace import workspace
from exposure_check.secret import Secret
from exposure_check.tables.mapping import Mapping
from exposure_check.tables.refusals import Limits
from exposure_check.trust import keys

from .conftest import HEADER

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
KEPT = DrawnCode("r.csv", "0123456789ab", 2, "patient 7", SEALED_BREACH, CODE)

Draw = Callable[..., list[DrawnCode]]


@pytest.fixture
def order(tmp_path: Path, demo_folder) -> BuildOptions:
    """A build that draws codes; beside the demo breaches there is a second sealed one. It has no records yet."""
    told = breaches.load(demo_folder[0] / BREACHES_FILE)
    told |= {OTHER_SEALED: msgspec.structs.replace(told[SEALED_BREACH], id=OTHER_SEALED)}
    return BuildOptions(
        told, [], tmp_path / "out", XC1_DEMO, prefix_bits=3, allow_test=True, codes_key=bytes(32), limits=ANY
    )


@pytest.fixture
def draw(order: BuildOptions, key_folder: Path, pool: Executor) -> Draw:
    """The codes that a build of some files draws."""

    def run(*records: Path, **options: object) -> list[DrawnCode]:
        kept: list[DrawnCode] = []
        build(replace(order, records=records, **options), Keys(key_folder), pool, drawn=kept.extend)
        return kept

    return run


@pytest.fixture
def open_book(tmp_path: Path) -> tuple[Path, list[str]]:
    """Where a file of codes is to be, and the options that open it."""
    secret = tmp_path / "passphrase"
    write_atomically(secret, PASSPHRASE.reveal() + b"\n", PRIVATE)
    return tmp_path / "letters.codes", ["--codes-passphrase-file", str(secret)]


def csv_file(path: Path, *lines: str, header: str = HEADER) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join((header.rstrip(), *lines, "")), encoding="utf-8")
    return path


def stop_behind_reading(stage: str, _done: int, _total: int) -> None:
    if stage == "group":
        raise KeyboardInterrupt


def places(drawn: list[DrawnCode]) -> list[tuple[str, int]]:
    return [(one.file, one.line) for one in drawn]


def test_a_sealed_breach_without_codes_is_refused(publish: Callable) -> None:
    with pytest.raises(PublishError) as refused:
        publish(f"fi.hetu,{NUMBER},{SEALED_BREACH},name,\n")
    assert "code.missing (1)" in refused.value.advice


def test_drawn_codes_open_the_records_and_stay_with_the_person(publish: Callable, tmp_path: Path) -> None:
    path = tmp_path / "letters.codes"
    book = drawn_codes.open_or_create(path, PASSPHRASE)
    kept: list[DrawnCode] = []
    published, summary = publish(SEALED_ROWS, codes_key=book.key, drawn=kept.extend)
    assert summary.codes_drawn == 3
    assert [(one.file, one.line, one.row, one.breach) for one in kept] == [
        ("records.csv", line, "", SEALED_BREACH) for line in (2, 3, 4)
    ]
    first, second, third = (one.code for one in kept)
    assert first == second != third
    assert all(letter_code.parse(one.code) == one.code for one in kept)
    assert published.look_up(NUMBER) is None
    assert published.look_up(NUMBER, first) == {SEALED_BREACH: ("name", "diagnosis")}
    assert published.look_up(OTHER, third) == {SEALED_BREACH: ("name",)}
    drawn_codes.save(path, book.with_drawn(kept), PASSPHRASE)

    again = drawn_codes.open_or_create(path, PASSPHRASE)
    assert again.drawn == kept
    later: list[DrawnCode] = []
    publish(SEALED_ROWS, codes_key=again.key, drawn=later.extend)
    assert later == kept
    assert again.with_drawn(later) == again


def test_another_file_draws_other_codes(tmp_path: Path) -> None:
    books = [drawn_codes.open_or_create(tmp_path / name, PASSPHRASE) for name in ("a", "b")]
    held = {"s": rows.Held(sealed=True, categories=1)}
    row = ("fi.hetu", NUMBER, "s", "name", "", "")
    drawn = {rows.entry(row, rows.Rules(held, allow_test=True, codes_key=book.key)).code for book in books}
    assert len(drawn) == 2


def test_the_file_of_codes_is_encrypted_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "letters.codes"
    book = drawn_codes.CodeBook(bytes(range(32)), [KEPT])
    drawn_codes.save(path, book, PASSPHRASE)
    data = path.read_bytes()
    assert not [part for part in (b"patient 7", b"0000000000000000", book.key) if part in data]
    assert path.stat().st_mode & 0o777 == 0o600
    assert drawn_codes.load(path, PASSPHRASE) == book
    assert not [part for part in ("patient", "r.csv", CODE, "x00") if part in repr(book) + repr(KEPT)]


@pytest.mark.parametrize("change", ["passphrase", "byte", "length", "kind"])
def test_a_file_of_codes_that_does_not_open_is_named(tmp_path: Path, change: str) -> None:
    path = tmp_path / "letters.codes"
    drawn_codes.save(path, drawn_codes.CodeBook(bytes(32)), PASSPHRASE)
    data = path.read_bytes()
    path.write_bytes(
        {"byte": data[:-1] + bytes([data[-1] ^ 1]), "length": data[:30], "kind": b"x" + data}.get(change, data)
    )
    with pytest.raises(OptionError, match=r"letters\.codes"):
        drawn_codes.load(path, Secret("another") if change == "passphrase" else PASSPHRASE)


def test_a_file_of_codes_of_an_earlier_version_is_named(tmp_path: Path) -> None:
    path = tmp_path / "letters.codes"
    path.write_bytes(b"exposure-check/codes/1\n" + bytes(60))
    with pytest.raises(OptionError, match="earlier version") as refused:
        drawn_codes.open_or_create(path, PASSPHRASE)
    assert "new file" in refused.value.advice


def test_the_codes_come_out_for_the_letters_and_not_on_a_screen(
    open_book, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, opening = open_book
    other = DrawnCode("r.csv", "0123456789ab", 10, 'a "b", c', OTHER_SEALED, CODE)
    drawn_codes.save(path, drawn_codes.CodeBook(bytes(32)).with_drawn([other, KEPT]), PASSPHRASE)
    arguments = ["publish", "codes", str(path), *opening]
    assert main(arguments) == 0
    told = capsys.readouterr()
    assert list(csv.reader(io.StringIO(told.out))) == [
        ["file", "digest", "line", "row", "breach", "code"],
        ["r.csv", "0123456789ab", "2", "patient 7", SEALED_BREACH, "0000 0000 0000 0000"],
        ["r.csv", "0123456789ab", "10", 'a "b", c', OTHER_SEALED, "0000 0000 0000 0000"],
    ]
    assert told.err == "2 codes.\n"
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert "0000" not in told.out + told.err


def test_two_files_of_one_name_are_told_apart(tmp_path: Path, draw: Draw) -> None:
    drawn = draw(csv_file(tmp_path / "a" / "r.csv", ROW), csv_file(tmp_path / "b" / "r.csv", OTHER_ROW))
    assert places(drawn) == [("r.csv", 2), ("r.csv", 2)]
    assert len({one.code for one in drawn}) == len({one.digest for one in drawn}) == 2


def test_two_files_of_equal_content_are_the_same_rows(tmp_path: Path, draw: Draw) -> None:
    drawn = draw(csv_file(tmp_path / "b.csv", ROW), csv_file(tmp_path / "a.csv", ROW))
    book = drawn_codes.CodeBook(bytes(32)).with_drawn(drawn)
    assert places(book.drawn) == [("a.csv", 2)]
    assert book.with_drawn(reversed(drawn)) == book


def test_a_code_is_named_by_the_line_where_its_row_begins_as_a_refused_row_is(
    tmp_path: Path, order: BuildOptions, key_folder: Path, pool: Executor
) -> None:
    lines = ("", ROW, "fi.hetu,x", f"fi.hetu,{NUMBER[:-1]}X,{SEALED_BREACH},name,")
    lines += (f'fi.hetu,{NUMBER},{SEALED_BREACH},"name\n",', "", OTHER_ROW)
    kept: list[DrawnCode] = []
    order = replace(order, records=[csv_file(tmp_path / "r.csv", *lines)])
    summary = build(order, Keys(key_folder), pool, drawn=kept.extend)
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
    assert [(one.row, one.breach) for one in drawn] == [("C1", SEALED_BREACH), ("C1", OTHER_SEALED)]
    assert drawn[0].code != drawn[1].code


def test_rows_of_json_lines_are_named_by_their_lines(tmp_path: Path, draw: Draw) -> None:
    path = tmp_path / "r.jsonl"
    row = {"scheme": "fi.hetu", "number": NUMBER, "breach": SEALED_BREACH, "categories": "name", "row": "C1"}
    other = row | {"number": OTHER, "row": None}
    path.write_text("\n".join((json.dumps(row), "", "{broken", json.dumps(other))))
    drawn = draw(path)
    assert places(drawn) == [("r.jsonl", 1), ("r.jsonl", 4)]
    assert [one.row for one in drawn] == ["C1", ""]


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
    tmp_path: Path, order: BuildOptions, key_folder: Path, pool: Executor, draw: Draw
) -> None:
    path = csv_file(tmp_path / "r.csv", OTHER_ROW, "", ROW)
    stopped: list[DrawnCode] = []

    with pytest.raises(KeyboardInterrupt):
        build(replace(order, records=[path]), Keys(key_folder), pool, stop_behind_reading, stopped.extend)
    assert (tmp_path / "out.work" / "read").exists()
    assert places(stopped) == [("r.csv", 2), ("r.csv", 4)]
    book = drawn_codes.CodeBook(bytes(32)).with_drawn(stopped)
    resumed = draw(path)
    assert resumed == stopped
    assert book.with_drawn(resumed) == book


def test_a_build_that_an_earlier_version_began_reads_its_records_again(
    tmp_path: Path, order: BuildOptions, key_folder: Path, pool: Executor, draw: Draw
) -> None:
    path = csv_file(tmp_path / "r.csv", ROW)
    with pytest.raises(KeyboardInterrupt):
        build(replace(order, records=[path]), Keys(key_folder), pool, stop_behind_reading)
    earlier = {"rows": 1, "refused": {}, "refused_lines": {}, "drawn": [("r.csv:1", CODE)]}
    workspace.open_work(order.work_folder(), keys.load_voprf(key_folder, None)).save(workspace.READ, earlier)
    assert places(draw(path)) == [("r.csv", 2)]


def test_the_codes_of_the_files_of_a_build_come_out_alone(
    tmp_path: Path, open_book, demo_folder, key_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, opening = open_book
    build_arguments = ["publish", "build", "--breaches", str(demo_folder[0] / BREACHES_FILE), "--suite", "XC1-DEMO"]
    build_arguments += ["--keys", str(key_folder), "--out", str(tmp_path / "out"), "--workers", "1"]
    build_arguments += ["--draw-codes", str(path), *opening, "--records"]
    records = csv_file(tmp_path / "records.csv", ROW)
    assert main([*build_arguments, str(records)]) == 0
    csv_file(records, OTHER_ROW)  # other content under the same name
    assert main([*build_arguments, str(records)]) == 0
    unread = csv_file(tmp_path / "unread.csv", ROW, ROW)
    capsys.readouterr()

    def given_out(*options: str) -> tuple[list[dict[str, str]], str]:
        assert main(["publish", "codes", str(path), *opening, *options]) == 0
        told = capsys.readouterr()
        return list(csv.DictReader(io.StringIO(told.out))), told.err

    everything, error = given_out()
    assert [(one["file"], one["line"]) for one in everything] == [("records.csv", "2")] * 2
    assert error == "2 codes.\n"
    newest, error = given_out("--records", str(records), str(unread))
    held = rows.held(breaches.load(demo_folder[0] / BREACHES_FILE))
    rules = rows.Rules(held, allow_test=True, codes_key=drawn_codes.load(path, PASSPHRASE).key)
    expected = rows.entry((*OTHER_ROW.split(","), ""), rules).code
    assert [one["code"].replace(" ", "") for one in newest] == [expected]
    assert error.startswith("1 codes.\n")
    assert "unread.csv" in error
    assert "records.csv" not in error
    assert main(["publish", "codes", str(path), *opening, "--records", str(tmp_path / "absent.csv")]) == 2
    assert main(["publish", "codes", str(path), *opening, "--records", str(tmp_path)]) == 2
    assert capsys.readouterr().out == ""
