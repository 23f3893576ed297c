"""Files as people send them: other delimiters, encodings, formats, names of columns and words."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from exposure_check.errors import OptionError, PublishError
from exposure_check.publisher.input import rows
from exposure_check.tables import detection, mapping, source
from exposure_check.tables.mapping import AS_IS, Mapping
from exposure_check.tables.stream import fingerprint
from tests.support.judged_records import judged

NUMBER, OTHER = "010594Y9032", "020594X903P"
RULES = rows.Rules(
    {"a": rows.BreachRule(sealed=False, categories=rows.bits(("name", "phone", "email", "postal_address")))},
    allow_test=True,
)
HEADER = ("scheme", "number", "breach", "categories", "code")
TEXT = f"scheme,number,breach,categories,code\nfi.hetu,{NUMBER},a,name;phone,\nfi.hetu,{OTHER},a,email,\n"
EXPECTED = [(NUMBER, ("name", "phone")), (OTHER, ("email",))]


def found(path: Path, names: Mapping = AS_IS) -> list[tuple[str, tuple[str, ...]]]:
    entries, faults = judged(path, replace(RULES, mapping=names), names)
    assert faults == []
    return [(entry.canonical.decode().partition("\0")[2], rows.names(entry.categories)) for entry in entries]


@pytest.mark.parametrize(
    ("delimiter", "encoding", "line_end"),
    [
        (",", "utf-8", "\n"),
        (",", "utf-32", "\n"),
        ("\t", "utf-8", "\r"),
        (",", "utf-16", "\r\r\n"),
        (";", "utf-8-sig", "\r\n"),
        ("\t", "utf-16", "\r\n"),
        ("|", "utf-16-le", "\n"),
        (",", "utf-16-be", "\r\n"),
        (";", "latin-1", "\r\n"),
        (",", "latin-1", "\n"),
    ],
)
def test_csv_of_every_delimiter_and_encoding_reads_alike(
    tmp_path: Path, delimiter: str, encoding: str, line_end: str
) -> None:
    text = TEXT.replace(";", "/").replace(",", delimiter).replace("\n", line_end)
    if encoding == "latin-1":
        text = text.replace("code", f"code{delimiter}päiväys")  # a byte that is not UTF-8
        text = text.replace(f"name/phone{delimiter}", f"name/phone{delimiter}{delimiter}")
        text = text.replace(f"email{delimiter}", f"email{delimiter}{delimiter}")
    path = tmp_path / "records.csv"
    path.write_bytes(text.encode(encoding))
    assert found(path, Mapping(separator="/")) == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_json_lines_read_alike_and_bad_ones_are_named(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "records.jsonl"
    lines = [
        json.dumps({"scheme": "fi.hetu", "number": NUMBER, "breach": "a", "categories": ["name", "phone"], "x": 1}),
        "",
        "{broken",
        json.dumps({"scheme": "fi.hetu", "number": OTHER, "breach": "a", "categories": "email", "code": None}),
        "[1]",
        json.dumps({"scheme": "fi.hetu", "number": OTHER, "breach": "a", "categories": ["shoe_size"]}),
    ]
    path.write_text("\n".join(lines), encoding=encoding)
    entries, faults = judged(path, RULES)
    assert [rows.names(entry.categories) for entry in entries] == [categories for _, categories in EXPECTED]
    assert faults == [(3, "row.malformed"), (5, "row.malformed"), (6, "categories.unknown")]


def test_parquet_reads_alike_with_lists_of_categories(tmp_path: Path) -> None:
    path = tmp_path / "records.parquet"
    duckdb.sql(
        f"""COPY (SELECT 'fi.hetu' AS scheme, '{NUMBER}' AS number, 'a' AS breach, ['name', 'phone'] AS categories
            UNION ALL SELECT 'fi.hetu', '{OTHER}', 'a', ['email']
            UNION ALL SELECT 'fi.hetu', '{OTHER[:-1]}A', 'a', ['email']) TO '{path}'"""
    )
    entries, faults = judged(path, RULES)
    assert [rows.names(entry.categories) for entry in entries] == [categories for _, categories in EXPECTED]
    assert faults == [(3, "number.check_character")]


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_the_name_of_a_folder_is_not_taken_for_a_value(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "categories=phone" / f"records.{suffix}"
    path.parent.mkdir()
    row = ("fi.hetu", NUMBER, "a", "email", "")
    if suffix == "csv":
        path.write_text(f"{','.join(HEADER)}\n{','.join(row)}\n")
    elif suffix == "jsonl":
        path.write_text(json.dumps(dict(zip(HEADER, row, strict=True))))
    else:
        chosen = ", ".join(f"'{value}' AS {name}" for name, value in zip(HEADER, row, strict=True))
        duckdb.sql(f"COPY (SELECT {chosen}) TO '{path}'")
    assert found(path) == [(NUMBER, ("email",))]


def test_the_end_of_a_name_is_not_taken_for_a_compression(tmp_path: Path) -> None:
    path = tmp_path / "records.gz"
    path.write_text(TEXT)
    assert found(path) == EXPECTED


def test_json_with_an_object_a_line_is_read_under_any_name_of_json(tmp_path: Path) -> None:
    path = tmp_path / "records.json"
    keys = TEXT.splitlines()[0].split(",")
    path.write_text(
        "\n" + "".join(json.dumps(dict(zip(keys, row.split(","), strict=True))) + "\n" for row in TEXT.splitlines()[1:])
    )
    assert found(path) == EXPECTED


@pytest.mark.parametrize("suffix", ["json", "jsonl", "parquet", "xlsx", "txt", "gz"])
def test_what_a_file_is_is_read_from_its_content(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"records.{suffix}"
    path.write_text(TEXT)
    assert found(path) == EXPECTED


def test_a_file_that_only_begins_as_parquet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "records.parquet"
    path.write_text("PAR1" + TEXT)
    with pytest.raises(OptionError, match="begins as Parquet") as error:
        detection.detect(path, AS_IS)
    assert NUMBER not in str(error.value)


def test_a_mapping_takes_foreign_columns_words_and_flags(tmp_path: Path) -> None:
    mapping_file = tmp_path / "mapping.toml"
    mapping_file.write_text(
        'separator = ","\n[columns]\nnumber = "hetu"\ncategories = "tiedot"\n[constant]\nscheme = "fi.hetu"\n'
        'breach = "a"\n[present]\n"puhelin\'\\"nro" = "phone"\n[categories]\nnimi = "name"\nosoite = "postal_address"\n'
    )
    path = tmp_path / "records.csv"
    path.write_text(f'hetu;tiedot;"puhelin\'""nro"\n{NUMBER};nimi, osoite;\n{OTHER};;040 123\n', encoding="utf-8")
    assert found(path, mapping.load(mapping_file)) == [(NUMBER, ("name", "postal_address")), (OTHER, ("phone",))]


def test_words_of_schemes_and_breaches_are_mapped(tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    path.write_text(
        f"scheme,number,breach,categories\nHETU,{NUMBER},tapaus 1,name;phone\nHETU,{OTHER},tapaus 1,email\n"
    )
    names = Mapping(schemes={"HETU": "fi.hetu"}, breaches={"tapaus 1": "a"})
    assert found(path, names) == EXPECTED


@pytest.mark.parametrize("delimiter", ["^", "\x01", "§", " ", "||", "~|~", ", "])
def test_a_mapping_names_another_delimiter(tmp_path: Path, delimiter: str) -> None:
    mapping_file = tmp_path / "mapping.toml"
    mapping_file.write_text(f"delimiter = {json.dumps(delimiter)}\n")
    path = tmp_path / "records.csv"
    path.write_text(TEXT.replace(",", delimiter), encoding="utf-8")
    assert found(path, mapping.load(mapping_file)) == EXPECTED


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 3000,
        "a = " + "1" * 5000,
        'delimiter = "\\n"',
        'delimiter = "\\""',
        'delimiter = ""',
        'delimiter = "a\\nb"',
        'escape = "ab"',
        'quote = "«"',
        'escape = "\\""',
        'encoding = "no-such"',
        "header = -1",
        'guess_scheme = ["xx.none"]',
        '[columns]\ncategories = ["a", "b"]',
        '[columns]\nnumber = ["a"]',
        '[columns]\nnumber = "a[b="',
        '[present]\nx = "shoe_size"\n',
        '[columns]\nshoe = "x"\n',
        "separator = 3\n",
        "[constant]\nnumber = '1'\n",
        "[",
    ],
)
def test_a_wrong_mapping_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(text)
    with pytest.raises(OptionError, match="mapping"):
        mapping.load(path)


def test_globs_and_names_give_each_file_once(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", "c.txt"):
        (tmp_path / name).write_text(TEXT)
    found_files = source.expand([str(tmp_path / "*.csv"), str(tmp_path / "a.csv")])
    assert [path.name for path in found_files] == ["a.csv", "b.csv"]
    with pytest.raises(OptionError, match="none"):
        source.expand([str(tmp_path / "none*.csv")])


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.mkfifo(tmp_path / "fifo")
    try:
        for name in (f"/proc/self/fd/{reading}", str(tmp_path / "fifo")):
            with pytest.raises(OptionError, match="not a regular file") as error:
                source.expand([name])
            assert "Save" in error.value.advice
    finally:
        os.close(reading)
        os.close(writing)
    with pytest.raises(OptionError, match="a folder"):
        source.expand([str(tmp_path)])


def test_a_name_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    for suffix in (b"csv", b"jsonl", b"parquet"):
        path = tmp_path / os.fsdecode(b"caf\xe9." + suffix)
        path.write_text(TEXT)
        with pytest.raises(OptionError, match="not UTF-8") as error:
            detection.detect(path, AS_IS)
        assert str(error.value).encode()  # it can be printed


@pytest.mark.parametrize("character", ["\n", "\x1b", "\u202e"])
def test_a_name_that_would_forge_a_line_of_output_is_refused(tmp_path: Path, character: str) -> None:
    path = tmp_path / f"a.csv: row.malformed{character}Published 5 people.csv"
    path.write_text(TEXT)
    with pytest.raises(OptionError, match="control character") as error:
        detection.detect(path, AS_IS)
    assert character not in str(error.value)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
@pytest.mark.parametrize("cut", [1, 3])
def test_utf16_that_is_cut_short_is_named_as_such(tmp_path: Path, encoding: str, cut: int) -> None:
    path = tmp_path / "records.csv"
    path.write_bytes((TEXT + "😀").encode(encoding)[:-cut])
    with pytest.raises(OptionError, match=r"UTF-16 and ends in the middle of a character"):
        detection.detect(path, AS_IS)
    path.write_bytes(TEXT.encode(encoding) + b"\xde\xde")  # the second half of a character, in either order of bytes
    with pytest.raises(OptionError, match=r"UTF-16 and holds what is no character"):
        detection.detect(path, AS_IS)


@pytest.mark.parametrize("more", ["", ",", ",,x", ",x,x", ",Number", ",ä,Ä", ',"a\nb"'])
def test_columns_that_are_not_looked_for_stop_no_file(tmp_path: Path, more: str) -> None:
    path = tmp_path / "records.csv"
    cells = more.count(",") * ","
    path.write_text(
        TEXT.replace("code", f"code{more}").replace("phone,", f"phone,{cells}").replace("email,", f"email,{cells}")
    )
    assert found(path) == EXPECTED


def test_a_column_that_is_looked_for_and_there_twice_is_named(tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    path.write_text(TEXT.replace("code", "code,number"))
    with pytest.raises(OptionError, match=r"Columns 2 and 6 .* same name"):
        detection.detect(path, AS_IS)


def test_keys_of_json_that_differ_in_capitals_are_different_keys(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    keys = dict(zip(HEADER, ("fi.hetu", OTHER, "a", "email", ""), strict=True))
    path.write_text(json.dumps({**keys, "Number": NUMBER, "number": OTHER}))
    assert found(path, Mapping(columns={"number": "Number"})) == [(NUMBER, ("email",))]


def test_a_first_line_that_is_data_is_not_printed(tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    path.write_text(TEXT.partition("\n")[2])
    with pytest.raises(OptionError) as error:
        detection.detect(path, AS_IS)
    assert NUMBER not in str(error.value)
    print_of = fingerprint(path)
    assert source.Source(path, "csv", ("fi.hetu", NUMBER, "a"), print_of).printable_columns() == ()
    assert source.Source(path, "csv", ("hetu", "nimi"), print_of).printable_columns() == ("hetu", "nimi")
    assert source.Source(path, "csv", ("1", "2"), print_of, named=False).printable_columns() == ()


def test_a_file_cut_short_inside_quotes_is_refused_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    path.write_text(TEXT + f'fi.hetu,"{NUMBER},a,name,\n')
    with pytest.raises(PublishError) as error:
        judged(path, RULES)
    assert NUMBER not in str(error.value)
