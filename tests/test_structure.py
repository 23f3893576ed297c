"""How the whole package is put together. The order of its folders is kept by import-linter, in pyproject.toml."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

import grimp
import pytest


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
