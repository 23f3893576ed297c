"""What stands in a cell for a name or an address and is none: remains of a wrong encoding, and words of spreadsheets.

A letter to "GÃ¶ran" or "#REF!" is delivered all the same, or to nobody, and looks like fraud.
"""

from __future__ import annotations

import re

from exposure_check.tables.nothing import WORDS, plain

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
# Where UTF-8 was read as Windows-1252 or Latin-1, and where the code pages 437 and 850 were: `Vaƒa`, `G”ran`.
_WITHIN_A_WORD = re.compile(r"(?<=[^\W\d_])[„”†‡‰•™¤¦§¬±¶¢£¥©®÷×¼½¾\ufffd](?=[^\W\d_])")
_LOST = re.compile(r"[?\u00bf\ufffd]")  # what programs write for a letter that their encoding lacks
_FAULT = re.compile(r"#[\w/]+[!?]?|#+")  # of a spreadsheet, in any language: #REF!, #VIITTAUS!, ####
# Of the words for nothing those that are nobody's name: Tom, Inga and Nat are people.
_NO_NAMES = frozenset({"null", "(null)", "<null>", "<na>", "undefined", "nan", "n/a", "n.a.", "-", "--"})


def is_garbled(text: str) -> bool:
    """Whether letters of a text were lost, or turned into others, by an encoding that it was not in."""
    return bool(_LOST.search(text) or _WITHIN_A_WORD.search(text)) or any(map(_is_utf8, _NOT_ASCII.findall(text)))


def is_no_name(text: str) -> bool:
    """Whether a text holds no letter, or in place of one of its words what programs write where nothing is."""
    words = text.split()
    return not any(map(str.isalpha, text)) or any(
        _FAULT.fullmatch(word) is not None or (plain(word) in _NO_NAMES and word != word.title()) for word in words
    )


def is_nothing(text: str) -> bool:
    """Whether a text of an address is what programs and clerks write where nothing is."""
    return plain(text) in WORDS or _FAULT.fullmatch(text.strip()) is not None


def _is_utf8(text: str) -> bool:
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode() != text
        except UnicodeError:
            continue
    return False
