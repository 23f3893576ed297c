"""What a person at the terminal is told of the number before anything is sent, and never the number itself."""

from __future__ import annotations

import json

import msgspec
import pytest

from exposure_check.cli import main, prompt
from exposure_check.lookup import profile, session
from exposure_check.lookup.profile import Profile
from exposure_check.secret import Secret
from tests.cli.test_check import NOT_LISTED


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """A check at a terminal, whose answers are typed one after the other; gives its status and its questions."""
    lookups = []

    def check(self, query, progress, cancel):
        lookups.append(query.number.reveal())
        return NOT_LISTED

    monkeypatch.setattr(session.Session, "check", check)
    monkeypatch.setattr(prompt, "is_terminal", lambda: True)

    def run(*typed, schemes=("fi.hetu",), options=()):
        path = tmp_path / "profile.json"
        new = Profile(profile.FORMAT, "http://127.0.0.1:9", msgspec.Raw(b"{}"), demo=True, schemes=schemes)
        path.write_bytes(msgspec.json.encode(new))
        answers, questions = iter(typed), []

        def hidden(question):
            questions.append(question)
            return Secret(next(answers))

        monkeypatch.setattr(prompt, "hidden", hidden)
        lookups.clear()
        return main(["check", "--profile", str(path), *options]), questions, list(lookups)

    return run


def test_what_no_check_digit_covers_is_read_back(asked, capsys):
    status, questions, lookups = asked("010594Y9032")
    printed = capsys.readouterr()
    assert (status, len(questions), len(lookups)) == (0, 1, 1)
    assert "For someone born in the 1900s, with the sign Y in the middle." in printed.err
    assert "The sign in the middle is part of the number" in printed.out
    assert "9032" not in printed.err + printed.out


def test_nothing_is_read_back_where_nobody_is_asked(asked, capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(prompt, "is_terminal", lambda: False)
    monkeypatch.setattr(prompt, "line", lambda _longest: Secret("010594Y9032"))
    status, questions, _ = asked()
    assert (status, questions) == (0, [])
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("scheme", "number"), [("us.ssn", "987-65-4320"), ("dk.cpr", "610180-4321")])
def test_a_number_that_no_check_digit_guards_is_typed_twice(asked, capsys, scheme, number):
    status, questions, lookups = asked(number, number, schemes=(scheme,))
    assert (status, len(questions), lookups) == (0, 2, [number.encode()])
    status, questions, lookups = asked(number, number[:-1] + "9", schemes=(scheme,))
    assert (status, len(questions), lookups) == (2, 2, [])
    assert "differ" in capsys.readouterr().err


def test_a_birth_date_in_the_future_is_refused_at_once(asked, capsys):
    status, questions, lookups = asked("010594A9032", options=["--with-code"])
    assert (status, len(questions), lookups) == (2, 1, [])
    assert "has not come yet" in capsys.readouterr().err


def test_a_number_of_another_kind_is_named_as_such(asked, capsys):
    assert asked("60001019906")[::2] == (2, [])
    text = capsys.readouterr().err
    assert "another kind of number: Estonian personal code. This service has: Finnish personal identity code." in text
    assert asked("60001019906", options=["--json"])[0] == 2
    assert json.loads(capsys.readouterr().out)["error"]["reason"] == "other_scheme"


def test_a_number_of_another_kind_that_the_service_has_says_how_to_choose_it(asked, capsys):
    status, *_ = asked("60001019906", schemes=("fi.hetu", "ee.ik"), options=["--scheme", "fi.hetu"])
    assert status == 2
    assert "--scheme ee.ik" in capsys.readouterr().err
