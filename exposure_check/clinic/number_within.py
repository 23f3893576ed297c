"""Identity numbers that stand where a name or an address belongs: of whomever, they are printed on no letter."""

from __future__ import annotations

import re

from exposure_check import identity
from exposure_check.errors import NumberError
from exposure_check.identity import SCHEMES

_LEAST_DIGITS = 9
_MOST_PIECES = 4
_PIECE = re.compile(r"[^\s,;:()/]+")
# How numbers without a check digit to go by are written; other nine or ten digits may be of a post office.
_WITHOUT_CHECK = {"dk.cpr": re.compile(r"\d{6}[- ]?\d{4}"), "us.ssn": re.compile(r"\d{3}[- ]\d{2}[- ]\d{4}")}


def stands_in(line: str) -> bool:
    """Whether a line holds what can be an identity number of a kind that this version knows, alone or among words."""
    if sum(map(str.isdigit, line)) < _LEAST_DIGITS:
        return False
    pieces = _PIECE.findall(line)
    return any(
        _is_number(" ".join(pieces[first:end]))
        for first in range(len(pieces))
        for end in range(first + 1, min(first + _MOST_PIECES, len(pieces)) + 1)
    )


def _is_number(text: str) -> bool:
    if sum(map(str.isdigit, text)) < _LEAST_DIGITS:
        return False
    return any(_fits(text.strip(".\"'"), scheme) for scheme in SCHEMES)


def _fits(text: str, scheme: str) -> bool:
    form = _WITHOUT_CHECK.get(scheme)
    if form is not None and not form.fullmatch(text):
        return False
    try:
        identity.parse(text, scheme, allow_test=True)
    except NumberError:
        return False
    return True
