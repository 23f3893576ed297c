"""The window against a real server process and a real signed data set."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from exposure_check.desktop.app import make_session
from exposure_check.desktop.session_state import SessionState
from exposure_check.desktop.system.settings import Preferences
from exposure_check.lookup import profile
from exposure_check.lookup.ledger import Purpose
from exposure_check.lookup.verdict import Listed, NotListed, Privacy
from exposure_check.protocol import letter_code
from tests.support.window import texts, wait_for_page
from tests.support.world import world


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    with world(tmp_path_factory.mktemp("window")) as running:
        yield running


@pytest.fixture
def window(service, open_window):
    opened = open_window(state=SessionState(profile.load(service.profile)))
    opened._make_checker = make_session
    opened.go("number")
    return opened


def look_up(qtbot, window, number, code=None):
    QTest.keyClicks(window.page.field, number)
    if code:
        window.page.findChild(QPushButton, "enter-code").click()
        QTest.keyClicks(window.page.code, code)
    window.page.main.click()
    qtbot.waitUntil(lambda: window.state.page != "checking", timeout=20_000)
    assert window.state.page == "ready", window.state.error
    window.go("answer")


@pytest.mark.parametrize("privacy", list(Privacy))
def test_a_listed_number_shows_its_breach(qtbot, window, service, privacy):
    window.take_preferences(Preferences("en", privacy=privacy))
    look_up(qtbot, window, service.people["found"].number)
    assert isinstance(window.state.verdict, Listed)
    assert window.page.title == f"Your data was taken from {window.state.verdict.exposures[0].breach.holder}"
    assert window.state.verdict.exposures[0].breach.name["en"] in texts(window)


def test_a_number_that_is_not_listed_says_so(qtbot, window, service):
    look_up(qtbot, window, service.people["not_found"].number)
    assert isinstance(window.state.verdict, NotListed)
    assert window.page.title == "Your data was not found in this check"


def test_a_sealed_record_opens_with_its_code_alone(qtbot, window, service):
    person = service.people["sealed"]
    look_up(qtbot, window, person.number, letter_code.draw())
    assert isinstance(window.state.verdict, NotListed)
    window.start_afresh()
    window.go("number")
    look_up(qtbot, window, person.number, person.code)
    assert isinstance(window.state.verdict, Listed)


def test_what_was_sent_is_shown_with_its_fragment_and_without_the_number(qtbot, window, service):
    person = service.people["found"]
    look_up(qtbot, window, person.number)
    window.go("sent")
    purposes = [request.purpose for request in window.page.sent]
    assert Purpose.BUCKET in purposes
    assert Purpose.EVALUATE in purposes
    assert "The fragment" in texts(window)
    assert person.number not in "".join(texts(window))


def test_a_server_that_is_gone_is_no_answer(qtbot, window, service):
    import msgspec

    gone = msgspec.structs.replace(window.state.profile, url="http://127.0.0.1:9")
    window.state.profile = gone
    window.state.type_number(service.people["not_found"].number)
    window.check()
    wait_for_page(qtbot, window, "no_network")
    assert "This is not an answer. It says nothing about whether your data was taken." in texts(window)
