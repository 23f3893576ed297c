"""Progress of long work: a bar with rate and time left at a terminal, one line a minute anywhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from rich.progress import TaskID

LINE_SECONDS = 60.0

Report = Callable[[str, int, int], None]  # stage, done, in all (0 where that is not known)


@contextmanager
def shown(stream: TextIO | None = None) -> Iterator[Report]:
    """A function to call with stage, done and total; what it shows goes to `stream` (standard error by default)."""
    out: TextIO = stream or getattr(sys.stderr, "unescaped", None) or sys.stderr  # bars move the cursor
    if not out.isatty():
        yield _lines(out)
        return
    columns = (
        TextColumn("{task.description:<10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(file=out)) as bars:
        yield _bars(bars)


def _bars(bars: Progress) -> Report:
    tasks: dict[str, TaskID] = {}

    def report(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            tasks[stage] = bars.add_task(stage, total=total or None, rate="")
        speed = bars.tasks[tasks[stage]].speed
        bars.update(tasks[stage], completed=done, total=total or None, rate=f"{speed:,.1f}/s" if speed else "")

    return report


def _lines(out: TextIO) -> Report:
    starts: dict[str, tuple[float, int]] = {}  # stage -> when it was first heard of, and what was done by then
    last_line = time.monotonic()

    def report(stage: str, done: int, total: int) -> None:
        nonlocal last_line
        now = time.monotonic()
        start, done_before = starts.setdefault(stage, (now, done))
        if now - last_line < LINE_SECONDS:
            return
        last_line = now
        rate = (done - done_before) / (now - start) if now > start else 0.0
        time_left = f", {(total - done) / rate / 60:.0f} min left" if rate and total else ""
        total_shown = f" of {total:,}" if total else ""
        print(f"{stage}: {done:,}{total_shown}, {rate:,.1f}/s{time_left}", file=out, flush=True)

    return report
