"""Builds of 100,000, a million and ten million invented people in the demo suite: time and memory against their number.

python -m tests.benchmarks.scale [COUNT ...]     writes a table and two plots into docs/benchmarks.md; about an hour

Each build is the program's own command in a process of its own, whose memory and that of its workers is read from
/proc twice a second. What was measured of each is kept in out/, so that one size can be measured again.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.identity import finland
from exposure_check.protocol import letter_code
from exposure_check.publisher import sample_records
from exposure_check.resources import assets
from tests.benchmarks.table import kept, table
from tests.support.world import COMMAND, output_of

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNTS = (100_000, 1_000_000, 10_000_000)
LIMIT_MB = 2 * 1024**3 / 1e6
PART = "scale"
KEPT = Path("out")
_SAMPLE_SECONDS = 0.5
_POINTS = 20  # of a plot
_FIRST_DAY, _DAYS = date(1937, 1, 1), 31_000


@dataclass
class Scaled:
    """What one build took. `cpu_seconds` are of all its processes. Memory in MB, a sample every half second: of the
    build, and of it and its workers.
    """

    people: int
    summary: dict
    seconds: float
    cpu_seconds: float
    own: list[float]
    together: list[float]
    work_bytes: int


def main() -> int:
    """Build, print and keep; 1 where memory went over the limit."""
    KEPT.mkdir(exist_ok=True)
    for count in [int(word) for word in sys.argv[1:]] or COUNTS:
        measure(count)
    files = [KEPT / f"scale-{count}.json" for count in COUNTS]
    found = [Scaled(**json.loads(path.read_text())) for path in files if path.exists()]
    text = report(found)
    print(text)
    if len(found) == len(COUNTS):
        kept(PART, text)
    return int(max(max(scaled.together) for scaled in found) > LIMIT_MB)


def measure(count: int) -> None:
    """Build so many people, and keep what it took."""
    with tempfile.TemporaryDirectory(prefix="exposure-check-scale-") as name:
        folder = Path(name)
        output_of("publish", "keys", folder / "keys", "--plain", home=folder)
        shutil.copy(assets() / "demo" / sample_records.BREACHES_FILE, folder)
        write_records(folder / sample_records.RECORDS_FILE, count)
        words = [
            "publish",
            "build",
            "--breaches",
            folder / sample_records.BREACHES_FILE,
            "--json",
            "--suite",
            "XC1-DEMO",
        ]
        words += ["--records", folder / sample_records.RECORDS_FILE, "--keys", folder / "keys", "--out", folder / "out"]
        start, cpu = time.monotonic(), _cpu_of_children()
        with (folder / "summary.json").open("wb") as out:
            process = subprocess.Popen([*COMMAND, *map(str, words)], stdout=out)
            own, together, work_bytes = _watched(process, folder / "out.work")
        seconds, cpu = time.monotonic() - start, _cpu_of_children() - cpu
        if process.returncode != 0:
            raise RuntimeError(f"the build of {count:,} ended with {process.returncode}")
        summary = json.loads((folder / "summary.json").read_text())
        scaled = Scaled(count, summary, seconds, cpu, own, together, work_bytes)
        (KEPT / f"scale-{count}.json").write_text(json.dumps(asdict(scaled)))
        print(f"{count:,}: {seconds:,.0f} s, most {max(together):,.0f} MB", file=sys.stderr, flush=True)


def write_records(path: Path, count: int) -> None:
    """So many rows, each of another invented person, three of five in the open breach."""
    rng = random.Random(count)
    with path.open("w", encoding="ascii") as file:
        file.write(",".join(sample_records.COLUMNS) + "\n")
        for place, number in enumerate(itertools.islice(_numbers(), count)):
            if place % 5 < 3:
                file.write(f"fi.hetu,{number},{sample_records.OPEN_BREACH},{rng.choice(sample_records._SHOP)},\n")
            else:
                file.write(
                    f"fi.hetu,{number},{sample_records.SEALED_BREACH},{rng.choice(sample_records._THERAPY)},{letter_code.draw()}\n"
                )


def _numbers() -> Iterator[str]:
    """Numbers of the range that is never given, each once."""
    for mark in range(len(finland.SEPARATORS_1900)):
        for individual in range(finland.FIRST_TEMPORARY, 1000):
            for days in range(_DAYS):
                day = _FIRST_DAY + timedelta(days=days)
                separators = finland.SEPARATORS_1900 if day.year < 2000 else finland.SEPARATORS_2000
                birth = f"{day:%d%m%y}"
                yield f"{birth}{separators[mark]}{individual}{finland.check_character(f'{birth}{individual}')}"


def _watched(process: subprocess.Popen, work: Path) -> tuple[list[float], list[float], int]:
    own, together, size = [], [], 0
    for tick in itertools.count():
        if process.poll() is not None:
            return own, together, size
        mine = resident(process.pid)
        own.append(mine)
        together.append(mine + sum(map(resident, children(process.pid))))
        if tick % 20 == 0:
            size = max(size, _disk(work))
        time.sleep(_SAMPLE_SECONDS)
    raise AssertionError


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def resident(pid: int) -> float:
    """The resident memory of a process in MB, 0 where it has ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _disk(folder: Path) -> int:
    result = subprocess.run(["du", "-sb", folder], capture_output=True, text=True, check=False)
    return int(result.stdout.split()[0]) if result.stdout else 0


