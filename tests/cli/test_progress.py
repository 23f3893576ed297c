"""Progress of long work, at a terminal and away from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from exposure_check.cli import progress as shown_progress


def test_away_from_a_terminal_progress_is_a_line_a_minute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("exposure_check.cli.progress.time.monotonic", lambda: now[0])
    path = tmp_path / "log"
    with path.open("w") as stream, shown_progress.shown(stream) as report:
        for second in range(0, 200, 5):
            now[0] = float(second)
            report("stretch", second * 10, 4000)
    assert path.read_text().splitlines() == [
        "stretch: 600 of 4,000, 10.0/s, 6 min left",
        "stretch: 1,200 of 4,000, 10.0/s, 5 min left",
        "stretch: 1,800 of 4,000, 10.0/s, 4 min left",
    ]
