"""Checks that the schemes of several countries share."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from exposure_check.identity.reason import Reason, refuse

if TYPE_CHECKING:
    import random

_FIRST_DAY = date(1937, 1, 1)  # of the birth dates of test numbers
_DAYS = (date(2023, 12, 31) - _FIRST_DAY).days + 1


def digits(text: str, *, lengths: tuple[int, ...], ignored: str, wrong_length: str) -> str:
    """The digits of a repaired `text` without the punctuation in `ignored`.

    `wrong_length` says in a sentence how long such a number is. Raises `NumberError` with reason `empty`, `character`
    or `length`.
    """
    for mark in ignored:
        text = text.replace(mark, "")
    if not text:
        refuse(Reason.EMPTY)
    if not text.isdigit():
        refuse(Reason.CHARACTER)
    if len(text) not in lengths:
        refuse(Reason.LENGTH, wrong_length)
    return text


def date_exists(year: int, month: int, day: int) -> bool:
    """Whether there is such a day in the Gregorian calendar."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def random_day(rng: random.Random) -> date:
    """A birth date for a test number, the same for the same state of `rng`."""
    return _FIRST_DAY + timedelta(days=rng.randrange(_DAYS))
