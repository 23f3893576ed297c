"""40,000 letters of two pages in one run, and whether memory grows with their number. The command, in its own process.

python -m tests.benchmarks letters            prints the rows
python -m tests.benchmarks.letters COUNT      one run of that many, printed
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas

from exposure_check.clinic import face
from exposure_check.identity import finland
from tests.benchmarks.table import Row
from tests.support.clinic import BREACH, COLUMNS, Clinic, make_clinic

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT, FEWER = 40_000, 10_000
_TARGET_SECONDS, _TARGET_GROWTH_MB = 600, 100
_FLOOR_LETTERS = 2_000
_MB = 1e6
_CHILD = """
import json, resource, sys, time
from exposure_check.cli import main
start = time.perf_counter()
status = main(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps([status, time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024]))
"""


@dataclass(frozen=True)
class Run:
    """What one run took. Seconds of the clock and of the processor; the most resident memory, in bytes."""

    seconds: float
    cpu_seconds: float
    memory: int
    files: int
    largest_file: int


def rows() -> list[Row]:
    """The rows of the table."""
    fewer, run = measured(FEWER), measured(COUNT)
    floor = drawing_alone() * COUNT
    growth = (run.memory - fewer.memory) / _MB
    return [
        Row(
            f"{COUNT:,} letters of two pages, with hold list and ledger, one process",
            f"{run.seconds:.0f} s ({run.cpu_seconds:.0f} s of one core); {run.files} files, the largest "
            f"{run.largest_file / _MB:.1f} MB",
            f"reportlab alone, a form a page and seven lines of text: {floor:.0f} s of one core",
            f"{floor / run.cpu_seconds:.0%}",
            f"at most {_TARGET_SECONDS} s on two cores",
            run.seconds <= _TARGET_SECONDS and run.largest_file <= 3_000_000,
        ),
        Row(
            f"Most resident memory of {COUNT:,} letters",
            f"{run.memory / _MB:.0f} MB",
            f"of {FEWER:,} letters: {fewer.memory / _MB:.0f} MB",
            f"{growth / (COUNT - FEWER) * 1e6 / 1000:.1f} kB a person more",
            f"at most {_TARGET_GROWTH_MB} MB more: the code book alone grows",
            growth <= _TARGET_GROWTH_MB,
        ),
    ]


def measured(count: int) -> Run:
    """Make so many letters."""
    with tempfile.TemporaryDirectory(prefix="letters") as name:
        numbers = list(_numbers(count))
        clinic = make_clinic(Path(name), numbers[:20])
        _write_patients(clinic, numbers)
        patients, book = str(clinic.path("patients.csv")), str(clinic.path("book"))
        words = ["clinic", "codes", "--patients", patients, "--scheme", "fi.hetu", "--breach", BREACH]
        _run([*words, "--codes", book, "--allow-test-numbers", *clinic.opening])
        out = clinic.path("letters")
        words = ["clinic", "letters", "--patients", patients, "--codes", book, *clinic.basis, "--out", str(out)]
        seconds, cpu_seconds, memory = _run([*words, *clinic.opening])
        sizes = [path.stat().st_size for path in out.glob("*.pdf")]
        return Run(seconds, cpu_seconds, memory, len(sizes), max(sizes))


def drawing_alone() -> float:
    """Seconds of one core that a letter takes reportlab: two pages, a form each, and seven lines."""
    typeface = face.load()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, initialFontName=typeface.regular, pageCompression=1)
    for name in ("front", "back"):
        canvas.beginForm(name)
        for line in range(40):
            canvas.setFont(typeface.regular, 10)
            canvas.drawString(60, 700 - line * 14, "A line of the letter that is the same for everybody of a language")
        canvas.endForm()
    start = time.process_time()
    for letter in range(_FLOOR_LETTERS):
        for name in ("front", "back"):
            canvas.doForm(name)
            for line in range(5 if name == "front" else 2):
                canvas.setFont(typeface.regular, 10)
                canvas.drawString(60, 100 + line * 14, f"A line of letter {letter}")
            canvas.showPage()
    canvas.save()
    return (time.process_time() - start) / _FLOOR_LETTERS


def _numbers(count: int) -> Iterator[str]:
    """Test numbers of adults, in order."""
    for at in range(count):
        day = date(1930, 1, 1) + timedelta(days=at % 25_000)
        birth = f"{day:%d%m%y}{900 + at // 25_000}"
        yield f"{birth[:6]}-{birth[6:]}{finland.check_character(birth)}"


def _write_patients(clinic: Clinic, numbers: list[str]) -> None:
    with clinic.path("patients.csv").open("w", encoding="utf-8") as file:
        file.write(",".join(COLUMNS) + "\n")
        for at, number in enumerate(numbers):
            row = {"number": number, "name": f"Aino Esimerkki {at}", "address1": f"Esimerkkikatu {at % 90} B {at % 40}"}
            row |= {"postcode": f"{at % 90_000 + 10_000}", "town": "Helsinki", "language": ("fi", "sv", "en")[at % 3]}
            file.write(",".join(row.get(column, "") for column in COLUMNS) + "\n")


def _run(words: list[str]) -> tuple[float, float, int]:
    environment = os.environ | {"PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, *words], capture_output=True, text=True, check=True, env=environment
    )
    status, seconds, cpu_seconds, memory = json.loads(done.stdout.splitlines()[-1])
    if status:
        raise RuntimeError(done.stderr)
    return seconds, cpu_seconds, memory


if __name__ == "__main__":
    print(measured(int(sys.argv[1])))
