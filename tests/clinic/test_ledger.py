"""The ledger: what is entered is on disk, and nothing in it is anybody's."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest

from exposure_check.clinic import ledger
from exposure_check.clinic.ledger import FILE_NAME, Made
from exposure_check.clinic.sheet_mark import reference
from exposure_check.errors import OptionError

WHOSE = ("1111 2222 3333 4444 5555", "example-2020")
DAY = date(2027, 3, 1)
ENTRIES = [f"{at:032x}" for at in range(1, 6)]


def entry_of(entry: str, addressee: str = "", renewed: int = 0) -> Made:
    return Made(entry, addressee, reference(entry, addressee), "batch", 2, renewed)


@pytest.fixture
def folder(tmp_path):
    with ledger.opened(tmp_path, WHOSE) as entered:
        entered.enter({"letters-0001.pdf": [entry_of(entry) for entry in ENTRIES[:3]]}, DAY)
    return tmp_path


def test_what_was_entered_is_there_when_it_is_opened_again(folder):
    with ledger.opened(folder) as entered:
        assert not entered.is_due(ENTRIES[0], "", 0)
        assert entered.is_due(ENTRIES[0], "ab", 0), "a letter to another guardian"
        assert entered.is_due(ENTRIES[0], "", 1), "another code"
        assert entered.is_due(ENTRIES[4], "", 0)
        assert entered.next_file("letters", ".pdf") == "letters-0002.pdf"
        assert entered.next_file("again", ".pdf") == "again-0001.pdf"
        assert entered.figures() == {
            "batch": 3, "sheets": 6, "files": 1, "made_again": 0, "waiting_again": 0, "printed": 0, "returned": 0,
            "again": 0, "collected": 0, "opened": 0,
        }  # fmt: skip


def test_a_letter_goes_through_its_life(folder):
    name = reference(ENTRIES[0], "")
    with ledger.opened(folder) as entered:
        assert entered.note_file("printed", "letters-0001.pdf", DAY) == 3
        assert entered.note("returned", [name], DAY) == [ENTRIES[0]]
        assert not entered.is_due(ENTRIES[0], "", 0), "it came back; nobody has said that it goes out again"
        entered.note("again", [name], DAY)
        assert entered.is_due(ENTRIES[0], "", 0)
        entered.enter({"again-0001.pdf": [entry_of(ENTRIES[0])]}, DAY)
        assert not entered.is_due(ENTRIES[0], "", 0)
        entered.note("collected", [name], DAY)
        found = entered.figures()
    assert (found["printed"], found["returned"], found["made_again"], found["collected"]) == (3, 1, 1, 1)
    assert (found["batch"], found["waiting_again"]) == (3, 0)


def test_files_are_entered_whole_or_not_at_all(folder):
    twin = Made(ENTRIES[4], "", reference(ENTRIES[0], ""), "batch", 1, 0)  # the reference of another letter
    with ledger.opened(folder) as entered:
        with pytest.raises(OptionError, match="same reference"):
            entered.enter({"letters-0002.pdf": [entry_of(ENTRIES[3]), twin]}, DAY)
        assert entered.is_due(ENTRIES[3], "", 0)
        assert entered.next_file("letters", ".pdf") == "letters-0002.pdf"


def test_nothing_in_it_is_anybodys_and_others_may_not_read_it(folder):
    path = folder / FILE_NAME
    assert path.stat().st_mode & 0o077 == 0
    tables, columns = ("format", "letters", "files", "events"), set()
    with sqlite3.connect(path) as connection:
        for table in tables:
            columns |= {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    connection.close()
    assert columns == {
        "number", "book", "breach", "entry", "addressee", "reference", "kind", "file", "sheets", "renewed", "made",
        "times", "wanted", "name", "letters", "what", "day",
    }  # fmt: skip


@pytest.mark.parametrize("whose", [("9999 2222 3333 4444 5555", "example-2020"), (WHOSE[0], "other-2021")])
def test_one_of_another_book_or_breach_is_refused(folder, whose):
    with pytest.raises(OptionError, match="another code book or another breach"), ledger.opened(folder, whose):
        pass


def test_one_that_is_not_there_or_damaged_is_an_error_and_not_an_empty_one(folder, tmp_path):
    with pytest.raises(OptionError, match="no ledger"), ledger.opened(tmp_path / "nowhere"):
        pass
    (folder / FILE_NAME).write_bytes(b"not a ledger" * 100)
    with pytest.raises(OptionError, match="cannot be used") as error, ledger.opened(folder, WHOSE):
        pass
    assert "twice" in error.value.advice
    (folder / FILE_NAME).write_bytes(b"")
    with pytest.raises(OptionError, match="cannot be used"), ledger.opened(folder):
        pass


@pytest.mark.parametrize("statements", range(8))
def test_one_whose_beginning_was_cut_short_is_begun_anew(tmp_path, monkeypatch, statements):
    """A process that is killed while it makes the tables: whatever is on the disk then, the next run goes on."""
    executed = []

    class Killed(sqlite3.Connection):
        def execute(self, sql, *given):
            if sql.lstrip().startswith(("CREATE TABLE", "CREATE INDEX", "INSERT INTO format")):
                if len(executed) == statements:
                    raise KeyboardInterrupt
                executed.append(sql)
            return super().execute(sql, *given)

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **named: connect(*given, **named, factory=Killed))
    try:
        with ledger.opened(tmp_path, WHOSE):
            pass
    except KeyboardInterrupt:
        pass
    else:
        assert len(executed) < statements or statements > 5
    monkeypatch.undo()
    with ledger.opened(tmp_path, WHOSE) as again:
        assert again.figures()["files"] == 0


def test_what_fails_beside_the_ledger_is_not_called_a_fault_of_it(folder):
    """The disk that is full, the pipe whose reader went: said by whoever writes there."""
    with pytest.raises(BrokenPipeError), ledger.opened(folder):
        raise BrokenPipeError


def test_a_ledger_that_is_at_work_is_not_called_damaged(folder, monkeypatch):
    monkeypatch.setattr(ledger, "_WAIT_SECONDS", 0.1)
    with ledger.opened(folder) as busy:
        busy._connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(OptionError, match="at work") as error, ledger.opened(folder) as entered:
            entered.note("returned", [reference(ENTRIES[0], "")], DAY)
    assert "Wait" in error.value.advice


def test_a_reference_that_is_not_here_and_a_file_that_is_not_are_named(folder):
    with ledger.opened(folder) as entered:
        with pytest.raises(OptionError, match="No letter of this folder"):
            entered.note("returned", [reference(ENTRIES[4], "")], DAY)
        with pytest.raises(OptionError, match="No letter lies"):
            entered.note_file("printed", "letters-0009.pdf", DAY)


def test_of_several_references_none_is_noted_where_one_is_wrong(folder):
    with ledger.opened(folder) as entered:
        with pytest.raises(OptionError):
            entered.note("returned", [reference(ENTRIES[0], ""), reference(ENTRIES[4], "")], DAY)
        assert entered.figures()["returned"] == 0


@pytest.mark.parametrize(
    ("code", "advice"),
    [("SQLITE_FULL", "Free space"), ("SQLITE_IOERR_WRITE", "Check the disk"), ("SQLITE_READONLY", "permission")],
)
def test_what_the_disk_refuses_is_not_called_a_broken_ledger(folder, code, advice):
    refusal = sqlite3.OperationalError("database or disk is full")
    refusal.sqlite_errorcode = getattr(sqlite3, code)
    with pytest.raises(OptionError) as error, ledger.opened(folder):
        raise refusal
    assert advice in error.value.advice
    assert "Restore" not in error.value.advice


def test_a_fault_of_another_file_is_not_laid_at_the_ledgers_door(folder):
    fault = OSError(28, "No space left on device", "letters-0001.pdf")
    with pytest.raises(OSError, match="No space") as error, ledger.opened(folder):
        raise fault
    assert error.value is fault
