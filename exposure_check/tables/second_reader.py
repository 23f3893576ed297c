"""A second opinion: the same files through other parsers than the build's, to be compared with what that read.

CSV goes through DuckDB, on one thread and into columns of text, with rows cut to the header by a rule of its own; JSON
through the standard `json`. Of Parquet and spreadsheets there is one reader alone. DuckDB keeps no table and has no
folder for temporary files; what it cannot read as it lies there goes to it through a pipe, never over a disk.
"""

from __future__ import annotations

import json
import os
import select
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, NoReturn

import duckdb

from exposure_check.errors import PublishError
from exposure_check.tables import encoding as encodings
from exposure_check.tables import json_path, limits, stream
from exposure_check.tables.cells import connect
from exposure_check.tables.columns import Columns
from exposure_check.tables.faults import RowFault
from exposure_check.tables.framing import LINE_END
from exposure_check.tables.source import CSV, JSON_LINES, JSON_VALUES, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exposure_check.tables.columns import Row
    from exposure_check.tables.mapping import Mapping

_PIPES = Path("/dev/fd")  # where the ends of a pipe have names; Windows has none
_LOOK_MILLISECONDS = 100  # how long to wait for room in a pipe before looking whether anybody reads it still
_MOST_JSON = 1 << 30  # bytes of a file that `json` has to hold whole
_LONGEST_DELIMITER = 4  # bytes, of DuckDB
_FURTHER = 16  # columns behind those of the header: what stands there makes a row malformed, or is empty
_ABSENT = "\x02absent"  # no field holds it: so an empty field and a missing one differ
_BLANK_JSON = b" \t\n\v\f\r"


def rows(source: Source, mapping: Mapping) -> Iterator[Row] | None:
    """The rows of a file in any order, without those that do not parse; None where there is no second reader for it.

    Raises `PublishError` where the file cannot be read to its end.
    """
    columns = Columns(source.columns, mapping)
    if source.format == CSV:
        if len(source.dialect.delimiter.encode()) > _LONGEST_DELIMITER or not _PIPES.exists():
            return None
        return _of_csv(source, columns)
    if source.format == JSON_LINES:
        return _of_objects(_lines(source), columns)
    if source.format == JSON_VALUES and source.fingerprint.size <= _MOST_JSON and not source.compression:
        return _of_objects(_values(source), columns)
    return None


def _of_csv(source: Source, columns: Columns) -> Iterator[Row]:
    try:
        with connect() as connection, stream.opened(source.path, source.compression) as content:
            text = _from(encodings.utf8(content.blocks(), source.encoding), source.offset)
            with _piped(_one_line_end(text)) as path:
                yield from _fitting(connection.execute(_query(source, str(path))), source, columns)
    except (duckdb.Error, OSError):  # the texts of DuckDB quote what it read
        _refuse(source)


def _query(source: Source, path: str) -> str:
    # Nothing but the name of the file and the marks of the dialect stands in this text, quoted as SQL asks.
    named = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(len(source.columns) + _FURTHER))
    dialect = source.dialect
    escape = dialect.escape or dialect.quote
    return (
        f"SELECT * FROM read_csv({_literal(path)}, auto_detect=false, header=false, parallel=false, "  # noqa: S608
        f"hive_partitioning=false, compression='none', delim={_literal(dialect.delimiter)}, "
        f"quote={_literal(dialect.quote)}, escape={_literal(escape)}, columns={{{named}}}, null_padding=true, "
        f"strict_mode=false, nullstr={_literal(_ABSENT)}, store_rejects=true, rejects_limit=1, "
        f"max_line_size={limits.LONGEST_ROW})"
    )


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _fitting(cursor: duckdb.DuckDBPyConnection, source: Source, columns: Columns) -> Iterator[Row]:
    width, needed = len(source.columns), len(source.columns) - source.spare
    while batch := cursor.fetchmany(limits.BATCH):
        for cells in batch:
            present = [cell for cell in cells if cell is not None]
            further = present[width:]
            if len(present) < needed or len(further) > source.further or any(cell.strip() for cell in further):
                continue
            if any(cell.strip() for cell in present):
                yield from _row(columns, [*present[:width], *[""] * (width - len(present))])


