"""Hours of use in minutes: nothing grows. Run with `make soak`, and by nothing else."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from pathlib import Path

from exposure_check.lookup import profile
from exposure_check.lookup.cancel import Cancel
from exposure_check.lookup.query import Query
from exposure_check.lookup.session import Session
from exposure_check.lookup.verdict import Listed, Privacy
from exposure_check.secret import Secret
from tests.soak import agreement
from tests.support.world import world

LOOKUPS = 3000
GROWTH_KIB = 4096


def resident_kib() -> int:
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1])


def open_files() -> int:
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208  # one entry each, also those that go meanwhile


def main() -> int:
    """Read hostile tables, then look up thousands of times; 1 where memory, open files or threads have grown."""
    agreement.run()
    with tempfile.TemporaryDirectory() as folder, world(Path(folder)) as service:
        profile_of_service = profile.load(service.profile)
        marks = []
        for number in range(LOOKUPS):
            person = service.people[("found", "not_found", "sealed")[number % 3]]
            code = Secret(person.code) if person.code else None
            privacy = list(Privacy)[number % 2]
            session = Session(profile_of_service, state=Path(folder) / "state")
            verdict = session.check(Query(Secret(person.number), "fi.hetu", code, privacy), lambda *_: None, Cancel())
            listed = isinstance(verdict, Listed)
            if listed is (person.label == "not_found"):
                raise AssertionError(f"lookup {number} had another outcome")
            if number % 500 == 499:
                marks.append((resident_kib(), open_files(), threading.active_count()))
                print(f"{number + 1} lookups: {marks[-1][0]} KiB, {marks[-1][1]} files, {marks[-1][2]} threads")
    first, last = marks[1], marks[-1]
    return int(last[0] - first[0] > GROWTH_KIB or last[1:] != first[1:])


if __name__ == "__main__":
    sys.exit(main())
