"""`exposure_check.lookup` is the one place that an integrator imports from: complete, typed, and loaded late."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from exposure_check import lookup

SOURCE = Path(lookup.__file__).read_text(encoding="utf-8")


def imported_for_types():
    """Public name -> module and name there, as a type checker sees them."""
    [block] = [node for node in ast.parse(SOURCE).body if isinstance(node, ast.If)]
    return {alias.asname or alias.name: (node.module, alias.name) for node in block.body for alias in node.names}


def test_every_public_name_is_what_a_type_checker_takes_it_for():
    assert sorted(imported_for_types()) == sorted(lookup.__all__) == sorted(lookup._MODULES)
    for public_name, (module, name) in imported_for_types().items():
        assert getattr(lookup, public_name) is getattr(sys.modules[module], name)


def test_public_names_are_listed():
    assert set(lookup.__all__) <= set(dir(lookup))


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match=r"'exposure_check\.lookup' has no attribute 'Sesion'"):
        lookup.Sesion  # noqa: B018


def test_what_needs_no_network_loads_none():
    code = (
        "import sys; from exposure_check.lookup import Query, Secret, Privacy, Cancel, Stage;"
        "print(sorted({'requests', 'tuf', 'argon2', 'exposure_check.lookup.session'} & set(sys.modules)));"
        "from exposure_check.lookup import Session; print('requests' in sys.modules)"
    )
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert process.stdout.split("\n")[:2] == ["[]", "True"]
