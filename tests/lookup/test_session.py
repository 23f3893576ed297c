from __future__ import annotations

import json
import logging
import traceback
from pathlib import Path

import msgspec
import pytest

from exposure_check import identity
from exposure_check.errors import CancelledError, CheckError, LetterCodeError, NetworkError, NumberError
from exposure_check.lookup import session as session_module
from exposure_check.lookup.cancel import Cancel
from exposure_check.lookup.profile import Profile
from exposure_check.lookup.query import Query
from exposure_check.lookup.session import Session
from exposure_check.lookup.verdict import Privacy
from exposure_check.secret import Secret

from .conftest import LIMITS

GOOD = "010100A906N"  # 900-series: never issued


@pytest.fixture
def demo(tmp_path):
    """A session of a profile whose server is not there."""
    profile = Profile(1, "http://127.0.0.1:9", msgspec.Raw(b"{}"), demo=True)
    return Session(profile, state=tmp_path / "state", limits=LIMITS)


def look(session, number, code=None, scheme="fi.hetu"):
    secret = Secret(code) if code is not None else None
    return session.check(Query(Secret(number), scheme, secret, Privacy.STANDARD), lambda *_: None, Cancel())


def everything(error, caplog):
    """All that the error carries and the log says."""
    carried = [error, error.args, error.advice, vars(error), error.__cause__, error.__context__]
    return "\n".join([str(error), *map(repr, carried), caplog.text])


BAD_NUMBERS = [
    "010100A906X",
    "010100A90",
    "999999A906N",
    "010100A906N9999",
    "9061234567",
    "\u0660" * 11,
    "010100A906\ud800",
    "",
]


@pytest.mark.parametrize("number", BAD_NUMBERS)
def test_a_bad_number_is_never_shown_and_nothing_is_sent(demo, caplog, number):
    with caplog.at_level(1), pytest.raises(NumberError) as caught:
        look(demo, number)
    assert not number or number not in everything(caught.value, caplog)
    assert not any(
        len(run) >= 5 for run in "".join(c if c.isdigit() else " " for c in everything(caught.value, caplog)).split()
    )
    assert demo.ledger.sent == []


def test_a_lookup_that_was_stopped_before_it_began_does_not_even_read_the_number(demo):
    stopped = Cancel()
    stopped.set()
    with Query(Secret("no number"), "fi.hetu") as query, pytest.raises(CancelledError):
        demo.check(query, lambda *_: None, stopped)
    assert demo.ledger.sent == []


@pytest.mark.parametrize("code", ["1234567890123451", "12345678", "123456789012345X"])
def test_a_bad_letter_code_is_never_shown_and_nothing_is_sent(demo, caplog, code):
    with caplog.at_level(1), pytest.raises(LetterCodeError) as caught:
        look(demo, GOOD, code)
    assert code not in everything(caught.value, caplog)
    assert GOOD not in everything(caught.value, caplog)
    assert demo.ledger.sent == []


@pytest.mark.parametrize("scheme", identity.schemes())
@pytest.mark.parametrize(
    "number", ["1234567890123", "7777777", "99999999999", "77-7777-7777A", "777777-777A", "777777+777B"]
)
def test_no_reason_of_any_scheme_holds_a_part_of_what_was_typed(scheme, number):
    with pytest.raises(NumberError) as caught:
        identity.parse(number, scheme, allow_test=False)
    text = f"{caught.value!r}{caught.value.advice}{caught.value.args}{caught.value.reason}"
    assert not [number[start : start + 4] for start in range(len(number) - 3) if number[start : start + 4] in text]


def files(error):
    """Whose frames, with their variables, the error still carries."""
    return {Path(frame.f_code.co_filename).name for frame, _ in traceback.walk_tb(error.__traceback__)}


@pytest.mark.parametrize(
    "fault",
    [ValueError(GOOD), MemoryError(GOOD), UnicodeDecodeError("utf-8", GOOD.encode(), 0, 1, GOOD), KeyError(GOOD)],
)
def test_any_other_fault_is_no_answer_and_carries_neither_text_nor_cause_nor_frames(demo, caplog, monkeypatch, fault):
    def fail(*arguments):
        raise fault

    monkeypatch.setattr(session_module, "check", fail)
    with caplog.at_level(1), pytest.raises(CheckError) as caught:
        look(demo, GOOD)
    assert type(caught.value) is CheckError
    assert GOOD not in everything(caught.value, caplog)
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)
    raising = [frame.f_code.co_name for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
    assert "fail" not in raising
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == [
        f"A lookup failed: {type(fault).__name__}"
    ]
    assert all(record.exc_info is None for record in caplog.records)


def test_a_failure_of_the_network_carries_no_frames_either(demo, caplog):
    with caplog.at_level(logging.INFO), pytest.raises(CheckError) as caught:
        look(demo, GOOD)
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)
    assert files(caught.value) == {"test_session.py", "session.py"}
    assert GOOD not in everything(caught.value, caplog)


def test_every_check_has_a_ledger_of_its_own(tmp_path, serve, monkeypatch):
    server = serve(b"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n")
    root = json.dumps({"signed": {}, "signatures": []}).encode()
    session = Session(Profile(1, server.url, msgspec.Raw(root), demo=True), state=tmp_path / "s", limits=LIMITS)
    ledgers = []
    for _ in range(2):
        with pytest.raises(CheckError):
            look(session, GOOD)
        ledgers.append(session.ledger)
    assert ledgers[0] is not ledgers[1]


def test_the_connections_are_closed_whatever_happens(demo, monkeypatch):
    closed = []
    monkeypatch.setattr(session_module.HttpTransport, "close", lambda self: closed.append(self))
    monkeypatch.setattr(session_module, "check", lambda *_: (_ for _ in ()).throw(NetworkError("gone")))
    with pytest.raises(NetworkError):
        look(demo, GOOD)
    assert len(set(map(id, closed))) == 3
