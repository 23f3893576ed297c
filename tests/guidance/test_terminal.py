"""`exposure-check advice` and `exposure-check guidance check`."""

from __future__ import annotations

import json

import pytest

from exposure_check.cli import main
from exposure_check.guidance.guide import root


def printed(capsys, *words) -> str:
    assert main(words) == 0
    return capsys.readouterr().out


def test_advice_is_printed_in_the_language_asked_for(capsys):
    out = printed(capsys, "advice", "--country", "fi", "--category", "diagnosis", "--language", "sv")
    assert out.startswith("Nu\n==\n\n1. Du behöver inte bära det här ensam\n")
    assert "09 2525 0112" in out
    assert "Källa: https://" in out
    assert "Betala inte" not in out.split("Bra att minnas")[0]


def test_a_threat_and_misuse_change_the_advice(capsys):
    out = printed(capsys, "advice", "--category", "diagnosis", "--threatened", "--misused")
    assert out.index("1. Do not pay and do not reply") < out.index("Tell the company concerned")


def test_json_holds_every_field(capsys):
    words = ("advice", "--country", "us", "--category", "identity_number", "--category", "phone", "--json")
    found = json.loads(printed(capsys, *words))
    assert found["country"] == "us"
    freeze = next(action for action in found["actions"] if action["id"] == "credit-freeze")
    assert freeze["urgency"] == "this_week"
    assert freeze["stale"] in (True, False)
    assert freeze["sources"][0]["reviewed"] == "2026-11-23"


def test_all_advice_is_there_without_a_lookup(capsys):
    out = printed(capsys, "advice", "--country", "fi", "--all")
    for title in ("Place a voluntary credit ban", "It is about a child", "Do not pay and do not reply"):
        assert title in out


def test_the_diary_is_empty_and_says_nothing_of_an_answer(capsys):
    out = printed(capsys, "advice", "--diary", "--language", "fi", "--category", "therapy_notes", "--threatened")
    assert out == printed(capsys, "advice", "--diary", "--language", "fi")
    assert out.startswith("Muistiinpanoni")
    assert out.count("Päivä: ____") == 12


def test_an_unknown_category_is_refused(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["advice", "--category", "passwords"])
    assert stopped.value.code == 2


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
