"""A whole service on loopback, made with the program's own commands: keys, data set, server process, profile."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exposure_check.publisher import sample_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exposure_check.publisher.sample_records import DemoPerson

COMMAND = [sys.executable, "-m", "exposure_check"]
RECORDS = 200


@dataclass(frozen=True)
class World:
    """Where everything lies, and whom one can look up."""

    folder: Path
    people: dict[str, DemoPerson]
    port: int
    log: Path

    @property
    def profile(self) -> Path:
        return self.folder / "profile.json"

    def profile_for(self, url: str, name: str) -> Path:
        path = self.folder / name
        if not path.exists():
            make_profile(self.folder, url, path)
        return path


def command(
    *words: str | Path, home: Path | None = None, stdin: str = "", **kwargs: Any
) -> subprocess.CompletedProcess:
    """Run `exposure-check` as a user does, in a home directory of its own."""
    return subprocess.run(
        [*COMMAND, *map(str, words)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        env=environment(home),
        check=False,
        **kwargs,
    )


def environment(home: Path | None) -> dict[str, str]:
    inherited = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    folder = home or Path(os.environ["HOME"])
    return inherited | {"HOME": str(folder), "TMPDIR": str(folder), "PYTHONWARNINGS": "error", "PYTHONUTF8": "1"}


def output_of(*words: str | Path, **kwargs: Any) -> str:
    """The output of a command that succeeds."""
    result = command(*words, **kwargs)
    assert result.returncode == 0, result.stderr
    return result.stdout


def make_profile(folder: Path, url: str, out: Path) -> None:
    output_of("profile", "new", "--url", url, "--root", folder / "keys" / "root.json", "--demo", "--out", out)


@contextmanager
def serving(folder: Path, log: Path) -> Iterator[int]:
    """A server process over `folder`; gives its port."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*COMMAND, "serve", folder / "out", "--keys", folder / "keys", "--port", "0", "--rate", "none"],
            stdout=subprocess.PIPE,
            stderr=output,
            env=environment(folder),
        )
        try:
            line = process.stdout.readline().decode()
            yield int(re.search(r":(\d+)$", line.strip())[1])
        finally:
            process.terminate()
            output.write(process.stdout.read())
            process.stdout.close()
            process.wait(10)


@contextmanager
def world(folder: Path, records: int = RECORDS, suite: str = "XC1-DEMO") -> Iterator[World]:
    """Everything from the keys to a running server."""
    people = {person.label: person for person in sample_records.write_demo(folder, records)}
    output_of("publish", "keys", folder / "keys", "--plain", home=folder)
    build = [
        "publish",
        "build",
        "--breaches",
        folder / sample_records.BREACHES_FILE,
        "--records",
        folder / sample_records.RECORDS_FILE,
    ]
    output_of(
        *build,
        "--keys",
        folder / "keys",
        "--out",
        folder / "out",
        "--suite",
        suite,
        "--allow-test-numbers",
        home=folder,
    )
    log = folder / "server.log"
    with serving(folder, log) as port:
        make_profile(folder, f"http://127.0.0.1:{port}", folder / "profile.json")
        yield World(folder, people, port, log)


def looked_up(profile: Path, person: DemoPerson, *words: str, code: str | None = None, **kwargs: Any) -> dict[str, Any]:
    """The object that `check --json` prints."""
    result = check(profile, person.number, *words, code=code, **kwargs)
    assert result.returncode == 0, result.stdout + result.stderr
    return json.loads(result.stdout)


def check(
    profile: Path, number: str, *words: str, code: str | None = None, **kwargs: Any
) -> subprocess.CompletedProcess:
    with_code = ["--with-code"] if code is not None else []
    stdin = "\n".join([number, *([code] if code is not None else []), ""])
    return command("check", "--profile", profile, "--json", *with_code, *words, stdin=stdin, **kwargs)


def encodings(secret: str) -> dict[str, bytes]:
    """How a secret could hide in bytes: each is searched for without regard to case."""
    raw = secret.encode()
    digits = "".join(character for character in secret if character.isdigit()).encode()
    ways = {"plain": raw, "hex": raw.hex().encode(), "utf-16le": secret.encode("utf-16le"), "digits": digits}
    ways["utf-16be"] = secret.encode("utf-16be")
    ways["percent"] = "".join(f"%{byte:02x}" for byte in raw).encode()
    for shift in range(3):  # base64 depends on where in its group of three bytes the secret starts
        encoded = base64.b64encode(b"\0" * shift + raw)
        ways[f"base64+{shift}"] = encoded[(shift * 8 + 5) // 6 : len(encoded) - 4]
    return {name: way.lower() for name, way in ways.items()}


def found_in(data: bytes, secret: str) -> list[str]:
    """Which encodings of a secret these bytes hold."""
    lowered = bytes(data).lower()
    return [name for name, way in encodings(secret).items() if way in lowered]
