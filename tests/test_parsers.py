"""Any bytes at all, and what is nearly right, against the parsers of numbers, letter codes and advice.

Each gives what it promises or the one error that it promises, and within the budget of a test. The numbers of examples
are the budget: `make test` has to stay quick.
"""

from __future__ import annotations

import random
import tomllib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exposure_check.desktop.example_states import NOTICE
from exposure_check.errors import GuidanceError, LetterCodeError, NumberError
from exposure_check.guidance.breach import BreachGuidance, accept, parse_breach_guidance
from exposure_check.guidance.content import Content, read_bytes
from exposure_check.identity import SCHEMES, Reason, other_schemes, parse, random_test_number, read_back
from exposure_check.protocol import letter_code

BREACH = "clinic-2018"
FRAGMENTS = [
    b"\n",
    b'"',
    b"[[action]]\n",
    b"[notice]\n",
    b"= ",
    b"\x00",
    b"\xff",
    b"\xe2\x80\xae",
    b"'''",
    b"{",
    b"9" * 50,
]
EDITS = st.lists(
    st.tuples(st.integers(0, len(NOTICE)), st.integers(0, 12), st.binary(max_size=8) | st.sampled_from(FRAGMENTS)),
    min_size=1,
    max_size=5,
)
TOML_KEYS = st.sampled_from(["notice", "action", "source", "contact", "deadline", "country", "label", "category", "x"])
SMALL_EDITS = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 2), st.text(max_size=3)), max_size=3)


def edited(data, edits):
    """Text or bytes with parts replaced."""
    for place, removed, put in edits:
        data = data[:place] + put + data[place + removed :]
    return data


def outcome(parser, expected):
    """What a parser gives, and the error that it promises; anything else that it raises fails the test."""
    try:
        return parser(), None
    except expected as error:
        return None, error


@pytest.mark.parametrize("scheme_id", SCHEMES)
@given(seed=st.integers(), edits=SMALL_EDITS)
@settings(max_examples=150)
def test_a_number_that_is_nearly_right_is_read_or_refused_with_a_known_reason(scheme_id, seed, edits):
    text = edited(random_test_number(scheme_id, random.Random(seed)), edits)
    other_schemes(text, scheme_id)
    identifier, error = outcome(lambda: parse(text, scheme_id, allow_test=True), NumberError)
    if identifier is None:
        assert error.reason in set(Reason)
        return
    number = identifier.canonical().partition(b"\0")[2].decode()
    assert parse(number, scheme_id, allow_test=True) == identifier
    assert number not in read_back(identifier)


@given(text=st.text(max_size=40) | st.text("0123456789 -\u2013\uff11\u0661", max_size=30))
@example(text="\ud800" * 16)
@example(text="1" * 100_000)
@settings(max_examples=400)
def test_any_text_is_a_letter_code_or_refused_with_a_known_reason(text):
    code, error = outcome(lambda: letter_code.parse(text), LetterCodeError)
    if code is None:
        assert error.reason in ("character", "length", "check_digit")
        assert not text.isdecimal() or len(text) < 7 or text not in error.message + error.advice
        return
    assert len(code) == letter_code.DIGITS
    assert code.isascii() and code.isdigit()
    assert letter_code.parse(letter_code.grouped(code)) == code


def judged(data: bytes) -> BreachGuidance | None:
    """The guidance, used as the window uses it; None where it is refused."""
    guidance, error = outcome(lambda: parse_breach_guidance(data, BREACH), GuidanceError)
    if guidance is None:
        assert error.message and error.advice
        assert accept({BREACH: data}) == ((), (BREACH,))
        return None
    for language in ("en", "fi", "sv", "xx"):
        guidance.notice(language)
        guidance.actions(language)
    return guidance


def test_the_guidance_that_is_changed_here_is_right():
    assert judged(NOTICE) is not None


@given(data=st.binary(max_size=400))
@settings(max_examples=200)
def test_any_bytes_are_no_guidance(data):
    assert judged(data) is None


@given(edits=EDITS)
@settings(max_examples=400, deadline=None)
def test_guidance_that_is_nearly_right_is_read_or_refused(edits):
    judged(edited(NOTICE, edits))


@given(
    document=st.recursive(
        st.booleans() | st.integers() | st.floats() | st.text(max_size=10) | st.dates(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TOML_KEYS | st.text(max_size=4), inner, max_size=4),
        max_leaves=20,
    )
)
@settings(max_examples=300, deadline=None)
def test_any_structure_is_judged_as_advice(document):
    """What `tomllib` could give, in its place: the form of advice apart from how TOML is written."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tomllib, "loads", lambda _source: document if isinstance(document, dict) else {"x": document})
        content = Content()
        read_bytes(b"", "fuzz.toml", content)
    assert all(problem.as_line() for problem in content.problems)
