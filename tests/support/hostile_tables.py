"""Hostile files of CSV and JSON, and an oracle for CSV: one character after another, slow, and written apart from the
reader. The property tests hold both readers against it.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import strategies as st

from exposure_check.errors import PublishError
from exposure_check.tables import detection, second_reader
from exposure_check.tables.mapping import AS_IS, Mapping
from exposure_check.tables.reader import Reading, read

HEADER = ("scheme", "number", "breach", "categories", "code", "note")
ENDS = ("\n", "\r\n", "\r", "\r\r\n")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252")
BLANKS = " \t"

Row = tuple[str, ...]
Read = tuple[list[tuple[int, Row]], list[tuple[int, str]], int]  # rows and refused rows by line, how many are blank


class Wrong(Exception):  # noqa: N818
    """The quotation marks of a text are wrong."""


class Oracle:
    """Reads a text of CSV with the header `HEADER`, delimiter comma."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.line = text, 0, 1
        self.is_doubtful = False  # a mark in the middle of one field, another in that of the next: a reader may stop

    def records(self) -> list[tuple[int, list[str]]]:
        """All records below the header, with the line where each begins; raises `Wrong`."""
        found = []
        while self.at < len(self.text):
            begins = self.line
            found.append((begins, self.record()))
        return found[1:]

    def record(self) -> list[str]:
        fields, marks = [], 0
        if self.end():
            return []
        while True:
            field, outside = self.field()
            fields.append(field)
            marks += outside
            self.is_doubtful = self.is_doubtful or outside % 2 == 1
            if self.at >= len(self.text) or self.end():
                if marks % 2:  # a mark in the middle of a field may be meant to open one
                    raise Wrong
                return fields
            self.at += 1  # the delimiter

    def field(self) -> tuple[str, int]:
        begins = self.at
        while self.at < len(self.text) and self.text[self.at] == " ":
            self.at += 1
        if self.at < len(self.text) and self.text[self.at] == '"':
            return self.quoted(), 0
        self.at = begins
        while self.at < len(self.text) and self.text[self.at] not in ",\r\n":
            self.at += 1
        field = self.text[begins : self.at]
        return field.lstrip(" "), field.count('"')

    def quoted(self) -> str:
        field = ""
        self.at += 1
        while True:
            if self.at >= len(self.text):
                raise Wrong
            if self.text.startswith('""', self.at):
                field += '"'
                self.at += 2
            elif self.text[self.at] == '"':
                self.at += 1
                break
            elif self.text[self.at] in "\r\n":
                begins = self.at
                self.end()
                field += self.text[begins : self.at]
            else:
                field += self.text[self.at]
                self.at += 1
        while self.at < len(self.text) and self.text[self.at] in BLANKS:
            self.at += 1
        if self.at < len(self.text) and self.text[self.at] not in ",\r\n":
            raise Wrong
        return field

    def end(self) -> bool:
        """Whether a line ends here; passes over its end."""
        end = next((end for end in ("\r\r\n", "\r\n", "\n", "\r") if self.text.startswith(end, self.at)), "")
        self.at += len(end)
        self.line += bool(end)
        return bool(end)


def expected(text: str) -> tuple[Read | None, bool]:
    """What a reader has to give for a text of CSV, None where it has to stop; and whether it may stop all the same."""
    oracle = Oracle(text)
    try:
        records = oracle.records()
    except Wrong:
        return None, True
    further = _further(records, oracle.line + (not text.endswith(("\n", "\r"))))
    rows, refused, blank = [], [], 0
    for line, fields in records:
        if not any(field.strip() for field in fields) or fields == ["\x1a"]:
            blank += 1
        elif not 0 <= len(fields) - len(HEADER) <= further or any(field.strip() for field in fields[len(HEADER) :]):
            refused.append((line, "row.malformed"))
        else:
            rows.append((line, (*map(_unwrapped, fields[:3]), fields[3], _unwrapped(fields[4]), "")))
    return (rows, refused, blank), oracle.is_doubtful


def _further(records: list[tuple[int, list[str]]], end: int) -> int:
    """How many empty fields too many the rows in the first 30 lines have that have the fewest."""
    ends = [line for line, _ in records[1:]] + [end]
    counts = [
        len(fields) - len(HEADER)
        for (_, fields), ends_before in zip(records, ends, strict=False)
        if ends_before - records[0][0] <= 30
        and len(fields) >= len(HEADER)
        and any(field.strip() for field in fields)
        and not any(field.strip() for field in fields[len(HEADER) :])
    ]
    return min(counts, default=0)


def _unwrapped(field: str) -> str:
    bare = field.strip()
    return bare[2:-1] if bare.startswith('="') and bare.endswith('"') and len(bare) > 2 else field


