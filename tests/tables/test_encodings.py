"""Files in other encodings than UTF-8: the same rows and lines as the same text in UTF-8, streamed and not written."""

from __future__ import annotations

import json
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exposure_check.errors import PublishError
from exposure_check.tables import detection, encodings, reader
from exposure_check.tables.mapping import AS_IS
from exposure_check.tables.refusals import Refusals

UTF_16 = ("utf-16", "utf-16-le", "utf-16-be")
COLUMNS = ("number", "scheme", "breach", "categories", "code", "€")
CHARACTERS = "ab1 'ä€…\x01\0"  # in Windows-1252 too
WIDE = CHARACTERS + "😀\u0a0a\u0d0d\u2028\ufeff"  # with bytes that alone would be the end of a line, or a mark
ENDS = ("\n", "\r\n", "\r")

quoted = st.lists(st.sampled_from([*CHARACTERS, ",", '""', *ENDS])).map(lambda parts: f'"{"".join(parts)}"')


def rows_of(characters: str) -> st.SearchStrategy[list[list[str]]]:
    fields = st.one_of(st.text(characters, max_size=4), quoted, st.just('""""'))
    return st.lists(st.lists(fields, max_size=8), max_size=10)  # an empty one is a blank line


def told(path: Path) -> tuple[list[tuple[str, ...]], list[int], list[int]] | str:
    """All rows of a file, the lines where they begin, and those of the malformed; or why the file is refused."""
    faults, rows = Refusals(), []
    source = detection.detect(path, AS_IS)
    try:
        for ordinal, batch in reader.read(source, faults):
            rows += batch
            for place in range(len(batch)):
                faults.refuse(ordinal + place, "read")
    except PublishError as error:
        return error.message
    faults.close_file(source)
    read = [fault.line for fault in faults.found if fault.reason == "read"]
    return rows, read, [fault.line for fault in faults.found if fault.reason != "read"]


def assert_read_as_utf8(text: str, encoding: str, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(text.encode())
        expected = told(path)
        path.write_bytes(text.encode(encoding))
        assert detection.detect(path, AS_IS).encoding == encoding
        assert told(path) == expected
        if encoding == "utf-16":  # the other order of bytes, with a mark
            path.write_bytes(b"\xfe\xff" + text.encode("utf-16-be"))
            assert told(path) == expected


@settings(max_examples=40)
@given(st.data(), st.sampled_from((*UTF_16, "windows-1252")), st.sampled_from(ENDS))
def test_csv_gives_the_rows_and_lines_of_utf8(data: st.DataObject, encoding: str, end: str) -> None:
    rows = data.draw(rows_of(CHARACTERS if encoding == "windows-1252" else WIDE))
    assert_read_as_utf8("".join(",".join(row) + end for row in [COLUMNS, *rows]), encoding, "reader.csv")


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


def many_rows(path: Path, rows: int) -> detection.Source:
    """A file of some megabytes that goes through a pipe."""
    path.write_bytes(f"scheme,number,breach,categories,code,€\n{'fi.hetu,1,a,name,,€' + chr(10)}".encode("cp1252"))
    with path.open("ab") as file:
        file.write("fi.hetu,1,a,name,,€\n".encode("cp1252") * (rows - 1))
    return detection.detect(path, AS_IS)


def test_a_large_file_comes_whole_and_in_order(tmp_path: Path) -> None:
    source = many_rows(tmp_path / "r.csv", 500_000)
    seen = 0
    for ordinal, batch in reader.read(source, Refusals()):
        assert ordinal == seen
        seen += len(batch)
    assert seen == 500_000


def test_reading_that_is_given_up_leaves_neither_thread_nor_pipe(tmp_path: Path) -> None:
    source = many_rows(tmp_path / "r.csv", 500_000)
    threads, descriptors = threading.active_count(), len(list(Path("/dev/fd").iterdir()))
    for _ in range(3):
        rows = reader.read(source, Refusals())
        next(rows)
        rows.close()
    assert threading.active_count() == threads
    assert len(list(Path("/dev/fd").iterdir())) == descriptors


def test_a_file_that_goes_away_while_it_is_read_is_not_taken_for_its_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = many_rows(tmp_path / "r.csv", 1000)
    whole = encodings._blocks

    def broken(path: Path, encoding: str, errors: str):
        yield from whole(path, encoding, errors)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(encodings, "_blocks", broken)
    with pytest.raises(PublishError, match="cannot be read to its end"):
        list(reader.read(source, Refusals()))


def test_a_byte_that_is_no_character_spoils_its_field_alone(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(b"scheme,number,breach,categories,code\nfi.hetu,\x81\x80,a,name,\nfi.hetu,2,a,name,\n")
    rows, lines, malformed = told(path)
    assert [row[1] for row in rows] == ["\ufffd€", "2"]
    assert (lines, malformed) == ([2, 3], [])


def test_where_no_pipe_has_a_name_the_encoding_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encodings, "_PIPES", tmp_path / "absent")
    with pytest.raises(detection.OptionError, match="windows-1252") as error:
        many_rows(tmp_path / "r.csv", 1)
    assert "UTF-8" in error.value.advice
