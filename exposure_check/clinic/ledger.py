"""The ledger of letters: which were made, in which file, and what became of them. SQLite, in the folder of the letters.

A letter is known by its reference and by the name that the code book has for person and breach (`code_book.entry`),
both nothing without the book's key: there is no number, name, address or code in the file, and no hash that numbers
could be tried against. What is entered is on disk before the command goes on; a run that was stopped goes on behind it.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Literal, NamedTuple

from exposure_check.errors import OptionError, advice_on_file
from exposure_check.files import PRIVATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

FILE_NAME = "ledger.sqlite"
FORMAT = 1
_WAIT_SECONDS = 5.0
_PRIMARY = 0xFF  # of a result code of SQLite: what stands above says it more exactly
_OF_THE_DISK = {
    sqlite3.SQLITE_FULL: "Free space on the disk",
    sqlite3.SQLITE_IOERR: "Check the disk or network drive that holds it",
    sqlite3.SQLITE_READONLY: "Give this user account permission to write it",
    sqlite3.SQLITE_CANTOPEN: "Check the folder and who may read it",
    sqlite3.SQLITE_PERM: "Give this user account permission to write it",
}
EVENTS = ("printed", "returned", "again", "collected", "opened")
Event = Literal["printed", "returned", "again", "collected", "opened"]
_OPENED = "SELECT DISTINCT entry FROM letters JOIN events USING (reference) WHERE what = 'opened'"
_TABLES = """
CREATE TABLE format (number INTEGER NOT NULL, book TEXT NOT NULL, breach TEXT NOT NULL);
CREATE TABLE letters (
  entry BLOB NOT NULL, addressee TEXT NOT NULL, reference TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, file TEXT NOT NULL,
  sheets INTEGER NOT NULL, renewed INTEGER NOT NULL, made TEXT NOT NULL, times INTEGER NOT NULL DEFAULT 1,
  wanted INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (entry, addressee)) WITHOUT ROWID;
CREATE TABLE files (name TEXT PRIMARY KEY, letters INTEGER NOT NULL, sheets INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE events (reference TEXT NOT NULL, what TEXT NOT NULL, day TEXT NOT NULL);
CREATE INDEX events_of ON events (reference);
"""
_ENTER = """
INSERT INTO letters (entry, addressee, reference, kind, file, sheets, renewed, made) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (entry, addressee) DO UPDATE SET kind = excluded.kind, file = excluded.file, sheets = excluded.sheets,
  renewed = excluded.renewed, made = excluded.made, times = times + 1, wanted = 0
"""


class Made(NamedTuple):
    """A letter that lies in a file. `kind` is how it goes out: batch, collect or digital."""

    entry: str
    addressee: str  # empty, where a person has one letter
    reference: str
    kind: str
    sheets: int
    renewed: int


class Ledger:
    """The ledger of one folder, open. Use `opened`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def is_due(self, entry: str, addressee: str, renewed: int) -> bool:
        """Whether a letter is to be made: it never was, it is wanted again, or its person has another code now."""
        row = self._connection.execute(
            "SELECT wanted, renewed FROM letters WHERE entry = ? AND addressee = ?", (bytes.fromhex(entry), addressee)
        ).fetchone()
        return row is None or bool(row[0]) or row[1] != renewed

    def is_remake(self, entry: str, addressee: str) -> bool:
        """Whether a letter was made before."""
        key = (bytes.fromhex(entry), addressee)
        return (
            self._connection.execute("SELECT 1 FROM letters WHERE entry = ? AND addressee = ?", key).fetchone()
            is not None
        )

    def enter(self, files: Mapping[str, Sequence[Made]], day: date) -> None:
        """Enter files that lie whole on the disk, with their letters, all at once; raises `OptionError` for a reference
        that two letters would have.
        """
        with self._connection:
            for file, letters in files.items():
                sheets = sum(letter.sheets for letter in letters)
                self._connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", (file, len(letters), sheets))
                self._enter(file, letters, day.isoformat())

    def _enter(self, file: str, letters: Sequence[Made], day: str) -> None:
        rows = (
            (bytes.fromhex(each.entry), each.addressee, each.reference, each.kind, file, each.sheets, each.renewed, day)
            for each in letters
        )
        try:
            self._connection.executemany(_ENTER, rows)
        except sqlite3.IntegrityError as error:
            raise OptionError(
                "Two letters would have the same reference, which happens to one clinic in thousands.",
                advice="Leave one of the two rows out, make the other letters, and write that one by hand.",
            ) from error

    def next_file(self, stem: str, suffix: str) -> str:
        """The name of the next file of letters: numbers go up, and none is used twice."""
        row = self._connection.execute("SELECT count(*) FROM files WHERE name GLOB ?", (f"{stem}-*",)).fetchone()
        return f"{stem}-{int(row[0]) + 1:04d}{suffix}"

    def note(self, what: Event, references: Iterable[str], day: date) -> list[str]:
        """Note what became of letters; returns the entries of these. Raises `OptionError` for one that is not here."""
        entries = []
        with self._connection:
            for reference in references:
                entries.append(self.entry_of(reference))
                self._connection.execute("INSERT INTO events VALUES (?, ?, ?)", (reference, what, day.isoformat()))
                if what == "again":
                    self._connection.execute("UPDATE letters SET wanted = 1 WHERE reference = ?", (reference,))
        return entries

    def note_file(self, what: Event, file: str, day: date) -> int:
        """Note the same of all letters of a file; returns their number. Raises `OptionError`."""
        with self._connection:
            cursor = self._connection.execute(
                "INSERT INTO events SELECT reference, ?, ? FROM letters WHERE file = ?", (what, day.isoformat(), file)
            )
            if not cursor.rowcount:
                raise OptionError(
                    f"No letter lies in a file {file!r}.", advice="Name a file that `clinic letters` wrote."
                )
            if what == "again":
                self._connection.execute("UPDATE letters SET wanted = 1 WHERE file = ?", (file,))
            return cursor.rowcount

    def entry_of(self, reference: str) -> str:
        """The name that the code book has for whom a letter is about; raises `OptionError`."""
        row = self._connection.execute("SELECT entry FROM letters WHERE reference = ?", (reference,)).fetchone()
        if row is None:
            raise OptionError(
                f"No letter of this folder has the reference {reference}.",
                advice="Look at the foot of the letter again, and at --out: each folder has a ledger of its own.",
            )
        return bytes(row[0]).hex()

    def renewed(self, reference: str) -> int:
        """How often the code of a letter had been renewed when it was made last; raises `OptionError`."""
        self.entry_of(reference)
        ask = "SELECT renewed FROM letters WHERE reference = ?"
        return int(self._connection.execute(ask, (reference,)).fetchone()[0])

    def least_renewed(self) -> dict[str, int]:
        """How often the book has renewed codes at least, by entry, of whom a code was renewed: few."""
        ask = self._connection.execute
        least = {bytes(entry).hex(): 1 for (entry,) in ask(_OPENED)}
        for entry, renewed in ask("SELECT entry, max(renewed) FROM letters WHERE renewed > 0 GROUP BY entry"):
            least[bytes(entry).hex()] = int(renewed)
        return least

    def figures(self) -> dict[str, int]:
        """Counts of everything: letters by kind, sheets, files, letters that are wanted again, letters by event."""
        ask = self._connection.execute
        found = dict(ask("SELECT kind, count(*) FROM letters GROUP BY kind ORDER BY kind").fetchall())
        [(sheets, wanted, remade)] = ask(
            "SELECT total(sheets), total(wanted), total(times - 1) FROM letters"
        ).fetchall()
        [(files,)] = ask("SELECT count(*) FROM files").fetchall()
        found |= {"sheets": int(sheets), "files": files, "made_again": int(remade), "waiting_again": int(wanted)}
        events = ask("SELECT what, count(DISTINCT reference) FROM events GROUP BY what").fetchall()
        return found | {event: dict(events).get(event, 0) for event in EVENTS}


@contextmanager
def opened(folder: Path, belongs_to: tuple[str, str] | None = None) -> Iterator[Ledger]:
    """The ledger of a folder; raises `OptionError` where there is none or it cannot be used.

    `belongs_to` is the fingerprint of a code book and the id of a breach: with it a ledger is begun where there is
    none, and one of another book or breach is refused, since everybody would get a second letter.
    """
    path = folder / FILE_NAME
    if belongs_to is None and not path.is_file():
        raise OptionError(
            f"There is no ledger in {str(folder)!r}.", advice="Name the folder that `clinic letters --out` wrote."
        )
    try:
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))
    except OSError as error:
        raise OptionError(
            f"The ledger {str(path)!r} cannot be opened: {error.strerror}.", advice=advice_on_file(error)
        ) from error
    try:
        with closing(sqlite3.connect(path, isolation_level="IMMEDIATE", timeout=_WAIT_SECONDS)) as connection:
            _prepare(connection, path, belongs_to)
            yield Ledger(connection)  # an `OSError` of whoever uses it is about another file: it goes on as it is
    except sqlite3.DatabaseError as error:
        raise _refused(error, path) from error


