"""Steps 5 and 8 of a lookup (`docs/protocol.md`, section 3): the inputs of the VOPRF, and records.

A record is `tag || (label XOR pad)`, 8 + label_bytes long.
"""

from __future__ import annotations

import hmac
from hashlib import sha512
from hmac import compare_digest

TAG_BYTES = 8
_INFO = b"exposure-check/XC1/record"


def open_input(stretched: bytes) -> bytes:
    """VOPRF input of an open record: `y || 0x00`."""
    return stretched + b"\x00"


def sealed_input(stretched: bytes, code: str) -> bytes:
    """VOPRF input of a sealed record: `y || 0x01 || code`, the code as 16 ASCII digits."""
    return stretched + b"\x01" + code.encode("ascii")


def _mask(output: bytes, dataset_id: bytes, label_bytes: int) -> bytes:
    # HKDF-Expand (RFC 5869 section 2.3) of at most one block: T(1) = HMAC(PRK, info || 0x01)
    return hmac.digest(output, _INFO + dataset_id + b"\x01", sha512)[: TAG_BYTES + label_bytes]


def seal(output: bytes, dataset_id: bytes, label: int, label_bytes: int) -> bytes:
    """The record of a VOPRF output (64 bytes) that opens to `label`."""
    mask = _mask(output, dataset_id, label_bytes)
    pad = int.from_bytes(mask[TAG_BYTES:], "big")
    return mask[:TAG_BYTES] + (label ^ pad).to_bytes(label_bytes, "big")


def find(output: bytes, dataset_id: bytes, records: bytes, label_bytes: int) -> int | None:
    """The label of the record that this VOPRF output opens, or None where the bucket holds none.

    Looks at every record whatever it finds. Whether the catalogue has such a label is for the caller to see.
    """
    mask = _mask(output, dataset_id, label_bytes)
    tag, pad = mask[:TAG_BYTES], int.from_bytes(mask[TAG_BYTES:], "big")
    size = TAG_BYTES + label_bytes
    label: int | None = None
    for start in range(0, len(records), size):
        if compare_digest(records[start : start + TAG_BYTES], tag):
            label = int.from_bytes(records[start + TAG_BYTES : start + size], "big") ^ pad
    return label
