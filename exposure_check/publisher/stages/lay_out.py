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
from exposure_check.publisher.stages.evaluate import records_of
from exposure_check.publisher.workers import tasks
from exposure_check.publisher.workspace.workspace import CorruptError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exposure_check.publisher.workers.tasks import Progress
    from exposure_check.publisher.workspace.workspace import Workspace

_GATHERED_BYTES = 256 << 20  # of records at a time
_CHACHA_NONCE = bytes(16)  # the key is used for one bucket


@dataclass(frozen=True, repr=False)
class Placed:
    """The records of one data set in the work folder, and what they are to be laid out as."""

    work: Workspace
    scheme: str
    dataset_id: bytes
    prefix_bits: int
    label_bytes: int

    @property
    def record_bytes(self) -> int:
        """Size of one record."""
        return TAG_BYTES + self.label_bytes


def lay_out(placed: Placed, folder: Path, progress: Progress) -> Layout:
    """Write `buckets/<index>` and `pack` below `folder`, which appears whole or not at all.

    Every bucket is padded with random records to the size of the fullest. Raises `PublishError` where two records
    share a tag or a file of the work folder is damaged, and `OSError`.
    """
    partial = folder.with_name(f".{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    (partial / "buckets").mkdir(parents=True)
    sizes = _sizes(placed)
    fullest = max(1, *sizes.values())
    with (partial / "pack").open("wb") as pack:
        leaves = []
        for body in _bodies(placed, sizes, fullest):
            pack.write(body)
            leaves.append(merkle.leaf_hash(body))
            progress("lay out", len(leaves), 1 << placed.prefix_bits)
    tree = merkle.levels(leaves)
    form = Layout(placed.dataset_id, placed.prefix_bits, fullest, placed.label_bytes, tree[-1][0])
    _write_buckets(partial, form, tree)
    _put(partial, folder)
    return form


def _put(partial: Path, folder: Path) -> None:
    # A run that was stopped later may have put it there, and signed it: what is right is not taken away, even shortly.
    names = [str(path.relative_to(partial)) for path in partial.rglob("*") if path.is_file()]
    _, other, absent = filecmp.cmpfiles(partial, folder, names, shallow=False)
    if other or absent:
        shutil.rmtree(folder, ignore_errors=True)
        partial.replace(folder)
    else:
        shutil.rmtree(partial)


def _sizes(placed: Placed) -> Counter[int]:
    sizes: Counter[int] = Counter()
    for chunk in _chunks(placed):
        sizes.update(index for index, _ in _split(placed, chunk))
    return sizes


def _chunks(placed: Placed) -> Iterator[bytes]:
    try:
        for _, made in tasks.overlapped(partial(records_of, placed.work), placed.work.partitions):
            yield made.get(placed.scheme, b"")
    except CorruptError as error:
        raise PublishError(
            f"The file {str(error)!r} of the work folder '{placed.work.storage}' is damaged.",
            advice="Run the same command again: what is damaged is made anew.",
        ) from error


def _split(placed: Placed, chunk: bytes) -> Iterator[tuple[int, bytes]]:
    shift = WORD_BITS - placed.prefix_bits
    for word, record in struct.iter_unpack(f">I{placed.record_bytes}s", chunk):
        yield word >> shift, record


def _bodies(placed: Placed, sizes: Counter[int], fullest: int) -> Iterator[bytes]:
    for span in _spans(placed, sizes):
        gathered = {index: bytearray() for index in span}
        for chunk in _chunks(placed):
            for index, record in _split(placed, chunk):
                if index in gathered:
                    gathered[index] += record
        for index in span:
            yield _body(placed, index, bytes(gathered.pop(index)), fullest)


def _spans(placed: Placed, sizes: Counter[int]) -> Iterator[range]:
    begin = held = 0
    buckets = 1 << placed.prefix_bits
    for index in range(buckets):
        held += sizes[index] * placed.record_bytes
        if held >= _GATHERED_BYTES or index == buckets - 1:
            yield range(begin, index + 1)
            begin, held = index + 1, 0


def _body(placed: Placed, index: int, records: bytes, fullest: int) -> bytes:
    size = placed.record_bytes
    count = len(records) // size
    by_tag = {
        records[start : start + TAG_BYTES]: records[start : start + size] for start in range(0, len(records), size)
    }
    if len(by_tag) != count:
        raise PublishError(
            "Two records of one bucket begin alike, which is next to impossible.",
            advice=f"Delete '{placed.work.storage}' and build again: a new build draws new values.",
        )
    padding = _padding(placed, index)
    while len(by_tag) < fullest:
        record = padding.update(bytes(size))
        by_tag.setdefault(record[:TAG_BYTES], record)
    return content(placed.dataset_id, index, list(by_tag.values()))


def _padding(placed: Placed, index: int) -> CipherContext:
    # Not drawn but derived under the key of the build, so that a build that was stopped ends in the same bytes.
    key = placed.work.derived(f"padding/{placed.scheme}/{index}")
    return Cipher(algorithms.ChaCha20(key, _CHACHA_NONCE), mode=None).encryptor()


def _write_buckets(partial: Path, form: Layout, tree: list[list[bytes]]) -> None:
    paths = [partial / "buckets" / str(index) for index in range(form.buckets)]
    with (partial / "pack").open("rb") as pack:
        for index, path in enumerate(paths):
            path.write_bytes(pack.read(form.content_bytes) + merkle.audit_path(tree, index))
    # Only now, so that the disk gets them together and not one by one.
    for path in (*paths, partial / "pack"):
        with path.open("rb+") as file:
            os.fsync(file.fileno())
