"""Letter codes that the publisher draws: one for a person and breach, the same in every build under one file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from exposure_check.cli import main
from exposure_check.errors import OptionError, PublishError
from exposure_check.files import PRIVATE, write_atomically
from exposure_check.protocol import letter_code
from exposure_check.publisher import codes, rows
from exposure_check.publisher.demo import OPEN_BREACH, SEALED_BREACH
from exposure_check.secret import Secret

PASSPHRASE = Secret("four random words here")
CODE = "0000000000000000"
NUMBER, OTHER = "010594Y9032", "020594X903P"
SEALED_ROWS = (
    f"fi.hetu,{NUMBER},{SEALED_BREACH},name,\nfi.hetu,{NUMBER},{SEALED_BREACH},diagnosis,\n"
    f"fi.hetu,{OTHER},{SEALED_BREACH},name,\nfi.hetu,{OTHER},{OPEN_BREACH},email,\n"
)


def test_a_sealed_breach_without_codes_is_refused(publish: Callable) -> None:
    with pytest.raises(PublishError) as refused:
        publish(f"fi.hetu,{NUMBER},{SEALED_BREACH},name,\n")
    assert "code.missing (1)" in refused.value.advice


def test_drawn_codes_open_the_records_and_stay_with_the_person(publish: Callable, tmp_path: Path) -> None:
    path = tmp_path / "letters.codes"
    book = codes.open_or_create(path, PASSPHRASE)
    kept: list[codes.Pair] = []
    published, summary = publish(SEALED_ROWS, codes_key=book.key, drawn=kept.extend)
    assert summary.codes_drawn == 3
    drawn = dict(kept)
    assert list(drawn) == ["records.csv:1", "records.csv:2", "records.csv:3"]
    assert drawn["records.csv:1"] == drawn["records.csv:2"] != drawn["records.csv:3"]
    assert all(letter_code.parse(code) == code for code in drawn.values())
    assert published.look_up(NUMBER) is None
    assert published.look_up(NUMBER, drawn["records.csv:1"]) == {SEALED_BREACH: ("name", "diagnosis")}
    assert published.look_up(OTHER, drawn["records.csv:3"]) == {SEALED_BREACH: ("name",)}
    codes.save(path, book.with_pairs(kept), PASSPHRASE)

    again = codes.open_or_create(path, PASSPHRASE)
    assert again.pairs == kept
    later: list[codes.Pair] = []
    publish(SEALED_ROWS, codes_key=again.key, drawn=later.extend)
    assert later == kept


def test_another_file_draws_other_codes(tmp_path: Path) -> None:
    books = [codes.open_or_create(tmp_path / name, PASSPHRASE) for name in ("a", "b")]
    held = {"s": rows.Held(sealed=True, categories=1)}
    row = ("fi.hetu", NUMBER, "s", "name", "", "")
    drawn = {rows.entry(row, rows.Rules(held, allow_test=True, codes_key=book.key)).code for book in books}
    assert len(drawn) == 2


def test_the_file_of_codes_is_encrypted_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "letters.codes"
    book = codes.CodeBook(bytes(range(32)), [("patient 7", "0000000000000000")])
    codes.save(path, book, PASSPHRASE)
    data = path.read_bytes()
    assert not [part for part in (b"patient 7", b"0000000000000000", book.key) if part in data]
    assert path.stat().st_mode & 0o777 == 0o600
    assert codes.load(path, PASSPHRASE).pairs == book.pairs
    assert "patient" not in repr(book)


@pytest.mark.parametrize("change", ["passphrase", "byte", "length", "kind"])
def test_a_file_of_codes_that_does_not_open_is_named(tmp_path: Path, change: str) -> None:
    path = tmp_path / "letters.codes"
    codes.save(path, codes.CodeBook(bytes(32)), PASSPHRASE)
    data = path.read_bytes()
    path.write_bytes(
        {"byte": data[:-1] + bytes([data[-1] ^ 1]), "length": data[:30], "kind": b"x" + data}.get(change, data)
    )
    with pytest.raises(OptionError, match=r"letters\.codes"):
        codes.load(path, Secret("another") if change == "passphrase" else PASSPHRASE)


def test_the_codes_come_out_for_the_letters_and_not_on_a_screen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, secret = tmp_path / "letters.codes", tmp_path / "passphrase"
    codes.save(path, codes.CodeBook(bytes(32), [("patient 7", CODE), ('a "b", c', CODE)]), PASSPHRASE)
    write_atomically(secret, PASSPHRASE.reveal() + b"\n", PRIVATE)
    arguments = ["publish", "codes", str(path), "--codes-passphrase-file", str(secret)]
    assert main(arguments) == 0
    told = capsys.readouterr()
    assert list(csv.reader(io.StringIO(told.out))) == [
        ["row", "code"],
        ["patient 7", "0000 0000 0000 0000"],
        ['a "b", c', "0000 0000 0000 0000"],
    ]
    assert told.err == "2 codes.\n"
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert "0000" not in told.out + told.err


def test_rows_may_have_names_of_their_own(publish: Callable, tmp_path: Path) -> None:
    kept: list[codes.Pair] = []
    header = "scheme,number,breach,categories,code,row\n"
    publish(
        f"fi.hetu,{NUMBER},{SEALED_BREACH},name,,patient 7\n", header=header, codes_key=bytes(32), drawn=kept.extend
    )
    assert [name for name, _ in kept] == ["patient 7"]
