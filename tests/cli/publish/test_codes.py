"""`exposure-check publish codes`: the codes come out for the letters, and not on a screen."""

from __future__ import annotations

import csv
import io
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from exposure_check.cli import main
from exposure_check.clinic import codes
from exposure_check.files import PRIVATE, write_atomically
from exposure_check.protocol import letter_code
from exposure_check.publisher.input import breaches, rows
from exposure_check.publisher.sample_records import BREACHES_FILE, SEALED_BREACH
from exposure_check.secret import Secret
from exposure_check.trust import code_book, sealed_file
from exposure_check.trust.code_book import DrawnCode
from tests.support.first_code_book import FIRST
from tests.support.publisher import HEADER

PASSPHRASE = Secret("four random words here")


CODE = "0000000000000000"


NUMBER, OTHER = "010594Y9032", "020594X903P"


OTHER_SEALED = "example-therapy-2021"


ROW = f"fi.hetu,{NUMBER},{SEALED_BREACH},name,"


OTHER_ROW = f"fi.hetu,{OTHER},{SEALED_BREACH},name,"


KEPT = DrawnCode("r.csv", "0123456789ab", 2, "patient 7", SEALED_BREACH, CODE)


@pytest.fixture
def open_book(tmp_path: Path) -> tuple[Path, list[str]]:
    """Where a file of codes is to be, and the options that open it."""
    secret = tmp_path / "passphrase"
    write_atomically(secret, PASSPHRASE.reveal() + b"\n", PRIVATE)
    return tmp_path / "letters.codes", ["--codes-passphrase-file", str(secret)]


def csv_file(path: Path, *lines: str, header: str = HEADER) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join((header.rstrip(), *lines, "")), encoding="utf-8")
    return path


