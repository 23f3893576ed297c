"""The field for the sixteen digits of a letter, in four groups."""

from __future__ import annotations

import unicodedata

from exposure_check.desktop.widgets.private_field import PrivateField
from exposure_check.protocol.letter_code import DIGITS

GROUP = 4
SEPARATORS = " -\u2010\u2011\u2012\u2013\u2014\u00a0"


class CodeField(PrivateField):
    """Groups of four form as the digits are typed or pasted; other characters stay, so that they can be named."""

    def __init__(self, value: str = "") -> None:
        # Shown from the start: sixteen digits must be compared with a letter, and open nothing without the number.
        super().__init__(longest=DIGITS + DIGITS // GROUP - 1, hidden=False, value=value)

    def tidy(self, value: str, place: int) -> tuple[str, int]:
        """Group the digits and keep the cursor behind the same digit."""
        digits = _plain(value)[:DIGITS]
        before = min(len(_plain(value[:place])), DIGITS)
        groups = [digits[start : start + GROUP] for start in range(0, len(digits), GROUP)]
        return " ".join(groups), before + max(0, before - 1) // GROUP

    def _remove(self, start: int, end: int) -> None:
        """A space between groups goes together with the digit before it."""
        if not self.hasSelectedText() and self.value()[start:end] == " ":
            start -= 1
        super()._remove(start, end)


def _plain(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", text) if character not in SEPARATORS)
