"""Signing in the window: the passphrase is hidden, and gone once the button was pressed."""

from __future__ import annotations

import pytest

from exposure_check.cli import main
from exposure_check.desktop.profile_maker.sign_panel import SignPanel
from exposure_check.files import PRIVATE, write_atomically
from exposure_check.lookup import profile
from exposure_check.trust import keystore

PHRASE = "four random words here"


@pytest.fixture
def panel(qtbot, light):
    panel = SignPanel(light)
    qtbot.addWidget(panel)
    panel.show()
    return panel


@pytest.fixture
def sealed_key(tmp_path, capsys):
    write_atomically(tmp_path / "phrase", PHRASE.encode() + b"\n", PRIVATE)
    words = ["profile", "key", "--out", str(tmp_path / "sealed.key"), "--passphrase-file", str(tmp_path / "phrase")]
    assert main(words) == 0
    return tmp_path / "sealed.key"


def test_the_passphrase_opens_the_key_and_is_wiped(panel, workbench, sealed_key):
    content = (workbench / "profile.json").read_bytes()
    panel.take_key(str(sealed_key))
    assert panel.passphrase.is_hidden()
    panel.passphrase.set_value(PHRASE)
    data = panel.signed(content)
    assert profile.open_bytes(data).signer == keystore.read(sealed_key).public
    assert panel.passphrase.value() == ""
    assert panel.status.text() == ""


@pytest.mark.parametrize("typed", ["another phrase", ""])
def test_a_wrong_passphrase_signs_nothing_is_said_and_wiped(panel, workbench, sealed_key, typed):
    panel.take_key(str(sealed_key))
    panel.passphrase.set_value(typed)
    assert panel.signed((workbench / "profile.json").read_bytes()) is None
    assert panel.passphrase.value() == ""
    assert panel.status.text().startswith("The key could not be opened")


def test_a_key_in_clear_needs_none(panel, workbench):
    panel.take_key(str(workbench / "partner.key"))
    data = panel.signed((workbench / "profile.json").read_bytes())
    assert profile.open_bytes(data).signer == keystore.read(workbench / "partner.key").public


@pytest.mark.parametrize("name", ["none.key", "profile.json"])
def test_what_is_no_key_signs_nothing(panel, workbench, name):
    panel.take_key(str(workbench / name))
    assert panel.signed((workbench / "profile.json").read_bytes()) is None
    assert panel.status.text().startswith("The key could not be opened")


def test_without_a_key_it_asks_for_one(panel, workbench):
    panel.passphrase.set_value(PHRASE)
    assert panel.signed((workbench / "profile.json").read_bytes()) is None
    assert panel.status.text() == "Please choose the key."
    assert panel.passphrase.value() == ""


def test_what_was_signed_is_said_with_the_fingerprint_of_the_key(panel, signed):
    panel.approve(signed.read_bytes(), "Saved.")
    assert panel.status.text() == "Saved."
    assert panel.findChild(object, "fingerprint-partner") is not None
