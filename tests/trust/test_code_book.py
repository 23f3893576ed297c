"""The code book: encrypted, opened by its passphrase alone, and the same codes for the same people."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from exposure_check.errors import OptionError
from exposure_check.publisher.sample_records import SEALED_BREACH
from exposure_check.secret import Secret
from exposure_check.trust import code_book, sealed_file
from exposure_check.trust.code_book import DrawnCode
from tests.support.first_code_book import FIRST, FIRST_DREW

PASSPHRASE = Secret("four random words here")
CODE = "0000000000000000"
KEPT = DrawnCode("r.csv", "0123456789ab", 2, "patient 7", SEALED_BREACH, CODE)

# Written by the version before the envelope was shared with the keys, under "correct horse".
EARLIER = bytes.fromhex(
    "6578706f737572652d636865636b2f636f6465732f320aab4db6f880094ad600382fb04181f2d9dfbef3b3ca71bc3cdc7f76dcbb951343f513"
    "82e9039f03fd4ceda565456f0e8803e13a903137680a193a52d7ebe1013430acde8196acc414252b8967dee26da2c91c072e51210fbee735e2"
    "8a9dd1160cab0f9eee40504f7b040acf9450a62f9130669438750bd8724175d6e4bcb19242c9c79563cb4771d0f2ae92695ebc9fd8398c6635"
    "72dfc64661d3ce8583ebb7da3f2e8e506ef49d38f5fe5b30cf7775472e6d11cccc57f0da731a1ffc989a378a7dfe"
)


@pytest.fixture
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases are stretched with 1 MiB: what they cost in earnest is not what these tests are about."""
    monkeypatch.setattr(sealed_file, "_MEMORY_KIB", 1024)


def test_a_code_book_of_before_still_opens(tmp_path: Path) -> None:
    path = tmp_path / "letters.codes"
    path.write_bytes(EARLIER)
    drawn = DrawnCode("records.csv", "0123456789ab", 2, "row-7", SEALED_BREACH, "1234567890123452")
    assert code_book.load(path, Secret("correct horse")) == code_book.CodeBook(bytes(range(32)), [drawn])


@pytest.mark.usefixtures("quick_passphrases")
def test_the_code_book_is_encrypted_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "letters.codes"
    book = code_book.CodeBook(bytes(range(32)), [KEPT])
    code_book.save(path, book, PASSPHRASE)
    data = path.read_bytes()
    assert not [part for part in (b"patient 7", b"0000000000000000", book.key) if part in data]
    assert path.stat().st_mode & 0o777 == 0o600
    assert code_book.load(path, PASSPHRASE) == book
    assert not [part for part in ("patient", "r.csv", CODE, "x00") if part in repr(book) + repr(KEPT)]


@pytest.mark.usefixtures("quick_passphrases")
@pytest.mark.parametrize("change", ["passphrase", "byte", "length", "kind"])
def test_a_code_book_that_does_not_open_is_named(tmp_path: Path, change: str) -> None:
    path = tmp_path / "letters.codes"
    code_book.save(path, code_book.CodeBook(bytes(32)), PASSPHRASE)
    data = path.read_bytes()
    path.write_bytes(
        {"byte": data[:-1] + bytes([data[-1] ^ 1]), "length": data[:30], "kind": b"x" + data}.get(change, data)
    )
    with pytest.raises(OptionError, match=r"letters\.codes"):
        code_book.load(path, Secret("another") if change == "passphrase" else PASSPHRASE)


def test_a_code_book_of_the_first_version_opens_and_draws_everyone_the_code_that_they_have(tmp_path: Path) -> None:
    path = tmp_path / "letters.codes"
    path.write_bytes(FIRST)
    book = code_book.load(path, Secret("correct horse"))
    assert book == code_book.CodeBook(bytes(range(32)), [])  # its names of rows were not exact
    assert {who: code_book.draw(book.key, {}, who, SEALED_BREACH) for who in FIRST_DREW} == FIRST_DREW
    assert code_book.names_no_rows(path)
    code_book.save(path, book.with_drawn([KEPT]), Secret("correct horse"))
    assert not code_book.names_no_rows(path)
    path.write_bytes(FIRST.replace(b"codes/1", b"codes/2"))
    with pytest.raises(OptionError, match=r"letters\.codes"):
        code_book.load(path, Secret("correct horse"))


