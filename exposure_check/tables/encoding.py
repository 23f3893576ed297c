"""The encoding of a file of text, and its text as UTF-8 without a byte-order mark, whatever it is stored in."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

UTF_8 = "utf-8"
ANY = "windows-1252"  # holds what Latin-1 holds, and has hardly a byte that is no character
STRICT = ("utf-16", "utf-16-le", "utf-16-be", "utf-32")  # a fault in these spoils all that follows
CUT = ("truncated data", "unexpected end of data")  # how Python says that bytes end within a character

_MARKS = (  # the longer first: that of UTF-32 begins as that of UTF-16 does
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MARK = "\ufeff"


def unicode_of(beginning: bytes) -> str:
    """The encoding that the first bytes of a file show: UTF-16 or UTF-32, or else UTF-8."""
    for mark, name in _MARKS:
        if beginning.startswith(mark):
            return name
    if beginning[1:2] == b"\0" and beginning[:1] != b"\0":
        return "utf-16-le"
    if beginning[:1] == b"\0" and len(beginning) > 1 and beginning[1:2] != b"\0":
        return "utf-16-be"
    return UTF_8


def is_known(name: str) -> bool:
    """Whether Python knows an encoding of text of that name."""
    try:
        return isinstance(codecs.lookup(name).incrementaldecoder(), codecs.IncrementalDecoder) and bool(
            "a".encode(name)
        )
    except (LookupError, TypeError, ValueError):
        return False


def decoded(blocks: Iterable[bytes], encoding: str, errors: str) -> Iterator[str]:
    """The text of a file; raises `UnicodeDecodeError` where `errors` is `strict`."""
    return codecs.iterdecode(blocks, encoding, errors)


def utf8(blocks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The content as UTF-8, with no byte-order mark at its beginning, not even a second one.

    What is no character becomes U+FFFD, but in UTF-8, which was looked through before, nothing is touched.
    """
    recoded = blocks if encoding == UTF_8 else (text.encode() for text in decoded(blocks, encoding, "replace"))
    mark, at_beginning = _MARK.encode(), True
    for block in recoded:
        content = block
        while at_beginning and content.startswith(mark):
            content = content[len(mark) :]
        at_beginning = at_beginning and not content
        if content:
            yield content
