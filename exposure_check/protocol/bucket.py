"""Steps 4 and 6 of a lookup (`docs/protocol.md`, section 3): the bucket of a stretched value, and its verified bytes.

Bucket: `"XCB1" | dataset_id 16 | index 4 | n 4 | n records | 32 * prefix_bits audit path`, integers big-endian.
A pack is all buckets in order without their audit paths. Both are section 4.
"""

from __future__ import annotations

import hmac
import struct
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING

from exposure_check.errors import MalformedError
from exposure_check.protocol import merkle
from exposure_check.protocol.record import TAG_BYTES

if TYPE_CHECKING:
    from exposure_check.protocol.catalogue import Catalogue

MAGIC = b"XCB1"
HEADER = struct.Struct(">4s16sII")
_INFO = b"exposure-check/XC1/bucket"
WORD_BITS = 32


def bucket_word(stretched: bytes) -> int:
    """The 32 bits of which a prefix names the bucket: HKDF-Expand (RFC 5869 section 2.3), one block, 4 bytes."""
    return int.from_bytes(hmac.digest(stretched, _INFO + b"\x01", sha256)[:4], "big")


def bucket_index(stretched: bytes, prefix_bits: int) -> int:
    """The top `prefix_bits` bits of the bucket word."""
    return bucket_word(stretched) >> (WORD_BITS - prefix_bits)


@dataclass(frozen=True)
class Layout:
    """What the catalogue fixes of every bucket of a data set."""

    dataset_id: bytes
    prefix_bits: int
    bucket_records: int  # n, the same in every bucket
    label_bytes: int
    merkle_root: bytes

    @property
    def buckets(self) -> int:
        """How many buckets there are."""
        return 1 << self.prefix_bits

    @property
    def record_bytes(self) -> int:
        """Size of one record."""
        return TAG_BYTES + self.label_bytes

    @property
    def content_bytes(self) -> int:
        """Size of a bucket without its audit path."""
        return HEADER.size + self.bucket_records * self.record_bytes

    @property
    def bucket_bytes(self) -> int:
        """Size of a bucket file."""
        return self.content_bytes + merkle.HASH_BYTES * self.prefix_bits

    @property
    def pack_bytes(self) -> int:
        """Size of the pack."""
        return self.buckets * self.content_bytes


def layout(catalogue: Catalogue) -> Layout:
    """The layout that a catalogue describes."""
    return Layout(
        dataset_id=bytes.fromhex(catalogue.dataset_id),
        prefix_bits=catalogue.prefix_bits,
        bucket_records=catalogue.bucket_records,
        label_bytes=catalogue.label_bytes,
        merkle_root=bytes.fromhex(catalogue.merkle_root),
    )


def content(dataset_id: bytes, index: int, records: list[bytes]) -> bytes:
    """The bytes of a bucket before its audit path; the records are sorted by tag here."""
    return HEADER.pack(MAGIC, dataset_id, index, len(records)) + b"".join(sorted(records))


def parse_bucket(untrusted: bytes, layout: Layout, index: int) -> bytes:
    """The records of a bucket file, concatenated, once every part of it is verified; raises `MalformedError`."""
    if len(untrusted) != layout.bucket_bytes:
        raise MalformedError("A part of the list has the wrong size.")
    body, path = untrusted[: layout.content_bytes], untrusted[layout.content_bytes :]
    if merkle.root_from_path(merkle.leaf_hash(body), index, path) != layout.merkle_root:
        raise MalformedError("A part of the list does not belong to the signed list.")
    return _records(body, layout, index)


class PackReader:
    """A pack that is verified while it arrives: of all its buckets, the records of one are kept."""

    def __init__(self, layout: Layout, index: int) -> None:
        self._layout, self._index = layout, index
        self._leaves: list[bytes] = []
        self._leaf, self._missing = merkle.leaf(), layout.content_bytes  # of the bucket that is arriving
        self._kept = bytearray()

    def write(self, untrusted: bytes) -> None:
        """Take the next bytes; raises `MalformedError` where there are more than a pack has."""
        rest = memoryview(untrusted)
        while rest:
            if len(self._leaves) == self._layout.buckets:
                raise MalformedError("The list has the wrong size.")
            piece, rest = rest[: self._missing], rest[self._missing :]
            self._leaf.update(piece)
            if len(self._leaves) == self._index:
                self._kept += piece
            self._missing -= len(piece)
            if not self._missing:
                self._leaves.append(self._leaf.digest())
                self._leaf, self._missing = merkle.leaf(), self._layout.content_bytes

    def records(self) -> bytes:
        """The records of the bucket, once the whole pack is there and verified; raises `MalformedError`."""
        layout = self._layout
        if len(self._leaves) != layout.buckets or self._missing != layout.content_bytes:
            raise MalformedError("The list has the wrong size.")
        if merkle.root(self._leaves) != layout.merkle_root:
            raise MalformedError("The list is not the one that was signed.")
        return _records(bytes(self._kept), layout, self._index)


def parse_pack(untrusted: bytes, layout: Layout, index: int) -> bytes:
    """The records of one bucket of a pack, once the whole pack is verified; raises `MalformedError`."""
    reader = PackReader(layout, index)
    reader.write(untrusted)
    return reader.records()


def _records(body: bytes, layout: Layout, index: int) -> bytes:
    magic, dataset_id, stated_index, count = HEADER.unpack_from(body)
    if (magic, dataset_id, stated_index, count) != (MAGIC, layout.dataset_id, index, layout.bucket_records):
        raise MalformedError("A part of the list is not the one that was asked for.")
    records = body[HEADER.size :]
    tags = [records[start : start + TAG_BYTES] for start in range(0, len(records), layout.record_bytes)]
    if any(left >= right for left, right in pairwise(tags)):
        raise MalformedError("A part of the list is not in order.")
    return records
