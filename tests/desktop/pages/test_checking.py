"""The page of the check."""

from __future__ import annotations

from itertools import pairwise

import pytest

from exposure_check.desktop import example_states
from exposure_check.desktop.pages import checking
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.widgets.private_field import DOT
from exposure_check.lookup.verdict import Stage
from tests.support.window import FakeChecker, button, texts, wait_for_page


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
    assert window.lookups.join()
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


def test_after_a_while_it_says_that_it_takes_longer(qtbot, at_number, monkeypatch):
    said = []
    monkeypatch.setattr(checking, "announce", lambda _, text, **__: said.append(text))
    checker = FakeChecker(example_states.LISTED, stop_at=Stage.ASKING)
    window = at_number(checker)
    window.lookups.pace._slow.setInterval(30)
    window.check()
    words = "This takes longer than usual. You can wait, or stop and try again later."
    assert words not in texts(window.page)
    qtbot.waitUntil(lambda: words in texts(window.page), timeout=5000)
    assert said.count(words) == 1
    window.take_preferences(Preferences("en", text_percent=125))  # the page is built anew
    assert words in texts(window.page)
    checker.go_on.set()
    wait_for_page(qtbot, window, "ready")
    window.check()
    assert words not in texts(window.page)


def test_the_bar_never_stands_still_and_never_goes_back(open_window):
    window = open_window(state=example_states.state("checking"))
    window.state.proceed(Stage.ASKING, 0.0)
    window.page.proceed()
    seen = [window.page.bar.value()]
    for _ in range(40):  # ten seconds
        window.page._tick()
        seen.append(window.page.bar.value())
    assert all(before <= after for before, after in pairwise(seen))
    assert seen[-1] > seen[20] > seen[0]
    assert seen[-1] < 200  # the end of the stage belongs to the lookup
    window.state.proceed(Stage.COMPARING, 0.0)
    window.page.proceed()
    assert window.page.bar.value() >= seen[-1]
