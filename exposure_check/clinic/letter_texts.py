"""What a letter says, in one TOML file a language: in `assets/letters/`, and in a folder of the clinic for others.

A text holds names in braces, which are filled in; which there are is `PLACEHOLDERS`. A paragraph that names something
that is not known (`OPTIONAL`) is left out. A part with `only` is on the letters that have all of these tags.
"""

from __future__ import annotations

import itertools
import re
from string import Formatter
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from exposure_check import printable, toml_file
from exposure_check.errors import OptionError
from exposure_check.resources import assets

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

PartId = Literal[
    "title", "child", "happened", "consequences", "measures", "code", "no_code", "program", "check", "help", "never",
    "valid", "other",
]  # fmt: skip
Tag = Literal[
    "code", "no_code", "self", "guardian", "estate", "paper", "digital", "collect", "printed", "adult", "child"
]
PLACEHOLDERS = frozenset(
    {
        "breach", "categories", "clinic", "consequences", "contact_point", "controller", "disclosed", "discovered",
        "help_lines", "help_name", "help_number", "holder", "measures", "occurred", "processor", "program",
        "summary", "valid_until",
    }
)  # fmt: skip
OPTIONAL = frozenset({"discovered", "processor"})
# Each letter with a code has these parts, and these are named in it somewhere: GDPR article 34(2), and what is needed
# to use the code and to doubt the letter.
_PARTS = ("title", "happened", "consequences", "measures", "code", "program", "check", "help", "never", "valid")
_NAMED = ("summary", "consequences", "measures", "contact_point", "program", "help_number", "valid_until", "controller")
_LONGEST = 3000
_PLACE = re.compile(r"\w+://\S+|[\w.+-]+@[\w.-]+|(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?|\+?\d[\d -]{4,}\d")

_Text = Annotated[str, msgspec.Meta(min_length=1, max_length=_LONGEST)]
_Short = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A heading and its paragraphs."""

    id: PartId
    text: Annotated[tuple[_Text, ...], msgspec.Meta(min_length=1, max_length=20)]
    heading: Annotated[str, msgspec.Meta(max_length=200)] = ""
    only: tuple[Tag, ...] = ()

    def __post_init__(self) -> None:
        for text in (self.heading, *self.text):
            _check_braces(text, PLACEHOLDERS)


class LetterTexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language. `categories` gives the fourteen categories names in a language that the window does not have,
    `languages` gives names to those that are spoken at a help line.
    """

    language: Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2,3}\Z")]
    name: _Short  # of the language in itself
    title: _Short  # of files and pages
    date: _Short  # {day}, {month}, {month_number}, {year}
    sheet: _Short  # {reference}, {page}, {pages}
    part: Annotated[tuple[Part, ...], msgspec.Meta(min_length=len(_PARTS), max_length=60)]
    months: Annotated[tuple[_Short, ...], msgspec.Meta(min_length=12, max_length=12)] | None = None
    categories: dict[str, _Short] = {}
    languages: dict[str, _Short] = {}

    def __post_init__(self) -> None:
        _check_braces(self.date, frozenset({"day", "month", "month_number", "year"}))
        _check_braces(self.sheet, frozenset({"reference", "page", "pages"}))
        if "{month}" in self.date and self.months is None:
            raise ValueError("date names {month}: months is needed, twelve names")
        for kind, tags in _kinds():
            self._require_whole(kind, tags)

    def _require_whole(self, kind: str, tags: frozenset[str]) -> None:
        """Raise `ValueError` where letters of a kind lack what each letter has to say, or say more of a code."""
        shown = self.shown(tags)
        ids = [part.id for part in shown]
        if missing := [each for each in _PARTS if each not in ids and (each != "code" or "code" in tags)]:
            raise ValueError(f"{kind} lacks the part {missing[0]}")
        if ids.count("code") > int("code" in tags):
            raise ValueError(f"{kind} has the part code" + (" twice" if "code" in tags else ", and a box for it"))
        named = {name for part in shown for text in (part.heading, *part.text) for name in _certain(text)}
        if "help_lines" in named:
            named.add("help_number")
        if absent := [each for each in _NAMED if each not in named]:
            raise ValueError(f"{kind} does not name {{{absent[0]}}}")

    @property
    def places(self) -> list[str]:
        """Addresses and telephone numbers that stand in the texts themselves, whatever profile and settings say."""
        said = (text for part in self.part for text in (part.heading, *part.text))
        return list(dict.fromkeys(found.strip(" .-") for text in (self.sheet, *said) for found in _PLACE.findall(text)))

    def day(self, day: dt.date) -> str:
        """A date as it is written in this language."""
        month = self.months[day.month - 1] if self.months else ""
        return self.date.format(day=day.day, month=month, month_number=day.month, year=day.year)

    def shown(self, tags: Iterable[str]) -> list[Part]:
        """The parts of a letter with these tags, in order."""
        return [part for part in self.part if _is_shown(part, set(tags))]


