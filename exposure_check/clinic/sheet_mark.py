"""What makes an inserting error visible: a reference and the page on every sheet, and bars for the machine.

The reference names a letter to the clinic, for what comes back. It is made of the name that the code book has for
person and breach (`code_book.entry`): without the book's key it says nothing, and it is no code. It has
letters alone, so that nobody takes it for one.
"""

from __future__ import annotations

import re
from hashlib import sha256

from exposure_check.clinic.typeset import Box, Line
from exposure_check.errors import OptionError

_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels, so no words
_LENGTH = 12  # 51.8 bits; the ledger refuses one that another letter has
_BAR_LEFT, _BAR_WIDTH, _BAR_HEIGHT, _BAR_STEP, _BAR_TOP = 13.0, 7.0, 0.6, 4.2, 215.0
_SEQUENCE_BITS = 3
_POINTS = 8.0


def reference(entry: str, addressee: str) -> str:
    """The reference of a letter: three groups of four letters. `addressee` is as in `Letter`."""
    rest = int.from_bytes(sha256(f"exposure-check/letter/{entry}/{addressee}".encode()).digest(), "big")
    letters = ""
    for _ in range(_LENGTH):
        rest, place = divmod(rest, len(_LETTERS))
        letters += _LETTERS[place]
    return "-".join(letters[start : start + 4] for start in range(0, _LENGTH, 4))


def parse(text: str) -> str:
    """A reference as somebody typed it; raises `OptionError`."""
    letters = re.sub(r"[\s-]", "", text).upper()
    if len(letters) != _LENGTH or set(letters) - set(_LETTERS):
        raise OptionError(
            "That is not the reference of a letter.",
            advice="Type the twelve letters at the foot of a page, such as BCDF-GHJK-LMNP.",
        )
    return "-".join(letters[start : start + 4] for start in range(0, _LENGTH, 4))


def text_line(text: str, left: float, bottom: float) -> Line:
    """The mark that people read, at the foot of a page."""
    return Line(left, bottom, text, _POINTS)


def bars(sequence: int, *, is_last: bool) -> list[Box]:
    """The bars of a sheet at its left edge, for inserting machines, from above.

    One that is always there; one on the last sheet of a letter; three that count letters modulo 8, most significant
    first; and one that makes the number of bars even.
    """
    bits = [True, is_last, *(bool(sequence >> bit & 1) for bit in reversed(range(_SEQUENCE_BITS)))]
    bits.append(sum(bits) % 2 == 1)
    return [
        Box(_BAR_LEFT, _BAR_TOP + place * _BAR_STEP, _BAR_WIDTH, _BAR_HEIGHT) for place, bit in enumerate(bits) if bit
    ]
