from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from argon2.low_level import Type, hash_secret_raw

from exposure_check.protocol import fingerprint

VECTORS = json.loads((Path(__file__).parents[2] / "docs" / "api" / "xc1.json").read_text())["fingerprints"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["digest"][:8])
def test_the_known_answers(vector):
    digest = bytes.fromhex(vector["digest"])
    assert fingerprint.of_list(digest) == vector["list"]
    assert fingerprint.of_publisher(digest) == vector["publisher"]


@pytest.mark.parametrize("what", ["list", "publisher"])
def test_it_is_the_stretch_of_the_suite_over_the_digest_in_thirty_digits(what):
    """Computed here from docs/protocol.md, section 7, without the program's own stretch."""
    digest = bytes.fromhex(VECTORS[0]["digest"])
    salt = sha256(f"exposure-check/XC1/{what}".encode()).digest()[:16]
    stretched = hash_secret_raw(
        digest, salt, time_cost=3, memory_cost=65536, parallelism=4, hash_len=32, type=Type.ID, version=19
    )
    digits = str(int.from_bytes(stretched, "big") % 10**30).zfill(30)
    assert VECTORS[0][what].replace(" ", "") == digits
    assert [len(group) for group in VECTORS[0][what].split(" ")] == [5] * 6
