"""Step 2 of a lookup (`docs/protocol.md`, section 3): from a canonical identifier to `y` (Argon2id, RFC 9106)."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from argon2.low_level import ARGON2_VERSION, Type, core, error_to_str, ffi

if TYPE_CHECKING:
    from exposure_check.protocol.suite import Suite

STRETCHED_BYTES = 32
SALT_BYTES = 16


def salt(scheme_id: str) -> bytes:
    """The 16-byte salt of a scheme, the same in XC1 and XC1-DEMO."""
    return sha256(b"exposure-check/XC1/stretch/" + scheme_id.encode("ascii")).digest()[:SALT_BYTES]


def stretch(canonical: bytes, suite: Suite, threads: int | None = None) -> bytes:
    """The stretched value `y`, 32 bytes, of `scheme_id || 0x00 || number`.

    `threads` computes the suite's lanes and changes nothing of the result: one thread a lane is quickest for one
    value, one thread for all lanes gives the most values a second on a machine that is busy with others. argon2-cffi
    ties the two together in `hash_secret_raw`, hence its lower call. Raises `MemoryError` where the memory of the
    suite is not to be had.
    """
    scheme_id, _, _ = canonical.partition(b"\x00")
    return argon2id(canonical, salt(scheme_id.decode("ascii")), suite, threads)


def argon2id(password: bytes, salt_bytes: bytes, suite: Suite, threads: int | None = None) -> bytes:
    """Argon2id with the parameters of a suite, 32 bytes; `threads` and errors as for `stretch`."""
    out = ffi.new("uint8_t[]", STRETCHED_BYTES)
    password_buffer = ffi.new("uint8_t[]", password)
    salt_buffer = ffi.new("uint8_t[]", salt_bytes)
    context = ffi.new(
        "argon2_context *",
        {
            "out": out,
            "outlen": STRETCHED_BYTES,
            "pwd": password_buffer,
            "pwdlen": len(password),
            "salt": salt_buffer,
            "saltlen": SALT_BYTES,
            "t_cost": suite.passes,
            "m_cost": suite.memory_kib,
            "lanes": suite.lanes,
            "threads": threads or suite.lanes,
            "version": ARGON2_VERSION,
        },
    )
    try:
        status = core(context, Type.ID.value)
        if status != 0:
            raise MemoryError(f"Argon2id did not run: {error_to_str(status)}")
        return bytes(ffi.buffer(out, STRETCHED_BYTES))
    finally:  # the memory of these goes back to the system's allocator, which leaves it as it is
        for buffer in (password_buffer, out):
            ffi.memmove(buffer, bytes(len(buffer)), len(buffer))
