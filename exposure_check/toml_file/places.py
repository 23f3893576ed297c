"""The line on which a value of a TOML file stands, for messages to editors.

`tomllib` keeps no positions. Only the layout that the guidance files use is understood (headers and `key =` at
the start of a line); where the value itself is not found the line of its nearest table is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.\"'-]+)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_.\"'-]+)\s*=")
_STEP = re.compile(r"\[(\d+)\]|\.?([A-Za-z0-9_-]+)")


def parse_path(text: str) -> Path:
    """`$.action[2].how` as `("action", 2, "how")`; the form in which msgspec names a place."""
    steps = _STEP.finditer(text.removeprefix("$"))
    return tuple(int(step[1]) if step[1] else step[2] for step in steps)


def line_of(source: str, path: Sequence[str | int]) -> int | None:
    """The line number, from 1, of the longest part of `path` that is found; None if nothing of it is."""
    best, best_length = None, 0
    for number, place in _places(source):
        length = _common(place, path)
        if length > best_length:
            best, best_length = number, length
    return best


def _places(source: str) -> Iterator[tuple[int, Path]]:
    table: Path = ()
    counts: dict[Path, int] = {}
    for number, line in enumerate(source.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _enter(header[2], counts, repeated=header[1] == "[[")
            yield number, table
        elif key := _KEY.match(line):
            yield number, (*table, *_split(key[1]))


def _enter(name: str, counts: dict[Path, int], *, repeated: bool) -> Path:
    parts = _split(name)
    place: Path = ()
    for index, part in enumerate(parts):
        place = (*place, part)
        if repeated and index == len(parts) - 1:
            counts[place] = counts.get(place, -1) + 1
        if place in counts:
            place = (*place, counts[place])
    return place


def _split(name: str) -> Path:
    return tuple(part.strip("\"' ") for part in name.split("."))


def _common(place: Path, path: Sequence[str | int]) -> int:
    if any(step != wanted for step, wanted in zip(place, path, strict=False)):
        return 0
    return min(len(place), len(path))
