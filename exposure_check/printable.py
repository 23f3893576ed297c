"""Control and format characters in text that somebody else wrote: refused where it is read, escaped where it is shown.

A terminal obeys an escape sequence (it can rewrite the lines above it, or write to the clipboard with OSC 52), and a
mark of direction shows a sentence in another order than it was signed in. No language of this program needs any of
these characters, so none is excepted: a right-to-left language would need its marks, and Persian the zero-width
non-joiner.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from exposure_check.errors import OptionError

# Unicode general categories: controls, formats (zero-width, direction, soft hyphen, tags), separators of lines and of
# paragraphs, halves of surrogate pairs, and private use.
REFUSED_CATEGORIES = frozenset(("Cc", "Cf", "Zl", "Zp", "Cs", "Co"))
_SHOWN_AS_THEY_ARE = "\n\t"  # on output: lines and columns are this program's own

Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)
class Unprintable:
    """A character that is refused and the way to the text, or the key, with it: `("breaches", 0, "holder")`."""

    path: Path
    code: str  # "U+001B": the character itself is shown nowhere

    @property
    def place(self) -> str:
        """The path in words, such as `breaches.0.holder`."""
        return ".".join(map(str, self.path)) or "text"

    def __str__(self) -> str:
        return f"{self.place}: the control or format character {self.code} cannot stand in it"


def find(value: object) -> Unprintable | None:
    """The first text in a decoded value that holds such a character: a string, or a structure of any depth of them.

    Structs of msgspec, mappings (keys too), lists and tuples are searched; anything else holds no text.
    """
    if isinstance(value, str):
        character = _first_in(value)
        return Unprintable((), f"U+{ord(character):04X}") if character is not None else None
    for step, part in _parts(value):
        found = find(part)
        if found is not None:
            return Unprintable((*(() if step is None else (step,)), *found.path), found.code)
    return None


def check(value: object) -> None:
    """Raise `ValueError`, which names the place and not the text, where `find` finds something."""
    found = find(value)
    if found is not None:
        raise ValueError(str(found))


def require(value: object, what: str, *, within: str = "") -> None:
    """Raise `OptionError` that names the place where `find` finds something in a file that a person wrote.

    `what` begins the sentence, such as "The file of breaches 'b.toml'"; `within` is put before the place.
    """
    found = find(value)
    if found is not None:
        place = ".".join(filter(None, (within, str(found))))
        raise OptionError(
            f"{what} is wrong: {place}.",
            advice="Write the text again on one line without it: ends of lines, tabs and invisible characters count.",
        )


def escaped(text: str) -> str:
    r"""`text` with such characters as `\uXXXX`, which is how JSON writes them too; line ends and tabs are kept."""
    if _first_in(text) is None:
        return text
    return "".join(
        character if character in _SHOWN_AS_THEY_ARE or not _is_refused(character) else _escape(character)
        for character in text
    )


def _parts(value: object) -> Iterator[tuple[str | int | None, object]]:
    """What a structure consists of, each part with its step on the path; a key of a mapping is a part without one."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield None, key
            yield str(key), item
    elif isinstance(value, list | tuple):
        yield from enumerate(value)
    else:
        for name in getattr(value, "__struct_fields__", ()):
            yield name, getattr(value, name)


def _first_in(text: str) -> str | None:
    if text.isprintable():  # quick, and stricter than this: unassigned characters and wide spaces are no fault
        return None
    return next((character for character in text if _is_refused(character)), None)


def _is_refused(character: str) -> bool:
    return unicodedata.category(character) in REFUSED_CATEGORIES


def _escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2))
