"""A decoding error of msgspec in the words of whoever wrote the file, and where in it the value stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

import msgspec

from exposure_check.toml_file import places

Toml: TypeAlias = Any  # what tomllib gives: tables, lists, strings, numbers, dates


@dataclass(frozen=True)
class Explained:
    """What is wrong, what to do, and the path of the value within what was decoded."""

    path: places.Path
    message: str
    advice: str


def explained(error: msgspec.ValidationError, value: Toml, into: Toml, page: str) -> Explained:
    """Why `value` could not be converted into the type `into`; `page` of the documents says what can stand in it."""
    message, _, place = str(error).partition(" - at ")
    return Explained(_pin(_quoted(place), value, into, message), f"{_plain(message)}.", _advice(message, page))


def _pin(place: str, value: Toml, into: Toml, message: str) -> places.Path:
    """The path within `value`; msgspec names no key of a dict, so each is tried alone until the fault repeats."""
    before, dots, after = place.partition("[...]")
    steps = places.parse_path(before)
    if not dots:
        return steps
    inner = _follow(value, steps)
    for key in inner if isinstance(inner, dict) else ():
        try:
            msgspec.convert(_replaced(value, steps, {key: inner[key]}), into)
        except msgspec.ValidationError as error:
            if str(error).partition(" - at ")[0] == message:
                return (*steps, key, *places.parse_path(after.replace("[...]", "")))
    return steps


def _follow(value: Toml, steps: places.Path) -> Toml:
    for step in steps:
        value = value[step]
    return value


def _replaced(value: Toml, steps: places.Path, new: Toml) -> Toml:
    if not steps:
        return new
    copy = value.copy()
    copy[steps[0]] = _replaced(value[steps[0]], steps[1:], new)
    return copy


def _quoted(place: str) -> str:
    found = re.search(r"`(\$[^`]*)`", place)
    return found[1] if found else "$"


_PLAIN = (
    (r"Object missing required field `(\w+)`", r"the field \1 is missing"),
    (r"Object contains unknown field `(\w+)`", r"there is no field \1"),
    (r"Expected `str` matching regex .*https.*", "this is not an address that starts with https://"),
    (r"Expected `str` matching regex .*\[0-9 -\].*", "this is not a telephone number"),
    (r"Expected `str` matching regex .*u202a.*", "the text is empty or has a line break, a tab or an angle bracket"),
    (r"Expected `str` matching regex .*", "only small letters a to z, digits and hyphens can stand here"),
    (r"Expected `str` of length <= (\d+)", r"the text is longer than \1 characters"),
    (r"Expected `array` of length >= (\d+)", r"at least \1 must stand here"),
    (r"Expected `array` of length <= (\d+)", r"at most \1 can stand here"),
    (r"Invalid enum value '(.*)'", r"\1 is not one of the words that can stand here"),
    (r"Expected `object` of length <= (\d+)", r"at most \1 languages can stand here"),
    (r"Expected `object`, got `str`", "a text for each language is needed here, such as name.en, name.fi and name.sv"),
    (r"Expected `(\w+)`, got `(\w+)`", r"a value of the kind \1 is expected, not \2"),
)

_ADVICE = (
    ("missing required", "Add it."),
    ("unknown field", "Correct its name or delete it."),
    ("missing in", "Write the text in each of these languages."),
    ("languages differ", "Give every language the same steps and the same fields."),
    ("https", "Write the whole address."),
    ("length <=", "Shorten it."),
    ("enum", "Write one of the words that {page} lists."),
)


def _plain(message: str) -> str:
    for pattern, words in _PLAIN:
        if found := re.fullmatch(pattern, message):
            return found.expand(words)
    return message


def _advice(message: str, page: str) -> str:
    for part, words in _ADVICE:
        if part in message:
            return words.format(page=page)
    return f"Correct the value: {page} explains every field."
