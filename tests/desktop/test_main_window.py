"""A lookup through the window: every outcome, every failure, and leaving it at every moment."""

from __future__ import annotations

import pytest

from exposure_check.desktop import example_states
from exposure_check.desktop.system.settings import Preferences
from exposure_check.lookup.verdict import Privacy, Stage
from tests.support.window import OUTCOMES, FakeChecker, wait_for_page


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES)
def test_a_check_leads_from_the_number_to_the_answer(qtbot, at_number, outcome):
    checker = FakeChecker(outcome, sent=example_states.ledger().sent)
    window = at_number(checker)
    window.page.main.click()
    wait_for_page(qtbot, window, "ready")
    assert checker.asked == [(example_states.NUMBER, "fi.hetu", None, Privacy.STANDARD)]
    window.page.main.click()
    assert window.state.page == "answer"
    assert window.state.verdict is outcome
    assert len(window.state.ledger.sent) == 4


def test_changing_the_look_or_opening_settings_while_checking_loses_nothing(qtbot, at_number):
    checker = FakeChecker(example_states.LISTED, stop_at=Stage.ASKING)
    window = at_number(checker)
    window.check()
    assert checker.reached.wait(5)
    window.take_preferences(Preferences(language="en", text_percent=200))
    assert window.state.page == "checking"
    window.go("settings")
    checker.go_on.set()
    qtbot.waitUntil(lambda: window.state.verdict is not None)
    assert window.state.page == "settings"
    window.go_back()
    assert window.state.page == "ready"


def test_starting_afresh_while_checking_drops_the_answer(qtbot, at_number):
    checker = FakeChecker(example_states.LISTED, stop_at=Stage.ASKING)
    window = at_number(checker)
    window.check()
    assert checker.reached.wait(5)
    window.start_afresh()
    checker.go_on.set()
    assert window.lookups.join()
    qtbot.wait(20)
    assert window.state.page == "welcome"
    assert window.state.verdict is None
    assert not window.state.holds_anything


def test_a_code_is_sent_along_only_while_its_field_is_open(qtbot, at_number):
    checker = FakeChecker(example_states.NOT_LISTED)
    window = at_number(checker)
    window.state.type_letter_code(example_states.CODE)
    window.check()
    wait_for_page(qtbot, window, "ready")
    window.state.open_letter_code()
    window.check()
    wait_for_page(qtbot, window, "ready")
    assert [asked[2] for asked in checker.asked] == [None, example_states.CODE]


def test_the_privacy_level_of_the_settings_is_used(qtbot, at_number):
    checker = FakeChecker(example_states.NOT_LISTED)
    window = at_number(checker, preferences=Preferences(language="en", privacy=Privacy.MAXIMUM))
    window.check()
    wait_for_page(qtbot, window, "ready")
    assert checker.asked[0][3] is Privacy.MAXIMUM
