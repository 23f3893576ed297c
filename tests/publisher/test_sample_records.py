"""The demo records are invented people only, the same every time but for their codes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from exposure_check.protocol import letter_code
from exposure_check.publisher import sample_records
from exposure_check.publisher.input import breaches


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / sample_records.RECORDS_FILE).open(newline="") as file:
        return list(csv.DictReader(file))


def test_every_number_is_from_the_range_for_tests(demo_folder) -> None:
    numbers = [row["number"] for row in rows(demo_folder[0])]
    assert len(numbers) == 120
    assert all(900 <= int(number[7:10]) <= 999 for number in numbers)


def test_two_demos_differ_in_nothing_but_codes(tmp_path: Path) -> None:
    first, second = sample_records.write_demo(tmp_path / "a", 40), sample_records.write_demo(tmp_path / "b", 40)
    assert [(person.label, person.number) for person in first] == [(person.label, person.number) for person in second]
    assert [row | {"code": ""} for row in rows(tmp_path / "a")] == [row | {"code": ""} for row in rows(tmp_path / "b")]
    codes = [row["code"] for row in rows(tmp_path / "a") if row["code"]]
    assert len(set(codes)) == 16
    assert all(letter_code.parse(code) == code for code in codes)


def test_people_to_try_are_what_their_labels_say(demo_folder) -> None:
    folder, people = demo_folder
    by_label = {person.label: person for person in people}
    breach_of = {(row["number"], row["code"]): row["breach"] for row in rows(folder)}
    assert breach_of[by_label["found"].number, ""] == sample_records.OPEN_BREACH
    assert breach_of[by_label["sealed"].number, by_label["sealed"].code] == sample_records.SEALED_BREACH
    assert (by_label["sealed"].number, "") not in breach_of
    assert by_label["not_found"].number not in {number for number, _ in breach_of}


def test_demo_breaches_are_told_in_three_languages(demo_folder) -> None:
    listed = breaches.load(demo_folder[0] / sample_records.BREACHES_FILE)
    assert {name: breach.sealed for name, breach in listed.items()} == {
        sample_records.OPEN_BREACH: False,
        sample_records.SEALED_BREACH: True,
    }
    assert all(set(breach.name) == set(breach.summary) == {"en", "fi", "sv"} for breach in listed.values())


def test_a_demo_too_small_to_show_anything_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="20"):
        sample_records.write_demo(tmp_path, 3)
