"""A file of records, as `detection` finds it to be, and the files that names and patterns stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.errors import OptionError
from exposure_check.tables.framing import PLAIN, Dialect
from exposure_check.tables.stream import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exposure_check.tables.stream import Fingerprint

CSV, JSON_LINES, JSON_VALUES, PARQUET, SHEET = "csv", "json lines", "json", "parquet", "spreadsheet"
_LOOKS_LIKE_DATA = re.compile(r"\d{4}|^$")


@dataclass(frozen=True)
class Source:
    """One file of records. What a format has not is empty."""

    path: Path
    format: str
    columns: tuple[str, ...]  # empty for JSON, which names them in every record
    fingerprint: Fingerprint
    compression: str = ""
    encoding: str = ""  # as Python names it: utf-8, utf-16, windows-1252
    dialect: Dialect = PLAIN
    line: int = 1  # where the rows begin: below the header
    offset: int = 0  # likewise, in bytes of the content as UTF-8 without a byte-order mark
    named: bool = True  # whether the columns have names; else they are called 1, 2, 3
    further: int = 0  # empty fields that every row has behind the last column, from delimiters at its end
    rows: str = ""  # of JSON: the path of the list that holds the rows
    sheet: str = ""

    @property
    def name(self) -> str:
        """The file name without its folder."""
        return self.path.name

    @property
    def digest(self) -> bytes:
        """The SHA-256 of the content when it was looked at."""
        return self.fingerprint.digest

    @property
    def is_compressed(self) -> bool:
        """Whether the file holds more than its size says."""
        return bool(self.compression) or self.format in (PARQUET, SHEET)

    @property
    def spare(self) -> int:
        """How many of the last columns have no name: a row may lack them."""
        return len(self.columns) - max((at for at, name in enumerate(self.columns, start=1) if name), default=0)

    def printable_columns(self) -> tuple[str, ...]:
        """The names of the columns, or nothing where the first line may be data: it would be someone's."""
        named = self.columns[: len(self.columns) - self.spare]
        return () if not self.named or any(map(_LOOKS_LIKE_DATA.search, named)) else named


def content_digest(path: Path) -> bytes:
    """The SHA-256 of the content of a file: what tells it from another of its name. Raises `OSError`."""
    return fingerprint(path).digest


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
