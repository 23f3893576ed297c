"""`exposure-check guidance`: is a folder of advice, or a publisher's guidance for a breach, in order?"""

from __future__ import annotations

import pytest

from exposure_check.cli import main
from exposure_check.guidance.guide import root
from tests.support.guidance_folder import copied


@pytest.fixture
def folder(tmp_path):
    """A copy of the bundled advice that a test may spoil."""
    return copied(tmp_path)


def printed(capsys, *words) -> str:
    assert main(words) == 0
    return capsys.readouterr().out


def test_the_bundled_guidance_is_in_order(capsys):
    out = printed(capsys, "guidance", "check", str(root()), "--release", "--on", "2026-12-01")
    assert out == "Everything is in order.\n"


def test_overdue_guidance_fails_the_release(capsys):
    assert main(["guidance", "check", str(root() / "se"), "--release", "--on", "2028-01-01"]) == 1
    out = capsys.readouterr().out
    assert "se/sources.toml, line " in out
    assert out.rstrip().endswith("to correct.")


def test_a_mistake_is_printed_with_file_and_line(capsys, folder):
    actions = folder / "fi" / "actions.toml"
    actions.write_text(actions.read_text().replace('urgency = "this_week"', 'urgency = "tomorrow"', 1))
    assert main(["guidance", "check", str(folder / "fi")]) == 1
    assert "fi/actions.toml, line 3: action.urgency: tomorrow is not one of the words" in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_said(capsys, tmp_path):
    assert main(["guidance", "check", str(tmp_path / "none")]) == 2
    assert "There is no folder" in capsys.readouterr().err
    assert main(["guidance", "check", str(tmp_path)]) == 2
    assert "holds no .toml file" in capsys.readouterr().err


def test_the_guidance_of_a_breach_is_checked_as_a_file(capsys, tmp_path):
    file = tmp_path / "example-2020.toml"
    file.write_text('[notice]\nbreach = "example-2020"\n')
    assert main(["guidance", "check", str(file)]) == 1
    assert "example-2020.toml, line 1: notice: the field updated is missing." in capsys.readouterr().out


def test_a_file_without_a_notice_is_told_what_it_lacks(capsys, tmp_path):
    file = tmp_path / "afile"
    file.write_text("")
    assert main(["guidance", "check", str(file)]) == 1
    [line, _] = capsys.readouterr().out.splitlines()
    assert line.startswith("afile: There is no table [notice] that names a breach. Add it")


def test_a_mistake_has_its_advice_once(capsys, tmp_path):
    file = tmp_path / "example-2020.toml"
    file.write_text('[notice]\nbreach = "example-2020"\nnonsense = 1\n')
    assert main(["guidance", "check", str(file)]) == 1
    out = capsys.readouterr().out
    assert out.count("Add it.") + out.count("Correct its name or delete it.") == 1


@pytest.mark.parametrize("day", ["foo", "2026-13-01", "1.12.2026"])
def test_a_day_that_is_none_is_said_in_words(capsys, day):
    with pytest.raises(SystemExit) as stopped:
        main(["guidance", "check", str(root()), "--on", day])
    assert stopped.value.code == 2
    assert "argument --on: must be a day in the form YYYY-MM-DD" in capsys.readouterr().err


def test_the_tables_of_the_review_name_every_country(capsys):
    out = printed(capsys, "guidance", "tables", str(root()))
    assert "| fi" in out
    assert main(["guidance", "tables", str(root() / "none")]) == 2