def _refused(error: sqlite3.DatabaseError, path: Path) -> OptionError:
    """What SQLite could not do, and what to do about it: most of it is no fault of the file."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if code == sqlite3.SQLITE_BUSY:
        return OptionError(
            f"Another command is at work with the ledger {str(path)!r}.", advice="Wait for it, then run this again."
        )
    if code in _OF_THE_DISK:
        return OptionError(
            f"The ledger {str(path)!r} cannot be read or written: {error}.",
            advice=f"{_OF_THE_DISK[code]}, then run the same command again. What was entered before is kept.",
        )
    return OptionError(
        f"The ledger {str(path)!r} cannot be used: {error}.",
        advice="Restore it from your backup: without it letters would be made twice.",
    )


def _prepare(connection: sqlite3.Connection, path: Path, belongs_to: tuple[str, str] | None) -> None:
    connection.execute("PRAGMA synchronous = FULL")
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'format'").fetchone():
        if belongs_to is None:
            raise sqlite3.DatabaseError("it is empty")
        _refuse_letters_without_ledger(path.parent)
        connection.execute("BEGIN IMMEDIATE")  # else each table would be written by itself, and a killed run leave some
        for statement in _TABLES.split(";"):
            connection.execute(statement)
        connection.execute("INSERT INTO format VALUES (?, ?, ?)", (FORMAT, *belongs_to))
        connection.commit()
    [(number, *whose)] = connection.execute("SELECT number, book, breach FROM format").fetchall()
    if number != FORMAT:
        raise OptionError(
            f"The ledger {str(path)!r} has format {number}; this version reads format {FORMAT}.",
            advice="Use the version of the program that made it.",
        )
    if belongs_to is not None and tuple(whose) != belongs_to:
        raise OptionError(
            f"The ledger {str(path)!r} is about another code book or another breach.",
            advice="Name a folder of its own with --out for each breach, and the code book of the earlier letters.",
        )


def _refuse_letters_without_ledger(folder: Path) -> None:
    """Raise `OptionError` where a ledger would be begun beside letters that were made with another, which is gone."""
    if next(folder.rglob("*.pdf"), None) or next(folder.rglob("*.html"), None):
        raise OptionError(
            f"There are letters in {str(folder)!r} and no ledger that knows them: all would be made a second time.",
            advice=f"Restore {FILE_NAME} from your backup, or name an empty folder with --out.",
        )
