"""A publisher's own guidance for a breach, and a state in which it is shown."""

from __future__ import annotations

from dataclasses import replace

from exposure_check.desktop import example_states
from exposure_check.desktop.text import chosen_advice
from exposure_check.guidance import Action
from exposure_check.guidance.breach import accept
from exposure_check.lookup.verdict import Listed

OWN_ACTION = b"""
[[action]]
id = "ask-the-clinic"
urgency = "this_week"
order = 99
categories = ["diagnosis"]
sources = ["notice"]

[action.text.en]
title = "Call Example Clinic"
why = "It knows more."
how = ["Call 09 000 00 00."]

[action.text.fi]
title = "Soita Esimerkkiklinikalle"
why = "Siella tiedetaan enemman."
how = ["Soita 09 000 00 00."]

[action.text.sv]
title = "Ring Exempelkliniken"
why = "Dar vet man mer."
how = ["Ring 09 000 00 00."]
"""
GUIDANCE = example_states.NOTICE + OWN_ACTION


def provenance(**guidance):
    """The provenance of a list that carries this guidance, by breach."""
    return replace(example_states.PROVENANCE, guidance=guidance)


def listed(guidance, *exposures):
    """An answer from a list that carries this guidance."""
    return Listed(provenance(**guidance), (example_states.CLINIC,), exposures or example_states.LISTED.exposures)


def at_advice(verdict, **answers):
    """A state that has seen the answer and stands after the two questions."""
    state = example_states.state("actions-step")
    state.verdict = verdict
    state._guidance = accept(verdict.provenance.guidance)[0] if verdict else ()
    if "advice_view" in answers:
        state.show_advice(answers.pop("advice_view"))
    for name, value in answers.items():
        setattr(state, name, value)
    return state


def shown_steps(state):
    """The steps of the advice in order: the id of an action, or the notice of a publisher."""
    return [step.id if isinstance(step, Action) else step for step in chosen_advice.steps(state, "en")]
