"""How the window is put together: who changes the state, who imports whom, what things are called."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DESKTOP = ROOT / "exposure_check" / "desktop"
DRAWN = sorted(path for folder in ("pages", "widgets", "documents", "text") for path in (DESKTOP / folder).glob("*.py"))
CHANGING = {"add", "append", "clear", "discard", "extend", "insert", "pop", "remove", "update", "wipe"}


def is_of_the_state(node):
    """Whether an expression is an attribute of the state, or of one of its attributes."""
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
        if isinstance(node, ast.Attribute) and node.attr in ("state", "_state"):
            return True
    return isinstance(node, ast.Name) and node.id == "state"


def is_a_part_of_the_state(node):
    """Whether an expression is an attribute of the state, and not the state itself."""
    return isinstance(node, ast.Attribute) and is_of_the_state(node)


def changes(tree):
    """The lines on which something of the state is set, deleted or changed in place, save through its methods."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Attribute, ast.Subscript)) and isinstance(node.ctx, (ast.Store, ast.Del)):
            if is_of_the_state(node):
                yield node.lineno
        elif isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name) and called.id in ("setattr", "delattr") and node.args:
                argument = node.args[0]
                if is_of_the_state(argument) or (isinstance(argument, ast.Attribute) and argument.attr == "state"):
                    yield node.lineno
            elif isinstance(called, ast.Attribute) and called.attr in CHANGING and is_a_part_of_the_state(called.value):
                yield node.lineno


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_pages_change_the_state_through_its_methods_alone(path):
    assert list(changes(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "line",
    [
        "self.state.scheme = 'x'",
        "self.scene.state.scheme = 'x'",
        "state.number, other = 1, 2",
        "del self.state.opened",
        "self.state.trail[0] = 'x'",
        "self.state.stage_done += 1",
        "setattr(self.state, answer, value)",
        "self.state.unfolded.add('x')",
        "self.state.number.wipe()",
    ],
)
def test_the_check_above_would_notice(line):
    assert list(changes(ast.parse(line))) == [1]


@pytest.mark.parametrize("line", ["self.state.go('answer')", "scheme = self.state.scheme", "self.state.wipe()"])
def test_the_check_above_lets_methods_be(line):
    assert list(changes(ast.parse(line))) == []
