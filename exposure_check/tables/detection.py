"""What a file of records is: format, compression, encoding, delimiter, columns. Found by looking, never guessed at.

A file that fits no form is refused with what it lacks. Its own first line is not quoted where it may be data.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from exposure_check import printable
from exposure_check.errors import OptionError, PublishError, advice_on_file
from exposure_check.tables import cells, kinds, limits, stream
from exposure_check.tables import encoding as encodings
from exposure_check.tables.columns import spelling
from exposure_check.tables.csv_rows import CsvReader, further_fields, lines_of
from exposure_check.tables.framing import Dialect
from exposure_check.tables.source import CSV, JSON_LINES, JSON_VALUES, PARQUET, SHEET, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import Any

    from exposure_check.tables.mapping import Mapping
    from exposure_check.tables.stream import Fingerprint

DELIMITERS = (",", ";", "\t", "|")
_BEGINNING = 2 * limits.LONGEST_ROW
_SEP_LINE = re.compile(r"sep=(.)[\"']?[ \t]*(?:\r{0,2}\n|\r)", re.IGNORECASE)  # what Excel writes above a header
_JSON = re.compile(r"\s*(?:\{|\[\s*(?:[\[\]{\"]|\Z))")  # a name in brackets is one of SQL Server, in CSV
_JSON_SUFFIXES = (".json", ".jsonl", ".ndjson")
_LOOKED_AT = 30  # lines, for one that would be a header


def detect(path: Path, mapping: Mapping) -> Source:
    """Look at a file; raises `OptionError` where it cannot be read or lacks a column."""
    _require_name(path)
    try:
        compression, beginning = stream.beginning(path, _BEGINNING)
        kind = kinds.kind_of(path, beginning)
        if kind == kinds.TEXT:
            return _text(path, compression, beginning, mapping)
        if compression:
            raise OptionError(
                f"The file of records {str(path)!r} is a {kind} file that was compressed once more.",
                advice="Decompress it first and name what comes out.",
            )
        return _parquet(path, mapping) if kind == kinds.PARQUET else _spreadsheet(path, mapping)
    except OSError as error:
        raise OptionError(
            f"The file of records {str(path)!r} cannot be read: {error.strerror or error}.",
            advice=advice_on_file(error),
        ) from error


def _require_name(path: Path) -> None:
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise OptionError(f"The name of the file {str(path)!r} is not UTF-8.", advice="Rename it.") from None
    if printable.find(str(path)) is not None:  # a line break in it could say in our output what is not so
        raise OptionError(f"The name of the file {str(path)!r} holds a control character.", advice="Rename it.")


def _text(path: Path, compression: str, beginning: bytes, mapping: Mapping) -> Source:
    encoding = mapping.encoding or encodings.unicode_of(beginning)
    decoded = "".join(encodings.decoded([beginning], encoding, "replace")).lstrip("\ufeff")
    named_json = path.suffix.lower() in _JSON_SUFFIXES
    is_json = _JSON.match(decoded) is not None or (named_json and _has_object_lines(decoded))
    fingerprint, is_whole = _survey(path, compression, encoding)
    if is_json:
        layout = JSON_LINES if not mapping.rows and _has_object_lines(decoded) else JSON_VALUES
        return Source(path, layout, (), fingerprint, compression, encoding, rows=mapping.rows or "")
    if not is_whole and mapping.encoding is None:
        encoding = encodings.ANY
    return _tabular(Source(path, CSV, (), fingerprint, compression, encoding), mapping)


def _survey(path: Path, compression: str, encoding: str) -> tuple[Fingerprint, bool]:
    """Read a file once for its fingerprint, and for whether all of it is of its encoding; raises `OptionError`."""
    with stream.opened(path, compression) as content:
        is_whole = True
        try:
            blocks = content.blocks()
            try:
                for _ in encodings.decoded(blocks, encoding, "strict"):
                    pass
            except UnicodeDecodeError as error:
                is_whole = False
                _refuse_cut(path, encoding, error)
            for _ in blocks:  # to its end
                pass
        except PublishError as error:
            raise OptionError(error.message, advice=error.advice) from None
        return content.fingerprint(), is_whole


def _refuse_cut(path: Path, encoding: str, error: UnicodeDecodeError) -> None:
    if encoding in encodings.STRICT:
        fault = "ends in the middle of a character" if error.reason in encodings.CUT else "holds what is no character"
        raise OptionError(
            f"The file of records {str(path)!r} is in {encoding.upper()[:6]} and {fault}.",
            advice="Check that it is whole, or save it in UTF-8.",
        ) from None


def _has_object_lines(text: str) -> bool:
    """Whether one of the first lines is an object of its own: then each line is a record."""
    lines = (line for line in text[: limits.LONGEST_ROW].split("\n") if line.strip())
    return any(_is_object(line) for line, _ in zip(lines, range(_LOOKED_AT), strict=False))


def _is_object(line: str) -> bool:
    try:
        msgspec.json.decode(line, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        return False
    return True


class _Header(NamedTuple):
    dialect: Dialect
    columns: tuple[str, ...]
    line: int  # where the rows begin
    offset: int


def _tabular(source: Source, mapping: Mapping) -> Source:
    with stream.opened(source.path, source.compression) as content:
        blocks = encodings.utf8(content.blocks(), source.encoding)
        beginning = b""
        for block in blocks:
            beginning += block
            if len(beginning) >= _BEGINNING:
                break
    lines = lines_of(beginning[: limits.LONGEST_ROW].decode("utf-8", "replace"))
    if len(beginning) > limits.LONGEST_ROW:
        lines.pop()  # it may go on
    separator = _SEP_LINE.match(lines[0]) if lines else None
    delimiters = (mapping.delimiter,) if mapping.delimiter else (separator[1],) if separator else DELIMITERS
    above = _above(source.path, lines, max((mapping.header or 1) - 1, int(separator is not None)))
    found = [
        _header(source.path, lines, above, Dialect(delimiter, mapping.quote, mapping.escape), mapping)
        for delimiter in delimiters
    ]
    wanted = set(map(spelling, mapping.wanted()))
    # The delimiter under which the most wanted columns appear, or the most columns; the first of equals.
    best = max(found, key=lambda each: (len(wanted & set(each.columns)), mapping.header == 0 and len(each.columns)))
    _require(source.path, best.columns, mapping, beginning)
    return Source(
        source.path,
        CSV,
        best.columns,
        source.fingerprint,
        source.compression,
        source.encoding,
        best.dialect,
        best.line,
        best.offset,
        named=mapping.header != 0,
        further=further_fields(lines[best.line - 1 :][:_LOOKED_AT], best.dialect, len(best.columns)),
    )


def _above(path: Path, lines: list[str], skipped: int) -> int:
    """How many lines lie above the first that names columns or is a row: `skipped` ones, and those that are blank."""
    if skipped >= len(lines):
        raise OptionError(
            f"The file of records {str(path)!r} has fewer lines than header = {skipped + 1} needs, or one of more than "
            f"{limits.LONGEST_ROW >> 20} MiB.",
            advice="Correct header in the --mapping file: it is the number of the line that names the columns.",
        )
    return next((at for at in range(skipped, len(lines)) if lines[at].strip()), skipped)


def _header(path: Path, lines: list[str], above: int, dialect: Dialect, mapping: Mapping) -> _Header:
    """The names of the columns under a dialect, and where the rows begin."""
    record, ends = _first_record(path, lines, above, dialect)
    if mapping.header == 0:
        ends = above
        columns = tuple(map(str, range(1, len(record) + 1)))
    else:
        columns = tuple(map(spelling, record))
    return _Header(dialect, columns, ends + 1, len("".join(lines[:ends]).encode()))


def _first_record(path: Path, lines: list[str], above: int, dialect: Dialect) -> tuple[list[str], int]:
    """The fields of the first record, and the line that it ends with; no fields where this dialect does not read it."""
    reader = CsvReader(dialect)
    for taken in (lines[above : above + _LOOKED_AT], lines[above:]):
        ends = next(iter(reader.ends(taken)), 0)
        if ends:
            break
    else:
        raise OptionError(
            f"The first record of {str(path)!r} is longer than {limits.LONGEST_ROW >> 20} MiB, or a quotation mark in "
            "it is not closed.",
            advice="Fix its first line, which has to name the columns.",
        )
    try:
        _, fields = next(reader.records("".join(taken[:ends])), (0, []))
    except csv.Error:
        fields = []
    return fields, above + ends


def _parquet(path: Path, mapping: Mapping) -> Source:
    columns = cells.parquet_columns(path)
    _require(path, columns, mapping)
    wanted = [name for name in columns if name in _first_keys(mapping)]
    return Source(path, PARQUET, tuple(wanted), stream.fingerprint(path))


def _first_keys(mapping: Mapping) -> set[str]:
    return {key for name in mapping.named() for key in (name, name.partition(".")[0].partition("[")[0])}


def _spreadsheet(path: Path, mapping: Mapping) -> Source:
    fingerprint, content = sheet_content(path)
    names = cells.sheet_names(content, path)
    sheet = mapping.sheet or (names[0] if len(names) == 1 else "")
    if not names or sheet not in names:
        listed = ", ".join(map(repr, names))
        raise OptionError(
            f"The spreadsheet {str(path)!r} has no sheet {sheet!r}."
            if sheet
            else f"The spreadsheet {str(path)!r} has {len(names)} sheets that hold something.",
            advice=f"Name one with sheet = '...' in the --mapping file: {listed}." if names else "All are empty.",
        )
    rows = cells.sheet_rows(content, path, sheet)
    at, columns = _sheet_header(rows, mapping)
    _require(path, columns, mapping, rows=rows)
    return Source(path, SHEET, columns, fingerprint, line=at, sheet=sheet, named=mapping.header != 0)


def _sheet_header(rows: list[list[Any]], mapping: Mapping) -> tuple[int, tuple[str, ...]]:
    """How many rows lie above the first row of records, with their names."""
    if mapping.header == 0:
        return 0, tuple(map(str, range(1, max(map(len, rows), default=0) + 1)))
    filled = (at for at, row in enumerate(rows, start=1) if any(str(cell).strip() for cell in row))
    at = mapping.header or next(filled, 1)
    return at, tuple(spelling(str(cell)) for cell in rows[at - 1]) if at <= len(rows) else ()


def sheet_content(path: Path) -> tuple[Fingerprint, bytes]:
    """A spreadsheet whole, since it can be read in no other way; raises `OptionError`, `OSError`."""
    if path.stat().st_size > limits.LONGEST_SPREADSHEET:
        raise OptionError(
            f"The spreadsheet {str(path)!r} is larger than {limits.LONGEST_SPREADSHEET >> 20} MiB.",
            advice="Save its sheet as CSV in UTF-8.",
        )
    with stream.opened(path) as content:
        data = b"".join(content.blocks())
        return content.fingerprint(), data


def _require(
    path: Path, columns: Sequence[str], mapping: Mapping, beginning: bytes = b"", rows: Sequence[Sequence[object]] = ()
) -> None:
    missing = [name for name in mapping.wanted() if not _is_there(name, columns)]
    if missing:
        raise OptionError(
            f"The file of records {str(path)!r} lacks the columns: {', '.join(missing)}.",
            advice=_advice(missing, columns, mapping, _first_lines(beginning, rows)),
        )
    for name in mapping.named():
        places = [str(at) for at, column in enumerate(columns, start=1) if column == spelling(name)]
        if len(places) > 1:
            raise OptionError(
                f"Columns {' and '.join(places)} of {str(path)!r} have the same name, {name!r}, which is looked for.",
                advice="Rename all but the right one in the first line.",
            )


def _is_there(name: str, columns: Iterable[str]) -> bool:
    return any(key in columns for key in (spelling(name), name, name.partition(".")[0].partition("[")[0]))


def _advice(missing: list[str], columns: Sequence[str], mapping: Mapping, lines: Iterable[str]) -> str:
    folded = {column.casefold(): column for column in columns}
    alike = [(name, folded[name.casefold()]) for name in missing if name.casefold() in folded]
    if alike:
        return "Capitals count: " + ", ".join(f"{name!r} is there as {other!r}" for name, other in alike) + "."
    wanted = mapping.wanted()
    below = [line for line, text in enumerate(lines, start=1) if all(name in text for name in wanted)]
    if below and below[0] != mapping.header and mapping.header != 0:
        return f"They are named in line {below[0]}: write header = {below[0]} in a --mapping file."
    return (
        f"Its first line needs to be: {mapping.first_line}. "
        "For other names, or another delimiter, give a --mapping file; for a file without names, header = 0 in it."
    )


def _first_lines(beginning: bytes, rows: Sequence[Sequence[object]]) -> Iterator[str]:
    if rows:
        yield from (" ".join(map(str, row)) for row in rows[:_LOOKED_AT])
    else:
        yield from lines_of(beginning[: 1 << 16].decode("utf-8", "replace"))[:_LOOKED_AT]
