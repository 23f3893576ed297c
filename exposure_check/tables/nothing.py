"""Words that databases and clerks write where there is no value. A mapping file can name others.

Single letters are not among them: N is "no" in one file and "nainen", a woman, in the next. `inspect` lists the words
that it met and what each was taken for.
"""

from __future__ import annotations

from typing import Final


def plain(word: str) -> str:
    """A word as words are compared: without spaces around it, capitals alike."""
    return word.strip().casefold()


_DATABASES = ("", "null", "(null)", "<null>", r"\n", "nil", "none", "nan", "nat", "undefined", "-", "--", "#null!")
_SHEETS = ("n/a", "#n/a", "na", "n.a.", "n. a.", "false", "=false()", "0", "0.0")
_ENGLISH = ("no", "not applicable", "not available", "missing", "empty")
_FINNISH = ("ei", "ei ole", "ei tietoa", "ei saatavilla", "ei käytössä", "puuttuu", "tyhjä", "epätosi", "e/t")
_SWEDISH = ("nej", "ingen", "inget", "inga", "saknas", "uppgift saknas", "tom", "tomt", "falskt", "ej", "e/u")

WORDS: Final = frozenset(map(plain, (*_DATABASES, *_SHEETS, *_ENGLISH, *_FINNISH, *_SWEDISH)))
YES: Final = frozenset(map(plain, ("yes", "y", "true", "1", "x", "kyllä", "k", "on", "tosi", "ja", "j", "sant")))
