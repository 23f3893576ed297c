"""The code of a letter: 15 random digits and a Damm check digit (Damm 2004, via python-stdnum)."""

from __future__ import annotations

import secrets
import unicodedata

from stdnum import damm

from exposure_check.errors import LetterCodeError

DIGITS = 16
_BODIES = 10 ** (DIGITS - 1)
_MINUS = "\N{MINUS SIGN}"  # the one look-alike of a dash that Unicode does not file under dashes and keyboards give


def draw() -> str:
    """A new code, 16 ASCII digits, about 49.8 bits of entropy."""
    return complete(secrets.randbelow(_BODIES))


def complete(body: int) -> str:
    """The code whose first 15 digits are those of a number, however large: it is taken modulo 10 to the 15th."""
    digits = f"{body % _BODIES:0{DIGITS - 1}d}"
    return digits + damm.calc_check_digit(digits)


def grouped(code: str) -> str:
    """The code as it is printed: four groups of four."""
    return " ".join(code[start : start + 4] for start in range(0, DIGITS, 4))


def parse(text: str) -> str:
    """The 16 ASCII digits of what was typed: spaces, dashes and full-width digits are repaired.

    Raises `LetterCodeError` with reason `character`, `length` or `check_digit`; its text never holds the code.
    """
    code = text if _is_digits(text) else _repaired(text)
    if code and not _is_digits(code):
        raise LetterCodeError("The code has digits only.", reason="character")
    if len(code) != DIGITS:
        raise LetterCodeError(f"The code has {DIGITS} digits; {len(code)} were typed.", reason="length")
    if not damm.is_valid(code):
        raise LetterCodeError("The code does not fit: one digit is mistyped.", reason="check_digit")
    return code


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _repaired(text: str) -> str:
    return "".join(
        character
        for character in unicodedata.normalize("NFKC", text)
        if not character.isspace() and character != _MINUS and unicodedata.category(character) not in ("Cf", "Pd")
    )
