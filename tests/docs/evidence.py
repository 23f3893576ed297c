"""How a document names what it speaks of, tests, modules and files, and whether they exist."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "exposure_check"
IDLE = re.compile(r"\b(skip|xfail)\b")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
MODULE = re.compile(r"`((?:\w+/)*\w+\.py)(?::([\w.]+))?`")  # `lookup/check.py:check`, from the root or the package
FILE = re.compile(r"`((?:assets|build|docs|tests)/[\w./-]*)`")


def rows(text: str, columns: int) -> list[list[str]]:
    """The rows of the tables of a text, without their heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert all(len(row) == columns for row in cells), [row for row in cells if len(row) != columns]
    rules = {place for place, row in enumerate(cells) if set("".join(row)) <= set("-: ")}
    return [row for place, row in enumerate(cells) if place not in rules and place + 1 not in rules]


def section(text: str, heading: str) -> str:
    """The part of a document under a heading of the second level."""
    return text.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def missing(tests: str) -> list[str]:
    """The tests that a cell names and that do not exist; anything else in the cell is an error."""
    assert NAMED.sub("", tests).strip(", ") == "", f"something else stands among the tests: {tests}"
    return [f"{path}::{name}" for path, name in NAMED.findall(tests) if name not in functions(ROOT / path)]


def absent_names(text: str) -> list[str]:
    """The modules that a text names and that do not exist, and the names that are not defined in theirs."""
    found = []
    for path, name in MODULE.findall(text):
        module = module_named(path)
        if module is None:
            found.append(path)
        elif name and name not in definitions(module):
            found.append(f"{path}:{name}")
    return found


def module_named(path: str) -> Path | None:
    """The module of that path below the root or the package; a name alone may stand anywhere in the package."""
    places = [ROOT / path, PACKAGE / path, *(PACKAGE.rglob(path) if "/" not in path else ())]
    return next((place for place in places if place.is_file()), None)


def files_named(text: str) -> list[str]:
    """The paths below `assets`, `build`, `docs` and `tests` that a text names; `<...>` in a name is not looked for."""
    return FILE.findall(text)


@lru_cache
def functions(path: Path) -> frozenset[str]:
    """The names of the functions of a module; one that is always skipped, or expected to fail, does not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(node.name for node in found if not IDLE.search(" ".join(map(ast.unparse, node.decorator_list))))


@lru_cache
def definitions(path: Path) -> frozenset[str]:
    """The functions and classes of a module, and the methods of its classes as `Class.method`."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{part.name}" for part in node.body if isinstance(part, ast.FunctionDef)}
    return frozenset(found)
