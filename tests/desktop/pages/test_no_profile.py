"""The page that asks for a profile: nothing is kept before a person has seen whom it trusts."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from exposure_check.cli import main
from exposure_check.desktop import example_states
from exposure_check.desktop.main_window import MainWindow
from exposure_check.desktop.session_state import NO_SERVICE, SessionState
from exposure_check.desktop.system import settings
from exposure_check.desktop.system.settings import Preferences
from exposure_check.desktop.text import fingerprints
from exposure_check.desktop.widgets.fingerprint import Fingerprint
from exposure_check.desktop.widgets.text import Heading
from exposure_check.lookup import profile_places, signed_profile
from exposure_check.lookup.standing import Place, Standing
from exposure_check.lookup.verdict import Privacy
from tests.support.profiles import PARTNER, public, unsigned, with_content
from tests.support.window import button, texts


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A valid root of trust."""
    folder = tmp_path_factory.mktemp("keys") / "keys"
    assert main(["publish", "keys", str(folder), "--plain"]) == 0
    return json.loads((folder / "root.json").read_bytes())


@pytest.fixture(autouse=True)
def quick_fingerprints(monkeypatch):
    """Digits at once: no thread of 64 MiB outlives a test."""
    monkeypatch.setattr(fingerprints, "_computed", {})
    monkeypatch.setattr(fingerprints, "_compute", lambda kind, data: f"{len(data):05} {len(kind.value):05}")


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Where a profile is kept for this user: nothing is there yet."""
    path = tmp_path / "config" / "exposure-check" / "profile.json"
    monkeypatch.setattr(profile_places, "user_path", lambda: path)
    return path


@pytest.fixture
def given(root, tmp_path):
    """Write a profile as somebody would give it: `given(name=..., ...)`; signed unless told otherwise."""

    def write(*, sign=True, **changes):
        content = unsigned(root=root, **{"name": "Clinic", "help_number": "09 000", **changes})
        path = tmp_path / "given.json"
        path.write_bytes(signed_profile.sign(content, PARTNER) if sign else content)
        return path

    return write


@pytest.fixture
def asking(open_window, kept):
    """A window without a profile."""
    return open_window(state=SessionState(NO_SERVICE))


def offered(window, path):
    window.page.take_file(str(path))
    return window


def test_it_says_what_is_needed_and_offers_the_advice(asking):
    said = " ".join(texts(asking.page))
    assert asking.state.page == "no_profile"
    assert "called a profile" in said
    button(asking, "Read advice without a check").click()
    assert asking.state.page == "actions"
    asking.go_back()
    assert asking.state.page == "no_profile"


def test_a_profile_is_kept_only_once_it_is_taken_and_its_bytes_stay(asking, given, kept):
    path = given()
    offered(asking, path)
    assert not kept.exists()
    said = " ".join(texts(asking.page))
    for words in ("It claims to be from: Clinic", "https://check.example.org", "09 000"):
        assert words in said
    names = {widget.objectName() for widget in asking.page.findChildren(Fingerprint)}
    assert names == {"fingerprint-publisher", "fingerprint-partner"}
    button(asking, "Use this profile").click()
    assert kept.read_bytes() == path.read_bytes()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert [file.name for file in kept.parent.iterdir()] == ["profile.json"]
    assert (asking.state.page, asking.state.profile.name) == ("welcome", "Clinic")
    assert asking.state.standing == Standing(Place.USER, public(PARTNER))
    assert any("claims to be from Clinic" in text for text in texts(asking.page))


def test_one_that_is_not_trusted_leaves_nothing(asking, given, kept):
    offered(asking, given())
    button(asking, "Not this one").click()
    assert not kept.parent.exists()
    assert asking.page.title == "This program does not know yet whom to ask"


def test_an_unsigned_one_says_so_in_place_of_a_second_fingerprint(asking, given):
    offered(asking, given(sign=False))
    assert any("It is not signed" in text for text in texts(asking.page))
    assert len(asking.page.findChildren(Fingerprint)) == 1


def tampered(path):
    path.write_bytes(with_content(path.read_bytes(), unsigned(name="Thief")))


@pytest.mark.parametrize("kind", ["tampered", "later", "garbage", "pipe", "absent", "folder", "root"])
def test_what_cannot_be_used_is_said_on_the_page_and_not_kept(asking, given, kept, tmp_path, kind):
    path = given()
    if kind == "tampered":
        tampered(path)
    elif kind == "later":
        path.write_text('{"format": 3}')
    elif kind == "garbage":
        path.write_bytes(b"\xff" * 100)
    elif kind == "root":
        path.write_bytes(unsigned())
    else:
        path = tmp_path / kind
        {"pipe": os.mkfifo, "folder": Path.mkdir, "absent": lambda _: None}[kind](path)
    offered(asking, path)
    expected = {"tampered": "changed after it was signed", "later": "newer form"}.get(kind, "cannot be read")
    assert any(expected in text for text in texts(asking.page))
    assert asking.state.offered_profile is None
    assert not kept.exists()


def test_one_that_is_refused_takes_the_place_of_one_that_was_offered(asking, given):
    offered(asking, given())
    offered(asking, given().with_name("absent"))
    assert asking.page.title == "This program does not know yet whom to ask"


def test_a_folder_that_cannot_be_written_to_is_said_and_the_offer_stays(asking, given, kept):
    kept.parent.parent.write_text("a file where a folder is needed")
    offered(asking, given())
    button(asking, "Use this profile").click()
    assert any("could not be kept" in text for text in texts(asking.page))
    assert asking.page.title == "Do you trust this profile?"
    assert not asking.state.has_service


def dropped(window, *urls):
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    arguments = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entered = QDragEnterEvent(QPointF(9, 9).toPoint(), *arguments)
    entered.ignore()
    window.page.dragEnterEvent(entered)
    if entered.isAccepted():
        window.page.dropEvent(QDropEvent(QPointF(9, 9), *arguments))
    return entered.isAccepted()


def test_a_file_that_is_dropped_is_shown_like_one_that_is_chosen(asking, given):
    url = QUrl.fromLocalFile(str(given())).toString()
    assert not dropped(asking, "https://evil.example.org/profile.json")
    assert not dropped(asking, url, url)
    assert asking.state.offered_profile is None
    assert dropped(asking, url)
    assert asking.page.title == "Do you trust this profile?"


def test_the_file_chooser_opens_over_the_page(asking, given):
    asking.page.main.click()
    dialog = asking.findChild(QFileDialog)
    dialog.fileSelected.emit(str(given()))
    assert asking.page.title == "Do you trust this profile?"


def test_the_demo_is_offered_where_there_is_one_and_closes_the_window(qtbot, asking):
    assert not [text for text in texts(asking.page) if "invented people" in text]
    wanted = []
    window = MainWindow(
        SessionState(NO_SERVICE), Preferences(language="en"), lambda *_: None, demo=lambda: wanted.append(True)
    )
    qtbot.addWidget(window)
    window.show()
    button(window, "Try it with invented people").click()
    assert (wanted, window.isVisible()) == ([True], False)


def test_the_level_of_privacy_of_a_profile_counts_until_a_person_chooses_one(asking, given, tmp_path):
    offered(asking, given(privacy_level="maximum"))
    button(asking, "Use this profile").click()
    assert asking.preferences.privacy is Privacy.MAXIMUM
    stored = settings.QSettings(str(tmp_path / "s.ini"), settings.QSettings.Format.IniFormat)
    assert settings.load(stored, "maximum").privacy is Privacy.MAXIMUM
    assert settings.save(stored, Preferences(privacy=Privacy.STANDARD))
    assert settings.load(stored, "maximum").privacy is Privacy.STANDARD


def test_wiping_returns_to_this_page_and_forgets_what_was_offered(asking, given):
    offered(asking, given())
    asking.start_afresh()
    assert (asking.state.page, asking.state.offered_profile) == ("no_profile", None)


def test_settings_name_no_service_and_no_check_can_begin(asking):
    asking.go("settings")
    assert not [text for text in texts(asking.page) if text.startswith("Service:")]
    assert asking.page.findChildren(Fingerprint) == []


def test_a_tampered_profile_is_said_when_the_program_starts(open_window):
    window = open_window(state=SessionState(NO_SERVICE, profile_fault="profile.signature"))
    assert any("changed after it was signed" in text for text in texts(window.page))


def test_an_answer_is_in_the_same_words_for_everyone_below_it(open_window):
    """Who hands out and which version is safe: after any outcome alike."""
    said = []
    for verdict in (example_states.LISTED, example_states.NOT_LISTED, example_states.NO_BREACHES):
        state = example_states.state("answer-unsafe")
        stated = state.verdict.provenance.statements
        state.answer(example_states.replace(verdict, provenance=example_states.replace(
            verdict.provenance, statements=stated)))  # fmt: skip
        window = open_window(state=state)
        heard = window.page.findChild(Heading).accessibleDescription()  # the whole page, for who does not see it
        found = [text for text in texts(window.page) if text != heard]
        start = next(place for place, text in enumerate(found) if "not safe any more" in text)
        said.append(found[start : start + 4])
    assert said[0] == said[1] == said[2]
