"""From records in no order to the files of a data set: buckets of one size, the Merkle tree, the pack."""

from __future__ import annotations

import os
import secrets
import shutil
from typing import TYPE_CHECKING

from exposure_check.errors import PublishError
from exposure_check.protocol import merkle
from exposure_check.protocol.bucket import HEADER, WORD_BITS, content
from exposure_check.protocol.record import TAG_BYTES
from exposure_check.publisher.evaluation import WORD_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def fill(placed: Iterable[bytes], dataset_id: bytes, prefix_bits: int, record_bytes: int) -> list[bytes]:
    """All bucket bodies in order, padded with random records to the size of the fullest.

    `placed` are the results of `evaluation.placed_records`. Raises `PublishError` where two records share a tag.
    """
    buckets: list[list[bytes]] = [[] for _ in range(1 << prefix_bits)]
    size = WORD_BYTES + record_bytes
    for chunk in placed:
        for start in range(0, len(chunk), size):
            word = int.from_bytes(chunk[start : start + WORD_BYTES], "big")
            buckets[word >> (WORD_BITS - prefix_bits)].append(chunk[start + WORD_BYTES : start + size])
    fullest = max(1, *map(len, buckets))
    return [
        content(dataset_id, index, _padded(records, fullest, record_bytes)) for index, records in enumerate(buckets)
    ]


def records_in(body: bytes) -> int:
    """How many records a bucket body holds, as its header says."""
    count: int = HEADER.unpack_from(body)[3]
    return count


def _padded(records: list[bytes], count: int, record_bytes: int) -> list[bytes]:
    by_tag = {record[:TAG_BYTES]: record for record in records}
    if len(by_tag) != len(records):
        raise PublishError(
            "Two records of one bucket begin alike, which is next to impossible.",
            advice="Run the same command again: a new build draws new values.",
        )
    while len(by_tag) < count:
        record = secrets.token_bytes(record_bytes)
        by_tag.setdefault(record[:TAG_BYTES], record)
    return list(by_tag.values())


def write(folder: Path, bodies: list[bytes], tree: list[list[bytes]]) -> None:
    """Write `buckets/<index>` and `pack` below `folder`, which appears whole or not at all. Raises `OSError`."""
    partial = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    (partial / "buckets").mkdir(parents=True)
    written = []
    for index, body in enumerate(bodies):
        path = partial / "buckets" / str(index)
        path.write_bytes(body + merkle.audit_path(tree, index))
        written.append(path)
    with (partial / "pack").open("wb") as pack:
        pack.writelines(bodies)
    _sync([*written, partial / "pack"])
    partial.replace(folder)


def _sync(paths: list[Path]) -> None:
    # After all is written, so that the disk gets them together and not one by one.
    for path in paths:
        with path.open("rb+") as file:
            os.fsync(file.fileno())
