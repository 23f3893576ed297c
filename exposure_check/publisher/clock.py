"""The seconds that each stage of a build takes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exposure_check.publisher.workers.tasks import Progress


class StageClock:
    """Passes progress on and keeps the seconds of each stage."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._began = self._last = time.monotonic()
        self._seconds: dict[str, float] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        self._seconds[stage] = self._seconds.get(stage, 0.0) + now - self._last
        self._last = now
        self._progress(stage, done, total)

    def seconds(self) -> dict[str, float]:
        """Seconds by stage, and `total` since the build began, to a thousandth."""
        total = time.monotonic() - self._began
        return {stage: round(seconds, 3) for stage, seconds in (self._seconds | {"total": total}).items()}
