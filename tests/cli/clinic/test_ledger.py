"""`exposure-check clinic ledger`."""

from __future__ import annotations

import io

import pytest

from exposure_check.cli import main
from tests.support.clinic import ADULTS, letters_in, patient


@pytest.fixture
def references(clinic, capsys):
    clinic.write_patients([patient(number) for number in ADULTS[:3]])
    assert clinic.letters() == 0
    capsys.readouterr()
    return sorted(letters_in(clinic.pdfs()[0]))


def ledger(clinic, *words):
    return main(["clinic", "ledger", *words, "--out", str(clinic.path("letters"))])


def test_figures_are_counts_and_nothing_else(clinic, references, capsys):
    assert ledger(clinic, "printed", "--file", "letters-0001.pdf") == 0
    assert ledger(clinic, "returned", *references[:2]) == 0
    capsys.readouterr()
    assert ledger(clinic, "show") == 0
    shown = dict(line.split() for line in capsys.readouterr().out.splitlines())
    assert (shown["batch"], shown["printed"], shown["returned"], shown["opened"]) == ("3", "3", "2", "0")


def test_a_file_that_was_lost_is_made_again_whole(clinic, references, capsys):
    assert ledger(clinic, "again", "--file", "letters-0001.pdf") == 0
    assert clinic.letters() == 0
    assert sorted(letters_in(clinic.path("letters") / "again-0001.pdf")) == references


def test_references_come_from_standard_input_too(clinic, references, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(references) + "\n"))
    assert ledger(clinic, "collected") == 0
    assert "collected: 3 letters" in capsys.readouterr().out


def test_an_opened_letter_needs_the_book(clinic, references, capsys):
    before = clinic.book()
    assert ledger(clinic, "opened", references[0]) == 2
    assert "--codes" in capsys.readouterr().err
    assert clinic.book() == before
    assert ledger(clinic, "opened", references[0], "--codes", str(clinic.path("book")), *clinic.opening) == 0
    assert "publish" in capsys.readouterr().out
    assert list(clinic.book().renewed.values()) == [1]


def test_an_opened_letter_that_is_noted_twice_gets_one_new_code(clinic, references):
    """The first new code may be in the list already: with another, the letter would open nothing."""
    opened = ["opened", references[0], "--codes", str(clinic.path("book")), *clinic.opening]
    assert ledger(clinic, *opened) == 0
    assert ledger(clinic, *opened) == 0
    assert list(clinic.book().renewed.values()) == [1]
    assert clinic.build("--draw-codes", str(clinic.path("book"))) == 0
    assert clinic.letters() == 0
    assert ledger(clinic, *opened) == 0, "the letter with the new code was opened too"
    assert list(clinic.book().renewed.values()) == [2]


@pytest.mark.parametrize(
    "words",
    [
        ["returned", "BCDF"],
        ["returned", "BBBB-BBBB-BBBB"],
        ["again", "--file", "x.pdf"],
        ["opened", "--file", "letters-0001.pdf"],
    ],
)
def test_what_is_no_letter_of_this_folder_is_refused(clinic, references, capsys, words):
    assert ledger(clinic, *words) == 2
    assert capsys.readouterr().err


def test_no_reference_is_no_letter(clinic, references, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert ledger(clinic, "returned") == 2
    assert "No letter was named" in capsys.readouterr().err


def test_a_file_may_be_named_by_its_path(clinic, references, capsys):
    assert ledger(clinic, "printed", "--file", str(clinic.path("letters") / "letters-0001.pdf")) == 0
    assert "letters of letters-0001.pdf" in capsys.readouterr().out
    assert ledger(clinic, "printed", "--file", str(clinic.path("elsewhere") / "letters-0001.pdf")) == 2
