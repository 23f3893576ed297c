"""Files in other encodings than UTF-8: the same rows and lines as the same text in UTF-8."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exposure_check.errors import PublishError
from exposure_check.tables import detection
from exposure_check.tables.mapping import AS_IS, Mapping
from exposure_check.tables.reader import Reading, read

CP850 = Mapping(encoding="cp850")
UTF_16 = ("utf-16", "utf-16-le", "utf-16-be")
COLUMNS = ("number", "scheme", "breach", "categories", "code", "€")
CHARACTERS = "ab1 'ä€…\x01\0"  # in Windows-1252 too
WIDE = CHARACTERS + "😀\u0a0a\u0d0d\u2028\ufeff"  # with bytes that alone would be the end of a line, or a mark
ENDS = ("\n", "\r\n", "\r")

quoted = st.lists(st.sampled_from([*CHARACTERS, ",", '""', *ENDS])).map(lambda parts: f'"{"".join(parts)}"')


def rows_of(characters: str) -> st.SearchStrategy[list[list[str]]]:
    fields = st.one_of(st.text(characters, max_size=4), quoted, st.just('""""'))
    return st.lists(st.lists(fields, max_size=8), max_size=10)  # an empty one is a blank line


def read_as(path: Path) -> tuple[list[tuple[int, tuple[str, ...]]], list[tuple[int, str]]] | str:
    """All rows of a file and the refused ones with their lines; or why the file is refused."""
    rows, refused = [], []
    try:
        for batch in read(Reading(detection.detect(path, AS_IS)), AS_IS):
            rows += batch.rows
            refused += batch.refused
    except PublishError as error:
        return error.message
    return rows, refused


def assert_read_as_utf8(text: str, encoding: str, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(text.encode())
        expected = read_as(path)
        path.write_bytes(text.encode(encoding))
        assert detection.detect(path, AS_IS).encoding == encoding.replace("-sig", "")
        assert read_as(path) == expected
        if encoding == "utf-16":  # the other order of bytes, with a mark
            path.write_bytes(b"\xfe\xff" + text.encode("utf-16-be"))
            assert read_as(path) == expected


@settings(max_examples=40)
@given(st.data(), st.sampled_from((*UTF_16, "windows-1252")), st.sampled_from(ENDS))
def test_csv_gives_the_rows_and_lines_of_utf8(data: st.DataObject, encoding: str, end: str) -> None:
    rows = data.draw(rows_of(CHARACTERS if encoding == "windows-1252" else WIDE))
    assert_read_as_utf8("".join(",".join(row) + end for row in [COLUMNS, *rows]), encoding, "records.csv")


values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-9, 9),
    st.text(WIDE + "\n\r", max_size=4),
    st.lists(st.text(WIDE, max_size=3)),
)
objects = st.builds(
    lambda value, ascii_only: json.dumps(value, ensure_ascii=ascii_only),
    st.dictionaries(st.sampled_from(COLUMNS), values),
    st.booleans(),
)
others = st.sampled_from(
    ["", " \t", "\v", "\xa0", "[1]", "{", "null", '{"number": "\x01"}', '{"number":\r"1"}', '"\r"']
)


@settings(max_examples=40)
@given(
    st.lists(st.one_of(objects, others), max_size=10),
    st.sampled_from((*UTF_16, "utf-8-sig")),
    st.sampled_from(ENDS[:2]),
)
def test_json_lines_give_the_rows_and_lines_of_utf8(lines: list[str], encoding: str, end: str) -> None:
    assert_read_as_utf8(end.join(["{}", *lines]), encoding, "reader.jsonl")


def test_a_byte_that_is_no_character_spoils_its_field_alone(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(b"scheme,number,breach,categories,code\nfi.hetu,\x81\x80,a,name,\nfi.hetu,2,a,name,\n")
    rows, refused = read_as(path)
    assert [(line, row[1]) for line, row in rows] == [(2, "\ufffd€"), (3, "2")]
    assert refused == []


def test_an_encoding_that_the_mapping_names_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes("scheme,number,breach,categories\nfi.hetu,1,a,kirjekoodi ä\n".encode("cp850"))
    rows = [row for batch in read(Reading(detection.detect(path, CP850)), CP850) for _, row in batch.rows]
    assert rows[0][3] == "kirjekoodi ä"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_second_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "r.csv"
    path.write_text("\ufeff\ufeffscheme,number,breach,categories\nfi.hetu,1,a,name\n", encoding=encoding)
    assert read_as(path) == ([(2, ("fi.hetu", "1", "a", "name", "", ""))], [])
