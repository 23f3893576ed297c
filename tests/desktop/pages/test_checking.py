"""The page of the check."""

from __future__ import annotations

import pytest

from exposure_check.desktop import example_states
from exposure_check.desktop.widgets.private_field import DOT
from exposure_check.lookup.verdict import Stage
from tests.support.window import FakeChecker, button


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("way", ["stop", "back"])
def test_a_check_can_be_stopped_in_every_stage(qtbot, at_number, stage, way):
    checker = FakeChecker(example_states.LISTED, stop_at=stage)
    window = at_number(checker)
    window.check()
    assert checker.reached.wait(5)
    qtbot.waitUntil(lambda: window.state.stage is stage)
    (button(window, "Stop") if way == "stop" else window.header.back).click()
    assert window.state.page == "number"
    assert window.join_lookups()
    qtbot.wait(20)
    assert window.state.page == "number"
    assert window.state.verdict is None
    assert window.page.field.displayText() == DOT * 11, "what was typed is kept"


def test_the_page_of_what_was_sent_is_there_while_checking(qtbot, at_number):
    checker = FakeChecker(example_states.LISTED, stop_at=Stage.COMPARING, sent=example_states.ledger().sent)
    window = at_number(checker)
    window.check()
    assert checker.reached.wait(5)
    window.go("sent")
    assert len(window.page.sent) == 4
    checker.go_on.set()
    qtbot.waitUntil(lambda: window.state.verdict is not None)
    window.go_back()
    assert window.state.page == "ready"
