"""What is remembered between two runs."""

from __future__ import annotations

import sys

from exposure_check import installed
from exposure_check.desktop import example_states
from exposure_check.desktop.system.settings import Appearance, Preferences, load, open_settings, save
from exposure_check.lookup.verdict import Privacy
from tests.support.window import FakeChecker, wait_for_page


def test_settings_hold_the_six_choices_and_nothing_of_a_lookup(qtbot, at_number, tmp_path):
    window = at_number(FakeChecker(example_states.LISTED, sent=example_states.ledger().sent))
    window.state.type_letter_code(example_states.CODE)
    window.state.open_letter_code()
    window.check()
    wait_for_page(qtbot, window, "ready")
    window.go("answer")
    window.take_preferences(Preferences("en", 125, Appearance.DARK, Privacy.MAXIMUM, "socks5h://127.0.0.1:9050"))
    window.close()
    written = (tmp_path / "settings.ini").read_text(encoding="utf-8")
    keys = {line.partition("=")[0] for line in written.splitlines() if "=" in line}
    assert keys == {"language", "text_percent", "appearance", "privacy", "proxy", "block_capture"}
    for trace in (
        example_states.NUMBER,
        example_states.CODE,
        example_states.DATASET,
        "clinic",
        "number",
        "answer",
        "416",
    ):
        assert trace not in written


def test_settings_come_back_as_they_were_saved(qapp):
    preferences = Preferences("sv", 175, Appearance.HIGH_CONTRAST, Privacy.MAXIMUM, "http://127.0.0.1:8080", True)
    save(open_settings(), preferences)
    assert load(open_settings()) == preferences


def test_damaged_settings_fall_back_one_by_one(qapp):
    settings = open_settings()
    settings.setValue("text_percent", "100000")
    settings.setValue("appearance", "pink")
    settings.setValue("privacy", "none")
    settings.setValue("proxy", "http://user:secret@x:1")
    settings.setValue("language", "xx" * 500)
    settings.setValue("block_capture", "maybe")
    assert load(settings) == Preferences(language="xxxxxxxx")


def test_the_language_of_the_installation_is_for_who_has_chosen_none(qapp, monkeypatch):
    open_settings().clear()
    monkeypatch.setattr(installed, "read", lambda hive, name: {"Language": "fi"}.get(name, ""))
    assert load(open_settings()).language == "fi"
    save(open_settings(), Preferences(language="sv"))
    assert load(open_settings()).language == "sv"


def test_there_is_no_registry_on_other_systems(qapp):
    assert installed.read(installed.Hive.MACHINE, "Language") == "" or sys.platform == "win32"
