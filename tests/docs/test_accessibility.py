"""Every row of the statement of accessibility has a status that it can bear, and the tests it names exist."""

from __future__ import annotations

import pytest

from tests.docs.evidence import NAMED, ROOT, missing, rows

TEXT = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
STATUSES = ("met", "partly met", "not met", "not tested", "not applicable")
NEEDS_TESTS = ("met", "partly met")
ROWS = rows(TEXT, columns=3)


def test_the_criteria_and_clauses_that_count_are_all_there():
    criteria = [name for name, _, _ in ROWS]
    assert len(set(criteria)) == len(criteria)
    for number in (
        "1.1.1",
        "1.3.1",
        "1.4.3",
        "1.4.10",
        "1.4.11",
        "2.1.1",
        "2.4.7",
        "2.4.11",
        "2.5.7",
        "2.5.8",
        "3.1.1",
    ):
        assert any(name.startswith(f"{number} ") for name in criteria), number
    for clause in range(3, 18):  # 11.5.2.1 and 2 only say which of those that follow count
        assert any(name.startswith(f"11.5.2.{clause} ") for name in criteria), clause


@pytest.mark.parametrize(("name", "status", "tests"), ROWS, ids=[row[0] for row in ROWS])
def test_a_row_says_what_holds_and_what_shows_it(name: str, status: str, tests: str):
    word, _, reason = status.partition(":")
    assert word in STATUSES
    assert bool(NAMED.search(tests)) is (word in NEEDS_TESTS), f"{word}, by: {tests!r}"
    assert word == "met" or len(reason.split()) > 2, f"no reason is given for: {name}"
    assert missing(tests) == []