def _row(columns: Columns, cells: list[str]) -> Iterator[Row]:
    try:
        yield columns.row(cells)
    except RowFault:
        return


def _lines(source: Source) -> Iterator[object]:
    with stream.opened(source.path, source.compression) as content:
        waiting = b""
        for block in encodings.utf8(content.blocks(), source.encoding):
            *lines, waiting = (waiting + block).split(b"\n")
            yield from _decoded(lines)
        yield from _decoded([waiting])


def _decoded(lines: Iterable[bytes]) -> Iterator[object]:
    for line in lines:
        if line.strip(_BLANK_JSON) and len(line) < limits.LONGEST_ROW:
            try:
                text = line.decode()
                value = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_number)
                json.dumps(value, ensure_ascii=False).encode()  # half a character is none
            except (ValueError, RecursionError):
                continue
            yield value


def _values(source: Source) -> Iterator[object]:
    with stream.opened(source.path) as content:
        text = b"".join(encodings.utf8(content.blocks(), source.encoding)).decode("utf-8", "replace")
    decoder = json.JSONDecoder(object_pairs_hook=_lenient, parse_constant=lambda _: _Wrong())
    keys = [step.key for step in json_path.parse(source.rows)] if source.rows else []
    at = 0
    try:
        while at < len(text) and (rest := text[at:].lstrip()):
            at = len(text) - len(rest)
            value, at = decoder.raw_decode(text, at)
            yield from _at_path(value, keys)
    except (ValueError, RecursionError):
        _refuse(source)


def _at_path(value: object, keys: Sequence[str]) -> Iterator[object]:
    if isinstance(value, list):
        for each in value:
            yield from _at_path(each, keys) if keys else [each]
    elif isinstance(value, dict):
        if keys:
            yield from _at_path(value.get(keys[0]), keys[1:])
        else:
            yield value


def _of_objects(values: Iterable[object], columns: Columns) -> Iterator[Row]:
    for value in values:
        if isinstance(value, dict) and not _holds_wrong(value):
            try:
                yield columns.row(value)
            except RowFault:
                continue


class _Wrong(dict[str, object]):
    """An object in which a key occurs twice, or what is no value of JSON."""


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _lenient(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _Wrong(found)


def _holds_wrong(value: object) -> bool:
    if isinstance(value, dict):
        return isinstance(value, _Wrong) or any(map(_holds_wrong, value.values()))
    return isinstance(value, list) and any(map(_holds_wrong, value))


def _no_number(_: str) -> NoReturn:
    raise ValueError


def _from(blocks: Iterable[bytes], offset: int) -> Iterator[bytes]:
    for block in blocks:
        yield block[offset:]
        offset = max(offset - len(block), 0)


def _one_line_end(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The same with every line end as LF, also inside quotation marks: DuckDB eats characters behind a CR among LF."""
    waiting = b""
    for block in blocks:
        data = waiting + block
        whole = len(data.rstrip(b"\r")) if data.endswith(b"\r") else len(data)
        waiting = data[whole:]
        yield LINE_END.sub(b"\n", data[:whole])
    yield LINE_END.sub(b"\n", waiting)


@contextmanager
def _piped(blocks: Iterable[bytes]) -> Iterator[Path]:
    """A name under which the blocks can be read once, as one file. Raises what the blocks raise."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    left = Event()
    with ThreadPoolExecutor(1) as threads:
        feeding = threads.submit(_feed, blocks, writing, left)
        try:
            yield _PIPES / str(reading)
        finally:
            left.set()
            os.close(reading)
        feeding.result()


def _feed(blocks: Iterable[bytes], into: int, left: Event) -> None:
    try:
        room = select.poll()
        room.register(into, select.POLLOUT)
        for block in blocks:
            waiting = memoryview(block)
            while waiting:
                # Never blocked in a write, which would not end where nobody reads any more.
                if left.is_set():
                    raise BrokenPipeError
                if room.poll(_LOOK_MILLISECONDS):
                    waiting = waiting[os.write(into, waiting) :]
    finally:
        os.close(into)


def _refuse(source: Source) -> NoReturn:
    raise PublishError(
        f"The second reader cannot read {source.name!r} to its end.",
        advice="Look at its quotation marks and line ends, or save it as JSON lines.",
    ) from None
