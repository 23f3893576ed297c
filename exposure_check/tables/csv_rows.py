"""The fields of records of CSV, through the standard `csv` module, which has to find the records that were framed.

Where the two differ, or `csv` finds an error, the reading stops: what follows a wrong quotation mark may be the inside
of somebody's note, and `csv` itself would go on with it as with rows.
"""

from __future__ import annotations

import csv
import re
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, NoReturn

from exposure_check.errors import PublishError
from exposure_check.tables import limits
from exposure_check.tables.batch import Batch, Span
from exposure_check.tables.faults import MALFORMED, TOO_LONG, RowFault
from exposure_check.tables.framing import refuse_long

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Protocol

    from exposure_check.tables.columns import Columns
    from exposure_check.tables.framing import Chunk, Dialect

if TYPE_CHECKING:

    class _Fields(Protocol):
        """What `csv.reader` gives."""

        line_num: int

        def __iter__(self) -> Iterator[list[str]]: ...


csv.field_size_limit(8 * limits.LONGEST_ROW)
_LINE = re.compile(r"[^\r\n]*(?:\r{0,2}\n|\r)|[^\r\n]+\Z")
_STAND_INS = "\x1f\x1e\x1d\x1c\ue000\ue001\ue002"  # for a delimiter of several characters
_END_OF_FILE = "\x1a"  # Ctrl-Z, with which DOS ends a file
_FORMULA = '="'  # by which Excel keeps its hands off a text
_A_NUMBER = re.compile(r"(?:\d\D?){4}")  # in the place of the number: no prose


