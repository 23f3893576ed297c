"""Lines of standard input and of a terminal: read into a buffer of their own, and no further than needed."""

from __future__ import annotations

import io
import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure_check.cli import prompt


@pytest.fixture
def piped(monkeypatch):
    """Puts bytes into a pipe as standard input."""
    ends = []

    def give(data):
        read_end, write_end = os.pipe()
        os.write(write_end, data)
        os.close(write_end)
        stream = os.fdopen(read_end, "r", encoding="utf-8")
        ends.append(stream)
        monkeypatch.setattr(sys, "stdin", stream)

    yield give
    for stream in ends:
        stream.close()


def test_lines_are_read_one_at_a_time_and_without_their_ends(piped):
    piped(b"first\r\n second \n\nlast")
    assert [prompt.line().reveal() for _ in range(5)] == [b"first", b" second ", b"", b"last", b""]


def test_a_line_that_is_too_long_is_read_no_further(piped):
    piped(b"x" * 50 + b"\n")
    assert prompt.line(20).reveal() == b"x" * 20


def test_bytes_that_are_no_text_are_kept_for_whoever_judges_them(piped):
    piped(b"\xff\xfe\n")
    assert prompt.line().reveal() == b"\xff\xfe"


@given(data=st.binary(max_size=60))
def test_any_bytes_are_read_as_lines(data):
    stream = io.BytesIO(data)
    expected = data.partition(b"\n")[0]
    typed = prompt._line(lambda: stream.read(1), 100)
    assert (typed.reveal() if typed is not None else b"") == expected.removesuffix(b"\r")


def test_the_buffer_is_wiped_even_where_reading_is_stopped(monkeypatch):
    buffers = []

    class Watched(bytearray):
        def __init__(self, size):
            super().__init__(size)
            buffers.append(self)

    monkeypatch.setattr(prompt, "bytearray", Watched, raising=False)
    answers = iter([b"1", b"2"])

    def read_byte():
        try:
            return next(answers)
        except StopIteration:
            raise KeyboardInterrupt from None

    with pytest.raises(KeyboardInterrupt):
        prompt._line(read_byte, 10)
    [buffer] = buffers
    assert buffer == bytes(10)
