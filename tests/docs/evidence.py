"""How a document names the tests behind what it says, and whether they exist."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
IDLE = re.compile(r"\b(skip|xfail)\b")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def rows(text: str, columns: int) -> list[list[str]]:
    """The rows of the tables of a text, without their heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert all(len(row) == columns for row in cells), [row for row in cells if len(row) != columns]
    rules = {place for place, row in enumerate(cells) if set("".join(row)) <= set("-: ")}
    return [row for place, row in enumerate(cells) if place not in rules and place + 1 not in rules]


def missing(tests: str) -> list[str]:
    """The tests that a cell names and that do not exist; anything else in the cell is an error."""
    assert NAMED.sub("", tests).strip(", ") == "", f"something else stands among the tests: {tests}"
    return [f"{path}::{name}" for path, name in NAMED.findall(tests) if name not in functions(ROOT / path)]


@lru_cache
def functions(path: Path) -> frozenset[str]:
    """The names of the functions of a module; one that is always skipped, or expected to fail, does not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(node.name for node in found if not IDLE.search(" ".join(map(ast.unparse, node.decorator_list))))
