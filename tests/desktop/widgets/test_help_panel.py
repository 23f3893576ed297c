"""Somebody to talk to is always named."""

from __future__ import annotations

import msgspec
import pytest

from exposure_check.desktop import example_states
from exposure_check.desktop.documents import report
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.text import chosen_advice
from exposure_check.desktop.widgets.help_panel import HelpPanel
from exposure_check.guidance import countries
from exposure_check.resources import LANGUAGES
from tests.support.window import texts


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("country", countries())
def test_without_a_line_of_the_profile_that_of_the_country_is_named(open_window, country, spoken):
    state = example_states.state("actions")
    state.profile = msgspec.structs.replace(state.profile, help_number="", help_name="", country=country)
    window = open_window(state=state, preferences=Preferences(spoken))
    contact = chosen_advice.somebody_to_talk_to(country, spoken)
    said = texts(window.page.findChild(HelpPanel))
    assert contact.name in said
    assert contact.lines[0].number.replace(" ", "\u00a0") in said or not contact.speaks(spoken)
    assert contact.name in report.as_html(report.of_state(state, spoken))


def test_the_line_of_the_profile_comes_before_any_other(open_window):
    state = example_states.state("actions")
    state.profile = msgspec.structs.replace(state.profile, help_name="Clinic desk", help_number="09 000 00 00")
    said = texts(open_window(state=state).page.findChild(HelpPanel))
    assert "Clinic desk" in said
    assert not any("RIKU" in text for text in said)


def test_one_who_speaks_the_language_is_preferred():
    assert chosen_advice.somebody_to_talk_to("fi", "fi").id == "riku"
    assert chosen_advice.somebody_to_talk_to("fi", "en").speaks("en")


def test_every_line_of_a_clinic_stands_with_hours_and_languages_the_readers_own_first(open_window):
    state = example_states.state("actions")
    state.profile = example_states.clinic_profile()
    said = texts(open_window(state=state, preferences=Preferences("sv")).page.findChild(HelpPanel))
    numbers = [said.index(number.replace(" ", "\u00a0")) for number in ("09 000 0001", "09 000 0000")]
    assert numbers == sorted(numbers)
    assert numbers[0] < said.index("mån-ons 9-12 · Svenska") < numbers[1]
    assert "mån-fre 9-15 · Suomi, English" in said
    assert "116\u00a0006" not in said
    html = report.as_html(report.of_state(state, "sv"))
    assert html.index("09 000 0001 · mån-ons 9-12") < html.index("09 000 0000 · mån-fre 9-15")
