from __future__ import annotations

import copy
import dataclasses
import json
import logging
import pickle

import pytest

from exposure_check.identity import Identifier, parse

NUMBER = "010594Y9032"


@pytest.fixture
def identifier() -> Identifier:
    return parse(NUMBER, "fi.hetu", allow_test=True)


def test_canonical_is_scheme_zero_number(identifier: Identifier) -> None:
    assert identifier.canonical() == b"fi.hetu\x00010594Y9032"


def test_no_way_of_printing_shows_the_number(identifier: Identifier, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("test").debug("%s %r", identifier, [identifier])
    printed = [
        repr(identifier),
        str(identifier),
        f"{identifier}",
        f"{identifier:>40}",
        repr((identifier,)),
        caplog.text,
    ]
    for text in printed:
        assert "identifier fi.hetu" in text
        assert not any(NUMBER[start : start + 3] in text for start in range(len(NUMBER) - 2))


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_it_does_not_pickle(identifier: Identifier, protocol: int) -> None:
    with pytest.raises(TypeError, match="does not leave the process"):
        pickle.dumps(identifier, protocol)


@pytest.mark.parametrize("leak", [copy.copy, copy.deepcopy, dataclasses.asdict, json.dumps, hash, vars])
def test_no_other_copy_is_made_by_accident(identifier: Identifier, leak) -> None:
    with pytest.raises(TypeError):
        leak(identifier)


def test_it_is_frozen(identifier: Identifier) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        identifier.scheme_id = "se.personnummer"  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        identifier.note = "x"  # type: ignore[attr-defined]


def test_equal_numbers_are_equal_and_others_are_not(identifier: Identifier) -> None:
    assert identifier == parse(" 010594y9032 ", "fi.hetu", allow_test=True)
    assert identifier != parse("010594Y9021", "fi.hetu", allow_test=True)
    assert identifier != NUMBER
    assert identifier != NUMBER.encode()


def test_a_wiped_identifier_is_never_looked_up_as_an_empty_number(identifier: Identifier) -> None:
    identifier.wipe()
    with pytest.raises(ValueError, match="wiped"):
        identifier.canonical()
    assert repr(identifier) == "<identifier fi.hetu>"