def test_the_codes_come_out_for_the_letters_and_not_on_a_screen(
    open_book, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, opening = open_book
    other = DrawnCode("r.csv", "0123456789ab", 10, 'a "b", c', OTHER_SEALED, CODE)
    book = code_book.CodeBook(bytes(32))
    mark = book.mark("0123456789ab")
    code_book.save(path, book.with_drawn([other, KEPT]), PASSPHRASE)
    arguments = ["publish", "codes", str(path), *opening]
    assert main(arguments) == 0
    output = capsys.readouterr()
    assert list(csv.reader(io.StringIO(output.out))) == [
        ["file", "digest", "line", "row", "breach", "code"],
        ["r.csv", mark, "2", "patient 7", SEALED_BREACH, "0000 0000 0000 0000"],
        ["r.csv", mark, "10", 'a "b", c', OTHER_SEALED, "0000 0000 0000 0000"],
    ]
    assert output.err == "2 codes.\n"
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(arguments) == 2
    output = capsys.readouterr()
    assert "0000" not in output.out + output.err


def test_the_codes_of_the_files_of_a_build_come_out_alone(
    tmp_path: Path, open_book, demo_folder, key_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, opening = open_book
    build_arguments = ["publish", "build", "--breaches", str(demo_folder[0] / BREACHES_FILE), "--suite", "XC1-DEMO"]
    build_arguments += ["--keys", str(key_folder), "--out", str(tmp_path / "out"), "--workers", "1"]
    build_arguments += ["--draw-codes", str(path), *opening, "--records"]
    records = csv_file(tmp_path / "records.csv", ROW)
    assert main([*build_arguments, str(records)]) == 0
    csv_file(records, OTHER_ROW)  # other content under the same name
    assert main([*build_arguments, str(records)]) == 0
    unread = csv_file(tmp_path / "unread.csv", ROW, ROW)
    capsys.readouterr()

    def given_out(*options: str) -> tuple[list[dict[str, str]], str]:
        assert main(["publish", "codes", str(path), *opening, *options]) == 0
        output = capsys.readouterr()
        return list(csv.DictReader(io.StringIO(output.out))), output.err

    everything, error = given_out()
    assert [(code["file"], code["line"]) for code in everything] == [("records.csv", "2")] * 2
    assert error == "2 codes.\n"
    newest, error = given_out("--records", str(records), str(unread))
    known = rows.breach_rules(breaches.load(demo_folder[0] / BREACHES_FILE))
    rules = rows.Rules(known, allow_test=True, codes_key=code_book.load(path, PASSPHRASE).key)
    expected = rows.entry((*OTHER_ROW.split(","), ""), rules).code
    assert [code["code"].replace(" ", "") for code in newest] == [expected]
    assert error.startswith("1 codes.\n")
    assert "unread.csv" in error
    assert "records.csv" not in error
    assert main(["publish", "codes", str(path), *opening, "--records", str(tmp_path / "absent.csv")]) == 2
    assert main(["publish", "codes", str(path), *opening, "--records", str(tmp_path)]) == 2
    assert capsys.readouterr().out == ""


def test_a_code_that_was_renewed_comes_out_alone_in_every_file_of_its_person(
    tmp_path: Path, open_book, demo_folder, key_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, opening = open_book
    build = ["publish", "build", "--breaches", str(demo_folder[0] / BREACHES_FILE), "--suite", "XC1-DEMO"]
    build += ["--keys", str(key_folder), "--out", str(tmp_path / "out"), "--workers", "1", "--draw-codes", str(path)]
    first, second = csv_file(tmp_path / "a.csv", ROW, OTHER_ROW), csv_file(tmp_path / "b.csv", OTHER_ROW, ROW)

    def given_out() -> dict[tuple[str, str], str]:
        capsys.readouterr()
        assert main(["publish", "codes", str(path), *opening]) == 0
        return {(row["file"], row["line"]): row["code"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}

    assert main([*build, *opening, "--records", str(first)]) == 0
    before, book = given_out(), code_book.load(path, PASSPHRASE)
    canonical = f"fi.hetu\0{NUMBER}".encode()
    code_book.save(path, book.renew(code_book.entry(book.key, canonical, SEALED_BREACH)), PASSPHRASE)
    assert main([*build, *opening, "--records", str(second)]) == 0
    after = given_out()
    new = letter_code.grouped(code_book.load(path, PASSPHRASE).code(canonical, SEALED_BREACH))
    assert before["a.csv", "2"] != new
    assert after == dict.fromkeys([("a.csv", "3"), ("b.csv", "2")], before["a.csv", "3"]) | {
        ("a.csv", "2"): new,
        ("b.csv", "3"): new,
    }
    with_older_copy = codes.merged(book, code_book.load(path, PASSPHRASE))
    assert with_older_copy == code_book.load(path, PASSPHRASE), "an older copy brings the replaced code back"


def test_a_book_that_kept_digests_gives_out_marks_and_finds_its_files(open_book, capsys, tmp_path: Path) -> None:
    path, opening = open_book
    records = tmp_path / "r.csv"
    records.write_text("scheme,number,breach,categories,code\n")
    digest = sha256(records.read_bytes()).hexdigest()[:12]
    earlier = code_book.CodeBook(bytes(32), [msgspec.structs.replace(KEPT, digest=digest)])
    code_book.save(path, earlier, PASSPHRASE)
    assert main(["publish", "codes", str(path), *opening, "--records", str(records)]) == 0
    output = capsys.readouterr()
    assert earlier.mark(digest) in output.out
    assert digest not in output.out
    assert output.err == "1 codes.\n"


def test_a_book_of_the_first_version_names_no_rows_and_says_what_to_do(open_book, capsys, monkeypatch) -> None:
    monkeypatch.setattr(sealed_file, "_MEMORY_KIB", 64 * 1024)  # as it was written
    path, _ = open_book
    path.write_bytes(FIRST)
    passphrase = path.with_name("first")
    write_atomically(passphrase, b"correct horse", PRIVATE)
    assert main(["publish", "codes", str(path), "--codes-passphrase-file", str(passphrase)]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert "everyone keeps their code" in output.err
