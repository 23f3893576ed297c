"""References and bars: what makes a letter known again, and an inserting error visible."""

from __future__ import annotations

import pytest

from exposure_check.clinic import sheet_mark
from exposure_check.errors import OptionError

ENTRY = "0123456789abcdef" * 2


def test_a_reference_has_no_digit_and_no_vowel_and_is_another_for_each_letter():
    found = {sheet_mark.reference(f"{at:032x}", each) for at in range(500) for each in ("", "ab")}
    assert len(found) == 1000
    assert not set("".join(found)) & set("AEIOUY0123456789")
    assert sheet_mark.reference(ENTRY, "") == sheet_mark.reference(ENTRY, "")


@pytest.mark.parametrize("change", [str.lower, lambda text: text.replace("-", ""), lambda text: text.replace("-", " ")])
def test_a_reference_is_read_as_people_type_it(change):
    reference = sheet_mark.reference(ENTRY, "")
    assert sheet_mark.parse(change(reference)) == reference


@pytest.mark.parametrize("text", ["", "QRST-VWXZ-QRS", "QRST-VWXZ-QRSA", "1234 5678 9012 3452", "010594Y9032"])
def test_what_is_no_reference_is_refused_and_not_repeated(text):
    with pytest.raises(OptionError) as error:
        sheet_mark.parse(text)
    assert not text or text not in error.value.message + error.value.advice


def test_bars_tell_first_sheets_from_last_and_neighbours_from_each_other():
    places = {}
    for sequence in range(16):
        for is_last in (False, True):
            bars = sheet_mark.bars(sequence, is_last=is_last)
            places[sequence, is_last] = tuple(round(bar.top, 1) for bar in bars)
            assert len(bars) % 2 == 0
            assert len({bar.left for bar in bars}) == 1
    assert places[0, False] != places[0, True]
    assert all(places[at, True] != places[at + 1, True] for at in range(15))
    assert places[0, True] == places[8, True]
    assert len({places[at, last] for at in range(8) for last in (False, True)}) == 16
