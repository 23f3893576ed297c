"""Every claim of the threat model names tests, and every test that it names exists."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "threat-model.md"
IDLE = re.compile(r"\b(skip|xfail)\b")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def claims() -> list[tuple[str, str]]:
    """The rows of the tables of section 3: what is claimed, and the cell that names the tests."""
    section = DOCUMENT.read_text(encoding="utf-8").split("\n## 3.")[1].split("\n## 4.")[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:1] == "|"]
    assert all(len(row) == 2 for row in cells)
    return [(claim, tests) for claim, tests in cells if claim != "claim" and set(claim) != {"-"}]


@lru_cache
def functions(path: Path) -> frozenset[str]:
    """The names of the functions of a module; one that is always skipped, or expected to fail, does not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(node.name for node in found if not IDLE.search(" ".join(map(ast.unparse, node.decorator_list))))


def test_there_are_claims_and_each_is_made_once():
    names = [claim for claim, _ in claims()]
    assert len(names) >= 40
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("claim", "tests"), claims(), ids=[claim for claim, _ in claims()])
def test_the_tests_behind_a_claim_exist(claim: str, tests: str):
    named = NAMED.findall(tests)
    assert named, f"no test stands behind: {claim}"
    assert NAMED.sub("", tests).strip(", ") == "", f"something else stands among the tests of: {claim}"
    missing = [f"{path}::{name}" for path, name in named if name not in functions(ROOT / path)]
    assert missing == []