def first(path: Path, mapping: Mapping = AS_IS) -> Read | None:
    """What the build's reader gives; None where it stops."""
    rows, refused, blank = [], [], 0
    try:
        for batch in read(Reading(detection.detect(path, mapping)), mapping):
            rows += batch.rows
            refused += batch.refused
            blank += batch.blank
    except PublishError:
        return None
    return sorted(rows), sorted(refused), blank


def second(path: Path, mapping: Mapping = AS_IS) -> list[Row]:
    """The rows of the second reader."""
    rows = second_reader.rows(detection.detect(path, mapping), mapping)
    assert rows is not None
    return list(rows)


def same(rows: list[Row]) -> Counter[Row]:
    """Rows as they count: the line breaks that a field holds may be told in other ways."""
    return Counter(tuple(" ".join(field.split()) for field in row) for row in rows)


def require_agreement(text: str, encoding: str) -> None:
    """Both readers read a text of CSV as the oracle does; raises `AssertionError`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "records.csv")
        path.write_bytes(text.encode(encoding))
        wanted, may_stop = expected(text)
        found = first(path)
        if found is None:
            assert may_stop
            return
        assert wanted is not None
        assert [(line, same([row])) for line, row in found[0]] == [(line, same([row])) for line, row in wanted[0]]
        assert found[1:] == wanted[1:]
        assert same(second(path)) == same([row for _, row in found[0]])


def require_agreement_of_json(text: str) -> None:
    """Both readers read a text of JSON alike; raises `AssertionError`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "records.json")
        path.write_text(text, encoding="utf-8")
        found = first(path)
        if found is not None:
            assert Counter(second(path)) == Counter(row for _, row in found[0])


_words = st.sampled_from(
    ["", " ", "fi.hetu", "010594Y9032", "a", "name;phone", "1", "ä", "€", "x y", "\t", "=1", "\x1a"]
)
_inside = st.lists(st.sampled_from(["a", ",", '""', "\n", "\r\n", "\r", " ", "ä", "fi.hetu,1,a,b,c,d"]), max_size=5)
_quoted = st.builds(
    lambda before, parts, behind: f'{before}"{"".join(parts)}"{behind}',
    st.sampled_from(["", "", " "]),
    _inside,
    st.sampled_from(["", "", " ", "\t"]),
)
_wrong = st.sampled_from(['"', 'a"', 'a"b"', '"a"b', '"a', '""a', 'a""', '"a""', '="1"'])
_huge = st.integers(1, 70_000).map("x".__mul__)
_fields = st.one_of(_words, _words, _quoted)
_whole = st.lists(_fields, min_size=6, max_size=6)
_ragged = st.lists(_fields, max_size=9)


def texts(*, wrong: bool, huge: bool) -> st.SearchStrategy[str]:
    """Texts of CSV below a right header: ragged, of mixed line ends, with wrong quotation marks or huge fields."""
    rows = [_whole, _whole, _ragged]
    if wrong:
        rows.append(st.lists(st.one_of(_words, _quoted, _wrong), min_size=6, max_size=6))
    if huge:
        rows.append(st.lists(st.one_of(_words, _huge, _huge.map('"{}"'.format)), min_size=6, max_size=6))
    lines = st.tuples(st.one_of(*rows).map(",".join), st.sampled_from(ENDS))
    return st.builds(
        lambda end, lines, last: ",".join(HEADER) + end + "".join(map("".join, lines)) + last,
        st.sampled_from(ENDS),
        st.lists(lines, max_size=12),
        st.sampled_from(["", "a", "fi.hetu,1,a,b,c,d", '"x"']),
    )


_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(), st.text(max_size=4)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=2), inner, max_size=2)),
    max_leaves=4,
)
_objects = st.dictionaries(st.sampled_from(HEADER), _values, max_size=6).map(json.dumps)
_doubled = st.sampled_from(
    ['{"number": "1", "number": "2"}', '{"number": 1, "x": {"a": 1, "a" : 2}}', '{"a": "\\": "}']
)
_broken = st.sampled_from(["", " ", "{", "[1]", "null", "3", '{"a": 1,}', '{"number": "\\ud800"}', '{"number": NaN}'])


def json_lines() -> st.SearchStrategy[str]:
    """Texts of JSON lines with broken lines and doubled keys."""
    lines = st.lists(st.one_of(_objects, _doubled, _broken), max_size=8)
    return st.builds(lambda end, lines: end.join(["{}", *lines]), st.sampled_from(ENDS[:2]), lines)


def json_arrays() -> st.SearchStrategy[str]:
    """Texts of an array of objects over lines of their own or not, or of objects one behind the other."""
    parts = st.lists(st.one_of(_objects, _doubled), max_size=8)
    return st.builds(
        lambda form, objects: form[0] + form[1].join(objects) + form[2],
        st.sampled_from(
            [("[", ",", "]"), ("[\r\n", "\r\n,\r\n", "]\r\n"), ("{\n}", "\n\n", ""), (" [ ", " , ", " ] ")]
        ),
        parts,
    )
