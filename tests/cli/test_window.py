"""`exposure-check window`, which is also what runs where no subcommand is named."""

from __future__ import annotations

import msgspec
import pytest

from exposure_check.cli import demo, main, window
from exposure_check.desktop import app
from exposure_check.desktop.system import display
from exposure_check.errors import MissingProfileError
from exposure_check.lookup import profile, profile_places
from exposure_check.lookup.profile import Profile
from exposure_check.lookup.standing import Place, Standing


@pytest.fixture
def opened(monkeypatch):
    """The profiles with which a window was opened, and how each began."""
    windows = []

    def run(chosen, *, start):
        windows.append((chosen, start))
        return 7 if chosen is not None else 0

    monkeypatch.setattr(display, "require", lambda: None)
    monkeypatch.setattr(display, "has_display", lambda: True)
    monkeypatch.setattr(app, "run", run)
    return windows


def nothing():
    raise MissingProfileError("There is no profile on this computer, so ...", advice="Name one.")


@pytest.fixture
def written(tmp_path):
    """A profile and its file."""
    expected = Profile(profile.FORMAT, "http://127.0.0.1:9", msgspec.Raw(b"{}"), name="Clinic", demo=True)
    path = tmp_path / "profile.json"
    path.write_bytes(msgspec.json.encode(expected))
    return expected, path


@pytest.mark.parametrize("words", [["window"], []], ids=["window", "nothing"])
def test_the_window_opens_with_the_profile_that_is_named(opened, written, words):
    expected, path = written
    assert main([*words, "--profile", str(path)]) == 7
    assert opened == [(expected, app.Start(Standing(Place.NAMED)))]


def test_without_a_name_it_opens_with_the_installed_profile(opened, written, monkeypatch):
    expected, path = written
    monkeypatch.setattr(profile_places, "_installed", lambda: (path, Place.ADMINISTRATOR))
    assert main([]) == 7
    assert opened == [(expected, app.Start(Standing(Place.ADMINISTRATOR)))]


def test_without_a_profile_the_window_asks_for_one_and_a_terminal_gets_a_sentence_and_a_status(
    opened, monkeypatch, capsys
):
    monkeypatch.setattr(profile_places, "_installed", nothing)
    assert main([]) == 2
    [(chosen, start)] = opened
    assert (chosen, start.fault, start.demo is not None) == (None, "", True)
    monkeypatch.setattr(display, "has_display", lambda: False)
    assert main([]) == 2
    assert capsys.readouterr().err.startswith("There is no profile on this computer, ")
    assert len(opened) == 1


@pytest.mark.parametrize(
    ("content", "fault"), [(None, "profile.invalid"), (b"{}", "profile.invalid"), (b'{"format":9}', "profile.format")]
)
def test_a_profile_that_cannot_be_used_is_said_in_a_window_and_opens_no_other(opened, tmp_path, capsys, content, fault):
    path = tmp_path / "broken.json"
    if content is not None:
        path.write_bytes(content)
    assert main(["window", "--profile", str(path)]) == 2
    assert [(chosen, start.fault) for chosen, start in opened] == [(None, fault)]
    assert "The profile" in capsys.readouterr().err


def test_a_profile_that_was_kept_in_that_window_is_a_success(opened, written, monkeypatch):
    answers = iter([nothing, lambda: (written[1], Place.USER)])
    monkeypatch.setattr(profile_places, "_installed", lambda: next(answers)())
    assert main([]) == 0


def test_a_demo_that_was_wanted_begins_once_the_window_is_closed(opened, monkeypatch):
    monkeypatch.setattr(profile_places, "_installed", nothing)
    monkeypatch.setattr(app, "run", lambda _, *, start: start.demo() or 0)
    monkeypatch.setattr(demo, "run", lambda options: 5 if not options.terminal else 6)
    assert main([]) == 5


def test_an_installation_without_a_publisher_offers_no_demo(opened, monkeypatch):
    monkeypatch.setattr(profile_places, "_installed", nothing)
    monkeypatch.setattr(window, "find_spec", lambda name: None if name.endswith("publisher") else object())
    main([])
    assert opened[0][1].demo is None


def test_without_a_display_no_window_is_tried(written, monkeypatch, capsys):
    opened = []

    def missing():
        raise display.DisplayError("There is no display here.", advice="Run it on a desktop.")

    monkeypatch.setattr(display, "require", missing)
    monkeypatch.setattr(app, "_open", lambda *words: opened.append(words))
    monkeypatch.setattr("PySide6.QtWidgets.QApplication.instance", lambda: None)  # other tests made one
    assert main(["window", "--profile", str(written[1])]) == 1
    assert capsys.readouterr().err == "There is no display here.\nRun it on a desktop.\n"
    assert opened == []


@pytest.mark.parametrize("words", [["window", "--kiosk"], ["--kiosk"]], ids=["window", "nothing"])
def test_kiosk_makes_any_profile_one_of_a_kiosk(opened, written, words):
    expected, path = written
    assert main([*words, "--profile", str(path)]) == 7
    assert opened == [(msgspec.structs.replace(expected, kiosk=True), app.Start(Standing(Place.NAMED)))]


@pytest.mark.parametrize(
    ("place", "counts"), [(Place.ADMINISTRATOR, True), (Place.INSTALLED, True), (Place.USER, False)]
)
def test_the_flag_of_a_profile_counts_where_an_administrator_put_it(opened, written, monkeypatch, place, counts):
    expected, path = written
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(expected, kiosk=True)))
    monkeypatch.setattr(profile_places, "_installed", lambda: (path, place))
    assert main([]) == 7
    assert opened == [(msgspec.structs.replace(expected, kiosk=counts), app.Start(Standing(place)))]


def test_a_profile_that_somebody_names_makes_no_kiosk_of_her_own_computer(opened, written):
    expected, path = written
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(expected, kiosk=True)))
    assert main(["--profile", str(path)]) == 7
    assert opened == [(expected, app.Start(Standing(Place.NAMED)))]


def test_a_kiosk_without_a_usable_profile_opens_no_window_that_asks_for_one(opened, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(profile_places, "_installed", nothing)
    assert main(["--kiosk"]) != 0
    path = tmp_path / "broken.json"
    path.write_bytes(b"{}")
    assert main(["--kiosk", "--profile", str(path)]) != 0
    assert opened == []
    assert "profile" in capsys.readouterr().err
