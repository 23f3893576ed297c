"""What kind of file a file of records is: format, encoding, delimiter, columns. Found by looking, never guessed at.

A file that fits no form is refused with what it lacks. Its own first line is not quoted where it may be data.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import msgspec

from exposure_check.errors import OptionError, advice_on_file
from exposure_check.tables import encodings
from exposure_check.tables.reader import connect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exposure_check.tables.mapping import Mapping

DELIMITERS = (",", ";", "\t", "|")
_SUFFIXES = {".parquet": "parquet", ".jsonl": "json", ".ndjson": "json", ".json": "json"}
_BLOCK = 1 << 20
_PATTERN = re.compile(r"[*?\[]")
_LOOKS_LIKE_DATA = re.compile(r"\d{4}|^$")


@dataclass(frozen=True)
class Source:
    """One file of records. `encoding` and `delimiter` are empty where the format has none."""

    path: Path
    format: str  # csv, json (one object a line), parquet
    columns: tuple[str, ...]
    encoding: str = ""  # as Python names it: utf-8-sig, utf-16, windows-1252
    delimiter: str = ""

    @property
    def name(self) -> str:
        """The file name without its folder."""
        return self.path.name

    @cached_property
    def digest(self) -> bytes:
        """The SHA-256 of the content, read once; raises `OSError`."""
        return content_digest(self.path)

    @property
    def is_direct(self) -> bool:
        """Whether DuckDB reads the file as it lies there. It knows a byte-order mark of UTF-8 in CSV alone."""
        direct = {"csv": encodings.UTF_8_OR_MARK, "json": encodings.UTF_8}
        return self.encoding == direct.get(self.format, "")

    def printable_columns(self) -> tuple[str, ...]:
        """The names of the columns, or nothing where the first line may be data: it would be someone's."""
        return () if any(map(_LOOKS_LIKE_DATA.search, self.columns)) else self.columns


