"""`exposure-check clinic open`: a book from whom one spoke to, under a passphrase of one's own."""

from __future__ import annotations

import pytest

from exposure_check.cli import main
from exposure_check.files import PRIVATE, write_atomically
from exposure_check.secret import Secret
from exposure_check.trust import code_book
from tests.support.clinic import ADULTS, PASSPHRASE, patient

OTHER = "quite another passphrase"


@pytest.fixture
def sealed(clinic, capsys):
    """What the publisher sealed for the clinic, and the options that open it."""
    for name, text in (("key-passphrase", PASSPHRASE), ("own-passphrase", OTHER)):
        write_atomically(clinic.path(name), text.encode() + b"\n", PRIVATE)
    key = ["--passphrase-file", str(clinic.path("key-passphrase"))]
    assert main(["clinic", "key", "--out", str(clinic.path("clinic.key")), *key]) == 0
    fingerprint = capsys.readouterr().out.splitlines()[-1].split()

    def seal(*what):
        words = ["clinic", "seal", *what, "--for", str(clinic.path("clinic.key.pub")), "--fingerprint", *fingerprint]
        assert main([*words, "--out", str(clinic.path("sent")), *clinic.opening]) == 0

    seal("--codes", str(clinic.path("book")))
    words = ["clinic", "open", str(clinic.path("sent")), "--key", str(clinic.path("clinic.key")), *key]
    return seal, [*words, "--codes-passphrase-file", str(clinic.path("own-passphrase"))]


def test_the_book_arrives_and_makes_the_same_letters(clinic, sealed, capsys):
    _, words = sealed
    spoken = clinic.book().fingerprint().split()
    assert main([*words, "--out", str(clinic.path("mine")), "--fingerprint", *spoken]) == 0
    assert code_book.load(clinic.path("mine"), Secret(OTHER)) == clinic.book()
    assert "72 codes" in capsys.readouterr().out


@pytest.mark.parametrize("fingerprint", [[], ["0000", "0000", "0000", "0000", "0000"]])
def test_a_book_of_somebody_one_did_not_speak_to_is_not_taken(clinic, sealed, capsys, fingerprint):
    _, words = sealed
    options = ["--fingerprint", *fingerprint] if fingerprint else []
    assert main([*words, "--out", str(clinic.path("mine")), *options]) == 2
    assert "fingerprint" in capsys.readouterr().err
    assert not clinic.path("mine").exists()


def test_a_newer_copy_of_the_same_book_is_added_and_another_book_is_refused(clinic, sealed, capsys):
    seal, words = sealed
    spoken = ["--fingerprint", *clinic.book().fingerprint().split()]
    assert main([*words, "--out", str(clinic.path("mine")), *spoken]) == 0
    book = clinic.book()
    code_book.save(clinic.path("book"), book.renew("00" * 16), Secret(PASSPHRASE))
    seal("--codes", str(clinic.path("book")))
    assert main([*words, "--out", str(clinic.path("mine")), *spoken]) == 0
    mine = code_book.load(clinic.path("mine"), Secret(OTHER))
    assert (mine.drawn, mine.renewed) == (book.drawn, {"00" * 16: 1})
    clinic.write_patients([patient(ADULTS[0])])
    assert clinic.draw(book="second") == 0
    seal("--codes", str(clinic.path("second")))
    spoken = ["--fingerprint", *clinic.book("second").fingerprint().split()]
    assert main([*words, "--out", str(clinic.path("mine")), *spoken]) == 2
    assert "two codes" in capsys.readouterr().err
    assert code_book.load(clinic.path("mine"), Secret(OTHER)) == mine


def test_a_file_arrives_as_it_was_and_replaces_none(clinic, sealed, capsys):
    seal, words = sealed
    seal("--file", str(clinic.path("breaches.toml")))
    assert main([*words, "--out", str(clinic.path("arrived"))]) == 0
    assert clinic.path("arrived").read_bytes() == clinic.path("breaches.toml").read_bytes()
    assert main([*words, "--out", str(clinic.path("arrived"))]) == 2
    assert "already" in capsys.readouterr().err


def test_what_is_no_parcel_is_named(clinic, sealed, capsys):
    _, words = sealed
    clinic.path("sent").write_bytes(b"letters")
    assert main([*words, "--out", str(clinic.path("mine"))]) == 2
    assert "not a parcel" in capsys.readouterr().err
