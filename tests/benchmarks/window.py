"""The window: from process start to the first frame, how long a lookup holds it up, and memory after a lookup."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.table import Row
from tests.support import screen
from tests.support.world import World, environment, world

if TYPE_CHECKING:
    from collections.abc import Iterator

_STARTS = 9
BLOCK_MS, RESIDENT_MB = 16, 90
FRAME_RATIO = 141 / 300  # 300 ms on the machine where an empty window took 141


def rows() -> list[Row]:
    """Three rows, under a real X server where there is one to start."""
    with tempfile.TemporaryDirectory() as folder, world(Path(folder), 20, "XC1") as service, a_screen() as display:
        bare, ours = [], []
        for _ in range(_STARTS):
            bare.append(json.loads(run(display, "tests.benchmarks.bare_window")))
            ours.append(_window(service, display))
    if not all(run["answered"] for run in ours):
        raise RuntimeError("a lookup of the window did not end with an answer")
    floor, frame = (statistics.median(run["first_frame_ms"] for run in runs) for runs in (bare, ours))
    block = statistics.median(run["longest_block_ms"] for run in ours)
    least, resident = (max(run["resident_mb"] for run in runs) for runs in (bare, ours))
    name = display.get("DISPLAY", "offscreen")
    return [
        Row(
            f"First frame of the window from process start ({'Xvfb' if name != 'offscreen' else name})",
            f"{frame:.0f} ms",
            f"an empty Qt window: {floor:.0f} ms",
            f"{floor / frame:.0%}",
            f"at least {FRAME_RATIO:.0%}: 300 ms where an empty window takes 141 ms",
            floor / frame >= FRAME_RATIO,
        ),
        Row(
            "Longest the interface is held up by a lookup at XC1 (heartbeat of 2 ms)",
            f"{block:.1f} ms (most {max(run['longest_block_ms'] for run in ours):.1f})",
            "one frame at 60 a second: 16 ms",
            f"{16 / block:.1f}",
            f"at most {BLOCK_MS} ms",
            block <= BLOCK_MS,
        ),
        Row(
            "Resident memory of the window after a lookup",
            f"{resident:.0f} MB",
            f"an empty Qt window with the libraries of a lookup loaded: {least:.0f} MB",
            f"{least / resident:.0%}",
            f"under {RESIDENT_MB} MB",
            resident < RESIDENT_MB,
        ),
    ]


def _window(service: World, display: dict[str, str]) -> dict[str, float]:
    number = service.people["found"].number + "\n"
    return json.loads(run(display, "tests.benchmarks.window_child", str(service.profile), stdin=number))


def run(display: dict[str, str], module: str, *words: str, stdin: str = "") -> str:
    result = subprocess.run(
        [sys.executable, "-m", module, str(time.time()), *words],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        env=environment(None) | display,
        check=False,
    )
    if result.returncode != 0:
        raise RuntimeError(result.stderr)
    return result.stdout


@contextmanager
def a_screen() -> Iterator[dict[str, str]]:
    if not shutil.which("Xvfb"):
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    with screen.x11() as display:
        yield display
