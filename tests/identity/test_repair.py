from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure_check.errors import NumberError
from exposure_check.identity import Reason
from exposure_check.identity.repair import MAX_CHARACTERS, repair

NUMBER = "010594-903P"  # test person of the Finnish register, 1900s


@pytest.mark.parametrize(
    "typed",
    [
        "010594-903p",
        "  010594-903P\n",
        "\t010594 - 903P\r\n",
        "0 1 0 5 9 4 - 9 0 3 P",
        "010594\u00a0-\u202f903P",  # no-break spaces
        "\ufeff010594-903P",  # byte order mark
        "010594\u200b-\u200c903\u200dP\u2060",  # zero-width
        "0105\u00ad94-903P",  # soft hyphen
        "\u200e010594-903P\u200f",  # marks of direction
        "\u2066010594-903P\u2069",
        "０１０５９４－９０３Ｐ",  # full width
        "０１０５９４ー９０３ｐ",  # the dash of a Japanese keyboard
        "٠١٠٥٩٤-٩٠٣P",  # Arabic digits
        "०१०५९४-९०३P",  # Devanagari digits
        "0\ufe0f10594-903P",  # a variation selector, as keyboards of telephones add
        *(f"010594{dash}903P" for dash in "‐‑‒–—―−﹘﹣⁻₋˗⁃¯"),
    ],
)
def test_what_keyboards_do_to_a_number_is_repaired(typed: str) -> None:
    assert repair(typed) == NUMBER


@pytest.mark.parametrize("plus", "＋﹢⁺₊➕")
def test_look_alikes_of_plus_become_plus(plus: str) -> None:
    assert repair(f"010594{plus}903P") == "010594+903P"


@pytest.mark.parametrize("typed", ["", " ", "\t\n", "\u00a0\u200b\u00ad\ufeff"])
def test_nothing_visible_is_empty(typed: str) -> None:
    with pytest.raises(NumberError) as caught:
        repair(typed)
    assert caught.value.reason == Reason.EMPTY


@pytest.mark.parametrize("typed", ["010594-903Å", "010594-903Р", "²10594-903P", "①10594-903P", "01\ud80094", "Ⅴ"])
def test_what_has_no_ascii_form_is_refused_and_not_guessed(typed: str) -> None:
    with pytest.raises(NumberError) as caught:
        repair(typed)
    assert caught.value.reason == Reason.CHARACTER


def test_pasted_text_of_any_size_is_refused_by_length() -> None:
    with pytest.raises(NumberError) as caught:
        repair("1" * (MAX_CHARACTERS + 1))
    assert caught.value.reason == Reason.LENGTH


@pytest.mark.parametrize("character", "OIlSB|!_~")
def test_letters_and_marks_that_resemble_others_stay_what_they_are(character: str) -> None:
    assert repair(character) == character.upper()


@given(st.text(max_size=40))
def test_repairing_twice_changes_nothing(text: str) -> None:
    try:
        once = repair(text)
    except NumberError:
        return
    assert repair(once) == once
    assert once.isascii()
    assert once == once.upper()
    assert not any(character.isspace() for character in once)


def test_every_dash_of_unicode_becomes_a_dash() -> None:
    dashes = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Pd"]
    assert len(dashes) > 20
    assert {repair(dash) for dash in dashes} == {"-"}
