"""The how-tos, followed: what each tells its reader to write is taken from the page, put in place, and used."""

from __future__ import annotations

import importlib.util
import random
import re
import shutil
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from stdnum import damm

from exposure_check import cli
from exposure_check.desktop import example_states, pages, screen_codes, session_state
from exposure_check.desktop.main_window import MainWindow
from exposure_check.desktop.system.settings import Preferences
from exposure_check.errors import NumberError
from exposure_check.guidance.guide import load, root
from exposure_check.guidance.review import check
from exposure_check.identity import registry
from tests.docs.evidence import ROOT

PAGES = ROOT / "docs" / "how-to"
BLOCK = re.compile(r"(?<=\n\n)((?: {7}[^\n]*\n|\n(?= {7}|\n {7}))+)")


def blocks(page: str) -> list[str]:
    """The indented blocks of a page, in order."""
    text = (PAGES / page).read_text(encoding="utf-8")
    return [textwrap.dedent(block).strip("\n") + "\n" for block in BLOCK.findall(text)]


def block(page: str, words: str) -> str:
    """The one block that holds these words."""
    (found,) = [found for found in blocks(page) if words in found]
    return found


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str, str], ModuleType]:
    """Make a module of a name out of a source, for this test alone."""

    def make(name: str, source: str) -> ModuleType:
        file = tmp_path / f"{name}.py"
        file.write_text(source, encoding="utf-8")
        spec = importlib.util.spec_from_file_location(name, file)
        loaded = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, loaded)
        spec.loader.exec_module(loaded)
        return loaded

    return make


def test_guidance_for_a_country(tmp_path: Path):
    shutil.copytree(root(), tmp_path / "guidance")
    folder = tmp_path / "guidance" / "xx"
    folder.mkdir()
    page = "country-guidance.md"
    for name, words in (("country", "[country]"), ("sources", "[[source]]"), ("contacts", "[[contact.line]]")):
        (folder / f"{name}.toml").write_text(block(page, words), encoding="utf-8")
    assert check(folder) == ()
    police = [contact for contact in load("xx", tmp_path / "guidance").contacts("en") if contact.id == "police"]
    assert [line.number for contact in police for line in contact.lines] == ["000 00"]


def test_the_number_of_a_country(module, monkeypatch):
    scheme = module("exposure_check.identity.exampleland", block("country-number.md", "SCHEME = Scheme(")).SCHEME
    monkeypatch.setattr(registry, "SCHEMES", {scheme.id: scheme})
    assert str(registry.parse("9900-0002", scheme.id, allow_test=True)) == "<identifier xx.number>"
    drawn = {scheme.sample(random.Random(seed)) for seed in range(20)}
    assert len(drawn) == 20
    for number in drawn:
        assert registry.parse(number, scheme.id, allow_test=True).canonical() == f"xx.number\0{number}".encode()
    for typed in (scheme.example, "99000003", "9900000", "9900000X"):
        with pytest.raises(NumberError):
            registry.parse(typed, scheme.id)
    assert scheme.prefix_bits(10_000) == 7


def test_a_page(module, monkeypatch, qtbot):
    page = "page.md"
    module("exposure_check.desktop.pages.about", block(page, "class About"))
    entries = [block(page, words) for words in ('"about": ("about"', '"about": "7', '"about": lambda')]
    source = "from exposure_check.desktop.example_states import _then\n\nENTRIES = [{}]\n"
    found = module("entries", source.format(", ".join(f"{{{entry}}}" for entry in entries))).ENTRIES
    for target, entry in zip((pages._CLASSES, screen_codes.CODES, example_states.EXAMPLES), found, strict=True):
        monkeypatch.setitem(target, "about", entry["about"])
    monkeypatch.setattr(session_state, "PAGES", (*session_state.PAGES, "about"))
    assert damm.is_valid(screen_codes.CODES["about"])

    def open_window(state):
        window = MainWindow(state, Preferences(language="en"), lambda _profile, _proxy: None, end=lambda: None)
        qtbot.addWidget(window)
        window.show()
        return window

    (test,) = [value for name, value in vars(module("test_about", block(page, "def test_"))).items() if "test_" in name]
    test(open_window)


def test_a_subcommand(module, monkeypatch, capsys):
    page = "subcommand.md"
    module("exposure_check.cli.schemes", block(page, "def add_arguments"))
    (line,) = re.findall(r'"schemes": "(.+)",', block(page, '"schemes": '))
    monkeypatch.setitem(cli.SUBCOMMANDS, "schemes", line)
    tests = module("test_schemes", block(page, "def test_"))
    found = [function for name, function in vars(tests).items() if name.startswith("test_")]
    assert len(found) == 2
    for function in found:
        function(capsys)
