"""What Orca said of a whole check, as it is kept. That it still says so, `make soak` compares."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exposure_check.resources import LANGUAGES
from tests.soak.screen_reader import STEPS, WRONG

KEPT = Path(__file__).resolve().parents[2] / "docs" / "screen-reader"
SILENT = {"The last character is taken out", "Shift three times"}  # dots that go, and a window that goes


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


def test_in_english_lines_that_open_are_buttons_and_pages_begin_with_a_heading():
    text = (KEPT / "en.md").read_text(encoding="utf-8")
    assert "check box" not in text
    assert text.count("collapsed push button.") > 5
    assert text.count("heading level 1.") > 8
