"""`exposure-check desk`: the booklet, the check of a script, and what is refused."""

from __future__ import annotations

import shutil
import subprocess
import sys

import msgspec
import pytest

from exposure_check.cli import main
from exposure_check.desktop import example_states
from exposure_check.guidance import desk_script
from exposure_check.lookup import make_profile, profile_places
from exposure_check.lookup.standing import Place

DAY = "2026-11-26"


def run(*words):
    """In a process of its own: the booklet chooses a platform of the toolkit for the whole process."""
    command = [sys.executable, "-m", "exposure_check", "desk", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin"})


def test_the_booklet_is_written_without_a_display(tmp_path):
    done = run("--booklet", str(tmp_path / "desk.pdf"), "--on", DAY)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "desk.pdf").read_bytes().startswith(b"%PDF")
    assert done.stdout.startswith("Wrote ")


def test_nothing_is_printed_past_its_review(tmp_path):
    done = run("--booklet", str(tmp_path / "desk.pdf"), "--on", "2030-01-01")
    assert done.returncode == 2
    assert "was valid until" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_without_a_display_there_is_a_sentence_and_a_status(tmp_path):
    done = run()
    assert done.returncode == 1
    assert "no display" in done.stderr


def test_the_script_of_the_program_is_in_order(capsys):
    assert main(["desk", "--check", "--on", DAY]) == 0
    assert capsys.readouterr().out == "Everything is in order.\n"


def test_what_is_wrong_with_a_script_is_listed(tmp_path, capsys):
    folder = shutil.copytree(desk_script.root(), tmp_path / "desk")
    pages = folder / "pages.toml"
    pages.write_text(pages.read_text(encoding="utf-8").replace('"actions"', '"nowhere"', 1), encoding="utf-8")
    assert main(["desk", "--check", "--on", DAY, "--script", str(folder)]) == 1
    assert "'nowhere', which has no card" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [(["--country", "zz"], "no advice for the country 'zz'"), (["--script", "/nowhere"], "cannot be read")],
)
def test_what_is_not_there_is_named(words, said, capsys):
    assert main(["desk", "--check", *words]) == 2
    assert said in capsys.readouterr().err


@pytest.fixture
def opened(monkeypatch):
    """What the window would be opened with: country and profile."""
    calls = []
    monkeypatch.setattr("exposure_check.desktop.system.display.require", lambda: None)
    monkeypatch.setattr("exposure_check.desktop.desk.app.run", lambda *given: calls.append((given[0], given[4])) or 0)
    return calls


def profile_file(folder, **changes):
    path = folder / "profile.json"
    path.write_bytes(make_profile.encoded(msgspec.structs.replace(example_states.clinic_profile(), **changes)))
    return path


def test_the_pages_and_the_country_are_those_of_the_profile(tmp_path, opened, monkeypatch):
    named = profile_file(tmp_path, country="se")
    assert main(["desk", "--profile", str(named)]) == 0
    assert main(["desk", "--profile", str(named), "--country", "us"]) == 0
    monkeypatch.setattr(profile_places, "_installed", lambda: (named, Place.INSTALLED))
    assert main(["desk"]) == 0
    assert [(country, profile.letter_code_first) for country, profile in opened] == [
        ("se", True),
        ("us", True),
        ("se", True),
    ]


def test_a_desk_without_a_profile_shows_an_invented_service_and_a_damaged_one_is_named(tmp_path, opened, capsys):
    assert main(["desk"]) == 0
    assert opened == [("fi", None)]
    assert capsys.readouterr().err == ""
    damaged = tmp_path / "profile.json"
    damaged.write_text("{")
    assert main(["desk", "--profile", str(damaged)]) == 2
    assert "profile is not valid" in capsys.readouterr().err
    assert len(opened) == 1


def test_a_damaged_profile_of_the_computer_is_named_and_the_desk_opens(tmp_path, opened, capsys, monkeypatch):
    damaged = tmp_path / "profile.json"
    damaged.write_text("{")
    monkeypatch.setattr(profile_places, "_installed", lambda: (damaged, Place.INSTALLED))
    assert main(["desk"]) == 0
    assert opened == [("fi", None)]
    error = capsys.readouterr().err
    assert "profile is not valid" in error
    assert "invented service" in error
