"""`exposure-check clinic codes`, and `publish build --codes`, which takes what it drew."""

from __future__ import annotations

import pytest

from exposure_check.cli import main
from tests.support.clinic import ADULTS, BREACH, patient


@pytest.fixture
def drawn(clinic):
    clinic.write_patients([patient(number) for number in ADULTS[:6]])
    assert clinic.draw(book="own") == 0
    return clinic


def test_codes_are_counted_and_never_shown(drawn, capsys):
    capsys.readouterr()
    drawn.write_patients([patient(number) for number in ADULTS[:8]])
    assert drawn.draw(book="own") == 0
    output = capsys.readouterr()
    assert "8 rows read, 2 codes drawn, 8 in the book" in output.out
    assert drawn.book("own").fingerprint() in output.out
    everything = output.out + output.err
    assert not any(each.code in everything.replace(" ", "") for each in drawn.book("own").drawn)


def test_no_clear_list_of_codes_ever_lies_on_the_disk(drawn):
    codes = [each.code.encode() for each in drawn.book("own").drawn]
    for path in drawn.folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes().replace(b" ", b"")
            assert not any(code in content for code in codes), path.name


def test_refused_rows_are_named_by_line(clinic, capsys):
    clinic.write_patients([patient(ADULTS[0]), patient("010594Y9033")])
    assert clinic.draw(book="own") == 0
    error = capsys.readouterr().err
    assert "patients.csv: number.check_character: line 3" in error
    assert "number.check_character: The check character does not fit" in error
    assert "010594Y9033" not in error


def test_invented_people_are_refused_with_how_to_try_it(clinic, capsys):
    path = clinic.write_patients([patient(ADULTS[0])])
    words = ["clinic", "codes", "--patients", str(path), "--scheme", "fi.hetu", "--breach", BREACH]
    assert main([*words, "--codes", str(clinic.path("own")), *clinic.opening]) == 0
    assert "--allow-test-numbers" in capsys.readouterr().err


def test_an_unknown_scheme_is_refused(clinic, capsys):
    path = clinic.write_patients([patient(ADULTS[0])])
    words = ["clinic", "codes", "--patients", str(path), "--scheme", "xx.id", "--breach", BREACH]
    assert main([*words, "--codes", str(clinic.path("own")), *clinic.opening]) == 2
    assert "Name one of" in capsys.readouterr().err


def test_the_publisher_takes_the_codes_of_the_clinic(drawn, capsys):
    before = drawn.path("own").read_bytes()
    drawn.write_records(ADULTS[:6])
    assert drawn.build("--codes", str(drawn.path("own"))) == 0
    assert drawn.path("own").read_bytes() == before, "the book is taken as it is"
    assert drawn.letters(book="own") == 0
    assert drawn.hold_list() == {}


def test_people_without_a_code_in_the_book_stop_the_build(drawn, capsys):
    listed = sorted((drawn.path("list") / "metadata").iterdir())
    drawn.write_records(ADULTS[4:8])
    capsys.readouterr()
    assert drawn.build("--codes", str(drawn.path("own"))) == 1
    error = capsys.readouterr().err
    assert "2 rows of sealed breaches" in error
    assert "records.csv: line 4" in error
    assert sorted((drawn.path("list") / "metadata").iterdir()) == listed
    drawn.write_records(ADULTS[:6])
    assert drawn.build("--codes", str(drawn.path("own"))) == 0, "the corrected command begins again"


def test_taking_and_drawing_exclude_each_other(drawn, capsys):
    assert drawn.build("--codes", str(drawn.path("own")), "--draw-codes", str(drawn.path("book"))) == 2
    assert "exclude each other" in capsys.readouterr().err


def test_a_book_that_is_not_there_is_not_made_by_whoever_takes_it(drawn, capsys):
    assert drawn.build("--codes", str(drawn.path("none"))) == 2
    assert "cannot be read" in capsys.readouterr().err
    assert not drawn.path("none").exists()