def filled(part: Part, values: Mapping[str, str]) -> tuple[str, list[str]]:
    """Heading and paragraphs with what the names stand for; without paragraphs of which something is not known.

    A text that says several paragraphs (with an end of line between) becomes as many.
    """
    paragraphs = []
    for text in part.text:
        if all(values.get(name) for name in _names(text)):
            paragraphs += [line.strip() for line in text.format_map(values).splitlines() if line.strip()]
    return part.heading.format_map(values), paragraphs


def load_all(folder: Path | None = None) -> dict[str, LetterTexts]:
    """The texts of every language that there is a file for; those of `folder` come before those of the program.

    Raises `OptionError` that names the file and what is wrong in it.
    """
    files = {path.stem: path for path in sorted((assets() / "letters").glob("*.toml"))}
    if folder is not None:
        if not folder.is_dir():
            raise OptionError(f"There is no folder {str(folder)!r}.", advice="Name the folder of your letter texts.")
        files |= {path.stem: path for path in sorted(folder.glob("*.toml"))}
    return {language: _load(path) for language, path in files.items()}


def _load(path: Path) -> LetterTexts:
    texts = toml_file.load(path, "file of letter texts", LetterTexts)
    name = f"The file of letter texts {str(path)!r}"
    if texts.language != path.stem:
        raise OptionError(
            f"{name} says that it is in {texts.language!r}.", advice=f"Call the file {texts.language}.toml."
        )
    printable.require(texts, name)
    return texts


def _is_shown(part: Part, tags: set[str]) -> bool:
    return set(part.only) <= tags


def _kinds() -> Iterator[tuple[str, frozenset[str]]]:
    """Every kind of letter that there can be, in words and as its tags (`hold.Letter.tags`)."""
    ways = (("paper", "printed"), ("collect", "printed"), ("digital",))
    for recipient, way in itertools.product(("self", "guardian", "estate"), ways):
        code = "no_code" if recipient == "estate" or "digital" in way else "code"
        for age in ("adult", "child") if recipient == "self" else ("adult",):
            written = "a letter with a code" if code == "code" else "a letter without a code"
            kind = f"{written} to {recipient} ({way[0]}, {age})"
            yield kind, frozenset({code, recipient, age, *way})


def _certain(text: str) -> list[str]:
    """What a paragraph names, unless it is one that is left out where something is not known."""
    names = _names(text)
    return [] if OPTIONAL & set(names) else names


def _names(text: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name is not None]


def _check_braces(text: str, known: frozenset[str]) -> None:
    try:
        pieces = list(Formatter().parse(text))
    except ValueError:
        raise ValueError("a brace is opened and not closed, or the other way round") from None
    for _, name, spec, conversion in pieces:
        if name is not None and (name not in known or spec or conversion):
            raise ValueError(f"there is no {{{name}}}; there are {', '.join(sorted(known))}")
