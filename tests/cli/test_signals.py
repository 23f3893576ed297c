"""Ctrl-C and requests to end are answered, but for those that whoever started the process has ignored."""

from __future__ import annotations

import os
import signal

import pytest

from exposure_check.cli.signals import handled


@pytest.fixture
def restored():
    """The handlers as they are before the test, set again after it."""
    previous = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in previous.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("restored")
def test_a_handler_is_called_inside_the_block_alone():
    received = []
    signal.signal(signal.SIGTERM, lambda number, _frame: received.append(("outside", number)))
    with handled(lambda number, _frame: received.append(("inside", number)), "SIGTERM"):
        os.kill(os.getpid(), signal.SIGTERM)
    os.kill(os.getpid(), signal.SIGTERM)
    assert received == [("inside", signal.SIGTERM), ("outside", signal.SIGTERM)]


@pytest.mark.usefixtures("restored")
def test_what_was_ignored_at_the_start_stays_ignored():
    received = []
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with handled(lambda number, _frame: received.append(number), "SIGINT", "SIGTERM"):
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGTERM)
    assert received == [signal.SIGTERM]
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN


@pytest.mark.usefixtures("restored")
def test_the_handlers_come_back_when_the_block_raises():
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(RuntimeError), handled(lambda *_: None, "SIGTERM"):
        raise RuntimeError
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_signal_that_the_system_lacks_is_left_out():
    with handled(lambda *_: None, "SIGNONE"):
        pass
