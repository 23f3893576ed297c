"""`exposure-check advice`."""

from __future__ import annotations

import json

import pytest

from exposure_check.cli import main


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
    titles = ("1. Are you in danger right now?", "2. Do not pay and do not reply", "Tell the company concerned")
    assert sorted(titles, key=out.index) == list(titles)


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
