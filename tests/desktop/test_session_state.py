"""The state of a session, without a window."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exposure_check.desktop import example_states
from exposure_check.desktop.session_state import FAILURES, PAGES, AllSteps, Question, SessionState, SingleStep
from exposure_check.errors import CheckError, NumberError
from exposure_check.lookup.query import Query
from exposure_check.lookup.verdict import Privacy, Stage
from exposure_check.secret import Secret


@pytest.fixture
def state():
    return SessionState(example_states.profile())


def test_begins_at_the_welcome_with_nothing_to_wipe(state):
    assert state.page == "welcome"
    assert not state.can_go_back
    assert not state.holds_anything


def test_an_answer_takes_the_place_of_the_check(state):
    state.begin()
    state.answer(example_states.LISTED)
    assert state.trail == ["welcome", "number", "ready"]


def test_an_answer_that_comes_while_settings_are_open_waits_beneath_them(state):
    state.begin()
    state.go("settings")
    state.answer(example_states.LISTED)
    assert state.page == "settings"
    state.back()
    assert state.page == "ready"


def test_back_from_the_answer_passes_through_the_pages_before_it(state):
    state.begin()
    state.answer(example_states.LISTED)
    state.go("answer")
    pages = []
    while state.can_go_back:
        state.back()
        pages.append(state.page)
    assert pages == ["ready", "number", "welcome"]


@pytest.mark.parametrize("aside", [(), ("sent",)])
def test_once_the_input_is_closed_it_is_wiped_and_the_answer_is_the_beginning(state, aside):
    state.fill_in(example_states.NUMBER, example_states.CODE)
    secrets = (state.number, state.number_again, state.letter_code)
    state.begin()
    for page in aside:
        state.go(page)
    state.answer(example_states.LISTED)
    state.close_input()
    assert not any(secret.reveal() for secret in secrets)
    assert state.trail == ["ready", *aside]
    assert state.verdict is example_states.LISTED


def test_a_new_check_drops_the_answer_of_the_one_before(state):
    state.begin()
    state.answer(example_states.LISTED)
    state.open_category("clinic-2018/name")
    state.close_answer()
    state.begin()
    assert state.verdict is None
    assert not state.opened
    assert not state.advice_only
    assert state.trail == ["welcome", "number", "checking"]


def test_a_failure_leaves_no_answer_behind(state):
    state.begin()
    state.verdict = example_states.LISTED
    state.fail(example_states.ERRORS["no_network"], 0.0)
    assert state.verdict is None
    assert state.page == "no_network"


def test_a_failure_that_names_no_page_of_ours_ends_at_the_last(state):
    error = CheckError("A fault.")
    error.page = "elsewhere"
    state.begin()
    state.fail(error, 0.0)
    assert state.page == "unexpected"


def test_a_busy_server_is_not_asked_before_its_time(state):
    state.begin()
    state.fail(example_states.ERRORS["busy"], 100.0)
    assert state.retry_at == 190.0


def test_refused_input_leads_back_to_the_number(state):
    state.begin()
    error = NumberError("Wrong.", reason="date")
    state.refuse(error)
    assert state.page == "number"
    assert state.refused is error


def test_wiping_overwrites_the_secrets_and_forgets_everything(state):
    state.number, state.letter_code = number, code = Secret(example_states.NUMBER), Secret(example_states.CODE)
    state.begin()
    state.proceed(Stage.ASKING, 0.5)
    state.answer(example_states.LISTED)
    state.note_sent(example_states.ledger())
    state.answer_question(Question.MISUSED, answer=True)
    state.answer_question(Question.THREATENED, answer=False)
    state.unfold("clinic-2018", unfolded=True)
    state.wipe()
    assert not number.reveal()
    assert not code.reveal()
    fresh = SessionState(state.profile)
    assert {name: getattr(state, name) for name in vars(fresh)} == vars(fresh)


def test_nothing_secret_shows_in_its_text(state):
    state.number = Secret(example_states.NUMBER)
    assert example_states.NUMBER not in repr(state)


def test_an_unknown_page_is_refused(state):
    with pytest.raises(ValueError, match="no such page"):
        state.go("elsewhere")


def test_every_page_has_a_sample():
    assert {example.partition("-")[0] for example in example_states.EXAMPLES} == set(PAGES)


def test_typing_overwrites_what_was_typed_before_and_takes_back_the_refusal(state):
    state.type_number(example_states.NUMBER)
    state.type_letter_code(example_states.CODE)
    number, code = state.number, state.letter_code
    state.refuse(NumberError("Wrong.", reason="date"))
    state.type_number("0105")
    state.type_letter_code("1")
    assert not number.reveal()
    assert not code.reveal()
    assert state.refused is None


def test_the_code_is_looked_up_only_while_its_field_is_open(state):
    state.fill_in(example_states.NUMBER, example_states.CODE)
    assert state.query(Privacy.MAXIMUM) == Query(state.number, "fi.hetu", state.letter_code, Privacy.MAXIMUM)
    code = state.letter_code
    state.close_letter_code()
    assert not code.reveal()
    assert state.query(Privacy.STANDARD).code is None
    state.fill_in(example_states.NUMBER, None)
    assert not state.letter_code_open


@pytest.mark.parametrize(
    ("verdict", "threatened", "view"),
    [
        (example_states.LISTED, None, SingleStep(0)),
        (example_states.LISTED, True, SingleStep(0)),
        (None, None, AllSteps()),
        (None, False, AllSteps()),
        (None, True, SingleStep(0)),  # who is threatened reads of that first
    ],
)
def test_after_the_questions_comes_the_first_step_or_the_list(state, verdict, threatened, view):
    state.begin()
    if verdict is not None:
        state.answer(verdict)
    assert state.advice_view is Question.MISUSED
    state.answer_question(Question.MISUSED, answer=True)
    assert state.advice_view is Question.THREATENED
    state.answer_question(Question.THREATENED, answer=threatened)
    assert state.advice_view == view
    assert (state.misused, state.threatened) == (True, threatened)


def test_leaving_the_advice_begins_it_anew_next_time(state):
    state.go("actions")
    state.show_advice(SingleStep(3))
    state.back()
    assert state.advice_view is Question.MISUSED


@pytest.mark.parametrize("page", FAILURES)
def test_every_kind_of_failure_has_a_page(state, page):
    state.begin()
    state.fail(example_states.ERRORS[page], 0.0)
    assert state.page == page


def test_a_publishers_guidance_goes_with_its_answer():
    state = example_states.state("actions-notice")
    assert [guidance.breach for guidance in state.publisher_guidance()] == ["clinic-2018"]
    state.close_answer()
    assert state.publisher_guidance() == ()
    state.open_answer()
    state.answer(replace(state.verdict))
    assert state.publisher_guidance() == ()
    state = example_states.state("actions-notice")
    state.wipe()
    assert state._guidance == ()
