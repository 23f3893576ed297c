"""Files of cells, which others parse: Parquet through DuckDB, spreadsheets through calamine."""

from __future__ import annotations

import glob
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

import duckdb
import msgspec

from exposure_check.errors import OptionError, PublishError
from exposure_check.tables import limits, sheet_process
from exposure_check.tables.batch import Batch
from exposure_check.tables.faults import RowFault

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from exposure_check.tables.columns import Columns

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "temp_directory": "",
    "memory_limit": "1GB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
}


class Cells(msgspec.Struct, frozen=True):
    """Rows of cells, in the order of the columns. `line` is the number of the first: in a sheet as it shows it."""

    line: int
    rows: list[tuple[Any, ...]]

    def __repr__(self) -> str:
        return f"<cells from row {self.line}>"


class CellRows:
    """Reads the rows of one file."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def __call__(self, chunk: Cells) -> Batch:
        """The rows of a chunk."""
        batch = Batch(records=len(chunk.rows))
        for line, cells in enumerate(chunk.rows, start=chunk.line):
            if all(cell is None or cell == "" for cell in cells):
                batch.blank += 1
                continue
            try:
                batch.rows.append((line, self._columns.row(cells)))
            except RowFault as fault:
                batch.refuse(line, fault)
        return batch


def connect() -> duckdb.DuckDBPyConnection:
    """DuckDB, with nowhere to write and nothing to fetch: no number that it reads can reach a disk through it."""
    return duckdb.connect(":memory:", config=_CONFIG)


def parquet_columns(path: Path) -> tuple[str, ...]:
    """The columns of a file of Parquet; raises `OptionError`."""
    try:
        with connect() as connection:
            described = connection.execute(f"DESCRIBE SELECT * FROM {_parquet(path)}").fetchall()  # noqa: S608
    except duckdb.Error:
        raise OptionError(
            f"The file of records {str(path)!r} begins as Parquet and cannot be read as such.",
            advice="Check that it is whole and not encrypted.",
        ) from None
    return tuple(name for name, *_ in described)


def parquet(path: Path, columns: Sequence[str]) -> Iterator[Cells]:
    """The rows of a file of Parquet; raises `PublishError` where it cannot be read to its end."""
    chosen = ", ".join('"' + name.replace('"', '""') + '"' for name in columns)
    line = 1
    try:
        with connect() as connection:
            found = connection.execute(f"SELECT sum(num_rows) FROM parquet_file_metadata({_quoted(path)})").fetchone()  # noqa: S608
            expected = int(found[0] or 0) if found else 0
            cursor = connection.execute(f"SELECT {chosen} FROM {_parquet(path)}")  # noqa: S608
            while rows := cursor.fetchmany(limits.BATCH):
                yield Cells(line, rows)
                line += len(rows)
    except duckdb.Error:  # its texts quote what it read
        raise _unread(path) from None
    if line - 1 != expected:
        raise _unread(path)


def _unread(path: Path) -> PublishError:
    return PublishError(
        f"The file of records {path.name!r} cannot be read to its end.", advice="Check that it is whole."
    )


def _parquet(path: Path) -> str:
    return f"read_parquet({_quoted(path)}, hive_partitioning=false)"


def _quoted(path: Path) -> str:
    # DuckDB takes a name for a pattern of names, as glob does.
    return "'" + glob.escape(str(path)).replace("'", "''") + "'"


def sheet_names(content: bytes, path: Path) -> list[str]:
    """The sheets of a spreadsheet that hold anything; raises `OptionError`."""
    with _named_faults(path):
        return sheet_process.names(content)


def sheet_rows(content: bytes, path: Path, sheet: str) -> list[list[Any]]:
    """All rows of a sheet from its first, empty ones too; raises `OptionError`."""
    with _named_faults(path):
        return sheet_process.rows(content, sheet)


def sheet_cells(rows: list[list[Any]], skipped: int, width: int) -> Iterator[Cells]:
    """The rows below the header, in chunks; `width` is how many columns the header names."""
    below = iter(rows[skipped:])
    line = skipped + 1
    while batch := [tuple(row[:width]) for row in islice(below, limits.BATCH)]:
        yield Cells(line, batch)
        line += len(batch)


@contextmanager
def _named_faults(path: Path) -> Iterator[None]:
    try:
        yield
    except sheet_process.PasswordError:
        raise OptionError(
            f"The spreadsheet {str(path)!r} is protected by a password.",
            advice="Open it, save a copy without the password on an encrypted disk, and delete that after the build.",
        ) from None
    except sheet_process.BrokenError:
        raise OptionError(
            f"The spreadsheet {str(path)!r} cannot be read.",
            advice="Open it and save it anew as .xlsx, or save its sheet as CSV in UTF-8.",
        ) from None
