"""The publisher's work at XC1, against raw Argon2id in as many processes with the same allocator settings."""

from __future__ import annotations

import os
import random
import tempfile
import time
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw

from exposure_check import identity
from exposure_check.protocol.stretch import salt, stretch
from exposure_check.protocol.suite import XC1
from exposure_check.publisher import breaches, demo, pool
from exposure_check.publisher.build import Keys, Order, build
from exposure_check.resources import assets
from tests.benchmarks.table import Row
from tests.walks.world import done

PEOPLE = 480
TARGET = 0.90
_SCHEME = "fi.hetu"


def bare_hashes(count: int) -> None:
    """So many raw Argon2id hashes, one thread for all lanes, which is the quickest for many (runs in a worker)."""
    for number in range(count):
        stretch(f"{_SCHEME}\0{number}".encode(), XC1, threads=1)


def bare_hashes_four_threads(count: int) -> None:
    """The same with a thread a lane, as `hash_secret_raw` does it."""
    for number in range(count):
        secret = f"{_SCHEME}\0{number}".encode()
        hash_secret_raw(secret, salt(_SCHEME), XC1.passes, XC1.memory_kib, XC1.lanes, 32, Type.ID)


def rows() -> list[Row]:
    """One row for the build, one for the choice of threads."""
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as name, pool.processes() as workers:
        order, publisher = _order(Path(name))

        def raw(work: object) -> float:
            start = time.perf_counter()
            list(workers.map(work, [PEOPLE // cores // 4] * cores * 4))
            return PEOPLE / (time.perf_counter() - start)

        raw(bare_hashes)  # the workers' first hashes fault their memory in
        floors = [raw(bare_hashes)]
        start = time.perf_counter()
        build(order, publisher, workers)
        ours = PEOPLE / (time.perf_counter() - start)
        floors.append(raw(bare_hashes))
        threads = raw(bare_hashes_four_threads)
    floor = sum(floors) / len(floors)
    return [
        Row(
            f"Build at XC1, {PEOPLE} people, {cores} processes",
            f"{ours:.1f} people/s",
            f"raw Argon2id: {floor:.1f}/s (before {floors[0]:.1f}, after {floors[1]:.1f})",
            f"{ours / floor:.0%}",
            f"at least {TARGET:.0%}",
            ours / floor >= TARGET,
        ),
        Row(
            "Argon2id, a thread a lane",
            f"{threads:.1f}/s",
            f"one thread for all lanes: {floor:.1f}/s",
            f"{threads / floor:.0%}",
            "for comparison",
            True,
        ),
    ]


def _order(folder: Path) -> tuple[Order, Keys]:
    numbers = identity.distinct_test_numbers(_SCHEME, PEOPLE, random.Random(1))
    lines = [f"{_SCHEME},{number},{demo.OPEN_BREACH},name;email,\n" for number in numbers]
    records = folder / demo.RECORDS_FILE
    records.write_text("scheme,number,breach,categories,code\n" + "".join(lines))
    done("publish", "keys", folder / "keys", "--plain", home=folder)
    listed = breaches.load(assets() / "demo" / demo.BREACHES_FILE)
    return Order(listed, [records], folder / "out", XC1, allow_test=True), Keys(folder / "keys")
