"""How the whole package is put together. The order of its folders is kept by import-linter, in pyproject.toml."""

from __future__ import annotations

import ast
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

TESTS = Path(__file__).resolve().parent
PACKAGE = TESTS.parent / "exposure_check"
NAMED = sorted((*PACKAGE.rglob("*.py"), *TESTS.rglob("*.py")))
UNTELLING = {"one", "told", "made", "held", "walk", "shell"}
TESTED_ELSEWHERE = {"mirror": "cli/test_serve_hosts.py", "signing": "trust/test_guard.py"}
DESKTOP = ("pages", "widgets", "text", "documents", "system", "style", "profile_maker")


def in_order(graph):
    """The modules, each after what it imports, also for types alone; raises `CycleError`."""
    packages = {name for name in graph.modules if graph.find_children(name)}  # `from package import module` is no cycle
    imported = {name: graph.find_modules_directly_imported_by(name) - packages for name in graph.modules - packages}
    return list(TopologicalSorter(imported).static_order())


def test_no_module_imports_itself_through_others():
    assert len(in_order(grimp.build_graph("exposure_check", cache_dir=None))) > 190


def test_the_check_above_would_notice():
    graph = grimp.ImportGraph()
    for name in ("package", "package.one", "package.other"):
        graph.add_module(name)
    graph.add_import(importer="package.one", imported="package.other")
    assert in_order(graph) == ["package.other", "package.one"]
    graph.add_import(importer="package.other", imported="package.one")
    with pytest.raises(CycleError):
        in_order(graph)


FOLDERS = ("cli", "cli/clinic", "cli/profile", "cli/publish", *(f"desktop/{name}" for name in DESKTOP))


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_module_has_a_test_file_of_its_own(folder):
    modules = {path.stem for path in (PACKAGE / folder).glob("*.py")} - {"__init__"}
    tests = {path.stem.removeprefix("test_") for path in (TESTS / folder).glob("test_*.py")}
    elsewhere = {name for name, path in TESTED_ELSEWHERE.items() if (TESTS / path).is_file()}
    assert modules - tests - elsewhere == set()


@pytest.mark.parametrize(
    ("written", "place"),
    [
        (r"damm\.calc_check_digit", "protocol/letter_code.py"),
        (r"^(DIGITS|_DIGITS) = 16$", "protocol/letter_code.py"),
        (r"^PRESSES = ", "desktop/system/quick_exit.py"),
        (r"GUIDANCE_MAX_BYTES = |(guidance_bytes: int|MAX_BYTES) = 128\b", "protocol/catalogue.py"),
        (r"def _?in_language\(texts|texts\.get\(\w+, texts\[", "protocol/catalogue.py"),
        (r"(not in|-) (\(\*|set\()CATEGORIES", "protocol/catalogue.py"),
        (r'"--codes-passphrase-file"', "cli/passphrase.py"),
        (r"ends of lines, tabs and invisible characters count", "printable.py"),
        (r"line\.languages else 2", "lookup/profile.py"),
    ],
)
def test_a_rule_stands_in_one_place(written, place):
    """Each of these stood in two to four places, and could be changed in one of them."""
    found = [
        path.relative_to(PACKAGE).as_posix()
        for path in sorted(PACKAGE.rglob("*.py"))
        if re.search(written, path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert found == [place]


@pytest.mark.parametrize("path", NAMED, ids=lambda path: path.relative_to(TESTS.parent).as_posix())
def test_names_tell_what_a_thing_is(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    names |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    names |= {node.attr for node in attributes if ast.unparse(node) not in ("ast.walk", "os.walk")}
    assert {name for name in names if name.strip("_") in UNTELLING} == set()
