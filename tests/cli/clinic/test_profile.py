"""`exposure-check clinic profile`: the same actions as `profile`, and the form where none is named."""

from __future__ import annotations

import pytest

from exposure_check.cli import main
from exposure_check.desktop.profile_maker import app
from exposure_check.desktop.system import display
from exposure_check.lookup import profile
from tests.cli.profile.conftest import root, signed, workbench

__all__ = ["root", "signed", "workbench"]


def test_a_clinic_makes_changes_signs_and_shows_its_profile(workbench, root, capsys):
    new_profile, changed, signed_file = (str(workbench / name) for name in ("a.json", "b.json", "c.json"))
    assert main(["clinic", "profile", "new", "--url", "https://a.example.org", "--root", str(root), "--name", "Clinic",
                 "--out", new_profile]) == 0  # fmt: skip
    assert main(["clinic", "profile", "edit", new_profile, "--help-number", "09 000", "--out", changed]) == 0
    assert main(["clinic", "profile", "key", "--plain", "--out", str(workbench / "clinic.key")]) == 0
    assert (
        main(["clinic", "profile", "sign", changed, "--key", str(workbench / "clinic.key"), "--out", signed_file]) == 0
    )
    opened = profile.open_file(workbench / "c.json")
    assert opened.signer
    assert (opened.profile.name, opened.profile.help_number) == ("Clinic", "09 000")
    capsys.readouterr()
    assert main(["clinic", "profile", "show", signed_file]) == 0
    assert opened.signer in capsys.readouterr().out


@pytest.fixture
def opened_with(monkeypatch):
    """What the form was opened with, without a window."""
    calls = []
    monkeypatch.setattr(display, "require", lambda: None)
    monkeypatch.setattr(app, "run", lambda *words: calls.append(words) or 0)
    return calls


def test_without_an_action_the_form_opens(opened_with):
    assert main(["clinic", "profile", "--form-language", "fi"]) == 0
    assert opened_with == [("fi", None)]


def test_the_form_opens_with_a_profile_that_is_there(opened_with, signed):
    assert main(["clinic", "profile", "--open", str(signed)]) == 0
    assert opened_with == [("en", profile.open_file(signed))]


def test_a_file_that_is_no_profile_is_said_before_a_window_opens(opened_with, tmp_path, capsys):
    assert main(["clinic", "profile", "--open", str(tmp_path / "none.json")]) == 2
    assert "none.json" in capsys.readouterr().err
    assert opened_with == []


def test_a_profile_to_open_goes_with_the_form_alone(opened_with, signed, capsys):
    assert main(["clinic", "profile", "--open", str(signed), "show", str(signed)]) == 2
    assert "--open is for the form" in capsys.readouterr().err
