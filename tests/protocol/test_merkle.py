"""Against an independent reference: the recursive definition of RFC 9162 section 2.1, for any number of leaves."""

from __future__ import annotations

from hashlib import sha256

import pytest

from exposure_check.protocol import merkle


def reference_root(entries):
    """MTH (RFC 9162 section 2.1.1)."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    split = 1
    while split * 2 < len(entries):
        split *= 2
    return sha256(b"\x01" + reference_root(entries[:split]) + reference_root(entries[split:])).digest()


def reference_path(index, entries):
    """PATH (RFC 9162 section 2.1.3.1)."""
    if len(entries) <= 1:
        return []
    split = 1
    while split * 2 < len(entries):
        split *= 2
    if index < split:
        return [*reference_path(index, entries[:split]), reference_root(entries[split:])]
    return [*reference_path(index - split, entries[split:]), reference_root(entries[:split])]


def entries_of(bits):
    return [f"bucket {number}".encode() for number in range(1 << bits)]


def tree_of(entries):
    return merkle.levels([merkle.leaf_hash(entry) for entry in entries])


@pytest.mark.parametrize("bits", range(7))
def test_the_root_and_every_path_are_those_of_the_rfc(bits):
    entries = entries_of(bits)
    tree = tree_of(entries)
    assert merkle.root([merkle.leaf_hash(entry) for entry in entries]) == reference_root(entries)
    for index, entry in enumerate(entries):
        path = merkle.audit_path(tree, index)
        assert path == b"".join(reference_path(index, entries))
        assert merkle.root_from_path(merkle.leaf_hash(entry), index, path) == reference_root(entries)


def test_a_path_proves_one_index_only():
    entries = entries_of(4)
    tree = tree_of(entries)
    for index, entry in enumerate(entries):
        path = merkle.audit_path(tree, index)
        proven = [i for i in range(16) if merkle.root_from_path(merkle.leaf_hash(entry), i, path) == tree[-1][0]]
        assert proven == [index]


def test_a_path_of_another_leaf_or_with_one_bit_changed_proves_nothing():
    entries = entries_of(3)
    tree = tree_of(entries)
    leaf, path = merkle.leaf_hash(entries[5]), merkle.audit_path(tree, 5)
    assert merkle.root_from_path(leaf, 5, merkle.audit_path(tree, 4)) != tree[-1][0]
    for position in range(len(path)):
        spoilt = bytearray(path)
        spoilt[position] ^= 1
        assert merkle.root_from_path(leaf, 5, bytes(spoilt)) != tree[-1][0]


def test_a_node_does_not_pass_for_a_leaf():
    tree = tree_of(entries_of(2))
    inner = tree[0][0] + tree[0][1]
    assert merkle.leaf_hash(inner) != tree[1][0]


@pytest.mark.parametrize("count", [0, 3, 5, 6, 7, 9])
def test_a_number_of_leaves_that_is_no_power_of_two_is_refused(count):
    with pytest.raises(ValueError, match="power of two"):
        merkle.levels([bytes(32)] * count)
