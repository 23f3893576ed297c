"""Whom people can call, in the order and the words of the reader."""

from __future__ import annotations

import msgspec
import pytest

from exposure_check.desktop import example_states
from exposure_check.desktop.text import help_lines
from exposure_check.lookup.profile import HelpLine

FINNISH = HelpLine("Suomeksi", "1", {"en": "Mon", "fi": "ma"}, ("fi",))
SWEDISH = HelpLine("På svenska", "2", {"sv": "mån"}, ("sv", "en"))
ANY = HelpLine("Anyone", "3")


def profile_with(*lines, **changes):
    return msgspec.structs.replace(example_states.profile(), help_lines=lines, **changes)


@pytest.mark.parametrize(("spoken", "order"), [("fi", "132"), ("sv", "231"), ("en", "231"), ("et", "312")])
def test_lines_in_the_language_of_the_reader_come_first_and_none_is_left_out(spoken, order):
    found = profile_with(FINNISH, SWEDISH, ANY).help_lines_for(spoken)
    assert "".join(line.number for line in found) == order


def test_hours_stand_in_the_language_of_the_reader_else_in_english_else_not_at_all():
    assert help_lines.about(FINNISH, "fi") == "ma · Suomi"
    assert help_lines.about(FINNISH, "sv") == "Mon · Suomi"
    assert help_lines.about(SWEDISH, "fi") == "Svenska, English"
    assert help_lines.about(ANY, "fi") == ""


def test_the_one_number_of_an_old_profile_is_a_help_line_where_it_has_no_name(in_language):
    old = profile_with(help_name="", help_number="09 000")
    (line,) = old.help_lines_for("en")
    assert (help_lines.name_of(old, line), line.number) == ("Help line", "09 000")
    named = profile_with(help_name="Desk", help_number="09 000")
    assert help_lines.name_of(named, named.help_lines_for("en")[0]) == "Desk"
    assert help_lines.name_of(profile_with(ANY), ANY) == "Anyone"
