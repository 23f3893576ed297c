"""Whoever stands in a file of patients more than once: which of her rows is right, nobody can tell.

Looked for before anything is decided, since a row that says "protected" may stand behind one that does not. What is
kept is in a private database of SQLite that goes with the run: keyed values, and of nobody who stands there once.
"""

from __future__ import annotations

import errno
import hmac
import os
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING

from exposure_check.clinic.hold import EACH_GUARDIAN, Hold, identified, recipient_word, says
from exposure_check.errors import NumberError
from exposure_check.trust import code_book

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exposure_check.clinic.hold import Letter, Rules
    from exposure_check.clinic.patients import PatientRow

TWICE, DIFFER = "person.twice", "person.rows_differ"
_TABLES = """
CREATE TABLE rows (entry BLOB, addressee TEXT, content BLOB, stops INTEGER);
CREATE TABLE met (entry BLOB, addressee TEXT, PRIMARY KEY (entry, addressee)) WITHOUT ROWID;
"""
# Two guardians of one person have a row each. Whatever else differs is in doubt, and so is a person who has died, or
# waits for a decision, by one row of several.
_SEVERAL = """
CREATE TABLE several AS SELECT entry, count(DISTINCT content) > 1 AND (
    max(stops) OR min(addressee) = '' OR count(DISTINCT content) > count(DISTINCT addressee)) AS differ
  FROM rows GROUP BY entry HAVING count(*) > 1;
CREATE UNIQUE INDEX several_by_entry ON several (entry);
DROP TABLE rows;
"""


class Doubles:
    """Who has several rows in one file. Use `surveyed`; then judge the rows in their order, once or more often."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def begin(self) -> None:
        """Forget which letters were let through."""
        self._connection.execute("DELETE FROM met")

    def judge(self, letter: Letter) -> Letter | Hold:
        """The letter, unless another row of its person is in the way."""
        entry = bytes.fromhex(letter.entry)
        row = self._connection.execute("SELECT differ FROM several WHERE entry = ?", (entry,)).fetchone()
        if row is None:
            return letter
        if row[0]:
            return Hold(letter.line, DIFFER)
        met = self._connection.execute("INSERT OR IGNORE INTO met VALUES (?, ?)", (entry, letter.addressee))
        return letter if met.rowcount else Hold(letter.line, TWICE)


@contextmanager
def surveyed(rows: Iterable[tuple[int, PatientRow | str]], rules: Rules) -> Iterator[Doubles]:
    """Read all rows for who stands there several times; raises what reading them raises, and
    `OSError` where there is no room for it.
    """
    with _scratch() as connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO rows VALUES (?, ?, ?, ?)", _known(rows, rules))
        connection.execute("COMMIT")
        connection.executescript(_SEVERAL)
        yield Doubles(connection)


@contextmanager
def _scratch() -> Iterator[sqlite3.Connection]:
    """A database in a file without a name, in the folder for such files; nobody else can open it."""
    try:
        with closing(sqlite3.connect("", isolation_level=None)) as connection:
            yield connection
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_FULL:
            raise
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), tempfile.gettempdir()) from error


def _known(rows: Iterable[tuple[int, PatientRow | str]], rules: Rules) -> Iterator[tuple[bytes, str, bytes, bool]]:
    for _, row in rows:
        if isinstance(row, str):
            continue
        try:
            canonical = identified(row, allow_test=rules.allow_test)
        except NumberError:
            continue
        key = rules.book.key
        name = code_book.entry(key, canonical, rules.breach)
        recipient = recipient_word(row, rules.mapping)
        receiver = " ".join(row.name.split())
        addressee = code_book.addressee(key, name, receiver) if recipient == EACH_GUARDIAN else ""
        stops = recipient == "hold" or says(row.deceased)
        yield bytes.fromhex(name), addressee, _content(key, row), stops


def _content(key: bytes, row: PatientRow) -> bytes:
    """What tells rows apart; keyed, since it is made of all that stands there."""
    said = "\0".join(("row", *(" ".join(text.split()) for text in row)))
    return hmac.digest(key, said.encode("utf-8", "surrogatepass"), sha256)[: code_book.ENTRY_BYTES]
