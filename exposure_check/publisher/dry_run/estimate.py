"""What a build would take and give, from a measurement of about one second."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

import msgspec

from exposure_check import identity
from exposure_check.protocol.bucket import Layout
from exposure_check.protocol.stretch import stretch
from exposure_check.protocol.suite import SUITES
from exposure_check.publisher.stages import anonymity
from exposure_check.publisher.stages.describe import LABEL_BYTES
from exposure_check.publisher.workers import tasks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Executor

MEASURED_SECONDS = 1.0


class Estimate(msgspec.Struct, frozen=True):
    """One scheme of a build that is not begun. A person in several rows is hashed once, so `seconds` is at most that.

    `bytes` is the size of the pack with the fullest bucket four standard deviations above the mean.
    """

    scheme: str
    rows: int
    k: int
    buckets: int
    bytes: int
    seconds: float


def estimate(rows: Mapping[str, int], suite: str, prefix_bits: int | None, pool: Executor) -> list[Estimate]:
    """An estimate for each scheme; `rows` are the valid rows by scheme. Raises `PublishError` outside the rule."""
    rate = sum(pool.map(_hashes_a_second, [suite] * tasks.width(pool)))
    return [_of_scheme(scheme, count, prefix_bits, rate) for scheme, count in sorted(rows.items())]


def _of_scheme(scheme: str, rows: int, prefix_bits: int | None, rate: float) -> Estimate:
    bits = anonymity.prefix_bits(identity.get(scheme), prefix_bits)
    mean = rows / (1 << bits)
    fullest = max(1, math.ceil(mean + 4 * math.sqrt(mean)))
    layout = Layout(bytes(16), bits, fullest, LABEL_BYTES, bytes(32))
    seconds = round(rows / rate, 3)
    return Estimate(scheme, rows, identity.get(scheme).k(bits), layout.buckets, layout.pack_bytes, seconds)


def _hashes_a_second(suite: str) -> float:
    began, count = time.perf_counter(), 0
    while (elapsed := time.perf_counter() - began) < MEASURED_SECONDS or not count:
        stretch(b"fi.hetu\0" + count.to_bytes(4, "big"), SUITES[suite], threads=1)
        count += 1
    return count / elapsed
