from __future__ import annotations

import copy
import json
import logging
import pickle
from dataclasses import asdict, dataclass

import msgspec
import pytest

from exposure_check.secret import Secret

TEXT = "010100A906N"


@pytest.mark.parametrize(
    "shown",
    [
        repr,
        str,
        lambda secret: f"{secret}",
        lambda secret: f"{secret!r:>40}",
        lambda secret: f"{secret:>40}",
        lambda secret: "%s %r" % (secret, secret),  # noqa: UP031
        lambda secret: repr([secret, {"number": secret}]),
        lambda secret: repr(Exception(secret)),
        lambda secret: ascii(secret),
    ],
)
def test_it_never_prints(shown):
    text = shown(Secret(TEXT))
    assert "<secret>" in text
    assert TEXT not in text
    assert TEXT.encode().hex() not in text


def test_it_never_reaches_a_log(caplog):
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("anything").error("number %s %r", Secret(TEXT), Secret(TEXT))
    assert TEXT not in caplog.text


@dataclass
class Holder:
    secret: Secret


@pytest.mark.parametrize(
    "leave",
    [
        pickle.dumps,
        *(lambda s, p=protocol: pickle.dumps(s, p) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)),
        copy.copy,
        copy.deepcopy,
        json.dumps,
        msgspec.json.encode,
        msgspec.msgpack.encode,
        lambda secret: asdict(Holder(secret)),
        hash,
        bytes,
        iter,
        len,
        vars,
    ],
)
def test_it_does_not_leave_the_process_and_is_not_duplicated(leave):
    with pytest.raises(TypeError) as caught:
        leave(Secret(TEXT))
    assert TEXT not in str(caught.value)


def test_it_equals_its_like_and_nothing_else():
    assert Secret(TEXT) == Secret(TEXT.encode()) == Secret(bytearray(TEXT.encode()))
    assert Secret(TEXT) != Secret(TEXT + "x")
    assert Secret(TEXT) != TEXT
    assert Secret(TEXT) != TEXT.encode()


def test_it_copies_what_it_is_given():
    source = bytearray(b"abc")
    secret = Secret(source)
    source[0] = 0
    assert secret.reveal() == b"abc"


def test_wiping_overwrites_the_buffer_and_empties_it():
    secret = Secret(TEXT)
    buffer = secret._buffer
    seen = []

    class Watched(bytearray):
        def clear(self):
            seen.append(bytes(self))
            super().clear()

    secret._buffer = Watched(buffer)
    assert secret
    secret.wipe()
    assert seen == [bytes(len(TEXT))]
    assert secret.reveal() == b""
    assert not secret
    secret.wipe()


def test_text_that_is_no_unicode_does_not_raise_with_the_text_in_the_exception():
    assert Secret("1\ud800").reveal() == b"1?"
