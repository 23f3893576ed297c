"""A caller and a helper, played: every code that a caller can read out is in the desk, shows the page that she has,
is one that the desk said could come next, and tells nothing of the outcome.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from exposure_check.desktop import example_states
from exposure_check.desktop.desk.desk_window import Choice, DeskWindow
from exposure_check.desktop.screen_codes import CODES
from exposure_check.desktop.system.settings import Appearance, Preferences
from exposure_check.desktop.text import language
from exposure_check.errors import CancelledError
from exposure_check.guidance import guide
from exposure_check.lookup.verdict import Stage
from tests.support.window import FakeChecker, every_check_error, wait_for_page

ANSWERS = {
    "listed": example_states.LISTED,
    "listed twice": example_states.LISTED_TWICE,
    "not listed": example_states.NOT_LISTED,
    "no breaches": example_states.NO_BREACHES,
}


class Helper:
    """Types what the caller reads out, and keeps what the desk showed."""

    def __init__(self, desk):
        self.desk = desk
        self.heard = []
        self.expected = None  # the pages that the last card said can come next

    def hear(self, window):
        """The caller reads out the three digits at the foot of her window."""
        code = window.footer.findChild(QLabel, "code").text()
        title = window.page.title
        self.desk.finder.field.setText("")
        self.desk.finder.field.setText(code)
        shown = self.desk.shown
        language.install(window.language)  # the desk put back that of the helper
        assert CODES[shown.id] == code.replace(" ", "")
        if self.expected is not None:
            assert shown.id in self.expected, f"after {self.heard[-1][0]} came {shown.id}"
        self.expected = set(shown.next)
        self.heard.append((shown.id, shown.say, tuple(picture.words for picture in self.desk.pictures)))
        return shown.id, title, [picture.title for picture in self.desk.pictures]


@pytest.fixture(scope="module")
def desk(qapp):
    """One desk for all callers: it knows nothing of the one before."""
    window = DeskWindow(Choice("fi", "en", "en"), guide.countries(), Preferences("en", 100, Appearance.LIGHT))
    yield window
    window.deleteLater()


@pytest.fixture
def helper(desk):
    """A helper who picks up the telephone."""

    def answer(spoken="en"):
        if desk.choice.caller != spoken:
            desk.choose(replace(desk.choice, caller=spoken))
        return Helper(desk)

    yield answer
    language.install("en")


def call(qtbot, open_window, helper, outcome, spoken="en"):
    """One call from the first page to the end of the check: the caller's window, and what the desk showed."""
    checker = FakeChecker(outcome, stop_at=Stage.ASKING, sent=example_states.ledger().sent)
    window = open_window(checker, preferences=Preferences(language=spoken))
    desk = helper(spoken)
    desk.hear(window)
    window.go("number")
    desk.hear(window)
    window.state.type_number(example_states.NUMBER)
    window.check()
    assert checker.reached.wait(10)
    desk.hear(window)
    checker.go_on.set()
    qtbot.waitUntil(lambda: window.state.page != "checking", timeout=10_000)
    desk.hear(window)
    return window, desk


@pytest.mark.parametrize("spoken", ["en", "fi", "sv"])
def test_every_answer_sounds_the_same_to_the_desk(qtbot, open_window, helper, spoken):
    heard = []
    for outcome in ANSWERS.values():
        window, desk = call(qtbot, open_window, helper, outcome, spoken)
        wait_for_page(qtbot, window, "ready")
        for page in ("answer", "actions", "sent", "answer"):
            window.go(page)
            desk.hear(window)
        heard.append(desk.heard)
        window.start_afresh()
    for each in heard[1:]:
        assert each == heard[0]


@pytest.mark.parametrize("error", every_check_error(), ids=lambda error: type(error).__name__)
def test_every_failure_has_a_card_that_says_it_is_no_answer(qtbot, open_window, helper, error):
    window = open_window(FakeChecker(error))
    window.go("number")
    window.state.type_number(example_states.NUMBER)
    window.check()
    qtbot.waitUntil(lambda: window.state.page not in ("checking", "welcome"), timeout=10_000)
    listening = helper()
    page, _, _ = listening.hear(window)
    if isinstance(error, CancelledError):
        assert page == "number"  # whoever stopped is where she was
    else:
        assert "This is not an answer." in listening.desk.shown.sees


def test_the_picture_is_the_page_that_the_caller_has(qtbot, open_window, helper):
    window, desk = call(qtbot, open_window, helper, example_states.LISTED, "fi")
    for page in ("ready", "answer", "actions", "sent"):
        window.go(page)
        desk.expected = None
        _, title, pictures = desk.hear(window)
        assert title in pictures


def test_somebody_who_wants_advice_alone_is_found_as_well(open_window, helper):
    window = open_window(FakeChecker(example_states.LISTED))
    desk = helper()
    desk.hear(window)
    window.go("actions")
    page, _, _ = desk.hear(window)
    assert page == "actions"


def test_settings_and_the_question_whether_one_is_there(open_window, helper):
    window = open_window(FakeChecker(example_states.LISTED))
    desk = helper()
    desk.hear(window)
    window.go("settings")
    assert desk.hear(window)[0] == "settings"
    window.go("number")
    desk.expected = None
    window.state.type_number(example_states.NUMBER)
    window.idle.warned.emit()
    assert desk.hear(window)[0] == "idle_prompt"
