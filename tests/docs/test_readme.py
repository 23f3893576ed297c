"""Links of the documents lead somewhere, and the commands that they show exist."""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import msgspec
import pytest

from exposure_check.cli import main
from exposure_check.lookup.profile import FORMAT, Profile
from exposure_check.server import run
from exposure_check.server.rate import unlimited
from tests.support.memory_service import publish

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *(ROOT / "docs" / name for name in ("protocol.md", "threat-model.md", "operations.md")),
    *sorted((ROOT / "docs" / "decisions").glob("*.md")),
]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
TARGET = re.compile(r"^([a-z-]+):", re.MULTILINE)
MAKE = re.compile(r"(?:^    |`)make ([a-z-]+)", re.MULTILINE)
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^    (?:.*\| )?exposure-check ((?:[^\n]*\\\n)*[^\n]*)", re.MULTILINE)


def names(documents: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in documents]


def commands(document: Path) -> list[list[str]]:
    return [found.replace("\\\n", " ").split() for found in COMMAND.findall(document.read_text(encoding="utf-8"))]


@lru_cache
def printed_help(*words: str) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as out, pytest.raises(SystemExit) as end:
        main([*words, "--help"])
    assert end.value.code == 0
    return out.getvalue()


@pytest.mark.parametrize("document", DOCUMENTS, ids=names(DOCUMENTS))
def test_every_link_to_a_file_leads_to_one(document: Path):
    links = [link for link in LINK.findall(document.read_text(encoding="utf-8")) if "://" not in link]
    absent = [link for link in links if not (document.parent / link.partition("#")[0]).exists()]
    assert absent == []


def test_every_decision_is_listed():
    listed = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    pages = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("0*.md"))
    assert pages == sorted(re.findall(r"\]\((0[^)]+)\)", listed))


@pytest.mark.parametrize("document", DOCUMENTS, ids=names(DOCUMENTS))
def test_every_make_target_exists(document: Path):
    targets = set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    assert {"demo", "test"} <= targets
    assert set(MAKE.findall(document.read_text(encoding="utf-8"))) <= targets


def test_the_readme_shows_commands():
    shown = {words[0] for words in commands(ROOT / "README.md")}
    assert shown >= {"publish", "profile", "serve", "check"}


@pytest.mark.parametrize("document", [ROOT / "README.md", ROOT / "docs" / "operations.md"], ids=lambda path: path.name)
def test_every_command_and_option_exists(document: Path):
    for words in commands(document):
        depth = 2 if words[0] in ("publish", "profile") else 1
        help_text = printed_help(*words[:depth])
        options = {word for word in words[depth:] if word.startswith("--")}
        assert {option for option in options if not re.search(rf"{option}\b", help_text)} == set(), words


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """A published demo data set behind a server on loopback, and a folder with a profile for it."""
    published, folder = publish(tmp_path_factory.mktemp("published"), count=20), tmp_path_factory.mktemp("integrator")
    pair = published.memory().pair
    with run.in_background(published.out, {pair.key_id: pair}, unlimited) as url:
        profile = Profile(format=FORMAT, url=url, root=msgspec.Raw(published.root), demo=True)
        (folder / "profile.json").write_bytes(msgspec.json.encode(profile))
        yield folder, published.people


@pytest.mark.parametrize(
    ("label", "printed"), [("found", r"\[\('name', .*\)\]"), ("not_found", "not listed"), ("", "number.invalid .*")]
)
def test_the_example_for_integrators_runs_as_it_stands(service, label, printed):
    folder, people = service
    [example] = PYTHON.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(example.splitlines()) <= 12
    number = people[label].number if label else "010594Y903X"
    process = subprocess.run(
        [sys.executable, "-c", example],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        input=f"{number}\n",
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (process.returncode, process.stderr) == (0, "")
    assert re.fullmatch(printed, process.stdout.strip())
