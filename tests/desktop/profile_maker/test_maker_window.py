"""The window of the profile maker, from the empty form to a signed file."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from exposure_check.desktop.documents import save_dialog
from exposure_check.desktop.profile_maker.maker_window import PAUSE_MS
from exposure_check.lookup import profile
from exposure_check.resources import LANGUAGES
from tests.support.window import controls

from .conftest import settle


@pytest.fixture
def saving(monkeypatch, tmp_path):
    """Where the dialog would save to, without a dialog."""
    target = tmp_path / "saved.json"
    asked = []

    def ask(page, title, name, kinds, save):
        asked.append(name)
        save(str(target))

    monkeypatch.setattr(save_dialog, "ask", ask)
    target.with_suffix(".asked").write_text("")
    return target, asked


def filled(window, root):
    window.form._name.field.setText("Clinic")
    window.form._url.field.setText("https://check.example.org")
    window.form.take_root(str(root))
    return window


def test_a_profile_is_typed_and_saved(open_maker, root, saving):
    target, asked = saving
    window = filled(open_maker(), root)
    window.save()
    opened = profile.open_file(target)
    assert (opened.profile.name, opened.signer, asked) == ("Clinic", "", ["profile"])
    assert window.status.text() == f"Saved as {target}."


def test_a_profile_is_signed_and_says_who_hands_it_out(open_maker, root, workbench, saving):
    target, asked = saving
    window = filled(open_maker(), root)
    window.signing.take_key(str(workbench / "partner.key"))
    window.signing.button.click()
    opened = profile.open_file(target)
    assert opened.signer
    assert (opened.profile.name, asked) == ("Clinic", ["signed"])
    assert window.signing.status.text() == f"Saved as {target}. Handed out by Clinic."


def test_nothing_is_saved_while_something_is_missing_and_no_passphrase_stays(open_maker, saving):
    target, asked = saving
    window = open_maker()
    window.save()
    window.signing.passphrase.set_value("four random words")
    window.sign()
    assert (asked, target.exists(), window.signing.passphrase.value()) == ([], False, "")
    assert window.status.text() == "Something is missing or does not fit. It is marked in the form."


def test_a_place_that_cannot_be_written_is_said(open_maker, root, monkeypatch, tmp_path):
    monkeypatch.setattr(save_dialog, "ask", lambda *words: words[-1](str(tmp_path / "none" / "profile.json")))
    window = filled(open_maker(), root)
    window.save()
    assert window.status.text() == "It could not be saved there. Please choose another folder."


def test_a_profile_that_is_opened_fills_the_form_and_a_signed_one_says_what_it_loses(open_maker, signed, tmp_path):
    window = open_maker()
    window.take_file(str(signed))
    assert window.form.draft().name == "Clinic"
    assert window.status.text().startswith("This profile was signed.")
    (tmp_path / "other.json").write_bytes(b"{}")
    window.take_file(str(tmp_path / "other.json"))
    assert window.status.text().startswith("The profile cannot be read")
    assert window.form.draft().name == "Clinic"


def test_the_pages_follow_what_is_typed_after_a_pause(open_maker, clinic, qtbot):
    window = open_maker(begun=clinic)
    QTest.keyClicks(window.form._name.field, "Zyx ")
    qtbot.waitUntil(lambda: "Zyx" in str(window.preview.pictures["welcome"][0].words), timeout=20 * PAUSE_MS)


def test_the_languages_change_with_what_was_typed_kept(open_maker, clinic):
    window = open_maker(begun=clinic)
    window.form._name.field.setText("Changed")
    window.show_in("sv")
    assert window.preview.pictures["welcome"][0].title == "Har dina uppgifter tagits i ett dataintrång?"
    window.speak("fi")
    assert window.windowTitle() == "Klinikan profiili"
    assert window.form.draft().name == "Changed"
    assert window.preview.pictures["welcome"][0].title == "Har dina uppgifter tagits i ett dataintrång?"


def test_every_control_has_a_name(open_maker, clinic):
    window = open_maker(begun=clinic)
    for control in controls(window):
        assert QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name), control.objectName()


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_wider_than_the_window(open_maker, clinic, spoken, percent):
    window = open_maker(spoken, clinic, percent)
    window.resize(1100, 800)
    settle()
    for part in (window.form, window.preview):
        inside = part if part is window.preview else part.parentWidget()
        assert inside.width() <= inside.parentWidget().width()


WITHOUT_NETWORK = """
import os, socket, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"

class Forbidden(socket.socket):
    def __init__(self, *arguments, **words):
        raise AssertionError("the profile maker opened a socket")

socket.socket = Forbidden
from exposure_check.desktop import example_states
from exposure_check.desktop import app
from exposure_check.desktop.profile_maker.maker_window import MakerWindow
from exposure_check.desktop.system.settings import Preferences
from exposure_check.lookup.profile import Opened
application = app.application()
window = MakerWindow("en", Preferences("en"), Opened(example_states.clinic_profile()))
window.show()
application.processEvents()
print("loaded:", [name for name in ("requests", "PySide6.QtNetwork") if name in sys.modules])
"""


def test_it_asks_no_network():
    done = subprocess.run([sys.executable, "-c", WITHOUT_NETWORK], capture_output=True, text=True, check=False)
    assert done.stdout.strip().endswith("loaded: []"), done.stdout + done.stderr
