"""The publisher's work at XC1 against raw Argon2id with the same allocator settings, in as many processes, on the pool
and on the workers of a Dask cluster; and everything but the hash against the bare functions of libsodium.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import random
import statistics
import tempfile
import time
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from argon2.low_level import Type, hash_secret_raw

from exposure_check import identity
from exposure_check.protocol import sodium
from exposure_check.protocol.stretch import salt, stretch
from exposure_check.protocol.suite import XC1, XC1_DEMO
from exposure_check.publisher import sample_records
from exposure_check.publisher.build import BuildOptions, PublisherKeys, build
from exposure_check.publisher.input import breaches
from exposure_check.publisher.stages import evaluate
from exposure_check.publisher.workers import cluster, pool
from exposure_check.resources import assets
from tests.benchmarks.table import Row
from tests.support.dask_cluster import dask_cluster
from tests.support.world import output_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exposure_check.protocol.suite import Suite

PEOPLE = 320
ROUNDS = 3
TARGET = 0.95
UNHASHED_PEOPLE = 200_000
UNHASHED_TARGET = 15_000  # records a second of one core
_SCHEME = "fi.hetu"


class Here(Executor):
    """One core: what is submitted is done at once."""

    _max_workers = 1

    def submit(self, function: Callable, /, *arguments: object, **named: object) -> Future:
        """See `concurrent.futures.Executor`."""
        future: Future = Future()
        future.set_result(function(*arguments, **named))
        return future


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
    """One row an engine at XC1, one for the choice of threads, one without the hash."""
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as name, pool.processes() as workers, dask_cluster(Path(name), cores) as dask:
        options, publisher = _options(Path(name), PEOPLE, XC1)
        options = replace(options, partition_bits=7)  # as many pieces a core as builds of thousands have

        def raw(work: Callable[[int], None]) -> float:
            start = time.perf_counter()
            list(workers.map(work, [PEOPLE // cores // 16] * cores * 16))
            return PEOPLE / (time.perf_counter() - start)

        def built(engine: Executor) -> float:
            start = time.perf_counter()
            build(options, publisher, engine)
            return PEOPLE / (time.perf_counter() - start)

        raw(bare_hashes)  # the workers' first hashes fault their memory in
        with cluster.connected(
            dask.address, options.work_folder(), workers, trust_network=False, warn=_refuse
        ) as dask_workers:
            rounds = [
                (raw(bare_hashes), built(workers), built(dask_workers), raw(bare_hashes_four_threads))
                for _ in range(ROUNDS)
            ]
    floors, on_the_pool, on_dask, four_threads = zip(*rounds, strict=True)
    return [
        _engine_row(f"Build at XC1, {PEOPLE} people, {cores} processes", on_the_pool, floors, TARGET),
        _engine_row(f"Build at XC1, {PEOPLE} people, {cores} Dask workers", on_dask, floors, TARGET),
        _engine_row("Raw Argon2id, a thread a lane", four_threads, floors, None),
        _unhashed(),
    ]


def _engine_row(what: str, ours: Sequence[float], floors: Sequence[float], target: float | None) -> Row:
    """The middle one of the ratios, each to the floor beside it."""
    ratio = statistics.median(mine / floor for mine, floor in zip(ours, floors, strict=True))
    return Row(
        what,
        f"{', '.join(f'{mine:.1f}' for mine in ours)} people/s",
        f"raw Argon2id, one thread for all lanes: {', '.join(f'{floor:.1f}' for floor in floors)}",
        f"{ratio:.0%}",
        f"at least {target:.0%}" if target else "for comparison",
        target is None or ratio >= target,
    )


def _unhashed() -> Row:
    """The demo suite with its hash taken out: what is left is read, VOPRF, record and bucket, on one core."""
    before = _bare_evaluations()
    evaluate.stretch = lambda canonical, _suite, threads: hashlib.sha256(canonical).digest()
    try:
        with tempfile.TemporaryDirectory() as name:
            options, publisher = _options(Path(name), UNHASHED_PEOPLE, XC1_DEMO)
            start = time.perf_counter()
            build(options, publisher, Here())
            ours = UNHASHED_PEOPLE / (time.perf_counter() - start)
    finally:
        evaluate.stretch = stretch
    floor = (before + _bare_evaluations()) / 2
    return Row(
        f"Build without the hash, {UNHASHED_PEOPLE:,} people, one core",
        f"{ours:,.0f} records/s",
        f"libsodium alone, one from_hash and one multiplication a record: {floor:,.0f}/s",
        f"{ours / floor:.0%}",
        f"at least {UNHASHED_TARGET:,}/s",
        ours >= UNHASHED_TARGET,
    )


def _bare_evaluations() -> float:
    """So many records a second could be made if nothing were to do but the two functions of the group."""
    count, out, scalar, wide = 20_000, ctypes.create_string_buffer(32), sodium.scalar_random(), bytes(range(64))
    from_hash = sodium._lib.crypto_core_ristretto255_from_hash
    multiply, element = sodium._lib.crypto_scalarmult_ristretto255, sodium.from_hash(wide)
    start = time.perf_counter()
    for _ in range(count):
        from_hash(out, wide)
        multiply(out, scalar, element)
    return count / (time.perf_counter() - start)


def _refuse(warning: str) -> None:
    raise RuntimeError(warning)


def _options(folder: Path, people: int, suite: Suite) -> tuple[BuildOptions, PublisherKeys]:
    numbers = identity.distinct_test_numbers(_SCHEME, people, random.Random(1))
    lines = [f"{_SCHEME},{number},{sample_records.OPEN_BREACH},name;email,\n" for number in numbers]
    records = folder / sample_records.RECORDS_FILE
    records.write_text("scheme,number,breach,categories,code\n" + "".join(lines))
    output_of("publish", "keys", folder / "keys", "--plain", home=folder)
    listed = breaches.load(assets() / "demo" / sample_records.BREACHES_FILE)
    return BuildOptions(listed, [records], folder / "out", suite, allow_test=True), PublisherKeys(folder / "keys")
