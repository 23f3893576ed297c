"""The page of the architecture, its picture, the packages, the imports and the contracts say the same."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import grimp
import pytest

from tests.docs.evidence import PACKAGE, ROOT, rows, section

TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PICTURE = ROOT / "docs" / "pictures" / "layers.svg"
NAME = re.compile(r"`([\w.]+)`")
RULE = re.compile(r"^- \*\*(.+?)\*\*: (.+?)(?=\n- |\Z)", re.MULTILINE | re.DOTALL)


def parts() -> set[str]:
    """The folders and modules at the top of the package."""
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    return folders | {path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("__")}


def contracts() -> list[dict[str, Any]]:
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return configuration["tool"]["importlinter"]["contracts"]


def short(modules: list[str]) -> set[str]:
    return {module.removeprefix("exposure_check.") for module in modules}


def rules() -> dict[str, str]:
    """What the page says of each contract, by its name."""
    return dict(RULE.findall(section(TEXT, "Who may not import whom").split("\n\n")[1]))


def drawn() -> dict[str, float]:
    """The names in the picture, and how far below its upper edge each stands."""
    texts = [node for node in ET.parse(PICTURE).iter() if node.get("class") == "name"]  # noqa: S314 - our own file
    return {node.text or "": float(node.attrib["y"]) for node in texts}


def imports() -> set[tuple[str, str]]:
    """Who imports whom among the folders and modules at the top, for type checking too."""
    graph = grimp.build_graph("exposure_check", cache_dir=None)
    found = set()
    for module in graph.modules:
        for target in graph.find_modules_directly_imported_by(module):
            above, below = (name.split(".")[1] if "." in name else "" for name in (module, target))
            if above != below and above not in ("", "__main__") and below:
                found.add((above, below))
    return found


def test_the_table_has_every_folder_and_module():
    named = [NAME.findall(cell) for cell, _ in rows(section(TEXT, "The folders"), columns=2)]
    assert sorted(name for names in named for name in names) == sorted(parts())


@pytest.mark.parametrize("folder", ["desktop", "publisher"])
def test_the_page_names_the_folders_inside(folder: str):
    sentence = " ".join(section(TEXT, "The folders").split(f"Inside `{folder}`: ")[1].split()).split("; above")[0]
    inside = {path.parent.name for path in (PACKAGE / folder).glob("*/__init__.py")}
    assert set(NAME.findall(sentence)) == inside


def test_the_readme_names_every_folder():
    listed = section((ROOT / "README.md").read_text(encoding="utf-8"), "Where things are")
    assert sorted(re.findall(r"^      (\w+)/ ", listed, re.MULTILINE)) == sorted(
        path.parent.name for path in PACKAGE.glob("*/__init__.py")
    )


def test_the_picture_has_every_folder_and_module():
    assert sorted(drawn()) == sorted(parts())


def test_every_import_leads_downwards_in_the_picture():
    height, found = drawn(), imports()
    assert len(found) > 30
    assert {(above, below) for above, below in found if height[above] >= height[below]} == set()


def test_the_picture_has_the_layers_in_the_order_of_the_contract():
    layers = [short(re.sub(r"\(\S+\)", "", layer).strip(" |").split(" | ")) for layer in contracts()[0]["layers"]]
    assert set.union(*layers) == parts()  # what stands in brackets is to come
    height = drawn()
    for above, below in pairwise(layers):
        assert max(height[name] for name in above) <= min(height[name] for name in below), (above, below)


def test_the_picture_is_readable_on_light_and_dark():
    text = PICTURE.read_text(encoding="utf-8")
    dark = text.split("prefers-color-scheme: dark")[1].split("</style>")[0]
    assert set(re.findall(r"\.(\w+) \{", dark)) == {
        word for words in re.findall(r'class="([^"]+)"', text) for word in words.split()
    }


def test_every_contract_is_explained():
    assert list(rules()) == [contract["name"] for contract in contracts()]


FORBIDDEN = [contract for contract in contracts() if contract["type"] == "forbidden"]


@pytest.mark.parametrize("contract", FORBIDDEN, ids=[contract["name"] for contract in FORBIDDEN])
def test_the_page_says_what_a_contract_forbids(contract: dict[str, Any]):
    who, forbidden = (set(NAME.findall(side)) for side in rules()[contract["name"]].split(";")[0].split(" import", 1))
    if rules()[contract["name"]].startswith("nothing but"):
        who = parts() - who
    assert who == short(contract["source_modules"])
    assert forbidden == short(contract["forbidden_modules"])
