"""The unit of systemd, judged by systemd of the system, which set-up installs; it does not have to run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.operated import program

ROOT = Path(__file__).resolve().parents[2]
UNIT = ROOT / "build" / "server" / "exposure-check.service"
EXAMPLE = UNIT.with_suffix(".toml")
OPERATIONS = ROOT / "docs" / "operations.md"


@pytest.fixture
def analyze():
    found = program("systemd-analyze", "systemd")

    def run(*words):
        return subprocess.run([found, *map(str, words)], capture_output=True, text=True, check=False)

    return run


def test_systemd_finds_no_fault_in_the_unit(analyze, tmp_path):
    program = "/opt/exposure-check/bin/exposure-check"
    text = UNIT.read_text()
    assert text.count(program) == 1
    unit = tmp_path / UNIT.name
    unit.write_text(text.replace(program, sys.executable))  # which is there, and all that is looked at
    result = analyze("verify", unit)
    assert (result.returncode, result.stderr) == (0, "")


def test_the_exposure_that_the_documents_name_is_what_systemd_says(analyze):
    said = analyze("security", "--offline=true", UNIT).stdout
    measured = float(re.search(r"Overall exposure level for exposure-check.service: ([0-9.]+)", said)[1])
    named = float(re.search(r"gives the unit ([0-9.]+) of 10", " ".join(OPERATIONS.read_text().split()))[1])
    assert measured == pytest.approx(named, abs=0.3)  # versions of systemd differ by a little


def test_the_unit_reads_the_settings_that_the_example_is_for():
    text = UNIT.read_text()
    assert "serve --config /etc/exposure-check/serve.toml" in text
    assert "cp build/server/exposure-check.toml /etc/exposure-check/serve.toml" in text
    assert "LoadCredential=passphrase:" in text


def test_the_commands_in_its_head_make_each_folder_before_they_put_something_there():
    commands = re.findall(r"^#   (.+?)(?: {2,}\(.*)?$", UNIT.read_text(), re.MULTILINE)
    folders = {"/etc/systemd/system"}  # by Debian
    for command in commands:
        words = command.split()
        if words[:2] == ["install", "-d"]:
            folders |= {word for word in words if word.startswith("/")}
        elif words[0] in ("cp", "install"):
            target = Path(words[-1])
            assert str(target if words[-1].endswith("/") else target.parent) in folders, command
        elif words[:3] == ["python3", "-m", "venv"]:
            folders.add(words[3])
    named = re.findall(r"^(?:folder|keys) *= \"([^\"]+)\"", EXAMPLE.read_text(), re.MULTILINE)
    assert len(named) == 2
    assert {str(Path(path).parent) if path not in folders else path for path in named} <= folders
    assert "/opt/exposure-check" in folders, "which ExecStart names"
