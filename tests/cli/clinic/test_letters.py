"""`exposure-check clinic letters`: what it prints, asks for and refuses. Whole runs: tests/clinic/test_letters.py."""

from __future__ import annotations

import pytest

from exposure_check import files
from exposure_check.cli import main
from exposure_check.trust import keystore
from tests.support.clinic import ADULTS, patient


def test_it_says_what_was_made_and_what_is_held_without_a_name(clinic, capsys):
    clinic.write_patients([patient(ADULTS[0]), patient(ADULTS[1], name="Salainen", protected="x")])
    capsys.readouterr()
    assert clinic.letters() == 0
    output = capsys.readouterr()
    assert "2 rows read. Letters made: batch 1; 1 sheets in 1 files." in output.out
    assert "address.protected: 1" in output.out
    assert not any(text in output.out + output.err for text in (ADULTS[0], ADULTS[1], "Salainen", "Aino"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (["--codes", "none"], "cannot be read"),
        (["--profile", "none.json"], "cannot be read"),
        (["--settings", "none.toml"], "cannot be read"),
        (["--patients", "none.csv"], "cannot be read"),
        (["--scheme", "xx.id"], "Name one of"),
        (["--out", "list"], "one in the other"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)
def test_what_is_missing_is_named_and_nothing_is_written(clinic, capsys, monkeypatch, change, words):
    monkeypatch.chdir(clinic.folder)
    clinic.write_patients([patient(ADULTS[0])])
    arguments = ["clinic", "letters", "--patients", "patients.csv", "--codes", "book", "--profile", "profile.json"]
    arguments += ["--settings", "letters.toml", "--list", "list", "--out", "letters", *clinic.opening, *change]
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert words in error
    assert ADULTS[0] not in error
    assert not clinic.path("letters").exists()


def test_a_book_of_another_breach_is_named_before_anybody_is_held(clinic, capsys):
    clinic.write_patients([patient(ADULTS[0])])
    words = ["clinic", "codes", "--patients", str(clinic.path("patients.csv")), "--scheme", "fi.hetu"]
    words += ["--breach", "example-therapie-2020", "--codes", str(clinic.path("other")), "--allow-test-numbers"]
    assert main([*words, *clinic.opening]) == 0
    assert clinic.letters(book="other") == 2
    assert "no code for the breach 'example-therapy-2020'" in capsys.readouterr().err
    assert not clinic.path("letters").exists()


def test_two_commands_do_not_write_into_one_folder(clinic, capsys):
    clinic.write_patients([patient(ADULTS[0])])
    files.make_private_folder(clinic.path("letters"))
    with files.exclusive(clinic.path("letters")):
        assert clinic.letters() == 2
    assert "Another command" in capsys.readouterr().err


def test_a_wrong_passphrase_makes_no_letter(clinic, capsys):
    clinic.write_patients([patient(ADULTS[0])])
    clinic.path("passphrase").write_text("something else entirely\n")
    assert clinic.letters() == 2
    assert "does not open" in capsys.readouterr().err
    assert not clinic.pdfs()


def test_a_file_without_a_row_is_no_run(clinic, capsys):
    clinic.write_patients([])
    assert clinic.letters() == 2
    assert "no row below its first line" in capsys.readouterr().err


def test_whoever_makes_letters_sees_what_all_of_them_name_and_who_signed_the_profile(clinic, capsys):
    """A profile that was changed on the way has letters name another number to call."""
    clinic.write_patients([patient(ADULTS[0])])
    assert clinic.letters() == 0
    said = capsys.readouterr().out
    assert "profile: Example Oy, signed by nobody: anybody may have changed it" in said
    assert "help: Help line, 09 000 000" in said
    key, signed = clinic.path("signing.key"), clinic.path("signed.json")
    assert main(["profile", "key", "--out", str(key), "--plain"]) == 0
    assert main(["profile", "sign", str(clinic.path("profile.json")), "--key", str(key), "--out", str(signed)]) == 0
    signed.replace(clinic.path("profile.json"))
    capsys.readouterr()
    assert clinic.letters() == 0
    assert f"Example Oy, signed with the key {keystore.read(key).public}" in capsys.readouterr().out