def test_a_file_of_one_row_cannot_be_guessed_from_what_stands_beside_its_code() -> None:
    """The mark is keyed; what books kept before, the digest itself, becomes one, and the row is not there twice."""
    book = code_book.CodeBook(bytes(range(32)), [KEPT])
    [code] = book.with_drawn([KEPT]).drawn
    assert KEPT.digest not in code.digest
    assert code.digest == book.mark(KEPT.digest) == book.mark(code.digest)
    assert book.mark(KEPT.digest) != code_book.CodeBook(bytes(32)).mark(KEPT.digest)
    assert msgspec.structs.replace(code, digest=KEPT.digest) == KEPT


@pytest.mark.usefixtures("quick_passphrases")
def test_the_codes_of_a_breach_are_read_without_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "letters.codes"
    other = msgspec.structs.replace(KEPT, line=3, code="9999999999999995")
    elsewhere = msgspec.structs.replace(KEPT, breach="another", code="1234567890123452")
    book = code_book.CodeBook(bytes(range(32)), [other, KEPT, elsewhere], {"00" * 16: 2})
    code_book.save(path, book, PASSPHRASE)
    bare, codes = code_book.load_codes(path, PASSPHRASE, SEALED_BREACH)
    assert bare == code_book.CodeBook(book.key, [], book.renewed)
    assert list(codes) == [0, 9999999999999995]
    assert [code in codes for code in (0, 1, 9999999999999995, 9999999999999996, 1234567890123452)] == [1, 0, 1, 0, 0]
    assert codes == book.codes(SEALED_BREACH)
    assert "9999" not in repr(codes) + repr(bare)
    for damaged in (path.read_bytes()[:-1], b"x" + path.read_bytes()):
        path.write_bytes(damaged)
        with pytest.raises(OptionError, match=r"letters\.codes"):
            code_book.load_codes(path, PASSPHRASE, SEALED_BREACH)


@pytest.mark.usefixtures("quick_passphrases")
def test_of_two_commands_at_one_book_neither_forgets_what_the_other_did(tmp_path: Path) -> None:
    path = tmp_path / "letters.codes"
    keys = {code_book.open_or_create(path, PASSPHRASE).key for _ in range(2)}
    assert len(keys) == 1
    entries = [f"{at:032x}" for at in range(6)]

    def renew(entry: str) -> None:
        def change(book: code_book.CodeBook) -> code_book.CodeBook:
            time.sleep(0.05)
            return book.renew(entry)

        code_book.update(path, PASSPHRASE, change)

    with ThreadPoolExecutor(len(entries)) as pool:
        list(pool.map(renew, entries))
    assert code_book.load(path, PASSPHRASE).renewed == dict.fromkeys(entries, 1)
    assert [left.name for left in tmp_path.iterdir()] == ["letters.codes"]


def test_a_book_whose_codes_were_never_renewed_is_written_as_it_was() -> None:
    book = code_book.CodeBook(bytes(range(32)), [KEPT])
    [drawn] = msgspec.msgpack.decode(msgspec.msgpack.encode(book))["drawn"]
    assert list(drawn) == ["file", "digest", "line", "row", "breach", "code"]


def test_of_two_who_take_a_book_at_once_the_second_finds_that_of_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both looked, found none, and the one who came last wrote his over the other's."""
    path, save = tmp_path / "book", code_book.save
    books = [code_book.CodeBook(bytes([each]) * code_book.KEY_BYTES) for each in (1, 2)]

    def slow(*given: object) -> None:
        time.sleep(0.3)
        save(*given)  # type: ignore[arg-type]

    def refuse(mine: code_book.CodeBook, theirs: code_book.CodeBook) -> code_book.CodeBook:
        raise OptionError(f"{mine.key[0]} and {theirs.key[0]}", advice="")

    monkeypatch.setattr(code_book, "save", slow)
    with ThreadPoolExecutor() as threads:
        taken = [threads.submit(code_book.take, path, PASSPHRASE, book, refuse) for book in books]
    faults = [each.exception() for each in taken]
    [first] = [book for book, fault in zip(books, faults, strict=True) if fault is None]
    assert code_book.load(path, PASSPHRASE).key == first.key
