"""A clinic's file of patients, read through `tables`: who gets a letter, where, in which language and in what form.

Its mapping file has the form that `tables/mapping.py` shows, with other fields (`FIELDS`), of which only number and
name have to be there. A field that is joined of several columns, such as first and last name, has `joiner = " "`. Words
of the file are translated by [recipients], [languages], [channels], [formats], [schemes] and [countries].
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, NamedTuple, cast

import msgspec

from exposure_check import toml_file
from exposure_check.errors import OptionError, PublishError
from exposure_check.tables import detection, numbers, reader
from exposure_check.tables.columns import Columns, cell_text, spelling
from exposure_check.tables.mapping import Mapping, Name
from exposure_check.tables.nothing import plain
from exposure_check.tables.reader import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from exposure_check.tables.columns import Cells, Row
    from exposure_check.tables.source import Source

Field = Literal[
    "scheme",
    "number",
    "name",
    "address1",
    "address2",
    "address3",
    "postcode",
    "town",
    "country",
    "language",
    "recipient",
    "protected",
    "deceased",
    "channel",
    "format",
    "born",
]
FIELDS: tuple[Field, ...] = Field.__args__  # type: ignore[attr-defined]
# What columns are called that say who is protected, has died, or has somebody who acts for her: Finnish, Swedish,
# English, Norwegian and Danish, German, Estonian. As `nothing.plain` writes them.
_ALARMING = (
    "turvakiel", "salai", "salass", "suojel", "kuoll", "kuolin", "vainaja", "huoltaj", "edunvalvo",
    "skydd", "sekretess", "avlid", "död", "spärr", "vårdnadshav", "god man",
    "protect", "confidential", "secret", "deceas", "dead", "death", "died", "guardian",
    "sperret", "fortrolig", "beskytt", "død", "avdød", "hemmelig", "verge",
    "geschützt", "gesperrt", "sperre", "verstorben", "gestorben", "surn", "surm", "salajane",
)  # fmt: skip
_Place = Annotated[int, msgspec.Meta(ge=1, le=100_000)]
_Parts = Annotated[list[Name | _Place], msgspec.Meta(min_length=2, max_length=8)]
Words = dict[Name, str]


class PatientMapping(Mapping, frozen=True, forbid_unknown_fields=True, kw_only=True, dict=True):
    """See the module."""

    fields: ClassVar[tuple[str, ...]] = FIELDS
    optional: ClassVar[frozenset[str]] = frozenset(FIELDS) - {"number", "name"}
    beside: ClassVar[tuple[str, ...]] = ()
    first_line: ClassVar[str] = "number,name,address1,postcode,town,language"

    columns: dict[Field, Name | _Place | _Parts] = {}  # type: ignore[assignment]  # noqa: RUF012
    constant: dict[Field, Name] = {}  # type: ignore[assignment]  # noqa: RUF012
    recipients: Words = {}  # noqa: RUF012
    languages: Words = {}  # noqa: RUF012
    channels: Words = {}  # noqa: RUF012
    formats: Words = {}  # noqa: RUF012
    countries: Words = {}  # noqa: RUF012
    # columns whose names alarm, or that have none, and that somebody has looked at
    unused: list[Name | _Place] = []  # noqa: RUF012

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.present or self.categories or self.breaches:
            raise ValueError("[present], [categories] and [breaches] are for breach records, not for patients")
        if "number" in self.constant or "name" in self.constant:
            raise ValueError("number and name are never the same for all")


class PatientRow(NamedTuple):
    """The texts of one row, in the order of `FIELDS`; empty where the field is."""

    scheme: str
    number: str
    name: str
    address1: str
    address2: str
    address3: str
    postcode: str
    town: str
    country: str
    language: str
    recipient: str
    protected: str
    deceased: str
    channel: str
    format: str
    born: str

    def __repr__(self) -> str:
        return "<patient>"


def load_mapping(path: Path | None, scheme: str | None) -> PatientMapping:
    """The mapping of a file, or none; `scheme` is that of all rows where nothing else says so. Raises `OptionError`."""
    mapping = toml_file.load(path, "mapping file", PatientMapping) if path else PatientMapping()
    if scheme and not mapping.guess_scheme and "scheme" not in (*mapping.columns, *mapping.constant):
        constant = {**mapping.constant, "scheme": scheme}
        mapping = msgspec.structs.replace(mapping, constant=constant)
    return mapping


class PatientFile:
    """One file of patients, looked at. Read it as often as needed: it has to be the same each time."""

    def __init__(self, path: Path, mapping: PatientMapping) -> None:
        """Raises `OptionError` where the file cannot be used."""
        self.mapping = mapping
        self.source: Source = detection.detect(path, mapping)
        refuse = _refuse_alarming if self.source.named else _refuse_unknown
        refuse(self.source.name, self._passed_over(self.source.columns), mapping)

    def _passed_over(self, columns: Iterable[str]) -> list[str]:
        """Those of some columns that nothing is read from."""
        used = set(map(spelling, self.mapping.named()))
        return [name for name in columns if name and name not in used]

    @property
    def unused_columns(self) -> list[str]:
        """The columns that nothing is read from; none where they have no names, or names that may be data."""
        return self._passed_over(self.source.printable_columns())

    def rows(self) -> Iterator[tuple[int, PatientRow | str]]:
        """Each row with its line, or the reason code why it cannot be read; raises `PublishError`.

        Reading stops where a field of several lines holds what looks like rows: they would be people without a letter.
        """
        columns = _PatientColumns(self.source, self.mapping)
        for batch in reader.read(Reading(self.source), self.mapping, columns=columns):
            if batch.spans:
                span = batch.spans[0]
                raise PublishError(
                    f"In {self.source.name!r} the field that begins in line {span.first} goes on to line {span.last}, "
                    "and lines in it look like rows of their own.",
                    advice="Look for a quotation mark that is not closed there, and correct the file.",
                )
            refused: list[tuple[int, PatientRow | str]] = [*batch.refused]
            read: list[tuple[int, PatientRow | str]] = [(line, PatientRow._make(row)) for line, row in batch.rows]
            yield from sorted(refused + read, key=_line)


def _refuse_alarming(file: str, unused: Iterable[str], mapping: PatientMapping) -> None:
    """Raise `OptionError` for a column that is called as if it said who must not get a letter, and is not read."""
    looked_at = _looked_at(mapping)
    for name in unused:
        if name not in looked_at and any(word in plain(name) for word in _ALARMING):
            raise OptionError(
                f"The file of patients {file!r} has a column {name!r}, which nothing is read from: it may say who must "
                "not get a letter.",
                advice=f"Say in a --mapping file what it is, such as protected = '{name}' or deceased = '{name}' under "
                f"[columns]. If it is about something else: unused = ['{name}'].",
            )


def _refuse_unknown(file: str, unused: Iterable[str], mapping: PatientMapping) -> None:
    """Raise `OptionError` for columns without names that are not read: only a person can know what they say."""
    looked_at = _looked_at(mapping)
    left = [place for place in unused if place not in looked_at]
    if left:
        raise OptionError(
            f"The columns of the file of patients {file!r} have no names, and nothing is read from {_places(left)}: "
            "one may say who must not get a letter.",
            advice=f"Say in the --mapping file what they are, such as protected = {left[0]} under [columns]. Those "
            f"that you have looked at and that are about something else: unused = [{', '.join(left)}].",
        )


def _looked_at(mapping: PatientMapping) -> set[str]:
    return {spelling(str(column)) for column in mapping.unused}


def _places(columns: list[str]) -> str:
    return f"column {columns[0]}" if len(columns) == 1 else f"columns {', '.join(columns)}"


def _line(item: tuple[int, PatientRow | str]) -> int:
    return item[0]


class _PatientColumns(Columns):
    """Makes the row of a patient of the cells of a file."""

    def __init__(self, source: Source, mapping: PatientMapping) -> None:
        super().__init__(source.columns, mapping)
        self._patient_mapping, self._file = mapping, source.name
        self._names = set(mapping.named())  # and those of objects of JSON that were looked at
        looked_at = _looked_at(mapping)
        self._nameless = [
            at for at, name in enumerate(source.columns) if not name.strip() and str(at + 1) not in looked_at
        ]

    def text_row(self, cells: list[str]) -> Row:
        """See `Columns.text_row`."""
        return self.row(cells)

    def row(self, cells: Cells) -> Row:
        """The texts in the order of `FIELDS`; raises `RowFault`."""
        mapping = self._mapping
        if isinstance(cells, dict) and (unused := cells.keys() - self._names):
            _refuse_alarming(self._file, sorted(unused), self._patient_mapping)
            self._names |= unused
        if self._nameless:  # JSON has none
            self._refuse_nameless(cast("Sequence[object]", cells))
        texts = {name: "" if name == "number" else self._text(name, cells) for name in mapping.fields}
        parts = [numbers.of_cell(self._single(column, cells)) for column in mapping.parts("number")]
        whole = all(text.strip() for text, _ in parts)
        number = mapping.joiner.join(text.strip() for text, _ in parts) if whole else ""
        if mapping.guess_scheme:
            texts["scheme"] = numbers.scheme_that_fits(number, mapping.guess_scheme)
        scheme = mapping.schemes.get(texts["scheme"].strip(), texts["scheme"].strip())
        if len(parts) == 1 and (parts[0][1] or mapping.restore_zeros):
            number, _ = numbers.with_zero(number, scheme, restore=mapping.restore_zeros)
        texts |= {"scheme": scheme, "number": number}
        return tuple(texts.values())  # type: ignore[return-value]

    def _refuse_nameless(self, cells: Sequence[object]) -> None:
        """Raise `OptionError` where a column without a name holds something: nobody could have said what it is."""
        for at in self._nameless:
            if at < len(cells) and cell_text(cells[at]).strip():
                raise OptionError(
                    f"The file of patients {self._file!r} holds something in column {at + 1}, which has no name: it "
                    "may say who must not get a letter.",
                    advice="Give the column a name in the line that names them. If it is about something else: "
                    f"unused = [{at + 1}] in a --mapping file.",
                )

    def _text(self, name: str, cells: Cells) -> str:
        constant = dict[str, str](self._mapping.constant.items())
        if name in constant:
            return constant[name]
        texts = [self.text_at(column, cells) for column in self._mapping.parts(name)]
        return self._mapping.joiner.join(filter(None, texts))
