"""A number as a file holds it: text, or a numeric cell, which is read as the integer that it is.

A spreadsheet, a double of Parquet or a JSON number has no leading zeros and may have passed through a float. Its dot is
never dropped: 99999274.0 is 99999274, one digit short of the number that it was, and never 999992740.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from exposure_check import identity
from exposure_check.errors import NumberError
from exposure_check.tables.faults import LEADING_ZERO, NO_SCHEME, NOT_WHOLE, SEVERAL_SCHEMES, RowFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Schemes of fixed length with a check digit, of which some begin with a zero. Those without a check digit (dk.cpr,
# us.ssn) are not among them: every number that is one digit short would become somebody's.
RESTORED: Final = {"no.fodselsnummer": 11, "gb.nhs": 10, "nl.bsn": 9}
_EXACT = 1 << 53  # above it a float has lost digits
_FRACTION_OF_ZEROS = re.compile(r"(\d+)\.0{1,4}")
# One dot among digits is that of a fraction, and a minus before them that of a number of arithmetic. A dot behind a
# birth date (180580.12345) is written by people.
_NO_IDENTIFIER = re.compile(r"-\d+(?:\.\d+)?|(?!\d{6}\.\d{4,5}\Z)\d+\.\d+")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d{1,3}")
_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
UNUSUAL = re.compile(r"""[.+=',]|^\s*-""")  # what a text needs to hold to be any of the above, or not plain


def integer(value: float | Decimal) -> str:
    """The digits of a numeric cell; raises `RowFault` where it is no whole number or has lost digits."""
    if not math.isfinite(value) or value < 0 or value != int(value):
        raise RowFault(NOT_WHOLE)
    if isinstance(value, float) and value >= _EXACT:
        raise RowFault(NOT_WHOLE)
    return str(int(value))


def unwrapped(text: str) -> str:
    """A text without what makes Excel take it for text: `="0306703"`, and an apostrophe before it."""
    found = _FORMULA.fullmatch(text.strip())
    return found[1] if found else text.strip().removeprefix("'")


def of_text(text: str) -> tuple[str, bool]:
    """The number in a field of text, and whether it was written as a numeric cell; raises `RowFault`."""
    bare = unwrapped(text)
    if whole := _FRACTION_OF_ZEROS.fullmatch(bare):
        return whole[1], True
    if _SCIENTIFIC.fullmatch(bare) or _NO_IDENTIFIER.fullmatch(bare):
        raise RowFault(NOT_WHOLE)
    return bare, False


def of_cell(cell: object) -> tuple[str, bool]:
    """The number in a cell of any kind, and whether it is a numeric one; raises `RowFault`."""
    if isinstance(cell, str):
        return of_text(cell) if UNUSUAL.search(cell) else (cell, False)
    if cell is None:
        return "", False
    if isinstance(cell, bool):
        raise RowFault(NOT_WHOLE)
    if isinstance(cell, int) and cell >= 0:
        return str(cell), True
    if isinstance(cell, (int, float, Decimal)):
        return ("", False) if math.isnan(cell) else (integer(cell), True)  # NaN is how some write an empty cell
    return str(cell), False


def with_zero(digits: str, scheme: str, *, restore: bool) -> tuple[str, bool]:
    """A number that may have lost its leading zero, and whether that was put back; raises `RowFault`.

    It is put back where the mapping says so (`restore`), nothing else is missing, and the check digit fits.
    """
    if not _is_one_short(digits, scheme):
        return digits, False
    if not restore:
        raise RowFault(LEADING_ZERO)
    return ("0" + digits, True) if _reads("0" + digits, scheme) else (digits, False)


def has_lost_zero(digits: str, scheme: str) -> bool:
    """Whether a text is a number of a scheme but for a zero at its beginning."""
    return _is_one_short(digits, scheme) and _reads("0" + digits, scheme)


def _is_one_short(digits: str, scheme: str) -> bool:
    return len(digits) == RESTORED.get(scheme, 0) - 1 and digits.isdigit()


def with_zeros(parts: Sequence[str], joiner: str = "") -> list[str]:
    """What a number of these parts may have been before one of them lost the zero at its beginning."""
    if not all(part.isdigit() for part in parts):
        return []
    return [joiner.join([*parts[:at], "0" + part, *parts[at + 1 :]]) for at, part in enumerate(parts)]


def scheme_that_fits(number: str, schemes: Sequence[str], spellings: Iterable[str] = ()) -> str:
    """The only one of some schemes in which a number is valid; raises `RowFault`.

    It is not the only one where another reads one of the `spellings`, see `with_zeros`: nine digits may be a Dutch
    number, or a Danish one without its zero.
    """
    fitting = [scheme for scheme in schemes if _reads(number, scheme)]
    if not fitting:
        raise RowFault(NO_SCHEME)
    others = [scheme for scheme in schemes if scheme != fitting[0]]
    if len(fitting) > 1 or any(_reads(spelling, scheme) for spelling in spellings for scheme in others):
        raise RowFault(SEVERAL_SCHEMES)
    return fitting[0]


def _reads(number: str, scheme: str) -> bool:
    try:
        identity.parse(number, scheme, allow_test=True)
    except NumberError:
        return False
    return True
