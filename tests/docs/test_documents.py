"""What the documents name is there: links, headings, commands and their options, targets of make, modules and files."""

from __future__ import annotations

import contextlib
import io
import re
from functools import lru_cache
from pathlib import Path

import pytest

from exposure_check.cli import main
from tests.docs.evidence import ROOT, absent_names, files_named

AT_THE_TOP = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
DOCUMENTS = [*(ROOT / name for name in AT_THE_TOP), *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
TARGET = re.compile(r"^([a-z-]+):", re.MULTILINE)
MAKE = re.compile(r"(?:^    |`)(?:nohup )?make ([a-z-]+)", re.MULTILINE)
SHOWN = re.compile(r"^ {4,}(?:[^\n]*\| )?exposure-check (?!/)((?:[^\n]*\\\n)*[^\n]*)", re.MULTILINE)
IN_A_SENTENCE = re.compile(r"`exposure-check ([^`]+)`")
INVENTED = {"schemes"}  # the subcommand that docs/how-to/subcommand.md adds; tests/docs/test_how_to.py runs it
NESTED = re.compile(r"^usage: .* (?:SUBCOMMAND|COMMAND|ACTION) \.\.\.", re.MULTILINE | re.DOTALL)

every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


def commands(document: Path) -> list[list[str]]:
    """The words after `exposure-check` of every command that a document shows."""
    text = document.read_text(encoding="utf-8")
    found = [*SHOWN.findall(text), *IN_A_SENTENCE.findall(text)]
    return [re.split(r" [|>#] | \.\.\.", command.replace("\\\n", " ") + " ")[0].split() for command in found]


@lru_cache
def printed_help(*words: str) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as out, pytest.raises(SystemExit) as end:
        main([*words, "--help"])
    assert end.value.code == 0, f"there is no command {' '.join(words)!r}"
    return out.getvalue()


def anchors(document: Path) -> set[str]:
    """The names by which headings are linked to: small letters, hyphens for spaces, no punctuation."""
    headings = HEADING.findall(document.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@every_document
def test_every_link_leads_to_a_file_and_a_heading(document: Path):
    for link in LINK.findall(document.read_text(encoding="utf-8")):
        if "://" in link:
            continue
        name, _, heading = link.partition("#")
        target = document.parent / name if name else document
        assert target.exists(), link
        assert not heading or heading in anchors(target), link


def test_every_decision_is_listed():
    listed = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    pages = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("0*.md"))
    assert pages == sorted(re.findall(r"\]\((0[^)]+)\)", listed))


@every_document
def test_every_make_target_exists(document: Path):
    targets = set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    assert {"demo", "test"} <= targets
    assert set(MAKE.findall(document.read_text(encoding="utf-8"))) <= targets


def test_the_readme_shows_commands():
    shown = {words[0] for words in commands(ROOT / "README.md")}
    assert shown >= {"publish", "profile", "serve", "check"}


@every_document
def test_every_command_and_option_exists(document: Path):
    for words in commands(document):
        if words[0] in INVENTED and document.name == "subcommand.md":
            continue
        depth = 1
        while NESTED.search(printed_help(*words[:depth])) and depth < len(words):  # `publish partner add` has three
            depth += 1
        known = printed_help(*words[:depth])
        options = {word.partition("=")[0] for word in words[depth:] if word.startswith("--")}
        assert {option for option in options if not re.search(rf"{option}\b", known)} == set(), words


def test_a_command_that_does_not_exist_would_be_found(tmp_path: Path):
    document = tmp_path / "page.md"
    document.write_text("    printf x | exposure-check serve out \\\n        --nowhere\n\n`exposure-check mend`\n")
    assert commands(document) == [["serve", "out", "--nowhere"], ["mend"]]
    assert "--nowhere" not in printed_help("serve")
    with pytest.raises(AssertionError, match="there is no command"):
        printed_help("mend")


@every_document
def test_every_module_and_file_named_exists(document: Path):
    text = document.read_text(encoding="utf-8")
    assert absent_names(text) == []
    assert [name for name in files_named(text) if not (ROOT / name).exists()] == []
