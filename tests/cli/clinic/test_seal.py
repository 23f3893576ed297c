"""`exposure-check clinic seal`: to a key whose fingerprint was read out, and to no other."""

from __future__ import annotations

import pytest

from exposure_check.cli import main
from exposure_check.files import PRIVATE, write_atomically
from exposure_check.trust import parcel
from tests.support.clinic import PASSPHRASE


@pytest.fixture
def publisher_key(clinic, capsys):
    """A key pair of the publisher, and its fingerprint as it is read out."""
    write_atomically(clinic.path("key-passphrase"), PASSPHRASE.encode() + b"\n", PRIVATE)
    words = ["clinic", "key", "--out", str(clinic.path("publisher.key"))]
    assert main([*words, "--passphrase-file", str(clinic.path("key-passphrase"))]) == 0
    return capsys.readouterr().out.splitlines()[-1]


def seal(clinic, fingerprint, *what):
    words = ["clinic", "seal", *what, "--for", str(clinic.path("publisher.key.pub")), "--out", str(clinic.path("sent"))]
    return main([*words, "--fingerprint", *fingerprint.split(), *clinic.opening])


def test_a_book_is_sealed_and_its_fingerprint_is_to_be_read_out(clinic, publisher_key, capsys):
    assert seal(clinic, publisher_key, "--codes", str(clinic.path("book"))) == 0
    output = capsys.readouterr().out
    assert clinic.book().fingerprint() in output
    sealed = clinic.path("sent").read_bytes()
    assert sealed.startswith(parcel.MAGIC)
    assert not any(each.code.encode() in sealed for each in clinic.book().drawn)
    assert clinic.path("sent").stat().st_mode & 0o077 == 0


def test_another_key_than_the_one_read_out_gets_nothing(clinic, publisher_key, capsys):
    assert seal(clinic, "0000 0000 0000 0000 0000", "--codes", str(clinic.path("book"))) == 2
    assert "is another" in capsys.readouterr().err
    assert not clinic.path("sent").exists()


def test_any_file_can_be_sealed_for_a_print_shop(clinic, publisher_key):
    assert seal(clinic, publisher_key.upper(), "--file", str(clinic.path("breaches.toml"))) == 0
    assert b"Example" not in clinic.path("sent").read_bytes()
    assert seal(clinic, publisher_key, "--file", str(clinic.path("none"))) == 2


@pytest.mark.parametrize("slip", ["book", "publisher.key.pub", "letters.toml"])
def test_a_parcel_is_written_over_no_other_file(clinic, publisher_key, capsys, slip):
    """`--out book` sealed the code book over itself: nobody at the clinic could open it any more."""
    before = clinic.path(slip).read_bytes()
    words = ["clinic", "seal", "--codes", str(clinic.path("book")), "--for", str(clinic.path("publisher.key.pub"))]
    words += ["--fingerprint", *publisher_key.split(), *clinic.opening]
    assert main([*words, "--out", str(clinic.path(slip))]) == 2
    assert "is no parcel" in capsys.readouterr().err
    assert clinic.path(slip).read_bytes() == before
    for _ in range(2):  # a newer parcel takes the place of the one before
        assert main([*words, "--out", str(clinic.path("sent"))]) == 0
