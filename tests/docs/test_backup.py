"""The commands of docs/operations.md, section 8, as they stand there: what they restore signs and holds the codes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from exposure_check.cli import main
from exposure_check.files import PRIVATE, write_atomically
from exposure_check.secret import Secret
from exposure_check.trust import code_book, keys, sign
from tests.support.signed_list import CONTENT, NAME, client

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"
PASSPHRASE = "four random words here"


def commands() -> list[str]:
    [block] = re.findall(r"\n\n((?:    [^\n]*\n)*    tar --create[^\n]*\n(?:    [^\n]*\n)*)", OPERATIONS.read_text())
    return [line.strip() for line in block.splitlines()]


@pytest.mark.skipif(sys.platform == "win32", reason="commands of POSIX")
def test_keys_and_codes_come_back_from_the_backup_as_it_is_described(tmp_path: Path) -> None:
    write_atomically(tmp_path / "passphrase", PASSPHRASE.encode(), PRIVATE)
    assert main(["publish", "keys", str(tmp_path / "keys"), "--passphrase-file", str(tmp_path / "passphrase")]) == 0
    root, signers = keys.read_root(tmp_path / "keys"), keys.load_signers(tmp_path / "keys", Secret(PASSPHRASE))
    sign.publish(tmp_path / "out", root, signers, {NAME: CONTENT}, datetime.now(UTC))
    drawn = code_book.DrawnCode("records.csv", "0" * 12, 2, "", "example-2020", "1234567890123452")
    code_book.save(tmp_path / "codes", code_book.CodeBook(bytes(32), [drawn]), Secret(PASSPHRASE))
    script = "\n".join(["set -e", "umask 0", *commands()])
    place = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    assert shutil.which("exposure-check", path=place["PATH"])
    done = subprocess.run(
        ["/bin/sh", "-c", script], cwd=tmp_path, env=place, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "1234 5678 9012 3452" in (tmp_path / "restored" / "letters.csv").read_text()
    assert sign.versions(tmp_path / "out")["timestamp"] == 2
    assert client(root, tmp_path / "state", tmp_path / "out") == CONTENT
