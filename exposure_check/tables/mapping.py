"""A mapping file: how foreign files, columns and words become ours. TOML, and every line of it may be left out::

    separator = ","                 # between categories; default ";"
    delimiter = "^"                 # between the fields of CSV, 1 to 8 characters; default: , ; tab or |, as it fits
    quote = ""                      # CSV without quotation marks: a mark is a character as any other
    escape = "\\\\"                   # CSV that writes \\" for a mark inside a field
    encoding = "cp850"              # by default UTF-8, UTF-16, UTF-32 or Windows-1252, found by looking
    header = 3                      # the line that names the columns; 0: none does, columns are 1, 2, 3 ...
    sheet = "Asiakkaat"             # of a spreadsheet that has several
    rows = "entry"                  # JSON: the path of the list that holds the rows
    joiner = "-"                    # between the columns of a field that is joined of several; default: nothing
    nothing = ["ei", "-"]           # words that stand for no value; default: see `nothing.py`
    restore_zeros = true            # a number that a spreadsheet took its leading zero from, where its check digit fits
    guess_scheme = ["fi.hetu", "se.personnummer"]   # of each number the one of these that fits, if only one does
    [columns]                       # our field = the column of the file: its name, or its place from 1 with header = 0
    number = ["born", "suffix"]     # joined of two
    code = "kirjekoodi"
    row = "asiakasnumero"           # names a row to the publisher, for the letters; never published
    [constant]                      # our field = one value for every row
    scheme = "fi.hetu"
    breach = "example-2020"
    [present]                       # a column that, where it holds something, means that this category was exposed
    puhelin = "phone"
    [categories]                    # a word of the file = our category; likewise [schemes] and [breaches]
    osoite = "postal_address"

In JSON a column is a path: `person.id`, and `identifier[system=urn:oid:1.2.246.21].value` of a list the element that
has that value.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import msgspec

from exposure_check import identity, toml_file
from exposure_check.protocol.catalogue import unknown_categories
from exposure_check.tables import encoding as encodings
from exposure_check.tables import json_path
from exposure_check.tables.nothing import WORDS, plain

if TYPE_CHECKING:
    from pathlib import Path

Field = Literal["scheme", "number", "breach", "categories", "code", "row"]
FIELDS: tuple[Field, ...] = ("scheme", "number", "breach", "categories", "code", "row")
OPTIONAL = frozenset({"code", "row"})
_END_OF_LINE = frozenset("\r\n\0")

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
_Place = Annotated[int, msgspec.Meta(ge=1, le=100_000)]
_Parts = Annotated[list[Name | _Place], msgspec.Meta(min_length=2, max_length=8)]
_Mark = Annotated[str, msgspec.Meta(max_length=1)]


def _require_marks(mapping: Mapping) -> None:
    delimiter = mapping.delimiter or ""
    if _END_OF_LINE & {*delimiter, mapping.quote, mapping.escape}:
        raise ValueError("the end of a line and a NUL cannot be the delimiter, the quote or the escape")
    if mapping.quote and mapping.quote in delimiter:
        raise ValueError("a quotation mark cannot be in the delimiter")
    if mapping.escape and (mapping.escape in delimiter or mapping.escape == mapping.quote):
        raise ValueError("the escape cannot be the quotation mark, nor in the delimiter")
    if not (mapping.quote + mapping.escape).isascii():
        raise ValueError("the quotation mark and the escape are characters of ASCII")


class Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, dict=True):
    """See the module. A field that is named nowhere is the column of that name.

    Files of other rows than breach records have a mapping of their own, with other `fields` (`clinic/patients.py`).
    """

    fields: ClassVar[tuple[str, ...]] = FIELDS  # the number is the second, by which a row is told from a blank one
    optional: ClassVar[frozenset[str]] = OPTIONAL
    first_line: ClassVar[str] = "scheme,number,breach,categories,code"  # what a file is told to begin with

    columns: dict[Field, Name | _Place | _Parts] = {}
    constant: dict[Literal["scheme", "breach", "categories"], Name] = {}
    present: dict[Name, Name] = {}
    schemes: dict[Name, Name] = {}
    breaches: dict[Name, Name] = {}
    categories: dict[Name, Name] = {}
    separator: Annotated[str, msgspec.Meta(min_length=1, max_length=3)] = ";"
    delimiter: Annotated[str, msgspec.Meta(min_length=1, max_length=8)] | None = None  # None: found by looking
    quote: _Mark = '"'
    escape: _Mark = ""
    encoding: Name | None = None  # None: found by looking
    header: Annotated[int, msgspec.Meta(ge=0, le=1000)] | None = None  # None: the first line that is not blank
    sheet: Name | None = None
    rows: Name | None = None
    joiner: Annotated[str, msgspec.Meta(max_length=8)] = ""
    nothing: list[Annotated[str, msgspec.Meta(max_length=200)]] | None = None
    restore_zeros: bool = False
    guess_scheme: list[Name] = []

    def __post_init__(self) -> None:
        if unknown := unknown_categories((*self.present.values(), *self.categories.values())):
            raise ValueError(f"no such category: {', '.join(unknown)}")
        _require_marks(self)
        schemes = set(self.guess_scheme) - set(identity.SCHEMES)
        if schemes:
            raise ValueError(f"no such scheme: {', '.join(sorted(schemes))}")
        if self.guess_scheme and ("scheme" in self.constant or "scheme" in self.columns):
            raise ValueError("guess_scheme, and a column or constant for the scheme, exclude each other")
        if self.encoding is not None and not encodings.is_known(self.encoding):
            raise ValueError("no such encoding as the one named")
        if isinstance(self.columns.get("categories"), list):
            raise ValueError("categories cannot be joined of several columns: [present] is for that")  # noqa: TRY004
        for name in (*self.named(), *([self.rows] if self.rows else ())):
            json_path.parse(name)

    def parts(self, field: str) -> tuple[str, ...]:
        """The columns that hold a field, joined in this order; none where it is the same for all rows."""
        if field in self.constant or (field == "scheme" and self.guess_scheme):
            return ()
        named = dict[str, Name | _Place | _Parts](self.columns.items()).get(field, field)
        return tuple(map(str, named)) if isinstance(named, list) else (str(named),)

    def named(self) -> list[str]:
        """The columns that are looked for in a file, each once."""
        return list(dict.fromkeys([*(column for field in self.fields for column in self.parts(field)), *self.present]))

    def wanted(self) -> list[str]:
        """The columns that a file must have."""
        derived = {"categories"} if self.present and "categories" not in self.columns else set()
        fields = [field for field in self.fields if field not in (derived | self.optional) or field in self.columns]
        return list(dict.fromkeys([*(column for field in fields for column in self.parts(field)), *self.present]))

    @cached_property
    def empty_words(self) -> frozenset[str]:
        """The words that stand for no value, as `nothing.plain` writes them."""
        return WORDS if self.nothing is None else frozenset(map(plain, ["", *self.nothing]))

    def says_nothing(self, word: str) -> bool:
        """Whether a word of [present] or of the categories stands for no value."""
        return plain(word) in self.empty_words


AS_IS = Mapping()


def load(path: Path) -> Mapping:
    """Read a mapping file; raises `OptionError` that names the field that is wrong."""
    return toml_file.load(path, "mapping file", Mapping)
