"""The file of drawn letter codes: pairs of row name and code for whoever prints the letters, under a passphrase.

It also keeps the key that the codes are drawn with, so that a later build that names the same file gives everyone
the code that her letter already has. AES-256-GCM under Argon2id of the passphrase.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from exposure_check.errors import OptionError
from exposure_check.files import PRIVATE, write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from exposure_check.secret import Secret

MAGIC = b"exposure-check/codes/1\n"
KEY_BYTES = 32
_SALT_BYTES, _NONCE_BYTES = 16, 12
_PASSES, _MEMORY_KIB, _LANES = 3, 64 * 1024, 4  # RFC 9106 section 4, second recommended option

Pair = tuple[str, str]  # name of the row, code


class _Content(msgspec.Struct, frozen=True):
    key: Annotated[bytes, msgspec.Meta(min_length=KEY_BYTES, max_length=KEY_BYTES)]
    pairs: list[Pair]


@dataclass(frozen=True, repr=False)
class CodeBook:
    """The key that codes are drawn with and the pairs drawn so far."""

    key: bytes
    pairs: list[Pair] = field(default_factory=list)

    def with_pairs(self, pairs: list[Pair]) -> CodeBook:
        """The same book with further pairs, each once, by name of the row."""
        return CodeBook(self.key, sorted({*self.pairs, *pairs}))


def open_or_create(path: Path, passphrase: Secret) -> CodeBook:
    """The book in a file, or a new one that is written at once; raises `OptionError`, `OSError`."""
    if path.exists():
        return load(path, passphrase)
    book = CodeBook(secrets.token_bytes(KEY_BYTES))
    save(path, book, passphrase)
    return book


def save(path: Path, book: CodeBook, passphrase: Secret) -> None:
    """Encrypt a book; the file before it stays until the new one is whole. Raises `OSError`."""
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    content = msgspec.msgpack.encode(_Content(book.key, book.pairs))
    sealed = AESGCM(_key(passphrase, salt)).encrypt(nonce, content, MAGIC)
    write_atomically(path, MAGIC + salt + nonce + sealed, PRIVATE)


def load(path: Path, passphrase: Secret) -> CodeBook:
    """Decrypt a book; raises `OptionError`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise OptionError(f"The file of codes {str(path)!r} cannot be read: {error.strerror}.") from error
    if not data.startswith(MAGIC):
        raise OptionError(f"{str(path)!r} is not a file of codes of this program.")
    rest = data[len(MAGIC) :]
    salt, nonce, sealed = rest[:_SALT_BYTES], rest[_SALT_BYTES:][:_NONCE_BYTES], rest[_SALT_BYTES + _NONCE_BYTES :]
    try:
        content = msgspec.msgpack.decode(AESGCM(_key(passphrase, salt)).decrypt(nonce, sealed, MAGIC), type=_Content)
    except (InvalidTag, ValueError, msgspec.DecodeError):
        raise OptionError(
            f"The passphrase does not open the file of codes {str(path)!r}.",
            advice="Type it again. If it is right, the file was changed: take it from your backup.",
        ) from None
    return CodeBook(content.key, content.pairs)


def _key(passphrase: Secret, salt: bytes) -> bytes:
    return hash_secret_raw(passphrase.reveal(), salt.ljust(8, b"\0"), _PASSES, _MEMORY_KIB, _LANES, 32, Type.ID)
