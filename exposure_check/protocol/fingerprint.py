"""Fingerprints that people compare by voice or on paper (`docs/protocol.md`, section 7).

Of a list: whether two people were served the same one. Of a publisher: whether a profile trusts the one that it says.
Of a partner: whose key signed a profile. Each has a salt of its own, so that none of them passes for another.
Whoever signs could look for two lists with one fingerprint, so it is long, and slow to compute: the stretch of suite
XC1 over the SHA-256 of what was signed, as thirty digits.
"""

from __future__ import annotations

from hashlib import sha256

from exposure_check.protocol.stretch import SALT_BYTES, argon2id
from exposure_check.protocol.suite import XC1

DIGITS = 30
_GROUP = 5
_LIST = b"exposure-check/XC1/list"
_PUBLISHER = b"exposure-check/XC1/publisher"
_PARTNER = b"exposure-check/XC1/partner"


def of_list(digest: bytes) -> str:
    """The fingerprint of a signed list from its digest, 32 bytes: six groups of five digits. Takes 64 MiB."""
    return _fingerprint(digest, _LIST)


def of_publisher(digest: bytes) -> str:
    """The fingerprint of a publisher from the digest of the root of trust in a profile, in the same form."""
    return _fingerprint(digest, _PUBLISHER)


def of_partner(key: bytes) -> str:
    """The fingerprint of a partner from the Ed25519 key that signs its profiles, 32 bytes, in the same form."""
    return _fingerprint(key, _PARTNER)


def _fingerprint(digest: bytes, label: bytes) -> str:
    stretched = argon2id(digest, sha256(label).digest()[:SALT_BYTES], XC1)
    digits = f"{int.from_bytes(stretched, 'big') % 10**DIGITS:0{DIGITS}}"
    return " ".join(digits[start : start + _GROUP] for start in range(0, DIGITS, _GROUP))
