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
    possibly = ["ehkä"]             # words of [present] for what cannot be ruled out; default: see `certainty.py`
    restore_zeros = true            # a number that a spreadsheet took its leading zero from, where its check digit fits
    guess_scheme = ["fi.hetu", "se.personnummer"]   # of each number the one of these that fits, if only one does
    [only]                          # rows that hold something else in this column are passed over, and counted
    "resource.resourceType" = "Patient"     # one word, or several: ["Patient", "Person"]
    [columns]                       # our field = the column of the file: its name, or its place from 1 with header = 0
    number = ["born", "suffix"]     # joined of two
    code = "kirjekoodi"
    row = "asiakasnumero"           # names a row to the publisher, for the letters; never published
    certainty = "varmuus"           # whether the categories of a row are confirmed, or cannot be ruled out
    [constant]                      # our field = one value for every row
    scheme = "fi.hetu"
    breach = "example-2020"
    [present]                       # a column that, where it holds something, means that this category was exposed
    puhelin = "phone"
    [categories]                    # a word of the file = our category; likewise [schemes] and [breaches]
    osoite = "postal_address"
    [certainty]                     # a word of the column for certainty = "confirmed" or "possible"
    varmistettu = "confirmed"

Among categories, and for our category in [present] and [categories], `phone?` is a phone number that cannot be ruled
out; that stays where the row is confirmed, and `possible` makes all categories of its row so.
In JSON a column is a path: `person.id`, and `identifier[system=urn:oid:1.2.246.21].value` of a list the element that
has that value.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import msgspec

from exposure_check import identity, toml_file
from exposure_check.protocol.catalogue import unknown_categories
from exposure_check.tables import certainty as certainties
from exposure_check.tables import encoding as encodings
from exposure_check.tables import json_path
from exposure_check.tables.nothing import WORDS, plain

if TYPE_CHECKING:
    from pathlib import Path

Field = Literal["scheme", "number", "breach", "categories", "code", "row", "certainty"]
FIELDS: tuple[Field, ...] = ("scheme", "number", "breach", "categories", "code", "row")
CERTAINTY: Field = "certainty"  # read with the row, and written into its categories
OPTIONAL = frozenset({"code", "row", "certainty"})
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


def _require_certainty(mapping: Mapping) -> None:
    if certainties.MARK in mapping.separator:
        raise ValueError("the separator cannot hold a question mark, which marks what cannot be ruled out")
    marked = [word for word in mapping.categories if word.rstrip().endswith(certainties.MARK)]
    if marked:
        raise ValueError(f"write {marked[0]!r} without its question mark, which says that it cannot be ruled out")
    both = mapping.empty_words & mapping.possible_words
    if both:
        raise ValueError(f"a word cannot stand for nothing and for what cannot be ruled out: {min(both)!r}")
    word = mapping.constant.get("certainty")
    if word is not None and mapping.certainty_of(word) is None:
        raise ValueError(f"no such certainty: {word!r}; they are confirmed and possible")


class Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, dict=True):
    """See the module. A field that is named nowhere is the column of that name.

    Files of other rows than breach records have a mapping of their own, with other `fields` (`clinic/patients.py`).
    """

    fields: ClassVar[tuple[str, ...]] = FIELDS  # the number is the second, by which a row is told from a blank one
    optional: ClassVar[frozenset[str]] = OPTIONAL
    beside: ClassVar[tuple[str, ...]] = (CERTAINTY,)  # read with a row, and no field of their own
    first_line: ClassVar[str] = "scheme,number,breach,categories,code"  # what a file is told to begin with

    columns: dict[Field, Name | _Place | _Parts] = {}
    constant: dict[Literal["scheme", "breach", "categories", "certainty"], Name] = {}
    only: dict[Name, Name | Annotated[list[Name], msgspec.Meta(min_length=1)]] = {}
    present: dict[Name, Name] = {}
    schemes: dict[Name, Name] = {}
    breaches: dict[Name, Name] = {}
    categories: dict[Name, Name] = {}
    certainty: dict[Name, certainties.Certainty] = {}
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
    possibly: list[Name] | None = None
    restore_zeros: bool = False
    guess_scheme: list[Name] = []

    def __post_init__(self) -> None:
        named = (*self.present.values(), *self.categories.values())
        if unknown := unknown_categories(map(certainties.unmarked, named)):
            raise ValueError(f"no such category: {', '.join(unknown)}")
        _require_marks(self)
        _require_certainty(self)
        schemes = set(self.guess_scheme) - set(identity.SCHEMES)
        if schemes:
            raise ValueError(f"no such scheme: {', '.join(sorted(schemes))}")
        if self.guess_scheme and ("scheme" in self.constant or "scheme" in self.columns):
            raise ValueError("guess_scheme, and a column or constant for the scheme, exclude each other")
        if self.encoding is not None and not encodings.is_known(self.encoding):
            raise ValueError("no such encoding as the one named")
        if isinstance(self.columns.get("categories"), list):
            raise ValueError("categories cannot be joined of several columns: [present] is for that")  # noqa: TRY004
        for name in self.named():
            json_path.parse(name)
        if self.rows and any(step.where for step in json_path.parse(self.rows)):
            raise ValueError("rows is a path of keys alone: [only] is for choosing among the records")

    def parts(self, field: str) -> tuple[str, ...]:
        """The columns that hold a field, joined in this order; none where it is the same for all rows."""
        if field in self.constant or (field == "scheme" and self.guess_scheme):
            return ()
        named = dict[str, Name | _Place | _Parts](self.columns.items()).get(field, field)
        return tuple(map(str, named)) if isinstance(named, list) else (str(named),)

    def named(self) -> list[str]:
        """The columns that are looked for in a file, each once."""
        fields = (*self.fields, *self.beside)
        return list(
            dict.fromkeys([*(column for field in fields for column in self.parts(field)), *self.present, *self.only])
        )

    def wanted(self) -> list[str]:
        """The columns that a file must have."""
        derived = {"categories"} if self.present and "categories" not in self.columns else set()
        every = (*self.fields, *self.beside)
        fields = [field for field in every if field not in (derived | self.optional) or field in self.columns]
        return list(
            dict.fromkeys([*(column for field in fields for column in self.parts(field)), *self.present, *self.only])
        )

    @cached_property
    def empty_words(self) -> frozenset[str]:
        """The words that stand for no value, as `nothing.plain` writes them."""
        return WORDS if self.nothing is None else frozenset(map(plain, ["", *self.nothing]))

    def says_nothing(self, word: str) -> bool:
        """Whether a word of [present] or of the categories stands for no value."""
        return plain(word) in self.empty_words

    @cached_property
    def possible_words(self) -> frozenset[str]:
        """The words of [present] that stand for "cannot be ruled out", as `nothing.plain` writes them."""
        if self.possibly is None:
            return certainties.POSSIBLE_WORDS - self.empty_words
        return frozenset(map(plain, self.possibly))

    def says_possible(self, word: str) -> bool:
        """Whether a word of [present] stands for "cannot be ruled out"."""
        return plain(word) in self.possible_words

    @cached_property
    def _certainty_words(self) -> dict[str, certainties.Certainty]:
        return certainties.WORDS | {plain(word): meaning for word, meaning in self.certainty.items()}

    def certainty_of(self, word: str) -> certainties.Certainty | None:
        """What a word of the column for certainty stands for; None where nobody said. An empty cell: confirmed, as
        every row of a file without such a column.
        """
        word = plain(word)
        return self._certainty_words.get(word) if word else "confirmed"


AS_IS = Mapping()


def load(path: Path) -> Mapping:
    """Read a mapping file; raises `OptionError` that names the field that is wrong."""
    return toml_file.load(path, "mapping file", Mapping)
