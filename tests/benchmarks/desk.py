"""The support desk: from process start to the first frame, and a search from the key to what was found."""

from __future__ import annotations

import json
import statistics

from tests.benchmarks.table import Row
from tests.benchmarks.window import a_screen, run

_STARTS = 9
FRAME_MS, SEARCH_MS = 500, 100
EMPTY_MS = 141  # of an empty window, on the machine of the target


def rows() -> list[Row]:
    """Two rows."""
    with a_screen() as display:
        bare, ours = [], []
        for _ in range(_STARTS):
            bare.append(json.loads(run(display, "tests.benchmarks.bare_window")))
            ours.append(json.loads(run(display, "tests.benchmarks.desk_child")))
    floor, frame = (statistics.median(each["first_frame_ms"] for each in runs) for runs in (bare, ours))
    search = max(each["search_ms"] for each in ours)
    return [
        Row(
            "First frame of the desk from process start",
            f"{frame:.0f} ms",
            f"an empty Qt window: {floor:.0f} ms",
            f"{floor / frame:.0%}",
            f"under {FRAME_MS} ms, and at least {EMPTY_MS / FRAME_MS:.0%}",
            frame < FRAME_MS and floor / frame >= EMPTY_MS / FRAME_MS,
        ),
        Row(
            "Slowest search in the desk, from the key to what was found",
            f"{search:.1f} ms",
            "the time that was asked for: 100 ms",
            f"{SEARCH_MS / search:.1f}",
            f"under {SEARCH_MS} ms",
            search < SEARCH_MS,
        ),
    ]
