"""From the cells of a row to our fields, as the mapping says."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from exposure_check.tables import certainty, json_path, numbers
from exposure_check.tables.faults import PASSED_OVER, SEVERAL_VALUES, UNKNOWN_CERTAINTY, RowFault
from exposure_check.tables.mapping import CERTAINTY, FIELDS

if TYPE_CHECKING:
    from exposure_check.tables.mapping import Field
    from exposure_check.tables.mapping import Mapping as NameMapping

# In the order of `mapping.FIELDS`, empty where the field is; each category that cannot be ruled out is marked.
Row = tuple[str, str, str, str, str, str]
Cells = Sequence[Any] | Mapping[str, Any]  # by place, or an object of JSON
Access = Callable[[Any], list[object]]  # the cells -> what stands there: nothing, one value, or the elements of a list

OTHERS = "\ufffc"  # stands for words that are not counted one by one
_MOST_WORDS = 10_000  # of a column
_SCHEME, _NUMBER, _CATEGORIES, _CODE = map(FIELDS.index, ("scheme", "number", "categories", "code"))


@dataclass
class Seen:
    """What `inspect` wants to know of the words of files and of their numbers."""

    words: dict[str, Counter[str]] = field(default_factory=dict)  # a column of [present] -> its words
    certainties: Counter[str] = field(default_factory=Counter)  # words of the column for certainty
    categories: Counter[str] = field(default_factory=Counter)  # the texts of the column of categories
    restored: int = 0  # numbers whose leading zero was put back

    def word(self, column: str, text: str, *, is_nothing: bool) -> None:
        """Count a word of a column; of too many different ones all that are new are counted as `OTHERS`."""
        _count(self.words.setdefault(column, Counter()), text.strip(), is_bounded=not is_nothing)

    def certainty(self, text: str, *, is_known: bool) -> None:
        """Count a word of the column for certainty."""
        _count(self.certainties, text.strip(), is_bounded=not is_known)

    def category_text(self, text: str) -> None:
        """Count a text of the column of categories, likewise."""
        _count(self.categories, text, is_bounded=True)


def _count(counts: Counter[str], text: str, *, is_bounded: bool) -> None:
    counts[OTHERS if is_bounded and len(counts) >= _MOST_WORDS and text not in counts else text] += 1


class Columns:
    """Makes our row of the cells of one file. `header` names its columns; without one the cells are objects of JSON."""

    def __init__(self, header: Sequence[str], mapping: NameMapping, seen: Seen | None = None) -> None:
        self._mapping, self._seen = mapping, seen
        self._access = {name: _access(name, header) for name in mapping.named()}
        constant: dict[str, str] = dict(mapping.constant.items())
        self._constants = tuple(constant.get(name, "") for name in FIELDS)
        self._certainty = self._certainty_columns(header)
        self._plain = self._plain_getter(header)

    def text_row(self, cells: list[str]) -> Row:
        """The row of fields of CSV; raises `RowFault`."""
        if self._plain is None:
            return self.row(cells)
        cells += self._constants
        found: Row = self._plain(cells)
        if self._seen is not None and "categories" not in self._mapping.constant:
            self._seen.category_text(found[_CATEGORIES])
        if self._certainty:
            found = (*found[:_CATEGORIES], self._graded(found[_CATEGORIES], cells), *found[_CATEGORIES + 1 :])  # type: ignore[assignment]
        if numbers.UNUSUAL.search(found[_NUMBER]) or found[_CODE][:1] == "'":
            texts = (*found[:_CODE], numbers.unwrapped(found[_CODE]), found[_CODE + 1])
            return self._placed(texts, *numbers.of_cell(found[_NUMBER]))
        return found

    def row(self, cells: Cells) -> Row:
        """The row of cells of any kind; raises `RowFault`."""
        if not all(self._is_meant(column, wanted, cells) for column, wanted in self._mapping.only.items()):
            raise RowFault(PASSED_OVER)
        texts = [self._field(name, cells) for name in FIELDS if name != "number"]
        texts.insert(_NUMBER, "")
        named = texts[_CATEGORIES]
        if (
            self._seen is not None
            and "categories" not in self._mapping.constant
            and (named or not self._mapping.present)
        ):
            self._seen.category_text(named)
        texts[_CATEGORIES] = self._graded(self._with_present(named, cells), cells)
        parts = [numbers.of_cell(self._single(column, cells)) for column in self._mapping.parts("number")]
        if len(parts) == 1:
            return self._placed(tuple(texts), *parts[0])
        bare = [text.strip() for text, _ in parts]
        return self._joined(tuple(texts), bare if all(bare) else [])

    def number_of(self, cells: list[str]) -> str:
        """The text in the place of the number, to tell a row from prose."""
        return "".join(
            cell_text(value) for column in self._mapping.parts("number") for value in self._access[column](cells)
        )

    def text_at(self, column: str, cells: Cells) -> str:
        """What stands in a column, as CSV would have it; raises `RowFault` for several values."""
        return numbers.unwrapped(cell_text(self._single(column, cells)))

    def _plain_getter(self, header: Sequence[str]) -> Callable[[list[str]], Row] | None:
        """Takes a row of CSV out of its fields with the constants behind them; None where more is to be done."""
        mapping = self._mapping
        if not header or mapping.present or mapping.guess_scheme or mapping.restore_zeros or mapping.only:
            return None
        if any(len(mapping.parts(name)) > 1 for name in (*FIELDS, CERTAINTY)):
            return None
        places = [_place(parts[0], header) if (parts := mapping.parts(name)) else None for name in FIELDS]
        return itemgetter(*(len(header) + at if place is None else place for at, place in enumerate(places)))

    def _is_meant(self, column: str, wanted: str | list[str], cells: Cells) -> bool:
        words = [wanted] if isinstance(wanted, str) else wanted
        return any(cell_text(value).strip() in words for value in self._access[column](cells))

    def _placed(self, texts: tuple[str, ...], number: str, is_numeric: bool) -> Row:
        mapping = self._mapping
        scheme = texts[_SCHEME]
        if mapping.guess_scheme:
            bare = number.strip()
            scheme = numbers.scheme_that_fits(bare, mapping.guess_scheme, numbers.with_zeros([bare]))
        known = mapping.schemes.get(scheme.strip(), scheme.strip())
        if is_numeric or mapping.restore_zeros:
            number, restored = numbers.with_zero(number.strip(), known, restore=mapping.restore_zeros)
            if restored and self._seen is not None:
                self._seen.restored += 1
        return (scheme, number, *texts[2:])  # type: ignore[return-value]

    def _joined(self, texts: tuple[str, ...], parts: list[str]) -> Row:
        """The row of a number that several columns make. A lost zero is not put back: which of them lost it cannot be
        told.
        """
        mapping, scheme = self._mapping, texts[_SCHEME]
        number = mapping.joiner.join(parts)
        if mapping.guess_scheme:
            spellings = numbers.with_zeros(parts, mapping.joiner)
            scheme = numbers.scheme_that_fits(number, mapping.guess_scheme, spellings)
        return (scheme, number, *texts[2:])  # type: ignore[return-value]

    def _field(self, name: Field, cells: Cells) -> str:
        if name in self._mapping.constant:
            return self._constants[FIELDS.index(name)]
        columns = self._mapping.parts(name)
        if name == "categories":
            return self._mapping.separator.join(
                text for column in columns for value in self._access[column](cells) if (text := cell_text(value))
            )
        texts = [numbers.unwrapped(cell_text(self._single(column, cells))) for column in columns]
        return self._mapping.joiner.join(texts) if all(texts) else "".join(texts[:1]) if len(texts) == 1 else ""

    def _single(self, column: str, cells: Cells) -> object:
        found = [value for value in self._access[column](cells) if value is not None and value != ""]
        if any(other != found[0] for other in found[1:]):
            raise RowFault(SEVERAL_VALUES)
        return found[0] if found else None

    def _with_present(self, text: str, cells: Cells) -> str:
        named = [text] if text else []
        for column, category in self._mapping.present.items():
            words = [cell_text(value) for value in self._access[column](cells)] or [""]
            if self._seen is not None:
                for word in words:
                    self._seen.word(column, word, is_nothing=self._mapping.says_nothing(word))
            saying = [word for word in words if not self._mapping.says_nothing(word)]
            if saying and all(map(self._mapping.says_possible, saying)):
                named.append(certainty.unmarked(category) + certainty.MARK)
            elif saying:
                named.append(category)
        return self._mapping.separator.join(named)

    def _certainty_columns(self, header: Sequence[str]) -> bool:
        """Whether anything says how certain a row is: a column of this file, or the mapping for all rows."""
        parts = self._mapping.parts(CERTAINTY)
        return not (header and parts) or any(_place(json_path.parse(part)[0].key, header) is not None for part in parts)

    def _graded(self, categories: str, cells: Cells) -> str:
        """The categories of a row, each marked where the row says that none of them can be ruled out."""
        if not self._certainty:
            return categories
        mapping = self._mapping
        word = mapping.constant.get("certainty") or mapping.joiner.join(
            numbers.unwrapped(cell_text(self._single(column, cells))) for column in mapping.parts(CERTAINTY)
        )
        meant = mapping.certainty_of(word)
        if self._seen is not None and "certainty" not in mapping.constant:
            self._seen.certainty(word, is_known=meant is not None)
        if meant is None:
            raise RowFault(UNKNOWN_CERTAINTY)
        return (
            certainty.marked(categories, mapping.separator, mapping.says_nothing) if meant == "possible" else categories
        )


def spelling(name: str) -> str:
    """A name of a column without the line breaks and spaces that layout put into it."""
    return " ".join(name.replace("\ufeff", "").split())


def _place(name: str, header: Sequence[str]) -> int | None:
    return next((header.index(each) for each in (name, spelling(name)) if each in header), None)


def _access(name: str, header: Sequence[str]) -> Access:
    if not header:
        return lambda cells: json_path.values(cells, name)
    place = _place(name, header)
    if place is not None:
        return partial(_at, place)
    first, *rest = json_path.parse(name)
    if rest and (place := _place(first.key, header)) is not None:  # a struct of Parquet
        return partial(_below, place, name[len(first.key) + 1 :])
    return lambda _: []


def _at(place: int, cells: Sequence[object]) -> list[object]:
    cell = cells[place] if place < len(cells) else None
    return list(cell) if isinstance(cell, (list, tuple)) else [cell]


def _below(place: int, path: str, cells: Sequence[object]) -> list[object]:
    return json_path.values(cells[place], path)


def cell_text(value: object) -> str:
    """A cell as CSV would have it. A true boolean is text, a false one is a word for nothing."""
    if isinstance(value, str):
        return value
    if value is None or (isinstance(value, (float, Decimal)) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (float, Decimal)) and math.isfinite(value) and value == int(value):
        return str(int(value))
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)
