"""Reading records: a million rows on all cores, ten million for memory, and 4 GiB of notes in quotation marks.

python -m tests.benchmarks reading     prints the rows, in some minutes, and needs 6 GB of the temporary folder
"""

from __future__ import annotations

import csv
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from stdnum.fi import hetu

from exposure_check.publisher import sample_records
from exposure_check.publisher.workers import pool
from exposure_check.resources import assets
from tests.benchmarks.scale import children, resident, write_records
from tests.benchmarks.table import Row
from tests.support.world import output_of

if TYPE_CHECKING:
    from collections.abc import Sequence

ROWS, MANY_ROWS = 1_000_000, 10_000_000
_NOTES_BYTES = 4 << 30
_MOST_GROWTH_MB = 100
_MOST_NOTES_MB = 600
_LEAST_OF_FLOOR = 0.23  # a reader of before, which was not exact, was at 28 %: at most 1.2 times its time
_ROUNDS = 3
_SAMPLE_SECONDS = 0.1
_CHILD = Path(__file__).with_name("reading_child.py")


@dataclass(frozen=True)
class Run:
    """What a reading took: seconds of the clock, and the most resident memory in MB, of it with its workers."""

    seconds: float
    memory: float


def rows() -> list[Row]:
    """The rows of the table."""
    with tempfile.TemporaryDirectory(prefix="exposure-check-reading-") as name:
        folder = Path(name)
        output_of("publish", "keys", folder / "keys", "--plain", home=folder)
        shutil.copy(assets() / "demo" / sample_records.BREACHES_FILE, folder)
        pieces, records = _pieces(folder), folder / sample_records.RECORDS_FILE
        rounds = [(_bare(pieces), _read(folder, "ingest")) for _ in range(_ROUNDS)]
        seconds, floor = min(run.seconds for _, run in rounds), min(bare for bare, _ in rounds)
        memory = max(run.memory for _, run in rounds)
        write_records(records, MANY_ROWS)
        many = _read(folder, "ingest")
        records.unlink()
        size, people = _write_notes(folder / "notes.csv")
        notes = _read(folder, "inspect", "notes.csv")
    cores = os.cpu_count()
    return [
        Row(
            f"Read and validate {ROWS:,} rows of CSV, {cores} processes",
            f"{seconds:.1f} s",
            f"`csv`, the check of python-stdnum and msgpack alone: {floor:.1f} s",
            f"{floor / seconds:.0%}",
            f"at least {_LEAST_OF_FLOOR:.0%}",
            floor / seconds >= _LEAST_OF_FLOOR,
        ),
        Row(
            f"Memory while {MANY_ROWS:,} rows are read, with the workers",
            f"{many.memory:.0f} MB ({many.seconds:.0f} s)",
            f"{ROWS:,} rows: {memory:.0f} MB",
            f"{many.memory / memory:.0%}",
            f"at most {_MOST_GROWTH_MB} MB more",
            many.memory - memory <= _MOST_GROWTH_MB,
        ),
        Row(
            f"Look at {size / 2**30:.1f} GiB of notes in quotation marks, {people:,} rows, one process",
            f"{notes.memory:.0f} MB ({notes.seconds:.0f} s, {size / notes.seconds / 1e6:.0f} MB/s)",
            "-",
            "-",
            f"at most {_MOST_NOTES_MB} MB",
            notes.memory <= _MOST_NOTES_MB,
        ),
    ]


def _pieces(folder: Path) -> list[Path]:
    """A million rows as one file, and the same in pieces for the floor."""
    records = folder / sample_records.RECORDS_FILE
    write_records(records, ROWS)
    lines = records.read_text().splitlines(keepends=True)[1:]
    pieces = []
    for number, start in enumerate(range(0, ROWS, ROWS // 40)):
        pieces.append(folder / f"piece-{number}.csv")
        pieces[-1].write_text("".join(lines[start : start + ROWS // 40]))
    return pieces


def _bare(pieces: Sequence[Path]) -> float:
    """Seconds in which as many processes read the same rows and do no more than they must."""
    with pool.processes() as workers:
        start = time.perf_counter()
        if sum(workers.map(bare_piece, pieces)) != ROWS:
            raise RuntimeError("the floor did not read every row")
        return time.perf_counter() - start


def bare_piece(path: Path) -> int:
    """The rows of a file, each parsed, checked and encoded (runs in a worker)."""
    count = 0
    with path.open(newline="", encoding="utf-8") as file:
        for _, number, breach, categories, code in csv.reader(file, strict=True):
            msgspec.msgpack.encode((hetu.validate(number, allow_temporary=True), code, breach, categories))
            count += 1
    return count


def _write_notes(path: Path) -> tuple[int, int]:
    """A file of notes of many lines with commas and doubled marks, each of 20 to 300 kB; its bytes and its rows."""
    line = 'She said ""it began, then it went"", and, later: nothing; more of this to the end of the line\r\n'
    header = ",".join((*sample_records.COLUMNS, "note")) + "\r\n"
    size = people = 0
    small = path.with_suffix(".rows")
    write_records(small, 40_000)
    with path.open("w", encoding="ascii", newline="") as file, small.open(encoding="ascii") as rows_of_people:
        next(rows_of_people)
        size += file.write(header)
        for row, lines in zip(rows_of_people, itertools.cycle((200, 3_000, 900, 1_500)), strict=False):
            size += file.write(row.rstrip("\n") + ',"' + line * lines + '"\r\n')
            people += 1
            if size >= _NOTES_BYTES:
                return size, people
    raise RuntimeError("too few people for so many bytes")


def _read(folder: Path, how: str, records: str = sample_records.RECORDS_FILE) -> Run:
    """Read in a process of its own, watched from outside."""
    shutil.rmtree(folder / "out.work", ignore_errors=True)  # else the reading of before would be gone on with
    words = [sys.executable, str(_CHILD), how, str(folder), records]
    environment = os.environ | {"PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=environment) as process:
        most = 0.0
        while process.poll() is None:
            most = max(most, resident(process.pid) + sum(map(resident, children(process.pid))))
            time.sleep(_SAMPLE_SECONDS)
        out = process.stdout.read() if process.stdout else b""
    if process.returncode:
        raise RuntimeError(f"reading ended with {process.returncode}")
    return Run(json.loads(out), most)
