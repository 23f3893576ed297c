"""`exposure-check publish erase`: a person leaves code book, kept work and unfinished work, and nobody else does."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from exposure_check import identity
from exposure_check.cli import main
from exposure_check.files import PRIVATE, write_atomically
from exposure_check.publisher import sample_records
from exposure_check.publisher.workspace import artifacts, lifecycle, storage
from exposure_check.publisher.workspace.workspace import STATE_FILE
from exposure_check.secret import Secret
from exposure_check.trust import code_book, keys, sealed_file
from tests.support.first_code_book import FIRST
from tests.support.publisher import HEADER, files

NUMBERS = identity.distinct_test_numbers("fi.hetu", 3, random.Random(7))
PASSPHRASE = "four random words here"


@pytest.fixture
def place(tmp_path: Path, demo_folder, key_folder: Path) -> Path:
    """A folder with keys, records of two people in a sealed breach, and the file of a passphrase."""
    shutil.copy(demo_folder[0] / sample_records.BREACHES_FILE, tmp_path)
    shutil.copytree(key_folder, tmp_path / "keys")
    rows = [f"fi.hetu,{number},{sample_records.SEALED_BREACH},name,\n" for number in NUMBERS[:2]]
    (tmp_path / "records.csv").write_text(HEADER + "".join(rows))
    write_atomically(tmp_path / "passphrase", PASSPHRASE.encode(), PRIVATE)
    return tmp_path


def build(place: Path) -> int:
    arguments = ["build", "--breaches", "breaches.toml", "--records", "records.csv", "--keys", "keys", "--out", "out"]
    arguments = [str(place / word) if (place / word).exists() or word == "out" else word for word in arguments]
    arguments += ["--draw-codes", str(place / "codes"), "--codes-passphrase-file", str(place / "passphrase")]
    return main(["publish", *arguments, "--suite", "XC1-DEMO", "--prefix-bits", "3", "--workers", "1", "--keep-work"])


def erase(place: Path, *more: str) -> int:
    arguments = ["--scheme", "fi.hetu", "--keys", str(place / "keys"), "--out", str(place / "out")]
    arguments += ["--codes", str(place / "codes"), "--codes-passphrase-file", str(place / "passphrase")]
    return main(["publish", "erase", *arguments, *more])


def book_of(place: Path) -> code_book.CodeBook:
    return code_book.load(place / "codes", Secret(PASSPHRASE))


def kept_people(place: Path, pair) -> set[bytes]:
    workspace = lifecycle.open_workspace(lifecycle.kept(storage.Folder(place / "out.work")), pair)
    return {person for partition in workspace.partitions for person in artifacts.load_stretched(workspace, partition)}


def canonical(number: str) -> bytes:
    return f"fi.hetu\0{number}".encode()


@pytest.mark.parametrize("is_rotated", [False, True])
def test_a_person_leaves_code_book_and_kept_work_and_nobody_else_does(
    place: Path, piped, capsys: pytest.CaptureFixture[str], *, is_rotated: bool
) -> None:
    assert build(place) == 0
    pair, before = keys.load_voprf(place / "keys", None), book_of(place)
    assert kept_people(place, pair) == {canonical(number) for number in NUMBERS[:2]}
    if is_rotated:
        assert main(["publish", "rotate", "voprf", "--keys", str(place / "keys")]) == 0
    capsys.readouterr()
    piped(NUMBERS[0].lower() + "\n")
    assert erase(place) == 0
    shown = capsys.readouterr()
    assert "codes removed: 1" in shown.out
    assert "kept work: removed" in shown.out
    assert NUMBERS[0] not in shown.out + shown.err
    assert kept_people(place, pair) == {canonical(NUMBERS[1])}
    after = book_of(place)
    assert (after.key, [code.line for code in after.drawn]) == (before.key, [3])
    assert after.drawn == [code for code in before.drawn if code.line == 3]


def test_a_build_that_was_stopped_does_not_go_on_with_what_was_erased(
    place: Path, piped, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("exposure_check.publisher.build.evaluate", stop)
        assert build(place) == 1
    assert (place / "out.work" / STATE_FILE).exists()
    (place / "out" / "datasets" / ".0f.partial" / "buckets").mkdir(parents=True)
    piped(NUMBERS[0] + "\n")
    assert erase(place) == 0
    assert "unfinished work: removed" in capsys.readouterr().out
    assert not (place / "out.work").exists()
    assert list((place / "out" / "datasets").iterdir()) == []


def test_nothing_is_erased_while_a_build_is_at_work(place: Path, piped, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(place) == 0
    before = files(place)
    piped(NUMBERS[0] + "\n")
    with lifecycle.claimed(storage.Folder(place / "out.work")):
        assert erase(place) == 1
    assert "Another build is at work" in capsys.readouterr().err
    assert files(place) == before


def test_a_person_who_is_in_nothing_changes_nothing(place: Path, piped, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(place) == 0
    before = files(place)
    piped(NUMBERS[2] + "\n")
    assert erase(place) == 0
    assert "codes removed: 0" in capsys.readouterr().out
    assert files(place) == before


@pytest.mark.parametrize("typed", ["", "\n", "not a number\n"])
def test_what_is_no_number_erases_nothing(place: Path, piped, capsys: pytest.CaptureFixture[str], typed: str) -> None:
    assert build(place) == 0
    before = files(place)
    piped(typed)
    assert erase(place) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert files(place) == before


def test_of_a_book_of_the_first_version_nothing_but_the_key_is_left(
    place: Path, piped, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whose its codes are is not known exactly: they all go, and the next build draws everyone the same again."""
    monkeypatch.setattr(sealed_file, "_MEMORY_KIB", 64 * 1024)  # as it was written
    (place / "codes").write_bytes(FIRST)
    (place / "passphrase").write_text("correct horse")
    piped(f"{NUMBERS[0]}\n")
    assert erase(place) == 0
    assert not code_book.names_no_rows(place / "codes")
    assert code_book.load(place / "codes", Secret("correct horse")) == code_book.CodeBook(bytes(range(32)))
