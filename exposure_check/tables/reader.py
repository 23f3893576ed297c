"""Reading breach records through DuckDB, streamed, so that a file may be larger than memory.

DuckDB only scans here. It keeps no table, sorts nothing and has no folder for temporary files, so that no number that
it reads can reach the disk through it. Its error texts quote the row at fault and are therefore never passed on.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb

from exposure_check.errors import PublishError
from exposure_check.tables.encodings import piped
from exposure_check.tables.mapping import AS_IS, FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from exposure_check.tables.detection import Source
    from exposure_check.tables.mapping import Field, Mapping
    from exposure_check.tables.refusals import Refusals

    Row = tuple[str, str, str, str, str, str]  # in the order of `mapping.FIELDS`, empty where the field is

BATCH = 4096
_LONGEST_OBJECT = 1 << 24  # bytes; what DuckDB takes at most in a file of JSON
# What no JSON may hold, but could end a line or a field of CSV: replaced by what says the same to a reader of JSON.
_ONE_FIELD = bytes.maketrans(b"\r\x01", b"\t\x02")
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "temp_directory": "",
    "memory_limit": "1GB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
}


def read(source: Source, faults: Refusals, mapping: Mapping = AS_IS) -> Iterator[tuple[int, list[Row]]]:
    """The rows of a file in batches, each with the ordinal (from 0) of its first row.

    Rows that do not parse go to `faults` when the file is at its end. Raises `PublishError` where the file cannot be
    read to its end.
    """
    with connect() as connection:
        ordinal = 0
        try:
            with _readable(source) as path:
                cursor = connection.execute(_query(source, mapping, path))
                while batch := cursor.fetchmany(BATCH):
                    yield ordinal, batch
                    ordinal += len(batch)
            rejected = _rejected(connection) if source.format == "csv" else []
        except (duckdb.Error, OSError):
            raise PublishError(
                f"The file of records {source.name!r} cannot be read to its end.",
                advice="Check that it is whole, and, if it is CSV, that no quotation mark is left open.",
            ) from None
        _refuse_open_quote(source, rejected)
        faults.end_file(ordinal, {line for line, _ in rejected})


def connect() -> duckdb.DuckDBPyConnection:
    """DuckDB, with nowhere to write and nothing to fetch."""
    return duckdb.connect(":memory:", config=_CONFIG)


def is_empty(row: Row) -> bool:
    """Whether a row says nothing: such is what DuckDB gives for a JSON line that does not parse."""
    return not (row[1] or row[3])


def _rejected(connection: duckdb.DuckDBPyConnection) -> list[tuple[int, str]]:
    return connection.execute("SELECT line, CAST(error_type AS VARCHAR) FROM reject_errors").fetchall()


@contextmanager
def _readable(source: Source) -> Iterator[Path]:
    if source.is_direct:
        yield source.path
    else:
        with piped(source.path, source.encoding, _ONE_FIELD if source.format == "json" else None) as path:
            yield path


def _query(source: Source, mapping: Mapping, path: Path) -> str:
    # Only names of columns and of the file, and words of the mapping, stand in this text, quoted as SQL asks.
    chosen = ", ".join(_field(field, source, mapping) for field in FIELDS)
    return f"SELECT {chosen} FROM {_scan(source, mapping, _literal(str(path)))}"  # noqa: S608


def _scan(source: Source, mapping: Mapping, path: str) -> str:
    # The name of a file or folder says nothing of what is in it, such as `breach=a/` or `.gz`.
    if source.format == "parquet":
        return f"read_parquet({path}, hive_partitioning=false)"
    plain = f"{path}, hive_partitioning=false, compression='none'"
    names = source.columns or mapping.named()
    columns = ", ".join(f"{_literal(name)}: 'VARCHAR'" for name in names)
    if source.format == "csv":
        return (
            f"read_csv({plain}, auto_detect=false, header=true, delim={_literal(source.delimiter)}, quote='\"', "
            f"escape='\"', columns={{{columns}}}, store_rejects=true, rejects_limit=0)"
        )
    if source.is_direct:
        return f"read_json({plain}, format='newline_delimited', columns={{{columns}}}, ignore_errors=true)"
    return _json_by_lines(plain, names)


def _json_by_lines(plain: str, names: Iterable[str]) -> str:
    # What is read as JSON from a pipe stays in memory, all of it; what is read as CSV does not.
    fields = ", ".join(
        f"json_extract_string(line, {_literal(_pointer(name))}) AS {_identifier(name)}" for name in names
    )
    lines = (
        f"read_csv({plain}, auto_detect=false, header=false, delim='\x01', quote='', escape='', "
        f"columns={{'line': 'VARCHAR'}}, max_line_size={_LONGEST_OBJECT}, buffer_size={2 * _LONGEST_OBJECT})"
    )
    valid = f"SELECT CASE WHEN json_valid(line) THEN line END AS line FROM {lines}"  # noqa: S608
    return f"(SELECT {fields} FROM ({valid} WHERE trim(line, ' \t\v\f') <> ''))"  # noqa: S608


def _pointer(key: str) -> str:
    return "/" + key.replace("~", "~0").replace("/", "~1")


def _field(field: Field, source: Source, mapping: Mapping) -> str:
    column = mapping.column(field)
    if column is None:
        value = _literal(mapping.constant[field])  # type: ignore[index]
    elif source.columns and column not in source.columns:
        value = "''"
    else:
        value = _text(column, mapping)
    if field != "categories" or not mapping.present:
        return f"coalesce({value}, '')"
    flags = ", ".join(
        f"CASE WHEN trim({_text(name, mapping)}) <> '' THEN {_literal(category)} END"
        for name, category in mapping.present.items()
    )
    return f"concat_ws({_literal(mapping.separator)}, nullif({value}, ''), {flags})"


def _text(column: str, mapping: Mapping) -> str:
    name = _identifier(column)
    # A list of words, as Parquet may hold, becomes the text that CSV would have.
    return (
        f"CASE WHEN typeof({name}) LIKE '%[]' THEN array_to_string(CAST({name} AS VARCHAR[]), "
        f"{_literal(mapping.separator)}) ELSE CAST({name} AS VARCHAR) END"
        if column == mapping.column("categories")
        else f"CAST({name} AS VARCHAR)"
    )


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _refuse_open_quote(source: Source, rejected: list[tuple[int, str]]) -> None:
    # Everything up to the next quotation mark would be lost as a single bad row.
    row = next((line for line, kind in rejected if kind == "UNQUOTED VALUE"), None)
    if row is not None:
        raise PublishError(
            f"In {source.name!r} a quotation mark near row {row} is not closed or not at the edge of its field.",
            advice="Fix that row: the rows behind it would be lost.",
        )
