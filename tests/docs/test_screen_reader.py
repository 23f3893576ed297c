"""What Orca said of a whole check, as it is kept. That it still says so, `make soak` compares."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exposure_check import identity
from exposure_check.resources import LANGUAGES
from tests.soak.screen_reader import STEPS, WRONG, settled

KEPT = Path(__file__).resolve().parents[2] / "docs" / "screen-reader"
SILENT = {  # dots that come and go, and a window that goes
    "The beginning of a number of the test registry is typed",
    "The last character is taken out",
    "Shift three times",
}


def steps(language):
    """What was done, and what was then heard, in order."""
    text = (KEPT / f"{language}.md").read_text(encoding="utf-8")
    return [(part.partition("\n")[0], re.findall(r"^- (.+)$", part, re.MULTILINE)) for part in text.split("\n## ")[1:]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_is_there_and_something_is_heard(language):
    assert [done for done, _ in steps(language)] == ["The window opens", *(done for done, _ in STEPS)]
    assert {done for done, heard in steps(language) if not heard} <= SILENT


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_heard_twice_at_once(language):
    for done, heard in steps(language):
        assert len(heard) == len(set(heard)), done


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_that_was_typed_is_not_heard(language):
    assert WRONG not in (KEPT / f"{language}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_comes_to_the_number_hears_first_in_which_field_she_is(language):
    scheme = identity.get("fi.hetu").name(language)
    arrived = [heard for done, heard in steps(language) if any(example_in(line) for line in heard)]
    assert len(arrived) == 2  # from the first page, and from the last
    assert all(heard[0].startswith(f"{scheme} ") for heard in arrived)


def example_in(line):
    """Whether a line is the hint of the field, which shows an example."""
    return line.endswith("010594Y9032.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_recorded_is_heard_with_the_words_that_announce_it(language):
    heard = " ".join(line for _, heard in steps(language) for line in heard)
    recorded = {"en": "known: Name. E-mail", "fi": "tiedetään: Nimi. Sähköposti", "sv": "man vet: Namn. E-post"}
    assert recorded[language] in heard


def test_how_far_the_bar_was_is_not_compared():
    page = "## Enter\n\n- Checking heading level 1.\n- {} percent.\n- notification Preparing."
    assert settled(page.format(1)) == settled(page.format(33))
    assert settled(page) != settled(page.replace("Checking", "Asking"))


def test_in_english_lines_that_open_are_buttons_and_pages_begin_with_a_heading():
    text = (KEPT / "en.md").read_text(encoding="utf-8")
    assert "check box" not in text
    assert text.count("collapsed push button.") > 5
    assert text.count("heading level 1.") > 8