class CsvReader:
    """Fields of lines, under a dialect."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._escapes = re.compile(re.escape(dialect.escape) + r"[\s\S]") if dialect.escape else None
        delimiter, blanks = re.escape(dialect.delimiter), "".join({" ", "\t"} - {dialect.delimiter})
        end = rf"(?={delimiter}|\r|\n|\Z)"
        self._behind = re.compile(rf"({_quoted(dialect)})(?:[{blanks}]+{end})?" if dialect.quote else "")
        self._null = re.compile(rf"(?:(?<={delimiter})|(?<![^\r\n]))\\N{end}")  # as MySQL and PostgreSQL write NULL

    def records(self, text: str) -> Iterator[tuple[int, list[str]]]:
        """The records of a text, each with the ordinal of the line that it ends with, from 1. Raises `csv.Error`, which
        is no error of a row: nothing that follows can be trusted.
        """
        reader, stand_in = self._open(text)
        for fields in reader:
            yield reader.line_num, self._restored(fields, stand_in)

    def lines(self, text: str) -> list[list[str]]:
        """The fields of each line of a text of which each line is a record; raises `csv.Error`."""
        reader, stand_in = self._open(text)
        found = list(reader) if not stand_in else [self._restored(fields, stand_in) for fields in reader]
        if reader.line_num != len(found):
            raise csv.Error
        return found

    def _open(self, text: str) -> tuple[_Fields, str]:
        """The reader of a text, and the character that stands in it for the delimiter, if one does."""
        dialect, stand_in = self._dialect, ""
        if dialect.escape == "\\" and "\\N" in text:
            text = self._null.sub("", text)  # else `csv` would make an N of it
        if dialect.quote and (dialect.quote + " " in text or dialect.quote + "\t" in text):
            text = self._behind.sub(r"\1", text)  # blanks behind a quoted field, which `csv` does not take
        if len(dialect.delimiter) > 1:
            stand_in = next((mark for mark in _STAND_INS if mark not in text), "")
            if not stand_in:
                raise csv.Error
            text = text.replace(dialect.delimiter, stand_in)
        reader = csv.reader(
            lines_of(text),
            delimiter=stand_in or dialect.delimiter,
            quotechar=dialect.quote or None,
            quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
            escapechar=dialect.escape or None,
            skipinitialspace=dialect.delimiter != " ",
            strict=True,
        )
        return reader, stand_in

    def _restored(self, fields: list[str], stand_in: str) -> list[str]:
        return [field.replace(stand_in, self._dialect.delimiter) for field in fields] if stand_in else fields

    def ends(self, lines: Sequence[str]) -> list[int]:
        """Where records end by their quotation marks alone, as ordinals of lines from 1."""
        quote, ends, inside = self._dialect.quote, [], False
        for at, line in enumerate(lines, start=1):
            bare = self._escapes.sub("", line) if self._escapes and self._dialect.escape in line else line
            if quote and quote in bare and bare.count(quote) % 2:
                inside = not inside
            if not inside and (bare is line or bare.endswith(("\n", "\r")) or not line.endswith(("\n", "\r"))):
                ends.append(at)
        return ends


class CsvRows:
    """Reads the records of one file. `name` is for errors, `width` how many columns the header names, `spare` how many
    of the last of these have no name: a row may lack them. `further` empty fields may stand behind them.
    """

    def __init__(self, name: str, dialect: Dialect, width: int, spare: int, further: int, columns: Columns) -> None:
        self._name, self._dialect, self._columns = name, dialect, columns
        self._reader = CsvReader(dialect)
        self._width, self._spare, self._further = width, spare, further

    def __call__(self, chunk: Chunk) -> Batch:
        """The rows of a chunk; raises `PublishError`."""
        batch = Batch(lines=chunk.lines, bytes=len(chunk.data))
        if not chunk.data:
            batch.records = 1
            batch.refused.append((chunk.line, TOO_LONG))
            return batch
        text = chunk.data.decode("utf-8", "replace")
        lines = lines_of(text)
        plain = not any(mark and mark in text for mark in (self._dialect.quote, self._dialect.escape))
        ends = range(1, len(lines) + 1) if plain else self._reader.ends(lines)
        batch.lines = ends[-1] if ends else 0
        if chunk.lines == len(lines) == len(ends):
            self._simple(batch, chunk, text, lines)
        else:
            self._spanning(batch, chunk, text, lines, ends)
        return batch

    def _simple(self, batch: Batch, chunk: Chunk, text: str, lines: list[str]) -> None:
        """Where each line is a record, as nearly everywhere."""
        longest = max(map(len, lines))
        batch.longest = longest, chunk.line + next(at for at, line in enumerate(lines) if len(line) == longest)
        try:
            records = self._reader.lines(text)
        except csv.Error:
            self._refuse(self._fault(chunk, text))
        if len(records) != len(lines):
            self._refuse(chunk.line)
        width, add = self._width, batch.rows.append
        row_of = self._columns.row if _FORMULA in text else self._columns.text_row
        short = longest <= limits.LONGEST_ROW >> 2
        for line, fields in enumerate(records, start=chunk.line):
            if short and len(fields) == width:
                try:
                    row = row_of(fields)
                except RowFault as fault:
                    batch.refuse(line, fault)
                    continue
                if row[1].strip() or any(map(str.strip, fields[:width])):
                    add((line, row))
                else:
                    batch.blank += 1
            else:
                self._judge(batch, line, fields, lines[line - chunk.line])
        batch.records = len(records)

    def _spanning(self, batch: Batch, chunk: Chunk, text: str, lines: list[str], ends: Sequence[int]) -> None:
        framed = list(pairwise([0, *ends]))
        if not framed or ends[-1] != len(lines):
            self._refuse(chunk.line + (framed[-1][1] if framed else 0))
        try:
            for line, fields in self._reader.records(text):
                begins, end = framed[batch.records]
                if line != end:
                    self._refuse(chunk.line + begins)
                batch.records += 1
                self._look_inside(batch, chunk.line + begins, lines[begins:end])
                self._judge(batch, chunk.line + begins, fields, "".join(lines[begins:end]))
        except (csv.Error, IndexError):
            self._refuse(chunk.line + framed[min(batch.records, len(framed) - 1)][0])
        if batch.records != len(framed):
            self._refuse(chunk.line + framed[batch.records][0])

    def _fault(self, chunk: Chunk, text: str) -> int:
        """The line at fault: the one behind the last that was read."""
        last = 0
        with suppress(csv.Error):
            for line, _ in self._reader.records(text):
                last = line
        return chunk.line + last

    def _judge(self, batch: Batch, line: int, fields: list[str], raw: str) -> None:
        if len(raw) > limits.LONGEST_ROW >> 2 and len(raw.encode()) > limits.LONGEST_ROW:
            batch.refused.append((line, TOO_LONG))
            return
        width = self._width
        if len(fields) != width and not self._fit(fields):
            if any(map(str.strip, fields)) and raw.strip() != _END_OF_FILE:
                batch.refused.append((line, MALFORMED))
            else:
                batch.blank += 1
            return
        try:
            row = self._columns.row(fields) if _FORMULA in raw else self._columns.text_row(fields)
        except RowFault as fault:
            batch.refuse(line, fault)
            return
        if not row[1].strip() and not any(map(str.strip, fields[:width])):
            batch.blank += 1  # as spreadsheets leave behind their last row
        else:
            batch.rows.append((line, row))

    def _fit(self, fields: list[str]) -> bool:
        """Make a row as long as the header where it lacks columns without a name, or has the empty fields that all rows
        of the file have behind the last.
        """
        missing = self._width - len(fields)
        if 0 < missing <= self._spare:
            fields += [""] * missing
            return True
        if -self._further <= missing < 0 and not any(map(str.strip, fields[self._width :])):
            del fields[self._width :]
            return True
        return False

    def _look_inside(self, batch: Batch, line: int, lines: list[str]) -> None:
        batch.longest = max(batch.longest, (sum(map(len, lines)), line))
        if len(lines) == 1:
            return
        batch.tallest = max(batch.tallest, (len(lines), line))
        if sum(len(each.encode()) for each in lines) > limits.LONGEST_ROW:
            refuse_long(self._name, line)
        rows = sum(map(self._would_be_row, lines[1:]))
        if rows:
            batch.spans.append(Span(line, line + len(lines) - 1, rows))

    def _would_be_row(self, line: str) -> bool:
        if line.count(self._dialect.delimiter) + 1 < self._width - self._spare:
            return False
        fields = line.rstrip("\r\n").split(self._dialect.delimiter)
        if len(fields) != self._width and not self._fit(fields):
            return False
        return _A_NUMBER.search(self._columns.number_of(fields)) is not None

    def _refuse(self, line: int) -> NoReturn:
        quote = self._dialect.quote or "escape"
        raise PublishError(
            f"In {self._name!r} the quotation marks of the record that begins in line {line} are wrong: one is not at "
            "the edge of its field, or not closed. Where the next record begins cannot be told for certain.",
            advice=f"Fix that record. A mark inside a field is written twice ({quote}{quote}); where the file writes "
            "it with a backslash, put escape = '\\' into the --mapping file, and where marks are plain characters, "
            "quote = ''.",
        )


def further_fields(lines: Sequence[str], dialect: Dialect, width: int) -> int:
    """How many empty fields each of these rows has behind the last column, of those that fit. A single row that has one
    more than the others has a delimiter within a field, and what follows that stands in the wrong column.
    """
    found = []
    with suppress(csv.Error):
        for _, fields in CsvReader(dialect).records("".join(lines)):
            if len(fields) >= width and any(map(str.strip, fields)) and not any(map(str.strip, fields[width:])):
                found.append(len(fields) - width)
    return min(found, default=0)


def _quoted(dialect: Dialect) -> str:
    """The pattern of a quoted field."""
    quote, escape = re.escape(dialect.quote), re.escape(dialect.escape)
    escaped = rf"|{escape}[\s\S]" if escape else ""
    # The group is not possessive (see `framing`): what may not follow the closing mark comes to the same.
    return rf"{quote}(?:[^{quote}{escape}]++|{quote}{quote}{escaped})*{quote}(?!{quote})"


def lines_of(text: str) -> list[str]:
    """The lines of a text with their ends: LF, CR LF, CR CR LF or CR alone."""
    if "\r" not in text or text.count("\r") == text.count("\r\n"):
        lines = text.split("\n")
        last = lines.pop()
        lines = [line + "\n" for line in lines]
        return [*lines, last] if last else lines
    return _LINE.findall(text)
