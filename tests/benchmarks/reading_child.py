"""One reading, in a process of its own: the first stage of a build, or a look. Prints its seconds.

python reading_child.py ingest|inspect FOLDER RECORDS
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from exposure_check.protocol.suite import XC1_DEMO
from exposure_check.publisher import build as building
from exposure_check.publisher import sample_records
from exposure_check.publisher.build import BuildOptions, PublisherKeys
from exposure_check.publisher.dry_run.inspection import inspect
from exposure_check.publisher.input import breaches
from exposure_check.publisher.workers import pool


class _ReadError(Exception):
    """All is read: what follows is not measured."""


def _stop(*_: object) -> None:
    raise _ReadError


def main() -> None:
    """See above."""
    how, folder, records = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[2]) / sys.argv[3]
    listed = breaches.load(folder / sample_records.BREACHES_FILE)
    options = BuildOptions(listed, [records], folder / "out", XC1_DEMO, allow_test=True)
    if how == "inspect":
        start = time.perf_counter()
        if inspect([records], options.rules()).refused:
            raise RuntimeError("rows were refused")
        print(time.perf_counter() - start)
        return
    building.count.count_people = _stop  # type: ignore[assignment]
    with pool.processes() as workers:
        start = time.perf_counter()
        try:
            building.build(options, PublisherKeys(folder / "keys"), workers)
        except _ReadError:
            print(time.perf_counter() - start)


if __name__ == "__main__":
    main()
