"""Words that databases and clerks write where there is no value. A mapping file can name others.

Single letters are not among them: N is "no" in one file and "nainen", a woman, in the next. `inspect` lists the words
that it met and what each was taken for.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_UNSEEN = ("Cc", "Cf")  # such as a NUL that a database left, a mark of the byte order, a space without width


def plain(word: str) -> str:
    """A word as words are compared: capitals, kinds of spaces and the two ways to store an accent (Unicode NFC and NFD)
    alike, and without spaces around it or characters that nobody sees.
    """
    if not word.isascii():
        word = unicodedata.normalize("NFKC", word)
    if not word.isprintable():
        word = "".join(each for each in word if each.isspace() or unicodedata.category(each) not in _UNSEEN)
    return " ".join(word.casefold().split())


_DATABASES = (
    "",
    "null",
    "(null)",
    "<null>",
    r"\n",
    "nil",
    "none",
    "nan",
    "nat",
    "undefined",
    "-",
    "--",
    "#null!",
    "<na>",
)
_EMPTY_FORMS = ("\u2010", "\u2013", "\u2014", "[]", "{}", "''", '""')
_SHEETS = (
    "n/a",
    "#n/a",
    "na",
    "n.a.",
    "n. a.",
    "false",
    "=false()",
    "0",
    "0.0",
    "0,0",
    "0.00",
    "0,00",
    "#puuttuu!",
    "#saknas!",
)
_ENGLISH = ("no", "not applicable", "not available", "missing", "empty")
_FINNISH = ("ei", "ei ole", "ei tietoa", "ei saatavilla", "ei käytössä", "puuttuu", "tyhjä", "epätosi", "e/t")
_SWEDISH = ("nej", "ingen", "inget", "inga", "saknas", "uppgift saknas", "tom", "tomt", "falskt", "ej", "e/u")

WORDS: Final = frozenset(map(plain, (*_DATABASES, *_EMPTY_FORMS, *_SHEETS, *_ENGLISH, *_FINNISH, *_SWEDISH)))
YES: Final = frozenset(map(plain, ("yes", "y", "true", "1", "x", "kyllä", "k", "on", "tosi", "ja", "j", "sant")))
