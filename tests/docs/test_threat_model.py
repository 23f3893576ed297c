"""Every claim of the threat model names tests, and every test that it names exists."""

from __future__ import annotations

import pytest

from tests.docs.evidence import NAMED, ROOT, missing, rows

DOCUMENT = ROOT / "docs" / "threat-model.md"


def claims() -> list[list[str]]:
    """The rows of the tables of section 3: what is claimed, and the cell that names the tests."""
    return rows(DOCUMENT.read_text(encoding="utf-8").split("\n## 3.")[1].split("\n## 4.")[0], columns=2)


def test_there_are_claims_and_each_is_made_once():
    names = [claim for claim, _ in claims()]
    assert len(names) >= 40
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("claim", "tests"), claims(), ids=[claim for claim, _ in claims()])
def test_the_tests_behind_a_claim_exist(claim: str, tests: str):
    assert NAMED.search(tests), f"no test stands behind: {claim}"
    assert missing(tests) == []
