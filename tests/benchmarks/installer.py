"""The packaged program beside the source: its size, the time to the first frame, and memory after a lookup.

It is built where it is not there: `make installer` or `make installer-test` does the same.
"""

from __future__ import annotations

import lzma
import os
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.table import Row
from tests.packaging.screen import is_blank, screen
from tests.packaging.walk import look_up, running
from tests.support.relay import Relay
from tests.support.world import World, world

if TYPE_CHECKING:
    from tests.packaging.screen import Screen

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "dist" / "exposure-check" / "exposure-check"
SOURCE = [sys.executable, "-m", "exposure_check"]
STARTS = 7
MEGABYTE = 1_000_000
UNPACKED_MB, COMPRESSED_MB = 92, 28
START_RATIO = 1.3
POLL_SECONDS = 0.002


def rows() -> list[Row]:
    """Four rows."""
    if not PROGRAM.exists():
        subprocess.run([sys.executable, "build/package_installer.py", "folder"], check=True, cwd=ROOT)
    unpacked = _bytes(PROGRAM.parent) / MEGABYTE
    packed = _packed() / MEGABYTE
    with tempfile.TemporaryDirectory() as place, world(Path(place) / "world") as service:
        folder = Path(place) / "screen"
        folder.mkdir()
        with screen(folder) as shown:
            starts: dict[str, list[float]] = {"built": [], "source": []}
            for number in range(STARTS):  # in turns, so that a slow moment of the machine meets both
                for name, command in _commands():
                    starts[name].append(_first_frame(command, service, shown, Path(place) / f"{name}{number}"))
            resident = {
                name: _resident(command, service, shown, Path(place) / f"{name}-lookup")
                for name, command in _commands()
            }
    built, source = (statistics.median(starts[name]) for name in ("built", "source"))
    return [
        Row(
            "Packaged program, unpacked",
            f"{unpacked:.1f} MB",
            "",
            "",
            f"at most {UNPACKED_MB} MB",
            unpacked <= UNPACKED_MB,
        ),
        Row(
            "Packaged program, tar.xz",
            f"{packed:.1f} MB",
            "",
            "",
            f"at most {COMPRESSED_MB} MB",
            packed <= COMPRESSED_MB,
        ),
        Row(
            "First frame of the packaged program, seen from outside (Xvfb)",
            f"{built * 1000:.0f} ms",
            f"the same of the source: {source * 1000:.0f} ms",
            f"{built / source:.2f}",
            f"at most {START_RATIO}",
            built / source <= START_RATIO,
        ),
        Row(
            "Resident memory of the packaged program after a lookup",
            f"{resident['built'] / 1000:.0f} MB",
            f"the same of the source: {resident['source'] / 1000:.0f} MB",
            f"{resident['built'] / resident['source']:.0%}",
            "below the source's",
            resident["built"] < resident["source"],
        ),
    ]


def _commands() -> list[tuple[str, list[str]]]:
    return [("built", [str(PROGRAM)]), ("source", SOURCE)]


def _first_frame(command: list[str], service: World, shown: Screen, home: Path) -> float:
    start = time.perf_counter()
    words = [*command, "window", "--profile", str(service.profile)]
    with running(words, shown, home, PYTHONPATH=str(ROOT)):
        while is_blank(shown.picture()):
            time.sleep(POLL_SECONDS)
        return time.perf_counter() - start


def _resident(command: list[str], service: World, shown: Screen, home: Path) -> int:
    """Kilobytes."""
    with Relay(service.port) as relay:
        profile = service.profile_for(relay.url, f"{home.name}.json")
        words = [*command, "window", "--profile", str(profile)]
        with running(words, shown, home, PYTHONPATH=str(ROOT)) as process:
            look_up(shown, relay, service.people["found"].number)
            status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])


def _bytes(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _packed() -> int:
    """The size of the archive; it is made in memory where `make installer` left none."""
    found = [path for path in (ROOT / "dist").glob("*.tar.xz") if path.stat().st_mtime > PROGRAM.stat().st_mtime]
    if found:
        return found[0].stat().st_size
    with tempfile.TemporaryFile() as scratch:
        with lzma.open(scratch, "wb") as packed, tarfile.open(fileobj=packed, mode="w") as archive:
            archive.add(PROGRAM.parent, PROGRAM.parent.name)
        return os.fstat(scratch.fileno()).st_size
