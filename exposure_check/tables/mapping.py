"""A mapping file: how foreign column names and words become ours. TOML::

separator = ","                 # between categories; default ";"
delimiter = "^"                 # between the fields of CSV, one character; by default , ; tab or |, whichever fits
[columns]                       # our field = the column of the file
number = "hetu"
code = "kirjekoodi"
row = "asiakasnumero"           # names a row to the publisher, for the letters; never published
[constant]                      # our field = one value for every row
scheme = "fi.hetu"
breach = "example-2020"
[present]                       # a column that, where it is not empty, means that this category was exposed
puhelin = "phone"
[categories]                    # a word of the file = our category; likewise [schemes] and [breaches]
osoite = "postal_address"
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from exposure_check import toml_file
from exposure_check.protocol.catalogue import CATEGORIES

if TYPE_CHECKING:
    from pathlib import Path

Field = Literal["scheme", "number", "breach", "categories", "code", "row"]
FIELDS: tuple[Field, ...] = ("scheme", "number", "breach", "categories", "code", "row")
OPTIONAL = frozenset({"code", "row"})
_NO_DELIMITERS = frozenset({'"', "\r", "\n", "\0"})

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """See the module. A field that is named nowhere is the column of that name."""

    columns: dict[Field, Name] = {}
    constant: dict[Literal["scheme", "breach", "categories"], Name] = {}
    present: dict[Name, Name] = {}
    schemes: dict[Name, Name] = {}
    breaches: dict[Name, Name] = {}
    categories: dict[Name, Name] = {}
    separator: Annotated[str, msgspec.Meta(min_length=1, max_length=3)] = ";"
    delimiter: Annotated[str, msgspec.Meta(min_length=1, max_length=1)] | None = None  # None: found by looking

    def __post_init__(self) -> None:
        unknown = {*self.present.values(), *self.categories.values()} - set(CATEGORIES)
        if unknown:
            raise ValueError(f"no such category: {', '.join(sorted(unknown))}")
        if self.delimiter in _NO_DELIMITERS:
            raise ValueError("a quotation mark, the end of a line and a NUL cannot be the delimiter")

    def column(self, field: Field) -> str | None:
        """The column that holds a field; None where it is the same for all rows."""
        return None if field in self.constant else self.columns.get(field, field)

    def named(self) -> list[str]:
        """The columns that are looked for in a file, each once."""
        columns = [column for field in FIELDS if (column := self.column(field)) is not None]
        return list(dict.fromkeys([*columns, *self.present]))

    def wanted(self) -> list[str]:
        """The columns that a file must have."""
        derived = {"categories"} if self.present and "categories" not in self.columns else set()
        fields = [field for field in FIELDS if field not in (derived | OPTIONAL) or field in self.columns]
        named = [column for field in fields if (column := self.column(field)) is not None]
        return [*named, *self.present]


AS_IS = Mapping()


def load(path: Path) -> Mapping:
    """Read a mapping file; raises `OptionError` that names the field that is wrong."""
    return toml_file.load(path, "mapping file", Mapping)
