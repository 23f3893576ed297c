"""What is remembered between two runs."""

from __future__ import annotations

import sys

import pytest

from exposure_check import installed
from exposure_check.desktop import example_states
from exposure_check.desktop.system.settings import (
    Appearance,
    Preferences,
    is_proxy,
    load,
    open_settings,
    protection_is_known,
    save,
)
from exposure_check.desktop.system.settings import QSettings as Settings
from exposure_check.lookup import proxies
from exposure_check.lookup.verdict import Privacy
from tests.support.window import FakeChecker, button, texts, wait_for_page


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


PROTECTED = Preferences("en", privacy=Privacy.MAXIMUM, proxy="socks5h://127.0.0.1:9050")


def saved(path):
    """Settings that were saved by an earlier run, read as a new one reads them."""
    assert save(Settings(str(path), Settings.Format.IniFormat), PROTECTED)
    return path.read_bytes()


def opened(path):
    return Settings(str(path), Settings.Format.IniFormat)


def test_the_first_start_is_no_fault(qapp, tmp_path):
    assert protection_is_known(opened(tmp_path / "settings.ini"))


DAMAGE = {
    "empty": lambda data: b"",
    "garbled": lambda data: bytes(255 - byte for byte in data),
    "cut off": lambda data: data[: data.index(b"proxy") + 9],
    "without the level": lambda data: b"\n".join(line for line in data.splitlines() if b"privacy" not in line),
    "of another level": lambda data: data.replace(b"maximum", b"none"),
    "with another proxy": lambda data: data.replace(b"socks5h://", b"ftp://"),
    "zeros": lambda data: bytes(len(data)),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_garbled_file_stops_a_check_until_somebody_confirms(qtbot, at_number, tmp_path, damage):
    path = tmp_path / "settings.ini"
    data = saved(path)
    damaged = tmp_path / "damaged" / "settings.ini"
    damaged.parent.mkdir()
    damaged.write_bytes(DAMAGE[damage](data))
    asked = []
    checker = FakeChecker(example_states.NOT_LISTED)
    window = at_number(checker, stored=opened(damaged), proxies=asked)
    window.check()
    assert window.state.page == "this_computer"
    assert window.state.error.code == "computer.settings"
    assert (asked, checker.asked) == ([], [])
    button(window, "Open the settings").click()
    assert any("confirm" in text for text in texts(window.page))
    window.take_preferences(PROTECTED)
    assert damaged.read_bytes() == DAMAGE[damage](data), "a guess is not written as a choice"
    window.go_back()
    assert any("socks5h://127.0.0.1:9050. Privacy of a check: Maximum" in text for text in texts(window.page))
    button(window, "Check with what is set now").click()
    wait_for_page(qtbot, window, "ready")
    assert asked == ["socks5h://127.0.0.1:9050"]
    assert checker.asked[0][3] is Privacy.MAXIMUM
    assert protection_is_known(opened(damaged))


def test_a_file_that_cannot_be_read_stops_a_check(at_number, tmp_path):
    path = tmp_path / "in the way" / "settings.ini"
    path.mkdir(parents=True)
    window = at_number(FakeChecker(example_states.NOT_LISTED), stored=opened(path))
    window.check()
    assert window.state.page == "this_computer"


def test_a_choice_that_cannot_be_saved_stops_the_next_check(qtbot, at_number, tmp_path):
    (tmp_path / "file").write_text("no folder")
    checker = FakeChecker(example_states.NOT_LISTED)
    window = at_number(checker, stored=opened(tmp_path / "file" / "settings.ini"))
    window.take_preferences(Preferences("en", 125))
    window.check()
    wait_for_page(qtbot, window, "ready")  # the size of text protects nobody
    window.take_preferences(Preferences("en", proxy="socks5h://127.0.0.1:9050"))
    window.check()
    assert window.state.page == "this_computer"
    button(window, "Check with what is set now").click()
    wait_for_page(qtbot, window, "ready")
    assert len(checker.asked) == 2


def test_a_write_that_the_system_forgets_is_noticed(qapp, tmp_path, monkeypatch):
    """As on a full disk or in a home of a kiosk: the toolkit remembers what the file does not hold."""
    path = tmp_path / "settings.ini"
    saved(path)
    before = path.read_bytes()
    monkeypatch.setattr(Settings, "sync", lambda self: path.write_bytes(before))
    assert not save(opened(path), Preferences("en"))


@pytest.mark.parametrize(
    "address",
    ["http://proxy.example.org:8080", "https://10.0.0.1:443", "socks5://127.0.0.1:9050", "socks5h://[::1]:9050"],
)
def test_what_the_settings_take_the_lookup_takes(address):
    assert is_proxy(address)
    assert proxies.normalise(address)


def test_the_language_of_the_installation_is_for_who_has_chosen_none(qapp, monkeypatch):
    open_settings().clear()
    monkeypatch.setattr(installed, "read", lambda hive, name: {"Language": "fi"}.get(name, ""))
    assert load(open_settings()).language == "fi"
    save(open_settings(), Preferences(language="sv"))
    assert load(open_settings()).language == "sv"


def test_there_is_no_registry_on_other_systems(qapp):
    assert installed.read(installed.Hive.MACHINE, "Language") == "" or sys.platform == "win32"


def test_a_place_of_which_the_system_will_not_say_what_is_there_stops_a_check(tmp_path):
    """As a folder that may not be entered does, which the administrator who runs these tests may enter."""
    path = tmp_path / ("x" * 300) / "settings.ini"
    assert not protection_is_known(Settings(str(path), Settings.Format.IniFormat))
    assert protection_is_known(Settings(str(tmp_path / "none" / "settings.ini"), Settings.Format.IniFormat))
