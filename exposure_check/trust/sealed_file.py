"""What lies at rest under a passphrase: AES-256-GCM (`cryptography`) under Argon2id of the passphrase (`argon2-cffi`).

Private keys and the code book are stored so; each has its own form of file around the three parts.
"""

from __future__ import annotations

import secrets
import unicodedata
from contextlib import suppress
from typing import NamedTuple

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from exposure_check.errors import OptionError
from exposure_check.secret import Secret

_MARK = "\ufeff"
SALT_BYTES, NONCE_BYTES, TAG_BYTES = 16, 12, 16
_PASSES, _MEMORY_KIB, _LANES = 3, 64 * 1024, 4  # RFC 9106 section 4, second recommended option


class Envelope(NamedTuple):
    """Sealed bytes and what opens them beside the passphrase; `ciphertext` is `TAG_BYTES` longer than the data."""

    salt: bytes
    nonce: bytes
    ciphertext: bytes | memoryview


def seal(data: bytes, passphrase: Secret, associated: bytes) -> Envelope:
    """Encrypt `data`; `associated` is authenticated with it and has to be given again to open it."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    return Envelope(salt, nonce, AESGCM(_key(_spellings(passphrase)[0], salt)).encrypt(nonce, data, associated))


def unseal(envelope: Envelope, passphrase: Secret, associated: bytes, name: str) -> bytes:
    """Decrypt; `name` says in the error what was to be opened. Raises `OptionError` where it does not open."""
    for spelling in _spellings(passphrase):
        with suppress(InvalidTag):
            key = _key(spelling, envelope.salt)
            return AESGCM(key).decrypt(envelope.nonce, envelope.ciphertext, associated)
    raise does_not_open(name)


def normalised(passphrase: Secret) -> Secret:
    """A passphrase as everything is sealed under it: without byte-order marks at its start, in NFC (Unicode UAX 15).

    One keyboard or editor writes a letter and its accent as one character, another as two.
    """
    try:
        text = passphrase.reveal().decode()
    except UnicodeDecodeError:
        return passphrase
    return Secret(unicodedata.normalize("NFC", text.lstrip(_MARK)))


def does_not_open(name: str) -> OptionError:
    """The error for what a passphrase does not open, or opens to something else."""
    return OptionError(
        f"The passphrase does not open {name}.",
        advice="Type it again. If it is right, the file was changed: restore it from your backup.",
    )


def _spellings(passphrase: Secret) -> list[bytes]:
    """The bytes that may open what was sealed: the first is how it is sealed now, the others how it was once."""
    new = normalised(passphrase).reveal()
    with_mark = _MARK.encode() + new
    try:
        apart = unicodedata.normalize("NFD", new.decode()).encode()
    except UnicodeDecodeError:
        apart = new
    return list(dict.fromkeys([new, passphrase.reveal(), with_mark, apart, _MARK.encode() + apart]))


def _key(passphrase: bytes, salt: bytes) -> bytes:
    return hash_secret_raw(passphrase, salt, _PASSES, _MEMORY_KIB, _LANES, 32, Type.ID)