def content_digest(path: Path) -> bytes:
    """The SHA-256 of the content of a file: what tells it from another of its name. Raises `OSError`."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").digest()


def expand(patterns: Iterable[str]) -> list[Path]:
    """The files that names and globs stand for, each once, in a fixed order; raises `OptionError` for none."""
    found: dict[Path, None] = {}
    for pattern in patterns:
        path = Path(pattern)
        matches = [path] if path.exists() else _matches(path)
        if not matches:
            raise OptionError(
                f"There is no file {pattern!r}.", advice="Check the name. Patterns such as records/*.csv are allowed."
            )
        for match in matches:
            _require_file(match)
        found |= dict.fromkeys(match.resolve() for match in matches)
    return list(found)


def _matches(path: Path) -> list[Path]:
    anchor = Path(path.anchor) if path.is_absolute() else Path()
    try:
        return sorted(anchor.glob(str(path.relative_to(path.anchor or "."))))
    except ValueError:  # ** beside other characters
        return []


def _require_file(path: Path) -> None:
    if path.is_dir():
        raise OptionError(f"{str(path)!r} is a folder.", advice="Name the files in it, for instance with FOLDER/*.csv.")
    if path.exists() and not path.is_file():
        raise OptionError(
            f"{str(path)!r} is not a regular file.",
            advice="Save what it gives as a file and name that: records are read more than once.",
        )


def detect(path: Path, mapping: Mapping) -> Source:
    """Look at a file; raises `OptionError` where it cannot be read or lacks a column."""
    _require_name(path)
    kind = _SUFFIXES.get(path.suffix.lower(), "csv")
    try:
        with path.open("rb") as file:
            beginning = file.read(_BLOCK)
        source = _LOOKS[kind](path, beginning, mapping)
        if not source.is_direct:
            encodings.require_readable(path, source.encoding)
    except OSError as error:
        raise OptionError(
            f"The file of records {str(path)!r} cannot be read: {error.strerror}.", advice=advice_on_file(error)
        ) from error
    _require(source, mapping)
    return source


def _require_name(path: Path) -> None:
    if _PATTERN.search(str(path)):  # DuckDB would take it for more than one file
        raise OptionError(f"The name of the file {str(path)!r} holds one of * ? [.", advice="Rename it.")
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise OptionError(f"The name of the file {str(path)!r} is not UTF-8.", advice="Rename it.") from None


def _tabular(path: Path, beginning: bytes, mapping: Mapping) -> Source:
    encoding = encodings.of_text(path, beginning)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        first = file.readline(_BLOCK)
    delimiters = (mapping.delimiter,) if mapping.delimiter else DELIMITERS
    headers = [(delimiter, _header(first, delimiter)) for delimiter in delimiters]
    wanted = set(mapping.wanted())
    # The delimiter under which the most wanted columns appear; the first of equals.
    delimiter, header = max(headers, key=lambda each: len(wanted & set(each[1])))
    return Source(path, "csv", header, encoding, delimiter)


def _header(line: str, delimiter: str) -> tuple[str, ...]:
    try:
        return tuple(name.strip() for name in next(csv.reader([line], delimiter=delimiter), []))
    except csv.Error:
        return ()


def _json_lines(path: Path, beginning: bytes, _mapping: Mapping) -> Source:
    # There is no header: what a row lacks is the fault of the row.
    encoding = encodings.unicode_of(beginning)
    if path.suffix.lower() == ".json" and not _begins_with_an_object(beginning.decode(encoding, "replace")):
        raise OptionError(
            f"The file of records {str(path)!r} is not JSON with one object a line.",
            advice="Save it as one object a line, or as CSV with a name in .csv.",
        )
    return Source(path, "json", (), encoding)


def _begins_with_an_object(text: str) -> bool:
    first = next((line for line in text.split("\n") if line.strip()), "")
    try:
        msgspec.json.decode(first, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, RecursionError):
        return False
    return True


def _parquet(path: Path, _beginning: bytes, _mapping: Mapping) -> Source:
    try:
        with connect() as connection:
            described = connection.execute(
                "DESCRIBE SELECT * FROM read_parquet(?, hive_partitioning=false)", [str(path)]
            ).fetchall()
    except duckdb.Error:
        raise OptionError(
            f"The file of records {str(path)!r} is not a Parquet file.",
            advice="Save it again as Parquet, or give it the extension of its format, such as .csv.",
        ) from None
    return Source(path, "parquet", tuple(name for name, *_ in described))


_LOOKS = {"csv": _tabular, "json": _json_lines, "parquet": _parquet}


def _require(source: Source, mapping: Mapping) -> None:
    if source.format == "json":
        _require_distinct_keys(source, mapping)
        return
    missing = [name for name in mapping.wanted() if name not in source.columns]
    if missing:
        raise OptionError(
            f"The file of records {str(source.path)!r} lacks the columns: {', '.join(missing)}.",
            advice="Its first line needs to be: scheme,number,breach,categories,code. "
            "For other names, or another delimiter, give a --mapping file.",
        )
    if source.format == "csv":
        _require_distinct_columns(source)


def _require_distinct_columns(source: Source) -> None:
    places: dict[bytes, int] = {}
    for place, name in enumerate(source.columns, start=1):  # named by place: the first line may be data
        if not name:
            raise OptionError(
                f"Column {place} of {str(source.path)!r} has no name.",
                advice="Name it in the first line, or remove it from every line.",
            )
        first = places.setdefault(_without_case(name), place)
        if first != place:
            raise OptionError(
                f"Columns {first} and {place} of {str(source.path)!r} have the same name, "
                "or names that differ in nothing but capitals.",
                advice="Rename one in the first line.",
            )


def _require_distinct_keys(source: Source, mapping: Mapping) -> None:
    keys: dict[bytes, str] = {}
    for name in mapping.named():
        first = keys.setdefault(_without_case(name), name)
        if first != name:
            raise OptionError(
                f"In {str(source.path)!r} both {first!r} and {name!r} are looked for, which differ in nothing but "
                "capitals.",
                advice="Rename one in the file, and in [columns] of the --mapping file.",
            )


def _without_case(name: str) -> bytes:
    return name.encode().lower()  # as DuckDB compares names: a and A are one, ä and Ä are two
