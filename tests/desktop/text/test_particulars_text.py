"""The headings and texts of what a holder owes the people concerned."""

from __future__ import annotations

import msgspec
import pytest

from exposure_check.desktop import example_states
from exposure_check.desktop.text import particulars_text
from exposure_check.guidance import load_labels, particulars
from exposure_check.resources import LANGUAGES

HEADINGS = ["happened", "discovered", "controller", "processor", "consequences", "measures", "contact_point"]


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_they_stand_in_the_order_in_which_they_are_read(spoken):
    labels, stated = load_labels("fi", spoken), particulars(example_states.TOLD, spoken)
    lines = list(particulars_text.lines(stated, "fi", spoken, happened=True))
    assert [heading for heading, _ in lines] == [labels.label(key) for key in HEADINGS]
    assert all(text for _, text in lines)
    assert list(particulars_text.lines(stated, "fi", spoken, happened=False)) == lines[1:]


def test_what_is_not_stated_has_no_heading():
    stated = particulars(msgspec.structs.replace(example_states.CLINIC, controller="Example Oy"), "en")
    lines = list(particulars_text.lines(stated, "fi", "en", happened=False))
    assert lines == [("Who is responsible for the data (controller)", "Example Oy")]
