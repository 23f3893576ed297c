"""A country is one file and one line: with these alone, a copy of the program publishes and looks up its numbers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import exposure_check

PACKAGE = Path(exposure_check.__file__).parent
COUNTRY = """
from exposure_check.identity.reason import Reason, refuse
from exposure_check.identity.scheme import Population, Scheme
from exposure_check.identity.shape import digits


def read(text, *, allow_test):
    number = digits(text, lengths=(8,), ignored="-", wrong_length="A number of Atlantis has eight digits.")
    if number.startswith("99") and not allow_test:
        refuse(Reason.TEST)
    return number


SCHEME = Scheme(
    id="xx.atlantis",
    names={"en": "Number of Atlantis"},
    hints={"en": "Eight digits."},
    population=Population(count=90_000, year=2024, source="Made up"),
    example="99000001",
    read=read,
    sample=lambda rng: f"99{rng.randrange(10**6):06d}",
)
"""
LINE = '    "finland",\n'
SCRIPT = """
import csv, random, sys
from datetime import UTC, datetime
from pathlib import Path
import exposure_check
from exposure_check import identity
from exposure_check.cli import main
from exposure_check.lookup import profile
from exposure_check.lookup.cancel import Cancel
from exposure_check.lookup.query import Query
from exposure_check.lookup.session import Session
from exposure_check.lookup.verdict import Listed, NotListed
from exposure_check.resources import assets
from exposure_check.secret import Secret
from exposure_check.server import rate, run
from exposure_check.trust import keys

def done(*words):
    assert main([str(word) for word in words]) == 0, words

if __name__ == "__main__":
    assert Path(exposure_check.__file__).parent.parent == Path.cwd()
    folder = Path("world")
    folder.mkdir()
    *numbers, unlisted = identity.distinct_test_numbers("xx.atlantis", 21, random.Random(1))
    rows = [("xx.atlantis", number, "example-shop-2022", "name", "") for number in numbers]
    with (folder / "records.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("scheme", "number", "breach", "categories", "code"), *rows])
    records = ["--breaches", assets() / "demo" / "breaches.toml", "--records", folder / "records.csv"]
    records += ["--keys", folder / "keys", "--workers", "1"]
    done("publish", "keys", folder / "keys", "--plain")
    done("publish", "build", *records, "--out", folder / "out", "--suite", "XC1-DEMO", "--allow-test-numbers")
    done("publish", "verify", folder / "out", "--root", folder / "keys" / "root.json", *records)
    pair = keys.load_voprf(folder / "keys", None)
    with run.in_background(folder / "out", {pair.key_id: pair}, rate.unlimited) as url:
        words = ["profile", "new", "--url", url, "--root", folder / "keys" / "root.json", "--demo"]
        done(*words, "--scheme", "xx.atlantis", "--out", folder / "profile.json")
        session = Session(profile.load(folder / "profile.json"), state=folder / "state")
        for number, outcome in ((numbers[0], Listed), (unlisted, NotListed)):
            with Query(Secret(number), "xx.atlantis") as query:
                verdict = session.check(query, lambda *_: None, Cancel())
            assert type(verdict) is outcome
            assert verdict.provenance.k == 11_250
    print("looked up")
"""


def test_a_module_and_a_line_in_the_registry_are_a_country(tmp_path):
    shutil.copytree(PACKAGE, tmp_path / "exposure_check", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(PACKAGE.parent / "assets", tmp_path / "assets")
    identity = tmp_path / "exposure_check" / "identity"
    registry = (identity / "registry.py").read_text(encoding="utf-8")
    assert registry.count(LINE) == 1
    (identity / "registry.py").write_text(registry.replace(LINE, f'{LINE}    "atlantis",\n'), encoding="utf-8")
    (identity / "atlantis.py").write_text(COUNTRY, encoding="utf-8")
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    process = subprocess.run(
        [sys.executable, "script.py"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=110,
    )
    assert process.returncode == 0, process.stderr
    assert process.stdout.endswith("looked up\n")
