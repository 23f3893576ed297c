"""The window of the desk: what it shows, what it never does."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QTextEdit

from exposure_check.desktop import example_states, screen_codes
from exposure_check.desktop.desk import caller_picture
from exposure_check.desktop.desk.card_view import PagePicture
from exposure_check.desktop.widgets.panel import Strip
from exposure_check.guidance.desk_script import CardKind
from exposure_check.resources import LANGUAGES
from tests.support.window import button, controls, texts

from .conftest import settle


def test_it_begins_with_danger(open_desk):
    window = open_desk()
    said = texts(window.view)
    assert said[0] == "Danger first"
    assert "112" in said


@pytest.mark.parametrize("helper", LANGUAGES)
def test_every_card_can_be_opened(open_desk, helper):
    window = open_desk(helper=helper)
    for kind in (CardKind.STEP, CardKind.INTERRUPT):
        for card in window.script.cards(kind, helper):
            window.open_card(card)
            assert is_shown(window, card)


def test_every_page_of_the_program_can_be_opened(open_desk):
    window = open_desk()
    for page in screen_codes.CODES:
        window.open_page(page)
        assert is_shown(window, window.script.page(page, "en"))


def is_shown(window, card):
    settle()
    said = texts(window.view)
    return said[0] == card.title and set(card.say) | set(card.avoid) <= set(said)


def test_the_pages_are_those_of_the_clinic_whose_profile_the_callers_have(open_desk):
    """A profile that asks for the code of the letter first has another page of the number: the helper sees that one."""
    window = open_desk(profile=example_states.clinic_profile())
    window.open_page("number")
    ours = " ".join(window.pictures[0].words)
    assert ours.index("Code of the letter") < ours.index("Finnish personal identity code")
    window.choose(replace(window.choice, caller="fi"))
    assert window.choice.profile.letter_code_first
    invented = open_desk()
    invented.open_page("number")
    assert "Code of the letter" not in " ".join(invented.pictures[0].words)


def test_what_can_come_next_leads_there(open_desk):
    window = open_desk()
    window.open_page("ready")
    settle()
    button(window.view, "41 6  The answer").click()
    assert window.shown.id == "answer"


def test_the_words_of_the_picture_are_there_for_who_does_not_see_it(open_desk):
    window = open_desk(caller="fi")
    window.open_page("answer")
    settle()
    pictures = window.view.findChildren(PagePicture)
    assert len(pictures) == 2
    for label, picture in zip(pictures, window.pictures, strict=True):
        interface = QAccessible.queryAccessibleInterface(label)
        assert picture.title in interface.text(QAccessible.Text.Name)
        assert interface.text(QAccessible.Text.Description) == "\n".join(picture.words)


def test_the_languages_and_the_country_change_what_is_shown(open_desk):
    window = open_desk()
    window.open_page("welcome")
    window.choose(replace(window.choice, helper="fi"))
    assert (window.shown.id, window.view.title) == ("welcome", "Alku")
    window.choose(replace(window.choice, caller="sv"))
    assert window.pictures[0].words == caller_picture.draw("welcome", "sv", "fi", window.theme)[0].words
    window.choose(replace(window.choice, country="us"))
    window.open_card(window.script.cards(CardKind.STEP, "fi")[0])
    settle()
    assert "911" in texts(window.view)


def test_there_is_one_field_and_it_keeps_nothing(open_desk):
    window = open_desk()
    assert window.findChildren(QTextEdit) == window.findChildren(QPlainTextEdit) == []
    assert [field.objectName() for field in window.findChildren(QLineEdit)] == ["finder"]
    assert not any(box.isEditable() for box in window.findChildren(QComboBox))


def test_every_control_has_a_name(open_desk):
    window = open_desk()
    window.open_page("answer")
    settle()
    for control in controls(window):
        assert QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)


@pytest.mark.parametrize("percent", [100, 200])
def test_no_words_are_cut_off(open_desk, percent):
    window = open_desk(percent=percent)
    for card in window.script.cards(CardKind.INTERRUPT, "en"):
        window.open_card(card)
        settle()
        inside = window.view.widget()
        assert inside.width() <= window.view.viewport().width()
        assert inside.height() >= inside.layout().heightForWidth(inside.width())


@pytest.mark.parametrize("spoken", ["fi", "sv", "en"])
@pytest.mark.parametrize("width", [640, 900, 1180])
def test_at_200_percent_no_word_of_the_strip_above_is_cut(qapp, open_desk, spoken, width):
    """The label "Soittaja lukee" lost its end behind its box."""
    window = open_desk(helper=spoken, percent=200)
    window.resize(width, 700)
    settle()
    labels = [each for each in window.findChildren(Strip)[0].findChildren(QLabel) if each.text()]
    assert len(labels) == 3
    assert [each.text() for each in labels if each.width() < each.sizeHint().width()] == []


WITHOUT_NETWORK = """
import os, socket, sys
from pathlib import Path
os.environ["QT_QPA_PLATFORM"] = "offscreen"

class Forbidden(socket.socket):
    def __init__(self, *arguments, **words):
        raise AssertionError("the desk opened a socket")

socket.socket = Forbidden
from PySide6.QtCore import QTimer
from exposure_check.desktop import app
from exposure_check.desktop.desk.desk_window import Choice, DeskWindow
from exposure_check.desktop.system.settings import Preferences
from exposure_check.guidance import guide
application = app.application()
window = DeskWindow(Choice("fi", "en", "fi"), guide.countries(), Preferences("en"))
window.show()
from exposure_check.desktop.screen_codes import CODES
import threading
for page in CODES:
    window.open_page(page)
    application.processEvents()
for thread in threading.enumerate():  # one works out fingerprints
    if thread is not threading.current_thread():
        thread.join(20)
application.processEvents()
# Not QtNetwork: the page of the settings loads it to say which proxies are read, and asks it for nothing.
loaded = [name for name in ("requests", "urllib3") if name in sys.modules]
descriptors = Path("/proc/self/fd")
links = [os.readlink(each) for each in descriptors.iterdir() if each.exists()] if descriptors.is_dir() else []
print("loaded:", loaded + [link for link in links if link.startswith("socket:")])
"""


def test_it_has_no_network_at_all():
    done = subprocess.run([sys.executable, "-c", WITHOUT_NETWORK], capture_output=True, text=True, check=False)
    assert done.stdout.strip().endswith("loaded: []"), done.stdout + done.stderr
