"""Reading breach records: CSV through DuckDB, streamed, so that a file may be larger than memory.

DuckDB only scans here. It keeps no table, sorts nothing and has no folder for temporary files, so that no number that
it reads can reach the disk through it. Its error texts quote the row at fault and are therefore never passed on.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import duckdb

from exposure_check.errors import OptionError, PublishError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from exposure_check.publisher.faults import Faults

    Row = tuple[str, str, str, str, str]  # in the order of COLUMNS, empty where the field is

COLUMNS = ("scheme", "number", "breach", "categories", "code")
_BATCH = 4096
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "temp_directory": "",
    "memory_limit": "1GB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
}


def read_all(paths: Iterable[Path], faults: Faults) -> Iterator[tuple[int, Row]]:
    """The rows of several files, one after the other; see `read`."""
    for path in paths:
        yield from read(path, faults)


def read(path: Path, faults: Faults) -> Iterator[tuple[int, Row]]:
    """Every row of a CSV file with its ordinal from 0; rows without the right fields go to `faults`.

    Raises `OptionError` where the file or a column is missing, `PublishError` where it cannot be read to its end.
    """
    header = _header(path)
    with duckdb.connect(":memory:", config=_CONFIG) as connection:
        ordinal = 0
        try:
            cursor = connection.execute(_query(path, header))
            while batch := cursor.fetchmany(_BATCH):
                for row in batch:
                    yield ordinal, row
                    ordinal += 1
            rejected = connection.execute("SELECT line, CAST(error_type AS VARCHAR) FROM reject_errors").fetchall()
        except duckdb.Error:
            raise PublishError(
                f"The file of records {path.name!r} cannot be read to its end.",
                advice="Check that it is CSV in UTF-8 and that no quotation mark is left open.",
            ) from None
        _refuse_open_quote(path, rejected)
        faults.close_file(path, {line for line, _ in rejected})


def _header(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            header = next(csv.reader(file), [])
    except OSError as error:
        raise OptionError(f"The file of records {str(path)!r} cannot be read: {error.strerror}.") from error
    except csv.Error:
        raise OptionError(
            f"The file of records {str(path)!r} is no CSV in UTF-8.", advice="Save it as CSV in UTF-8."
        ) from None
    missing = [name for name in COLUMNS if name not in header]
    if missing or len(set(header)) != len(header):
        raise OptionError(
            f"The file of records {str(path)!r} lacks the columns {', '.join(missing) or 'under different names'}.",
            advice=f"Its first line needs to be: {','.join(COLUMNS)}",
        )
    return header


def _query(path: Path, header: list[str]) -> str:
    columns = ", ".join(f"{_literal(name)}: 'VARCHAR'" for name in header)
    chosen = ", ".join(f"coalesce({name}, '')" for name in COLUMNS)
    # Only names of columns and of the file stand in this text, quoted as SQL asks.
    return (
        f"SELECT {chosen} FROM read_csv({_literal(str(path))}, auto_detect=false, header=true, delim=',', "  # noqa: S608
        f"quote='\"', escape='\"', columns={{{columns}}}, store_rejects=true, rejects_limit=0)"
    )


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _refuse_open_quote(path: Path, rejected: list[tuple[int, str]]) -> None:
    # Everything up to the next quotation mark would be lost as a single bad row.
    row = next((line for line, kind in rejected if kind == "UNQUOTED VALUE"), None)
    if row is not None:
        raise PublishError(
            f"In {path.name!r} a quotation mark near row {row} is not closed or not at the edge of its field.",
            advice="Mend that row: the rows behind it would be lost.",
        )
