"""The kit: in three languages, filled in, with an estimate that says it is one."""

from __future__ import annotations

import pytest

from exposure_check.clinic import kit
from exposure_check.resources import LANGUAGES


def test_the_languages_of_the_window_have_the_same_parts():
    assert kit.languages() == sorted(LANGUAGES)
    kits = [kit.load(language) for language in LANGUAGES]
    for name in ("notice", "poster", "web", "reception"):
        assert len({len(getattr(each, name).text) for each in kits}) == 1


@pytest.mark.parametrize(
    ("letters", "expected"), [(1, (1, 2)), (33_000, (3, 14)), (40_000, (4, 16)), (941_000, (94, 377))]
)
def test_calls_a_day_are_a_range_from_one_case(letters, expected):
    low, high = kit.calls(letters)
    assert (low, high) == expected
    assert low < high


def test_the_script_never_asks_for_a_number_and_stops_one_that_is_read_aloud():
    text = "\n".join(kit.load("en").reception.text)
    assert "do not tell me your identity number" in text
    assert "Please stop there" in text
    assert "estimate" in text
    assert "never given by telephone" in text


def test_an_unknown_name_in_braces_is_refused():
    with pytest.raises(ValueError, match="there is no"):
        kit.KitText("Letters", ("To {name}",))
