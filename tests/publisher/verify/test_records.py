"""Every record is opened, and nothing is said of one that was not tried."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from exposure_check import identity
from exposure_check.errors import PublishError
from exposure_check.protocol import letter_code
from exposure_check.protocol.suite import XC1_DEMO
from exposure_check.publisher import sample_records
from exposure_check.publisher.build import BuildOptions, no_progress
from exposure_check.publisher.input import breaches
from exposure_check.publisher.verify import records as verify_records
from exposure_check.trust import keys
from exposure_check.trust.code_book import CodeBook, DrawnCode
from tests.support.publisher import HEADER, Built, Published


def attempt(
    published: Published, records: Path, breaches_file: Path, pool: Executor, book: CodeBook | None = None
) -> verify_records.Opened:
    options = BuildOptions(breaches.load(breaches_file), [records], published.out, XC1_DEMO, allow_test=True)
    if book is not None:
        options = replace(options, codes_key=book.key)
    described = {"fi.hetu": published.catalogue()}
    pair = keys.load_voprf(published.keys, None)
    return verify_records.open_all(options, pair, described, 0, pool, no_progress, book=book)


@pytest.mark.parametrize("change", ["missing", "other categories", "found without code"])
def test_records_that_are_not_what_was_published_are_named(
    built: Built, demo_folder, tmp_path: Path, pool: Executor, change: str
) -> None:
    records = tmp_path / "records.csv"
    text = built.records.read_text()
    found, sealed = built.people["found"], built.people["sealed"]
    if change == "missing":
        text += f"fi.hetu,{built.people['not_found'].number},{sample_records.OPEN_BREACH},name,\n"
    elif change == "other categories":
        text += f"fi.hetu,{sealed.number},{sample_records.SEALED_BREACH},name,0000000000000000\n"
    else:
        kept = [line for line in text.splitlines() if found.number not in line]
        text = "\n".join(kept) + f"\nfi.hetu,{found.number},{sample_records.SEALED_BREACH},name,0000000000000000\n"
    records.write_text(text)
    expected = "found without their code" if change == "found without code" else "does not open"
    with pytest.raises(PublishError, match=expected) as error:
        attempt(built.published, records, demo_folder[0] / sample_records.BREACHES_FILE, pool)
    assert found.number not in str(error.value)


def test_merged_profiles_open_to_more_and_are_counted(publish: Callable, demo_folder, tmp_path, pool: Executor) -> None:
    numbers = identity.distinct_test_numbers("fi.hetu", 12, random.Random(2))
    rows = f"fi.hetu,{numbers[0]},{sample_records.OPEN_BREACH},name,\n"
    rows += "".join(f"fi.hetu,{number},{sample_records.OPEN_BREACH},name;phone?,\n" for number in numbers[1:])
    published, _ = publish(rows, merge_rare=True)
    opened = attempt(published, tmp_path / "records.csv", demo_folder[0] / sample_records.BREACHES_FILE, pool)
    assert (opened.people, opened.wider) == (12, 1)


def sealed_rows(*codes: str) -> str:
    numbers = identity.distinct_test_numbers("fi.hetu", len(codes), random.Random(3))
    return "".join(
        f"fi.hetu,{number},{sample_records.SEALED_BREACH},name,{code}\n"
        for number, code in zip(numbers, codes, strict=True)
    )


def test_a_code_that_was_swapped_in_the_records_is_found(publish: Callable, demo_folder, tmp_path, pool) -> None:
    first, second = letter_code.complete(1), letter_code.complete(2)
    published, _ = publish(sealed_rows(first, second))
    breaches_file = demo_folder[0] / sample_records.BREACHES_FILE
    assert attempt(published, tmp_path / "records.csv", breaches_file, pool).people == 2
    (tmp_path / "records.csv").write_text(HEADER + sealed_rows(second, first))
    with pytest.raises(PublishError, match="does not open to what its rows say"):
        attempt(published, tmp_path / "records.csv", breaches_file, pool)


@pytest.mark.parametrize("fault", ["swapped", "other line", "missing"])
def test_a_code_book_that_gives_a_letter_to_another_person_is_found(
    publish: Callable, demo_folder, tmp_path: Path, pool: Executor, fault: str
) -> None:
    drawn: list[DrawnCode] = []
    published, _ = publish(sealed_rows("", "", ""), codes_key=bytes(32), keep_codes=drawn.extend)
    breaches_file = demo_folder[0] / sample_records.BREACHES_FILE
    book = CodeBook(bytes(32)).with_drawn(drawn)
    assert attempt(published, tmp_path / "records.csv", breaches_file, pool, book).people == 3
    assert attempt(published, tmp_path / "records.csv", breaches_file, pool, CodeBook(bytes(32))).people == 3
    if fault == "swapped":
        codes = [drawn[1].code, drawn[0].code, drawn[2].code]
        wrong = [msgspec.structs.replace(entry, code=code) for entry, code in zip(drawn, codes, strict=True)]
    elif fault == "other line":  # what the first fault of the table did: everything is a line further on
        wrong = [msgspec.structs.replace(entry, line=entry.line + 1) for entry in drawn]
    else:
        wrong = drawn[1:]
    with pytest.raises(PublishError, match="the code of another person, or none") as error:
        attempt(published, tmp_path / "records.csv", breaches_file, pool, CodeBook(bytes(32)).with_drawn(wrong))
    assert "records.csv: line 2" in error.value.message
    assert not [entry for entry in drawn if entry.code in error.value.message]
