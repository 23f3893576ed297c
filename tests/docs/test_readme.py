"""What the README shows: its example for integrators runs, and what it says to click stands in the window."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.docs.evidence import ROOT
from tests.support.memory_service import publish
from tests.support.served import served

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_what_it_says_to_click_stands_in_the_window():
    paragraph = " ".join(TEXT.split("\nWhat to click: ")[1].split("\n\n")[0].split())
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "exposure_check" / "desktop").rglob("*.py"))
    named = re.findall(r"\*\*(.+?)\*\*", paragraph)
    assert len(named) > 4
    assert [words for words in named if not re.search(rf'tr\("{words}[":]', sources)] == []


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """A published demo data set behind a server on loopback, and a folder with a profile for it."""
    published, folder = publish(tmp_path_factory.mktemp("published"), count=20), tmp_path_factory.mktemp("integrator")
    with served(published, folder):
        yield folder, published.people


@pytest.mark.parametrize(
    ("label", "printed"), [("found", r"\[\('name', .*\)\]"), ("not_found", "not listed"), ("", "number.invalid .*")]
)
def test_the_example_for_integrators_runs_as_it_stands(service, label, printed):
    folder, people = service
    [example] = PYTHON.findall(TEXT)
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
