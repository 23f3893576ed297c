"""What lies at rest under a passphrase: AES-256-GCM (`cryptography`) under Argon2id of the passphrase (`argon2-cffi`).

Private keys and the code book are stored so; each has its own form of file around the three parts.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, NamedTuple

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from exposure_check.errors import OptionError

if TYPE_CHECKING:
    from exposure_check.secret import Secret

SALT_BYTES, NONCE_BYTES, TAG_BYTES = 16, 12, 16
_PASSES, _MEMORY_KIB, _LANES = 3, 64 * 1024, 4  # RFC 9106 section 4, second recommended option


class Envelope(NamedTuple):
    """Sealed bytes and what opens them beside the passphrase; `ciphertext` is `TAG_BYTES` longer than the data."""

    salt: bytes
    nonce: bytes
    ciphertext: bytes


def seal(data: bytes, passphrase: Secret, associated: bytes) -> Envelope:
    """Encrypt `data`; `associated` is authenticated with it and has to be given again to open it."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    return Envelope(salt, nonce, AESGCM(_key(passphrase, salt)).encrypt(nonce, data, associated))


def unseal(envelope: Envelope, passphrase: Secret, associated: bytes, name: str) -> bytes:
    """Decrypt; `name` says in the error what was to be opened. Raises `OptionError` where it does not open."""
    try:
        return AESGCM(_key(passphrase, envelope.salt)).decrypt(envelope.nonce, envelope.ciphertext, associated)
    except InvalidTag as error:
        raise does_not_open(name) from error


def does_not_open(name: str) -> OptionError:
    """The error for what a passphrase does not open, or opens to something else."""
    return OptionError(
        f"The passphrase does not open {name}.",
        advice="Type it again. If it is right, the file was changed: restore it from your backup.",
    )


def _key(passphrase: Secret, salt: bytes) -> bytes:
    return hash_secret_raw(passphrase.reveal(), salt, _PASSES, _MEMORY_KIB, _LANES, 32, Type.ID)
