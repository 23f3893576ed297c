"""`exposure-check demo`: three invented people are looked up on this computer, and nothing of them stays."""

from __future__ import annotations

import sys
import tempfile

import pytest

from exposure_check.cli import demo, main
from exposure_check.errors import ServerError
from exposure_check.lookup import session


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """Where the folders of a demo of few records lie."""
    monkeypatch.setattr(demo, "RECORDS", 40)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def queries(monkeypatch):
    """What the sessions of the demo are asked."""
    asked_for = []
    real = session.Session.check

    def check(self, query, progress, cancel):
        asked_for.append(query)
        assert query.number
        return real(self, query, progress, cancel)

    monkeypatch.setattr(session.Session, "check", check)
    return asked_for


def test_the_three_outcomes_are_shown_in_the_terminal(folder, queries, capsys):
    assert main(["demo", "--terminal"]) == 0
    printed = capsys.readouterr().out
    first, second, third = printed.split("=== ")[1:]
    outcomes = [block.splitlines()[3] for block in (first, second, third)]
    assert sorted(outcomes) == [
        "Your data is in this list.",
        "Your data is in this list.",
        "Your data was not found in this list.",
    ]
    assert printed.count("DEMO: invented people, no real data.") == 3
    assert [bool(query.number) for query in queries] == [False, False, False]
    assert not any(query.code for query in queries)
    assert list(folder.iterdir()) == []


def test_a_lookup_that_fails_ends_the_demo_and_wipes(folder, queries, monkeypatch, capsys):
    def fail(self, scheme):
        raise ServerError("gone", status=404)

    monkeypatch.setattr("exposure_check.lookup.service.Service.listing", fail)
    assert main(["demo", "--terminal"]) == 3
    assert capsys.readouterr().err.splitlines()[0] == "gone"
    assert [bool(query.number) for query in queries] == [False]
    assert list(folder.iterdir()) == []


def test_without_a_display_the_demo_runs_in_the_terminal(folder, monkeypatch, capsys):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(demo, "_in_terminal", lambda *_: 0)
    assert main(["demo"]) == 0
    assert "There is no display here" in capsys.readouterr().out


def test_with_a_display_the_window_gets_the_numbers_to_try(folder, monkeypatch):
    opened = []
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr("exposure_check.desktop.app.run", lambda profile, **options: opened.append((profile, options)))
    main(["demo"])
    [(profile, options)] = opened
    assert profile.demo
    assert sorted(hint.label for hint in options["hints"]) == ["found", "not_found", "sealed"]


def test_an_installation_without_the_server_is_told_how_to_get_it(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "exposure_check.server", None)
    assert main(["demo", "--terminal"]) == 2
    assert "pip install 'exposure-check[publisher,server]'" in capsys.readouterr().err
