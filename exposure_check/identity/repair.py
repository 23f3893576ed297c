"""What a keyboard, a card reader or a word processor does to a number, undone."""

from __future__ import annotations

import unicodedata

from exposure_check.identity.reason import Reason, refuse

MAX_CHARACTERS = 200  # of what was typed; bounds the work on pasted text

# Dashes of Unicode that are not in its category "dash punctuation": minus signs, modifier letters, overlines and
# the prolonged sound mark that Japanese keyboards give.
_DASHES = frozenset("\u2212\u207b\u208b\u02d7\u2043\u00af\u203e\u2500\u30fc\uff70")
_PLUSES = frozenset("\u207a\u208a\ufe62\u2795")
_INVISIBLE = frozenset(("Cf", "Zs", "Zl", "Zp"))  # soft hyphen, zero-width characters, marks of direction, spaces
_FULL_WIDTH = range(0xFF01, 0xFF5F)  # U+FF01..U+FF5E are ASCII 0x21..0x7E, 0xFEE0 further on


def repair(text: str) -> str:
    """`text` as upper-case ASCII without spaces or invisible characters.

    Full-width characters, digits of other scripts and look-alikes of dash and plus become their ASCII forms.
    Nothing is guessed: an O stays an O, and a letter is never made a dash. Raises `NumberError` with reason
    `empty`, `character` (no ASCII form) or `length` (more than 200 characters).
    """
    if len(text) > MAX_CHARACTERS:
        refuse(Reason.LENGTH)
    if not text.isascii():
        text = "".join(map(_ascii_form, text))
        if not text.isascii():
            refuse(Reason.CHARACTER)
    repaired = "".join(text.split()).upper()
    if not repaired:
        refuse(Reason.EMPTY)
    return repaired


def _ascii_form(character: str) -> str:
    """The ASCII form of one character, nothing for an invisible one, or the character itself."""
    if character.isascii():
        return character
    if ord(character) in _FULL_WIDTH:
        return chr(ord(character) - 0xFEE0)
    category = unicodedata.category(character)
    if category in _INVISIBLE or character.isspace() or "\ufe00" <= character <= "\ufe0f":
        return ""
    if category == "Pd" or character in _DASHES:
        return "-"
    if character in _PLUSES:
        return "+"
    return str(unicodedata.decimal(character)) if category == "Nd" else character
