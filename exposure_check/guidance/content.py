"""Reading the files of a folder of advice: typed entries, or problems that name file, line and remedy."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import msgspec

from exposure_check import printable, toml_file
from exposure_check.errors import GuidanceError
from exposure_check.guidance.schema import (
    ActionEntry,
    CategoryText,
    ContactEntry,
    CountryEntry,
    DeadlineEntry,
    NoticeEntry,
    Short,
    SourceEntry,
    require_languages,
)
from exposure_check.protocol.catalogue import CATEGORIES
from exposure_check.toml_file import errors, places

MAX_BYTES = 1 << 20
WORDS = "words.toml"

T = TypeVar("T")
Entry = TypeVar("Entry", bound=msgspec.Struct)
Toml: TypeAlias = Any  # what tomllib gives: tables, lists, strings, numbers, dates


@dataclass(frozen=True)
class Problem:
    """One thing to fix: `file` is a name within the folder, empty for the folder itself; `line` counts from 1."""

    file: str
    line: int | None
    message: str
    advice: str

    def as_error(self, folder: str = "") -> GuidanceError:
        """An error that names the place: the file, within `folder` where that is given, and its line where known."""
        place = "/".join(filter(None, (folder, self.file))) + ("" if self.line is None else f", line {self.line}")
        return GuidanceError(f"{place}: {self.message}" if place else self.message, advice=self.advice)

    def as_line(self, folder: str = "") -> str:
        """The same with its advice, as one line of a list."""
        error = self.as_error(folder)
        return f"{error.message} {error.advice}"


@dataclass
class Content:
    """The entries of one folder or file by id, and what is wrong with them."""

    country: CountryEntry | None = None
    notice: NoticeEntry | None = None
    sources: dict[str, SourceEntry] = field(default_factory=dict)
    contacts: dict[str, ContactEntry] = field(default_factory=dict)
    actions: dict[str, ActionEntry] = field(default_factory=dict)
    deadlines: dict[str, DeadlineEntry] = field(default_factory=dict)
    categories: dict[str, dict[str, CategoryText]] = field(default_factory=dict)
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    banned: dict[str, tuple[str, ...]] = field(default_factory=dict)
    places: dict[str, tuple[str, places.Path]] = field(default_factory=dict)  # "action:ban" -> file, path
    texts: dict[str, str] = field(default_factory=dict)  # file -> its text
    problems: list[Problem] = field(default_factory=list)

    def problem(self, key: str, message: str, advice: str, *within: str | int) -> Problem:
        """A problem of the entry `key` (such as `action:ban`), at the field `within` it."""
        file, path = self.places.get(key, ("", ()))
        line = places.line_of(self.texts.get(file, ""), (*path, *within))
        return Problem(file, line, f"{key}: {message}", advice)


def read_folder(folder: Path, *, only: str | None = None, without: str | None = None) -> Content:
    """Read every `.toml` file of a folder in the order of their names, or all but one, or one only."""
    content = Content()
    for file in sorted(folder.glob("*.toml")):
        if file.name == without or (only is not None and file.name != only):
            continue
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            content.problems.append(Problem(file.name, None, "The file is larger than 1 MiB.", "Split it in two."))
            continue
        read_bytes(data, file.name, content)
    return content


def read_bytes(data: bytes, name: str, content: Content) -> None:
    """Decode one file into `content`; what is wrong with it goes to `content.problems`."""
    try:
        source, document = toml_file.parse(data)
    except toml_file.TomlError as error:
        content.problems.append(Problem(name, error.line, error.message, error.advice))
        return
    _Reader(name, source, content).read(document)


class _Reader:
    """Decodes the tables of one document, one entry at a time, so that one mistake hides no other."""

    def __init__(self, name: str, source: str, content: Content) -> None:
        self.name = name
        self.source = source
        self.content = content
        content.texts[name] = source

    def read(self, document: dict[str, Any]) -> None:
        content = self.content
        self._read_list("source", document.pop("source", []), SourceEntry, content.sources)
        self._read_list("contact", document.pop("contact", []), ContactEntry, content.contacts)
        self._read_list("action", document.pop("action", []), ActionEntry, content.actions)
        self._read_list("deadline", document.pop("deadline", []), DeadlineEntry, content.deadlines)
        self._read_categories(document.pop("category", {}))
        self._read_labels(document.pop("label", {}))
        content.country = self._read_one("country", document, CountryEntry) or content.country
        content.notice = self._read_one("notice", document, NoticeEntry) or content.notice
        content.banned |= self._read_one("banned", document, dict[str, tuple[str, ...]]) or {}
        for key in document:
            self._report((key,), f"{key!r} is not a table of these files.", "Look for a typing mistake.")

    def _read_one(self, key: str, document: dict[str, Toml], into: type[T]) -> T | None:
        return self._convert((key,), document.pop(key), into) if key in document else None

    def _read_list(self, kind: str, tables: Toml, entry_type: type[Entry], into: dict[str, Entry]) -> None:
        if not isinstance(tables, list):
            self._report((kind,), f"[{kind}] stands once.", f"Write [[{kind}]], with two brackets.")
            return
        for index, table in enumerate(tables):
            entry = self._convert((kind, index), table, entry_type)
            if entry is None:
                continue
            key = getattr(entry, "id", str(len(into)))
            if key in into:
                self._report((kind, index, "id"), f"The id {key!r} is used twice.", "Choose another.")
            into[key] = entry
            self._remember(f"{kind}:{key}", (kind, index))

    def _read_categories(self, tables: Toml) -> None:
        for key, texts in tables.items() if isinstance(tables, dict) else ():
            if key not in CATEGORIES:
                self._report(("category", key), f"{key!r} is not a category.", f"Write one of {', '.join(CATEGORIES)}.")
                continue
            by_language = self._convert(("category", key), texts, dict[str, CategoryText])
            if by_language is not None and self._complete(("category", key), by_language):
                self.content.categories[key] = by_language
                self._remember(f"category:{key}", ("category", key))

    def _read_labels(self, tables: Toml) -> None:
        labels = self._convert(("label",), tables, dict[str, dict[str, Short]]) or {}
        for key, texts in labels.items():
            if self._complete(("label", key), texts):
                self.content.labels[key] = texts
                self._remember(f"label:{key}", ("label", key))

    def _complete(self, path: places.Path, texts: dict[str, Any]) -> bool:
        try:
            require_languages(str(path[-1]), texts)
        except ValueError as error:
            self._report(path, f"{error}.", "Write the text in each of these languages.")
            return False
        return True

    def _convert(self, path: places.Path, value: Toml, into: type[T]) -> T | None:
        try:
            converted = msgspec.convert(value, into)
        except msgspec.ValidationError as error:
            wrong = errors.explained(error, value, into, "docs/guidance-editing.md")
            self._report((*path, *wrong.path), wrong.message, wrong.advice)
            return None
        found = printable.find(value)
        if found is not None:
            message = f"The control or format character {found.code} stands in the text."
            self._report((*path, *found.path), message, "Write the text again without it.")
            return None
        return converted

    def _remember(self, key: str, path: places.Path) -> None:
        self.content.places[key] = (self.name, path)

    def _report(self, path: places.Path, message: str, advice: str) -> None:
        line = places.line_of(self.source, path)
        where = ".".join(str(step) for step in path if isinstance(step, str))
        self.content.problems.append(Problem(self.name, line, f"{where}: {message}", advice))
