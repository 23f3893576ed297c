"""`exposure-check check`: what it takes, what it prints, and that number and code are wiped however it ends."""

from __future__ import annotations

import io
import json
import os
import signal
import time
from datetime import UTC, date, datetime

import msgspec
import pytest

from exposure_check.cli import main, prompt
from exposure_check.errors import ExposureCheckError, InputError, NetworkError, NumberError
from exposure_check.lookup import profile, session
from exposure_check.lookup.ledger import Ledger, Purpose, Sent
from exposure_check.lookup.profile import Profile
from exposure_check.lookup.verdict import Exposure, Listed, NotListed, Privacy, Provenance
from exposure_check.protocol.catalogue import Breach
from exposure_check.secret import Secret

NUMBER = "010594Y9032"  # 900-series: never issued
CODE = "0000 0000 0000 0000"  # its check digit fits
PROVENANCE = Provenance("00" * 16, datetime(2026, 1, 2, tzinfo=UTC), "fi.hetu", 9, 10_945, Privacy.STANDARD, demo=True)
DAY, TEXT = date(2022, 3, 1), {"en": "Example"}
BREACH = Breach("example-2022", "Example Oy", DAY, DAY, False, ("name", "phone"), (), TEXT, TEXT)
LISTED = Listed(PROVENANCE, (), (Exposure(BREACH, ("phone",)),))
NOT_LISTED = NotListed(PROVENANCE, ())


@pytest.fixture
def profile_file(tmp_path):
    def write(**changes):
        path = tmp_path / "profile.json"
        written = Profile(profile.FORMAT, "http://127.0.0.1:9", msgspec.Raw(b"{}"), demo=True)
        path.write_bytes(msgspec.json.encode(msgspec.structs.replace(written, **changes)))
        return str(path)

    return write


@pytest.fixture
def typed(monkeypatch):
    """Every `Secret` that was made, with what it held first: none can be forgotten by being dropped."""
    secrets = []
    real = Secret.__init__

    def recorded(self, value):
        real(self, value)
        secrets.append((self, self.reveal()))

    monkeypatch.setattr(Secret, "__init__", recorded)
    return secrets


def assert_wiped(typed, *texts):
    """Each text was read into a secret, and no secret holds anything now."""
    assert {text.encode() for text in texts} <= {first.rstrip(b"\n") for _, first in typed}
    assert [first for secret, first in typed if secret] == []


@pytest.fixture
def piped(monkeypatch):
    def give(*lines):
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return give


@pytest.fixture
def answering(monkeypatch):
    """A session that does what the test says in place of a lookup; gives the queries that it was asked."""
    queries = []

    def replace(outcome):
        def check(self, query, progress, cancel):
            queries.append((query.number.reveal().decode().strip(), query.scheme, query.code is not None))
            result = outcome(cancel) if callable(outcome) else outcome
            if isinstance(result, BaseException):
                raise result
            return result

        monkeypatch.setattr(session.Session, "check", check)
        return queries

    return replace


def test_an_answer_wipes_number_and_code(profile_file, typed, piped, answering, capsys):
    queries = answering(LISTED)
    piped(NUMBER, CODE)
    assert main(["check", "--profile", profile_file(), "--with-code"]) == 0
    assert queries == [(NUMBER, "fi.hetu", True)]
    assert "Your data is in this list." in capsys.readouterr().out
    assert_wiped(typed, NUMBER, CODE)


def test_categories_are_called_as_in_the_country_of_the_profile(profile_file, piped, answering, capsys):
    answering(Listed(PROVENANCE, (), (Exposure(BREACH, ("identity_number",)),)))
    piped(NUMBER)
    assert main(["check", "--profile", profile_file(country="gb")]) == 0
    assert "NHS or National Insurance number" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (NumberError("No.", reason="length"), 2),
        (NetworkError("gone"), 3),
        (ValueError("anything"), 3),
        (KeyboardInterrupt(), 3),
    ],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize("options", [[], ["--json"]], ids=["text", "json"])