def report(found: list[Scaled]) -> str:
    """The table, a plot of time against records, and one of memory while the builds ran."""
    stages = ("read", "group", "stretch", "lay out")
    memory = ["Memory at most", "With the workers"]
    head = ["Records", *stages, "In all", "CPU a record", *memory, "Work folder", "Pack"]
    lines = []
    for scaled in found:
        seconds = scaled.summary["seconds"]
        (data_set,) = scaled.summary["data_sets"]
        lines.append(
            [
                f"{scaled.people:,}",
                *(f"{seconds[stage]:,.1f} s" for stage in stages),
                f"{scaled.seconds:,.0f} s",
                f"{scaled.cpu_seconds / scaled.people * 1e6:,.0f} us",
                f"{max(scaled.own):,.0f} MB",
                f"{max(scaled.together):,.0f} MB",
                f"{scaled.work_bytes / 1e6:,.0f} MB",
                f"{data_set['bytes'] / 1e6:,.1f} MB",
            ]
        )
    return "\n\n".join((table(head, lines), _time_plot(found), _memory_plot(found)))


def _time_plot(found: list[Scaled]) -> str:
    per_record = [scaled.cpu_seconds * 1e6 / scaled.people for scaled in found]
    names = ", ".join(f'"{scaled.people:,}"' for scaled in found)
    title = "Microseconds of CPU for a record, by the size of the build"
    return _plot(title, f"[{names}]", "us", max(per_record), [per_record])


def _memory_plot(found: list[Scaled]) -> str:
    lines = [[max(part) for part in _parts(scaled.together)] for scaled in found]
    names = ", ".join(f'"{round(100 * (place + 1) / _POINTS)}"' for place in range(_POINTS))
    title = "Memory of the build and its workers (MB) over the percent of its time, a line for each size"
    return _plot(title, f'"percent of the time" [{names}]', "MB", max(map(max, lines)), lines)


def _parts(samples: list[float]) -> list[list[float]]:
    return [
        samples[len(samples) * place // _POINTS : max(len(samples) * (place + 1) // _POINTS, 1)] or samples[-1:]
        for place in range(_POINTS)
    ]


def _plot(title: str, names: str, unit: str, most: float, lines: list[list[float]]) -> str:
    drawn = "\n".join(f"    line [{', '.join(f'{value:.0f}' for value in line)}]" for line in lines)
    return (
        f'```mermaid\nxychart-beta\n    title "{title}"\n    x-axis {names}\n'
        f'    y-axis "{unit}" 0 --> {most * 1.1:.0f}\n{drawn}\n```'
    )


if __name__ == "__main__":
    sys.exit(main())
