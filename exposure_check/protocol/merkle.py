"""The Merkle tree over the buckets (RFC 9162 section 2.1), for 2^n leaves only: every data set is that."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from hashlib import _Hash as Hash

HASH_BYTES = 32


def leaf() -> Hash:
    """The hash of a leaf that is given piece by piece: 0x00 is in it."""
    return sha256(b"\x00")


def leaf_hash(data: bytes) -> bytes:
    """SHA-256(0x00 || data)."""
    return sha256(b"\x00" + data).digest()


def _node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def levels(leaves: Sequence[bytes]) -> list[list[bytes]]:
    """All levels of the tree, leaf hashes first, the root alone last. `leaves` are leaf hashes, 2^n of them."""
    if not leaves or len(leaves) & (len(leaves) - 1):
        raise ValueError("the number of leaves must be a power of two")
    tree = [list(leaves)]
    while len(tree[-1]) > 1:
        below = tree[-1]
        tree.append([_node_hash(below[i], below[i + 1]) for i in range(0, len(below), 2)])
    return tree


def root(leaves: Sequence[bytes]) -> bytes:
    """The root, 32 bytes, over leaf hashes."""
    return levels(leaves)[-1][0]


def audit_path(tree: Sequence[Sequence[bytes]], index: int) -> bytes:
    """The siblings from the leaf up, 32 bytes each, concatenated (RFC 9162 section 2.1.3.1)."""
    return b"".join(level[(index >> height) ^ 1] for height, level in enumerate(tree[:-1]))


def root_from_path(leaf: bytes, index: int, path: bytes) -> bytes:
    """The root that a leaf hash at `index` and its audit path lead to (RFC 9162 section 2.1.3.2)."""
    value = leaf
    for start in range(0, len(path), HASH_BYTES):
        sibling = path[start : start + HASH_BYTES]
        value = _node_hash(sibling, value) if index & 1 else _node_hash(value, sibling)
        index >>= 1
    return value
