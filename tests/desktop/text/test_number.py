"""The number as the window knows it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exposure_check.cli.answer import as_text
from exposure_check.desktop import example_states
from exposure_check.desktop.text import number
from exposure_check.errors import NumberError
from exposure_check.lookup.verdict import rounded_down
from exposure_check.protocol import letter_code
from exposure_check.protocol.suite import K_MINIMUM


@pytest.mark.parametrize(
    ("people", "shown"),
    [(0, 0), (7, 7), (999, 999), (1_234, 1_230), (10_945, 10_900), (10_999, 10_900), (99_999, 99_900)],
)
def test_a_number_of_people_is_never_overstated(people, shown):
    assert rounded_down(people) == shown


@pytest.mark.parametrize("people", [10_000, 10_945, 99_999, 1_234_567])
def test_window_and_terminal_round_alike(people):
    provenance = replace(example_states.PROVENANCE, k=people)
    _, shown = number.bits_and_people("fi.hetu", provenance)
    verdict = replace(example_states.NOT_LISTED, provenance=provenance)
    assert f"about {shown:,} people" in as_text(verdict, "fi", with_code=False)


def test_before_a_lookup_the_rule_gives_bits_and_people():
    bits, people = number.bits_and_people("fi.hetu")
    assert (bits, people) == (9, 10_900)
    assert people >= K_MINIMUM


def test_a_fault_is_a_reason_and_never_the_number():
    assert number.fault(example_states.NUMBER, "fi.hetu", allow_test=True) is None
    assert number.fault(example_states.NUMBER, "fi.hetu", allow_test=False) == "temporary"
    assert number.fault("010594Y9033", "fi.hetu", allow_test=True) == "check_character"
    assert number.code_fault(letter_code.draw()) is None
    assert number.code_fault("1234") == "length"


def test_kinds_of_number_that_this_version_does_not_know_are_left_out():
    known = number.schemes(example_states.profile(schemes=("xx.new", "fi.hetu")))
    assert [scheme.id for scheme in known] == ["fi.hetu"]
    with pytest.raises(NumberError):
        number.schemes(example_states.profile(schemes=("xx.new",)))
