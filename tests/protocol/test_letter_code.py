from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exposure_check.errors import LetterCodeError
from exposure_check.protocol import letter_code

CODES = st.from_regex(r"[0-9]{15}", fullmatch=True).map(lambda body: body + letter_code.damm.calc_check_digit(body))
FULL_WIDTH = str.maketrans("0123456789", "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19")


def reason(text):
    with pytest.raises(LetterCodeError) as caught:
        letter_code.parse(text)
    error_text = f"{caught.value!r}{caught.value.advice}{caught.value.args}"
    assert not re.search(r"[0-9]{5}", error_text), "the message may hold a length, never a part of the code"
    assert len(text) < 5 or text not in error_text
    return caught.value.reason


def test_a_drawn_code_is_valid_and_no_two_are_equal():
    drawn = {letter_code.draw() for _ in range(200)}
    assert len(drawn) == 200
    assert all(letter_code.parse(code) == code and len(code) == 16 for code in drawn)


@given(CODES)
def test_a_code_as_printed_is_read_back(code):
    assert letter_code.parse(letter_code.grouped(code)) == code
    assert [len(group) for group in letter_code.grouped(code).split(" ")] == [4, 4, 4, 4]


@given(CODES, st.integers(0, 15), st.integers(1, 9))
def test_every_single_wrong_digit_is_detected(code, position, by):
    wrong = str((int(code[position]) + by) % 10)
    assert reason(code[:position] + wrong + code[position + 1 :]) == "check_digit"


@given(CODES, st.integers(0, 14))
def test_every_swap_of_neighbours_is_detected(code, position):
    assume(code[position] != code[position + 1])
    swapped = code[:position] + code[position + 1] + code[position] + code[position + 2 :]
    assert reason(swapped) == "check_digit"


@pytest.mark.parametrize(
    "dash",
    [
        "-",
        "\u2010",
        "\u2011",
        "\u2012",
        "\u2013",
        "\u2014",
        "\u2212",
        "\u00ad",
        "\u200b",
        "\u00a0",
        "\u3000",
        "\t",
        " - ",
    ],
)
def test_separators_are_repaired(dash):
    assert letter_code.parse(dash.join(["1234", "5678", "9012", "3450"])) == "1234567890123450"


def test_full_width_digits_are_repaired():
    assert letter_code.parse("1234 5678 9012 3450".translate(FULL_WIDTH)) == "1234567890123450"


@pytest.mark.parametrize("text", ["", " ", "1", "123456789012345", "12345678901234500", "1" * 5000])
def test_another_length_is_refused(text):
    assert reason(text) == "length"


@pytest.mark.parametrize("text", ["123456789012345O", "x", "1234.5678.9012.3450", "\u0661" * 16, "1234567890123450\0"])
def test_another_character_is_refused(text):
    assert reason(text) == "character"


@given(st.text(max_size=40))
def test_whatever_is_typed_gives_a_code_or_a_reason(text):
    try:
        code = letter_code.parse(text)
    except LetterCodeError as error:
        code, given_reason = None, error.reason
    else:
        given_reason = None
    assert given_reason in ("length", "character", "check_digit", None)
    assert given_reason or (len(code) == 16 and code.isascii() and code.isdigit())
