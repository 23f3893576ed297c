"""Which advice is chosen, without a window."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from exposure_check.desktop import example_states
from exposure_check.desktop.text import chosen_advice
from exposure_check.lookup.verdict import NotListed
from tests.support.publisher_guidance import GUIDANCE, at_advice, listed, provenance, shown_steps


def test_guidance_for_a_breach_of_others_is_not_shown():
    other = GUIDANCE.replace(b"clinic-2018", b"shop-2024")
    assert shown_steps(at_advice(listed({"shop-2024": other}))) == shown_steps(at_advice(example_states.LISTED))


def test_under_a_threat_nothing_stands_before_danger_and_do_not_pay():
    steps = shown_steps(at_advice(listed({"clinic-2018": GUIDANCE}), threatened=True))
    assert steps[:2] == ["danger", "extortion"]
    assert not isinstance(steps[steps.index("talk") - 1], str)  # the notice: after the threat, before the rest


def test_nothing_of_the_publisher_is_shown_after_no_match():
    guided = NotListed(provenance(**{"clinic-2018": GUIDANCE}), (example_states.CLINIC,))
    assert shown_steps(at_advice(guided)) == shown_steps(at_advice(example_states.NOT_LISTED))


def test_a_breach_whose_holder_has_something_to_tell_has_a_step_without_guidance_too():
    first, *others = shown_steps(at_advice(example_states.UNCERTAIN))
    assert (first.breach, first.particulars.controller) == ("clinic-2018", "Example Clinic Oy")
    assert others == shown_steps(at_advice(example_states.LISTED))
    assert shown_steps(at_advice(example_states.UNCERTAIN, threatened=True))[0] == "danger"


def test_a_thousand_breaches_with_something_to_tell_have_no_thousand_steps():
    exposures = tuple(
        replace(example_states.UNCERTAIN.exposures[0], breach=msgspec.structs.replace(example_states.TOLD, id=f"b{n}"))
        for n in range(1000)
    )
    steps = shown_steps(at_advice(replace(example_states.UNCERTAIN, exposures=exposures)))
    assert [step.breach for step in steps if not isinstance(step, str)] == [f"b{n}" for n in range(32)]


def test_whom_to_call_in_danger_is_the_number_of_the_country():
    assert [chosen_advice.emergency_number(country, "en") for country in ("fi", "gb", "us")] == ["112", "999", "911"]
    assert chosen_advice.emergency_number("zz", "en") == "112"  # of the European advice, where there is none


def test_where_there_is_advice_for_somebody_elses_data_it_can_be_asked_for():
    assert {"self", "child", "ward", "relative", "estate"} == chosen_advice.audiences("fi", "sv")
