"""Keys and a signed list made with the program's own commands, and a client that reads it."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from exposure_check.cli import main
from exposure_check.errors import ServerError
from exposure_check.secret import Secret
from exposure_check.trust import keys, sign
from exposure_check.trust.memory import Memory
from exposure_check.trust.verify import SignedList

NAME, CONTENT = "catalogues/fi.hetu.json", b"{}"

_KILLED = """
import os, signal, sys
from exposure_check.cli import main
left = int(sys.argv[1])
def killed(descriptor):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
os.fsync = killed
main(sys.argv[2:])
"""


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Plain keys, and a list that was published with them."""
    key_folder, out = tmp_path / "keys", tmp_path / "out"
    assert main(["publish", "keys", str(key_folder), "--plain"]) == 0
    sign_list(key_folder, out, {NAME: CONTENT})
    return key_folder, out


def sign_list(key_folder: Path, out: Path, targets: dict[str, bytes], passphrase: Secret | None = None) -> None:
    """Publish targets as they are."""
    signers = keys.load_signers(key_folder, passphrase)
    sign.publish(out, (key_folder / keys.ROOT_FILE).read_bytes(), signers, targets, datetime.now(UTC))


def client(root: bytes, state: Path, out: Path, name: str = NAME) -> bytes:
    """What a client with this root of trust gets from the published folder."""

    def get(url: str, _limit: int) -> bytes:
        path = out / url.removeprefix("http://127.0.0.1/v1/")
        if not path.exists():
            raise ServerError("absent", status=404)
        return path.read_bytes()

    memory = Memory(state)
    seen = memory.read()
    signed = SignedList(root, "http://127.0.0.1", get)
    data = signed.target(name, 10_000)
    memory.keep(seen, signed)
    assert data is not None
    return data


def killed_at(write: int, *arguments: object) -> None:
    """Run the command in a process that is killed in the middle of so many writes."""
    command = [sys.executable, "-c", _KILLED, str(write), *map(str, arguments)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL


def leftovers(key_folder: Path) -> list[str]:
    """What killed writes left in a folder of keys, without the random end of each name."""
    return sorted(path.name.rpartition(".")[0] for path in key_folder.rglob(".*"))


def status_of(command: Callable[..., int], *words: object) -> int:
    """The exit status of a command, whether it returns or the parser of its words ends it."""
    try:
        return command(*words)
    except SystemExit as stopped:
        return int(stopped.code or 0)
