"""ristretto255 of libsodium through ctypes: the ten functions that RFC 9497 needs, and no others.

Why a layer of our own: `docs/decisions/0001-libsodium-through-ctypes.md`. Elements and scalars are 32 bytes. The
library releases no secret and keeps no state; every call frees the interpreter lock.
"""

from __future__ import annotations

import ctypes
import secrets
import sys
from ctypes import CDLL
from pathlib import Path

ELEMENT_BYTES = 32
SCALAR_BYTES = 32
WIDE_BYTES = 64  # input of `from_hash` and `scalar_reduce`

_TOPMOST_BIT = 0x80  # of the last byte: never set (RFC 9496 section 4.3.1), which libsodium 1.0.18 does not look at

_Out = ctypes.c_char * 32  # quicker than create_string_buffer, and there are nine in one evaluation


class GroupError(ValueError):
    """Bytes that are not a valid group element, or an operation whose result is the identity."""


def _candidates() -> list[str]:
    """Where the library is looked for: in a packaged program inside the package alone, else where the system has it."""
    names = {"win32": ["libsodium.dll"], "darwin": ["libsodium.dylib"]}.get(
        sys.platform, ["libsodium.so.23", "libsodium.so.26", "libsodium.so"]
    )
    bundled = getattr(sys, "_MEIPASS", None)
    if bundled:
        return [str(Path(bundled) / name) for name in names]
    if sys.platform == "darwin":
        return [f"{folder}/libsodium.dylib" for folder in ("/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib")]
    return names  # without a folder: the system's own places, neither the current folder nor $PATH


def _load() -> CDLL:
    for name in _candidates():
        try:
            return CDLL(name)
        except OSError:
            continue
    raise ImportError("libsodium is missing. On Debian: apt-get install libsodium23")


_lib = _load()
if _lib.sodium_init() < 0:
    raise ImportError("libsodium could not start")

_from_hash = _lib.crypto_core_ristretto255_from_hash
_add = _lib.crypto_core_ristretto255_add
_is_valid_point = _lib.crypto_core_ristretto255_is_valid_point
_scalarmult = _lib.crypto_scalarmult_ristretto255
_scalarmult_base = _lib.crypto_scalarmult_ristretto255_base
_scalar_reduce = _lib.crypto_core_ristretto255_scalar_reduce
_scalar_invert = _lib.crypto_core_ristretto255_scalar_invert
_scalar_mul = _lib.crypto_core_ristretto255_scalar_mul
_scalar_sub = _lib.crypto_core_ristretto255_scalar_sub
for _function, _arguments in (
    (_from_hash, 2),
    (_add, 3),
    (_is_valid_point, 1),
    (_scalarmult, 3),
    (_scalarmult_base, 2),
    (_scalar_reduce, 2),
    (_scalar_invert, 2),
    (_scalar_mul, 3),
    (_scalar_sub, 3),
):
    _function.argtypes = (ctypes.c_char_p,) * _arguments
_scalar_reduce.restype = _scalar_mul.restype = _scalar_sub.restype = None


def _sized(value: bytes, size: int) -> bytes:
    # the C side reads without asking how long its input is
    if len(value) != size:
        raise GroupError(f"{size} bytes expected, {len(value)} given")
    return value


def is_element(value: bytes) -> bool:
    """Whether 32 bytes are the canonical encoding of an element; the identity counts as one."""
    return bool(_is_valid_point(_sized(value, ELEMENT_BYTES))) and value[-1] < _TOPMOST_BIT


def from_hash(wide: bytes) -> bytes:
    """The one-way map from 64 uniform bytes to an element (RFC 9496 section 4.3.4)."""
    out = _Out()
    _from_hash(out, _sized(wide, WIDE_BYTES))
    return out.raw


def add(left: bytes, right: bytes) -> bytes:
    """Sum of two elements; raises `GroupError` where one is not valid."""
    out = _Out()
    if _add(out, _sized(left, ELEMENT_BYTES), _sized(right, ELEMENT_BYTES)) != 0:
        raise GroupError("not an element")
    return out.raw


def multiply(scalar: bytes, element: bytes) -> bytes:
    """Scalar times element; raises `GroupError` where the element is not valid or the result is the identity."""
    if len(scalar) != SCALAR_BYTES or len(element) != ELEMENT_BYTES:  # as _sized does; here it is called six times
        raise GroupError("a scalar or an element has the wrong length")
    if element[-1] >= _TOPMOST_BIT:
        raise GroupError("not an element")
    out = _Out()
    if _scalarmult(out, scalar, element) != 0:
        raise GroupError("not an element, or the result is the identity")
    return out.raw


def multiply_base(scalar: bytes) -> bytes:
    """Scalar times the generator; raises `GroupError` for the scalar zero."""
    out = _Out()
    if _scalarmult_base(out, _sized(scalar, SCALAR_BYTES)) != 0:
        raise GroupError("the result is the identity")
    return out.raw


def scalar_reduce(wide: bytes) -> bytes:
    """64 bytes, little-endian, modulo the order of the group."""
    out = _Out()
    _scalar_reduce(out, _sized(wide, WIDE_BYTES))
    return out.raw


def scalar_invert(scalar: bytes) -> bytes:
    """Inverse modulo the order; raises `GroupError` for zero."""
    out = _Out()
    if _scalar_invert(out, _sized(scalar, SCALAR_BYTES)) != 0:
        raise GroupError("zero has no inverse")
    return out.raw


def scalar_multiply(left: bytes, right: bytes) -> bytes:
    """Product modulo the order."""
    out = _Out()
    _scalar_mul(out, _sized(left, SCALAR_BYTES), _sized(right, SCALAR_BYTES))
    return out.raw


def scalar_subtract(left: bytes, right: bytes) -> bytes:
    """Difference modulo the order."""
    out = _Out()
    _scalar_sub(out, _sized(left, SCALAR_BYTES), _sized(right, SCALAR_BYTES))
    return out.raw


def scalar_random() -> bytes:
    """A uniform scalar, never zero (RFC 9497 section 2.1, RandomScalar)."""
    scalar = bytes(SCALAR_BYTES)
    while not any(scalar):
        scalar = scalar_reduce(secrets.token_bytes(WIDE_BYTES))
    return scalar
