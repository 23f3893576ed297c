"""What a publisher states beside the targets of its list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure_check.protocol import statements
from exposure_check.protocol.statements import NONE, Partner, Statements

KEY = "ab" * 32


def test_what_was_written_is_read_again():
    stated = Statements((Partner("Clinic", KEY),), newest="1.4.2", oldest_safe="1.3")
    assert statements.read({statements.FIELD: statements.written(stated)}) == stated
    assert statements.written(NONE) == {}
    assert statements.read({"another": 1}) == NONE


def test_a_field_of_a_later_version_is_passed_over():
    assert statements.read({statements.FIELD: {"newest": "1", "later": {"a": 1}}}) == Statements(newest="1")


BAD = {
    "no object": 7,
    "a list": [],
    "a version with text": {"newest": "1.2 https://evil.example.org"},
    "a version with a suffix": {"newest": "1.2rc1"},
    "a version too long": {"newest": "1.2.3.4.5"},
    "a huge number": {"newest": "1" * 27},
    "a version as number": {"newest": 1},
    "a zero before": {"newest": "01.2"},
    "other digits": {"newest": "١.٢"},
    "a line end": {"newest": "1.2\n"},
    "safe after newest": {"newest": "1.2", "oldest_safe": "1.3"},
    "a key too short": {"partners": [{"name": "A", "key": "ab"}]},
    "a key in capitals": {"partners": [{"name": "A", "key": "AB" * 32}]},
    "no name": {"partners": [{"name": "", "key": KEY}]},
    "a long name": {"partners": [{"name": "x" * 201, "key": KEY}]},
    "a name in another direction": {"partners": [{"name": "a\u202eb", "key": KEY}]},
    "one key twice": {"partners": [{"name": "A", "key": KEY}, {"name": "B", "key": KEY}]},
    "an address": {"partners": [{"name": "A", "key": KEY, "url": "https://evil.example.org"}]},
    "too many": {"partners": [{"name": "A", "key": f"{number:064x}"} for number in range(301)]},
}


@pytest.mark.parametrize("stated", BAD.values(), ids=BAD)
def test_what_has_another_form_is_an_error_to_a_publisher_and_nothing_to_a_client(stated):
    with pytest.raises(ValueError, match=r"."):
        statements.read({statements.FIELD: stated})
    assert statements.believed({statements.FIELD: stated}) == NONE


@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_a_client_believes_garbage_to_state_nothing(stated):
    believed = statements.believed({statements.FIELD: stated})
    assert believed == NONE


def test_versions_of_different_length_are_compared_as_numbers():
    assert statements.numbers("1.4") == statements.numbers("1.4.0.0")
    assert statements.numbers("1.10") > statements.numbers("1.9.9")