def test_a_lookup_that_fails_wipes_number_and_code(
    profile_file, typed, piped, answering, capsys, fault, status, options
):
    answering(fault)
    piped(NUMBER, CODE)
    assert main(["check", "--profile", profile_file(), "--with-code", *options]) == status
    assert_wiped(typed, NUMBER, CODE)
    printed = capsys.readouterr()
    assert NUMBER not in printed.out + printed.err
    if options and isinstance(fault, ExposureCheckError):
        assert json.loads(printed.out)["error"]["code"] == fault.code


def test_a_number_that_is_refused_by_the_real_session_is_wiped(profile_file, typed, piped, capsys):
    piped("010594Y903X", CODE)
    assert main(["check", "--profile", profile_file(), "--with-code"]) == 2
    assert_wiped(typed, "010594Y903X", CODE)


def test_a_code_that_is_missing_wipes_the_number(profile_file, typed, piped, capsys):
    piped(NUMBER)
    assert main(["check", "--profile", profile_file(), "--with-code"]) == 2
    assert "There is no code on stdin." in capsys.readouterr().err
    assert_wiped(typed, NUMBER)


@pytest.mark.parametrize(
    ("ending", "status"),
    [(KeyboardInterrupt(), 3), (InputError("Nothing was typed.", advice="Type it."), 2)],
)
def test_stopping_at_the_question_for_the_code_wipes_the_number(
    profile_file, typed, monkeypatch, capsys, ending, status
):
    answers = iter([NUMBER])

    def hidden(_question):
        try:
            return Secret(next(answers))
        except StopIteration:
            raise ending from None

    monkeypatch.setattr(prompt, "is_terminal", lambda: True)
    monkeypatch.setattr(prompt, "hidden", hidden)
    assert main(["check", "--profile", profile_file(), "--with-code"]) == status
    assert_wiped(typed, NUMBER)


def test_an_option_that_cannot_be_used_is_refused_before_the_number_is_read(profile_file, typed, piped, capsys):
    piped(NUMBER)
    assert main(["check", "--profile", profile_file(), "--scheme", "se.personnummer"]) == 2
    assert "--scheme with one of: fi.hetu" in capsys.readouterr().err
    assert typed == []


def test_a_profile_with_several_kinds_of_number_asks_for_one(profile_file, piped, answering, capsys):
    path = profile_file(schemes=("fi.hetu", "ee.ik"))
    queries = answering(NOT_LISTED)
    piped(NUMBER)
    assert main(["check", "--profile", path]) == 2
    assert "--scheme with one of: fi.hetu, ee.ik" in capsys.readouterr().err
    assert main(["check", "--profile", path, "--scheme", "ee.ik"]) == 0
    assert queries == [(NUMBER, "ee.ik", False)]


def test_ctrl_c_cancels_the_lookup_that_runs(profile_file, typed, piped, answering, capsys):
    def interrupted(cancel):
        os.kill(os.getpid(), signal.SIGINT)
        deadline = time.monotonic() + 20
        while not cancel.is_set() and time.monotonic() < deadline:
            time.sleep(0.01)
        cancel.check()

    before = signal.getsignal(signal.SIGINT)
    answering(interrupted)
    piped(NUMBER)
    assert main(["check", "--profile", profile_file()]) == 3
    assert "The check was stopped." in capsys.readouterr().err
    assert signal.getsignal(signal.SIGINT) is before
    assert_wiped(typed, NUMBER)


def test_what_was_sent_goes_beside_the_object_and_not_into_it(profile_file, piped, answering, monkeypatch, capsys):
    answering(NOT_LISTED)
    request = Sent(Purpose.METADATA, "GET", "http://127.0.0.1:9/v1/metadata/timestamp.json", (), b"")
    monkeypatch.setattr(session, "Ledger", lambda: Ledger([request]))
    piped(NUMBER)
    assert main(["check", "--profile", profile_file(), "--json", "--show-sent"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["outcome"] == "not_found"
    assert f"Request 1: {request.sentence}" in printed.err
