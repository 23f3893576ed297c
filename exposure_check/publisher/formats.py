"""What kind of file a file of records is: format, encoding, delimiter, columns. Found by looking, never guessed at.

A file that fits no form is refused with what it lacks. Its own first line is not quoted where it may be data.
"""

from __future__ import annotations

import codecs
import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from exposure_check.errors import OptionError
from exposure_check.publisher.records import connect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exposure_check.publisher.mapping import Mapping

DELIMITERS = (",", ";", "\t", "|")
_SUFFIXES = {".parquet": "parquet", ".jsonl": "json", ".ndjson": "json"}
_BLOCK = 1 << 20
_PATTERN = re.compile(r"[*?\[]")
_LOOKS_LIKE_DATA = re.compile(r"\d{4}|^$")


@dataclass(frozen=True)
class Source:
    """One file of records. `encoding` and `delimiter` are empty where the format has none."""

    path: Path
    format: str  # csv, json (one object a line), parquet
    columns: tuple[str, ...]
    encoding: str = ""  # as Python names it: utf-8-sig, utf-16, latin-1
    delimiter: str = ""

    @property
    def name(self) -> str:
        """The file name without its folder."""
        return self.path.name

    def printable_columns(self) -> tuple[str, ...]:
        """The names of the columns, or nothing where the first line may be data: it would be someone's."""
        return () if any(map(_LOOKS_LIKE_DATA.search, self.columns)) else self.columns


def expand(patterns: Iterable[str]) -> list[Path]:
    """The files that names and globs stand for, each once, in a fixed order; raises `OptionError` for none."""
    found: dict[Path, None] = {}
    for pattern in patterns:
        path = Path(pattern)
        matches = [path] if path.exists() else _matches(path)
        if not matches:
            raise OptionError(f"There is no file {pattern!r}.")
        found |= dict.fromkeys(match.resolve() for match in matches)
    return list(found)


def _matches(path: Path) -> list[Path]:
    anchor = Path(path.anchor) if path.is_absolute() else Path()
    try:
        return sorted(anchor.glob(str(path.relative_to(path.anchor or "."))))
    except ValueError:  # ** beside other characters
        return []


def detect(path: Path, mapping: Mapping) -> Source:
    """Look at a file; raises `OptionError` where it cannot be read or lacks a column."""
    if _PATTERN.search(str(path)):  # DuckDB would take it for more than one file
        raise OptionError(f"The name of the file {str(path)!r} holds one of * ? [.", advice="Rename it.")
    kind = _SUFFIXES.get(path.suffix.lower(), "csv")
    try:
        with path.open("rb") as file:
            beginning = file.read(_BLOCK)
        source = _tabular(path, beginning, mapping) if kind == "csv" else _structured(path, kind)
    except OSError as error:
        raise OptionError(f"The file of records {str(path)!r} cannot be read: {error.strerror}.") from error
    _require(source, mapping)
    return source


def _tabular(path: Path, beginning: bytes, mapping: Mapping) -> Source:
    encoding = _encoding(path, beginning)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        first = file.readline(_BLOCK)
    headers = [(delimiter, _header(first, delimiter)) for delimiter in DELIMITERS]
    wanted = set(mapping.wanted())
    # The delimiter under which the most wanted columns appear; the first of equals.
    delimiter, header = max(headers, key=lambda each: len(wanted & set(each[1])))
    return Source(path, "csv", header, encoding, delimiter)


def _header(line: str, delimiter: str) -> tuple[str, ...]:
    try:
        return tuple(name.strip() for name in next(csv.reader([line], delimiter=delimiter), []))
    except csv.Error:
        return ()


def _encoding(path: Path, beginning: bytes) -> str:
    if beginning.startswith(codecs.BOM_UTF16_BE) or (beginning[:1] == b"\0" and beginning[1:2] != b"\0"):
        raise OptionError(
            f"The file of records {str(path)!r} is in UTF-16, big-endian.", advice="Save it as CSV in UTF-8."
        )
    if beginning.startswith(codecs.BOM_UTF16_LE):
        return "utf-16"
    if beginning[1:2] == b"\0":
        return "utf-16-le"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "latin-1"  # every byte is a character in it
    return "utf-8-sig"


def _structured(path: Path, kind: str) -> Source:
    # A file of JSON lines has no header: what a row lacks is the fault of the row.
    columns = _parquet_columns(path) if kind == "parquet" else ()
    return Source(path, kind, columns)


def _parquet_columns(path: Path) -> tuple[str, ...]:
    try:
        with connect() as connection:
            described = connection.execute(
                "DESCRIBE SELECT * FROM read_parquet(?, hive_partitioning=false)", [str(path)]
            ).fetchall()
    except duckdb.Error:
        raise OptionError(f"The file of records {str(path)!r} is no Parquet file.") from None
    return tuple(name for name, *_ in described)


def _require(source: Source, mapping: Mapping) -> None:
    if source.format == "json":
        return
    missing = [name for name in mapping.wanted() if name not in source.columns]
    if missing:
        raise OptionError(
            f"The file of records {str(source.path)!r} lacks the columns: {', '.join(missing)}.",
            advice="Its first line needs to be: scheme,number,breach,categories,code. "
            "For other names, give a --mapping file.",
        )
    if len(set(source.columns)) != len(source.columns):
        raise OptionError(
            f"Two columns of {str(source.path)!r} have the same name.", advice="Rename one in the first line."
        )
