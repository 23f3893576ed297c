"""Reading breach records through DuckDB, streamed, so that a file may be larger than memory.

DuckDB only scans here. It keeps no table, sorts nothing and has no folder for temporary files, so that no number that
it reads can reach the disk through it. Its error texts quote the row at fault and are therefore never passed on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from exposure_check.errors import PublishError
from exposure_check.publisher.mapping import AS_IS, FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exposure_check.publisher.faults import Faults
    from exposure_check.publisher.formats import Source
    from exposure_check.publisher.mapping import Field, Mapping

    Row = tuple[str, str, str, str, str, str]  # in the order of `mapping.FIELDS`, empty where the field is

BATCH = 4096
_ENCODINGS = {"utf-8-sig": "utf-8", "utf-16": "utf-16", "utf-16-le": "utf-16", "latin-1": "latin-1"}
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "temp_directory": "",
    "memory_limit": "1GB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
}


def read(source: Source, faults: Faults, mapping: Mapping = AS_IS) -> Iterator[tuple[int, list[Row]]]:
    """The rows of a file in batches, each with the ordinal (from 0) of its first row.

    Rows that do not parse go to `faults` when the file is at its end. Raises `PublishError` where the file cannot be
    read to its end.
    """
    with connect() as connection:
        ordinal = 0
        try:
            cursor = connection.execute(_query(source, mapping))
            while batch := cursor.fetchmany(BATCH):
                yield ordinal, batch
                ordinal += len(batch)
            rejected = _rejected(connection) if source.format == "csv" else []
        except duckdb.Error:
            raise PublishError(
                f"The file of records {source.name!r} cannot be read to its end.",
                advice="Check that it is whole, and, if it is CSV, that no quotation mark is left open.",
            ) from None
        _refuse_open_quote(source, rejected)
        faults.refuse_lines({line for line, _ in rejected})


def connect() -> duckdb.DuckDBPyConnection:
    """DuckDB, with nowhere to write and nothing to fetch."""
    return duckdb.connect(":memory:", config=_CONFIG)


def is_empty(row: Row) -> bool:
    """Whether a row says nothing: such is what DuckDB gives for a JSON line that does not parse."""
    return not (row[1] or row[3])


def _rejected(connection: duckdb.DuckDBPyConnection) -> list[tuple[int, str]]:
    return connection.execute("SELECT line, CAST(error_type AS VARCHAR) FROM reject_errors").fetchall()


def _query(source: Source, mapping: Mapping) -> str:
    # Only names of columns and of the file, and words of the mapping, stand in this text, quoted as SQL asks.
    chosen = ", ".join(_field(field, source, mapping) for field in FIELDS)
    return f"SELECT {chosen} FROM {_scan(source, mapping)}"  # noqa: S608


def _scan(source: Source, mapping: Mapping) -> str:
    # The name of a file or folder says nothing of what is in it, such as `breach=a/` or `.gz`.
    path = _literal(str(source.path))
    if source.format == "parquet":
        return f"read_parquet({path}, hive_partitioning=false)"
    plain = f"{path}, hive_partitioning=false, compression='none'"
    names = source.columns or [name for field in FIELDS if (name := mapping.column(field))] + list(mapping.present)
    columns = ", ".join(f"{_literal(name)}: 'VARCHAR'" for name in dict.fromkeys(names))
    if source.format == "json":
        return f"read_json({plain}, format='newline_delimited', columns={{{columns}}}, ignore_errors=true)"
    return (
        f"read_csv({plain}, auto_detect=false, header=true, delim={_literal(source.delimiter)}, quote='\"', "
        f"escape='\"', encoding={_literal(_ENCODINGS[source.encoding])}, columns={{{columns}}}, store_rejects=true, "
        "rejects_limit=0)"
    )


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
    name = '"' + column.replace('"', '""') + '"'
    # A list of words, as Parquet may hold, becomes the text that CSV would have.
    return (
        f"CASE WHEN typeof({name}) LIKE '%[]' THEN array_to_string(CAST({name} AS VARCHAR[]), "
        f"{_literal(mapping.separator)}) ELSE CAST({name} AS VARCHAR) END"
        if column == mapping.column("categories")
        else f"CAST({name} AS VARCHAR)"
    )


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _refuse_open_quote(source: Source, rejected: list[tuple[int, str]]) -> None:
    # Everything up to the next quotation mark would be lost as a single bad row.
    row = next((line for line, kind in rejected if kind == "UNQUOTED VALUE"), None)
    if row is not None:
        raise PublishError(
            f"In {source.name!r} a quotation mark near row {row} is not closed or not at the edge of its field.",
            advice="Mend that row: the rows behind it would be lost.",
        )
