"""`exposure-check desk`: the booklet, the check of a script, and what is refused."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from exposure_check.cli import main
from exposure_check.guidance import desk_script

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
