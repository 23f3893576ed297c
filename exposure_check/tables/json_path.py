"""Paths into JSON: `person.id`, `identifier[system=urn:oid:1.2.246.21].value`.

A step is a key. Where it leads to a list, the steps behind it go on in every element, or in those alone that have the
value named in brackets at a path of their own. A key that itself holds a dot is taken where the object has it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_STEP = re.compile(r"([^.\[\]]+)(?:\[([^\[\]=]+)=([^\[\]]*)\])?(?:\.|\Z)")


class Step(NamedTuple):
    """One key, and of a list the elements that are meant: those with the text `value` at the path `where`."""

    key: str
    where: tuple[str, ...] = ()
    value: str = ""


@lru_cache(maxsize=1024)
def parse(path: str) -> tuple[Step, ...]:
    """The steps of a path; a text that is no path is one key. Raises `ValueError` where a bracket is wrong."""
    steps, at = [], 0
    while at < len(path):
        found = _STEP.match(path, at)
        if found is None:
            if re.search(r"\[[^\]]*=", path):
                raise ValueError(f"{path!r} is no path: a list is chosen from by [key=value]")
            return (Step(path),)
        steps.append(Step(found[1], tuple(found[2].split(".")) if found[2] else (), found[3] or ""))
        at = found.end()
    return (Step(path),) if path.endswith(".") else tuple(steps)


def values(row: object, path: str) -> list[object]:
    """What a path leads to: nothing, one value, or several where it goes through a list."""
    if isinstance(row, dict) and path in row:
        return _each(row[path])
    return _follow(row, parse(path))


def _follow(value: object, steps: tuple[Step, ...]) -> list[object]:
    found = _each(value)
    for step in steps:
        found = [
            element
            for parent in found
            if isinstance(parent, dict) and step.key in parent
            for element in _each(parent[step.key])
            if not step.where or step.value in map(_text, _follow(element, tuple(map(Step, step.where))))
        ]
    return found


def _each(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _text(value: object) -> str:
    return value if isinstance(value, str) else "" if isinstance(value, (dict, bool)) or value is None else str(value)
