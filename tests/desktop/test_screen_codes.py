"""The codes that people read out on the telephone."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from stdnum import damm

from exposure_check.desktop import screen_codes
from exposure_check.desktop.screen_codes import CODES
from exposure_check.desktop.session_state import PAGES

DOCUMENTS = sorted((Path(__file__).resolve().parents[2] / "docs").rglob("*.md"))


def test_every_page_has_a_code_and_every_code_a_page():
    assert set(CODES) == {*PAGES, "idle_prompt"}


@pytest.mark.parametrize(("page", "code"), CODES.items(), ids=CODES)
def test_the_third_digit_is_the_check_digit_of_damm(page, code):
    assert re.fullmatch(r"[0-9]{3}", code)
    assert damm.is_valid(code)
    assert damm.calc_check_digit(code[:2]) == code[2]


def test_a_misheard_digit_or_two_exchanged_ones_never_give_the_code_of_another_page():
    for first, second in combinations(CODES.values(), 2):
        wrong = [place for place in range(3) if first[place] != second[place]]
        assert len(wrong) > 1
        assert second not in (first[1] + first[0] + first[2], first[0] + first[2] + first[1])


def test_a_code_is_shown_in_two_parts_and_spoken_digit_by_digit():
    assert screen_codes.shown("answer") == "41 6"
    assert screen_codes.spoken("answer") == "4 1 6"


def test_the_codes_that_documents_show_are_those_of_the_table():
    texts = [path.read_text(encoding="utf-8") for path in DOCUMENTS]
    named = {code for text in texts for code in re.findall(r"screen code `(\d\d \d)`", text)}
    assert named
    assert named <= {screen_codes.shown(page) for page in CODES}
