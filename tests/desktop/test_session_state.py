"""The state of the walk, without a window."""

from __future__ import annotations

import pytest

from exposure_check.desktop import example_states
from exposure_check.desktop.session_state import CODES, SessionState
from exposure_check.errors import CheckError, NumberError
from exposure_check.lookup.verdict import Stage
from exposure_check.secret import Secret


@pytest.fixture
def walk():
    return SessionState(example_states.profile())


def test_begins_at_the_welcome_with_nothing_to_wipe(walk):
    assert walk.page == "A1"
    assert not walk.can_go_back
    assert not walk.holds_anything


def test_an_answer_takes_the_place_of_the_check(walk):
    walk.begin()
    walk.answer(example_states.LISTED)
    assert walk.trail == ["A1", "B1", "D1"]


def test_an_answer_that_comes_while_settings_are_open_waits_beneath_them(walk):
    walk.begin()
    walk.go("G1")
    walk.answer(example_states.LISTED)
    assert walk.page == "G1"
    walk.back()
    assert walk.page == "D1"


def test_back_from_the_answer_passes_through_the_pages_before_it(walk):
    walk.begin()
    walk.answer(example_states.LISTED)
    walk.go("D2")
    pages = []
    while walk.can_go_back:
        walk.back()
        pages.append(walk.page)
    assert pages == ["D1", "B1", "A1"]


def test_a_new_check_drops_the_answer_of_the_one_before(walk):
    walk.begin()
    walk.answer(example_states.LISTED)
    walk.opened, walk.advice_only = "clinic-2018/name", True
    walk.begin()
    assert walk.verdict is None
    assert not walk.opened
    assert not walk.advice_only
    assert walk.trail == ["A1", "B1", "C1"]


def test_a_failure_leaves_no_answer_behind(walk):
    walk.begin()
    walk.verdict = example_states.LISTED
    walk.fail(example_states.ERRORS["X1"], 0.0)
    assert walk.verdict is None
    assert walk.page == "X1"


def test_a_failure_that_names_no_page_of_ours_ends_at_the_last(walk):
    error = CheckError("A fault.")
    error.page = "Z9"
    walk.begin()
    walk.fail(error, 0.0)
    assert walk.page == "X8"


def test_a_busy_server_is_not_asked_before_its_time(walk):
    walk.begin()
    walk.fail(example_states.ERRORS["X3"], 100.0)
    assert walk.retry_at == 190.0


def test_refused_input_leads_back_to_the_number(walk):
    walk.begin()
    error = NumberError("Wrong.", reason="date")
    walk.refuse(error)
    assert walk.page == "B1"
    assert walk.refused is error


def test_wiping_overwrites_the_secrets_and_forgets_everything(walk):
    walk.number, walk.letter_code = number, code = Secret(example_states.NUMBER), Secret(example_states.CODE)
    walk.begin()
    walk.proceed(Stage.ASKING, 0.5)
    walk.answer(example_states.LISTED)
    walk.ledger, walk.misused, walk.threatened = example_states.ledger(), True, False
    walk.unfolded.add("clinic-2018")
    walk.wipe()
    assert not number.reveal()
    assert not code.reveal()
    fresh = SessionState(walk.profile)
    assert {name: getattr(walk, name) for name in vars(fresh)} == vars(fresh)


def test_nothing_secret_shows_in_its_text(walk):
    walk.number = Secret(example_states.NUMBER)
    assert example_states.NUMBER not in repr(walk)


def test_an_unknown_page_is_refused(walk):
    with pytest.raises(ValueError, match="no such page"):
        walk.go("Z1")


def test_every_page_has_a_sample():
    assert {code.partition("-")[0] for code in example_states.SCENES} == set(CODES)
