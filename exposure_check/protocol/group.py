"""The prime-order group of RFC 9497 section 4.1 (ristretto255, SHA-512), mode VOPRF (0x01).

Elements and scalars are their 32-byte encodings throughout; these are the only places that decode them.
"""

from __future__ import annotations

from hashlib import sha512

from exposure_check.errors import MalformedError
from exposure_check.protocol import sodium

ORDER = 2**252 + 27742317777372353535851937790883648493
CONTEXT = b"OPRFV1-\x01-ristretto255-SHA512"  # RFC 9497 section 3.1, CreateContextString
_IDENTITY = bytes(sodium.ELEMENT_BYTES)

_Z_PAD_STATE = sha512(bytes(128))  # RFC 9380 section 5.3.1: the block of zeros never changes


def length_prefixed(value: bytes) -> bytes:
    """I2OSP(len(value), 2) || value."""
    return len(value).to_bytes(2, "big") + value


def _expander(dst: bytes) -> bytes:
    return dst + bytes([len(dst)])


_GROUP_DST = _expander(b"HashToGroup-" + CONTEXT)
_SCALAR_DST = _expander(b"HashToScalar-" + CONTEXT)
_KEY_DST = _expander(b"DeriveKeyPair" + CONTEXT)


def _expand_message(message: bytes, dst_prime: bytes) -> bytes:
    """expand_message_xmd with SHA-512 for 64 bytes: one output block (RFC 9380 section 5.3.1)."""
    state = _Z_PAD_STATE.copy()
    state.update(message + b"\x00\x40\x00" + dst_prime)
    return sha512(state.digest() + b"\x01" + dst_prime).digest()


def hash_to_group(message: bytes) -> bytes:
    """HashToGroup: an element, 32 bytes."""
    return sodium.from_hash(_expand_message(message, _GROUP_DST))


def hash_to_scalar(message: bytes) -> bytes:
    """HashToScalar: a scalar, 32 bytes."""
    return sodium.scalar_reduce(_expand_message(message, _SCALAR_DST))


def key_scalar(message: bytes) -> bytes:
    """HashToScalar under the tag of DeriveKeyPair (RFC 9497 section 3.2.1)."""
    return sodium.scalar_reduce(_expand_message(message, _KEY_DST))


def decode_element(untrusted: bytes) -> bytes:
    """DeserializeElement: 32 bytes, canonical, not the identity; raises `MalformedError`."""
    if len(untrusted) != sodium.ELEMENT_BYTES or untrusted == _IDENTITY or not sodium.is_element(untrusted):
        raise MalformedError("A group element of the answer is not valid.")
    return untrusted


def decode_scalar(untrusted: bytes) -> bytes:
    """DeserializeScalar: 32 bytes, below the order of the group; raises `MalformedError`."""
    if len(untrusted) != sodium.SCALAR_BYTES or int.from_bytes(untrusted, "little") >= ORDER:
        raise MalformedError("A number of the answer is out of range.")
    return untrusted
