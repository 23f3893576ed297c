"""Last stage: records in no order -> buckets of one size, the pack, the Merkle tree, the files of a data set.

Records are gathered a range of buckets at a time, so that memory does not grow with their number.
"""

from __future__ import annotations

import filecmp
import os
import shutil
import struct
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext, algorithms

from exposure_check.errors import PublishError
from exposure_check.protocol import merkle
from exposure_check.protocol.bucket import WORD_BITS, Layout, content
from exposure_check.protocol.record import TAG_BYTES
from exposure_check.publisher.workers import tasks
from exposure_check.publisher.workspace.artifacts import load_records
from exposure_check.publisher.workspace.workspace import CorruptError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exposure_check.publisher.workers.tasks import Progress
    from exposure_check.publisher.workspace.workspace import Workspace

_GATHERED_BYTES = 256 << 20  # of records at a time
_UNFINISHED = ".{}.partial"
_CHACHA_NONCE = bytes(16)  # the key is used for one bucket


@dataclass(frozen=True, repr=False)
class DataSetRecords:
    """The records of one data set in the work folder, and what they are to be laid out as."""

    workspace: Workspace
    scheme: str
    dataset_id: bytes
    prefix_bits: int
    label_bytes: int

    @property
    def record_bytes(self) -> int:
        """Size of one record."""
        return TAG_BYTES + self.label_bytes


def lay_out(data_set: DataSetRecords, folder: Path, progress: Progress) -> Layout:
    """Write `buckets/<index>` and `pack` below `folder`, which appears whole or not at all.

    Every bucket is padded with random records to the size of the fullest. Raises `PublishError` where two records
    share a tag or a file of the work folder is damaged, and `OSError`.
    """
    unfinished = folder.with_name(_UNFINISHED.format(folder.name))
    shutil.rmtree(unfinished, ignore_errors=True)
    (unfinished / "buckets").mkdir(parents=True)
    sizes = _sizes(data_set)
    fullest = max(1, *sizes.values())
    with (unfinished / "pack").open("wb") as pack:
        leaves = []
        for body in _bodies(data_set, sizes, fullest):
            pack.write(body)
            leaves.append(merkle.leaf_hash(body))
            progress("lay out", len(leaves), 1 << data_set.prefix_bits)
    tree = merkle.levels(leaves)
    layout = Layout(data_set.dataset_id, data_set.prefix_bits, fullest, data_set.label_bytes, tree[-1][0])
    _write_buckets(unfinished, layout, tree)
    _put(unfinished, folder)
    return layout


def discard_unfinished(data_sets: Path) -> None:
    """Remove what builds that were stopped had begun to lay out; raises `OSError`."""
    for unfinished in data_sets.glob(_UNFINISHED.format("*")):
        shutil.rmtree(unfinished)


def _put(unfinished: Path, folder: Path) -> None:
    # A run that was stopped later may have put it there, and signed it: what is right is not taken away, even shortly.
    names = [str(path.relative_to(unfinished)) for path in unfinished.rglob("*") if path.is_file()]
    _, different, absent = filecmp.cmpfiles(unfinished, folder, names, shallow=False)
    if different or absent:
        shutil.rmtree(folder, ignore_errors=True)
        unfinished.replace(folder)
    else:
        shutil.rmtree(unfinished)


def _sizes(data_set: DataSetRecords) -> Counter[int]:
    sizes: Counter[int] = Counter()
    for chunk in _chunks(data_set):
        sizes.update(index for index, _ in _split(data_set, chunk))
    return sizes


def _chunks(data_set: DataSetRecords) -> Iterator[bytes]:
    try:
        workspace = data_set.workspace
        for _, by_scheme in tasks.overlapped(partial(load_records, workspace), workspace.partitions):
            yield by_scheme.get(data_set.scheme, b"")
    except CorruptError as error:
        raise PublishError(
            f"The file {str(error)!r} of the work folder '{data_set.workspace.storage}' is damaged.",
            advice="Run the same command again: what is damaged is made again.",
        ) from error


def _split(data_set: DataSetRecords, chunk: bytes) -> Iterator[tuple[int, bytes]]:
    shift = WORD_BITS - data_set.prefix_bits
    for word, record in struct.iter_unpack(f">I{data_set.record_bytes}s", chunk):
        yield word >> shift, record


def _bodies(data_set: DataSetRecords, sizes: Counter[int], fullest: int) -> Iterator[bytes]:
    for span in _spans(data_set, sizes):
        gathered = {index: bytearray() for index in span}
        for chunk in _chunks(data_set):
            for index, record in _split(data_set, chunk):
                if index in gathered:
                    gathered[index] += record
        for index in span:
            yield _body(data_set, index, bytes(gathered.pop(index)), fullest)


def _spans(data_set: DataSetRecords, sizes: Counter[int]) -> Iterator[range]:
    begin = size = 0
    buckets = 1 << data_set.prefix_bits
    for index in range(buckets):
        size += sizes[index] * data_set.record_bytes
        if size >= _GATHERED_BYTES or index == buckets - 1:
            yield range(begin, index + 1)
            begin, size = index + 1, 0


def _body(data_set: DataSetRecords, index: int, records: bytes, fullest: int) -> bytes:
    size = data_set.record_bytes
    count = len(records) // size
    by_tag = {
        records[start : start + TAG_BYTES]: records[start : start + size] for start in range(0, len(records), size)
    }
    if len(by_tag) != count:
        raise PublishError(
            "Two records of one bucket begin alike, which is next to impossible.",
            advice=f"Delete '{data_set.workspace.storage}' and build again: a new build draws new values.",
        )
    padding = _padding(data_set, index)
    while len(by_tag) < fullest:
        record = padding.update(bytes(size))
        by_tag.setdefault(record[:TAG_BYTES], record)
    return content(data_set.dataset_id, index, list(by_tag.values()))


def _padding(data_set: DataSetRecords, index: int) -> CipherContext:
    # Not drawn but derived under the key of the build, so that a build that was stopped ends in the same bytes.
    key = data_set.workspace.derived(f"padding/{data_set.scheme}/{index}")
    return Cipher(algorithms.ChaCha20(key, _CHACHA_NONCE), mode=None).encryptor()


def _write_buckets(unfinished: Path, layout: Layout, tree: list[list[bytes]]) -> None:
    paths = [unfinished / "buckets" / str(index) for index in range(layout.buckets)]
    with (unfinished / "pack").open("rb") as pack:
        for index, path in enumerate(paths):
            path.write_bytes(pack.read(layout.content_bytes) + merkle.audit_path(tree, index))
    # Only now, so that the disk gets them together and not one by one.
    for path in (*paths, unfinished / "pack"):
        with path.open("rb+") as file:
            os.fsync(file.fileno())
