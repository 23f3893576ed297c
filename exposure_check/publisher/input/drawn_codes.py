"""The file of drawn letter codes: each with the row it belongs to, for whoever prints the letters, under a passphrase.

It also keeps the key that the codes are drawn with, so that a later build that names the same file gives everyone
the code that her letter already has. AES-256-GCM under Argon2id of the passphrase.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Annotated

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from exposure_check.errors import OptionError, advice_on_file
from exposure_check.files import PRIVATE, write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from exposure_check.secret import Secret

MAGIC = b"exposure-check/codes/2\n"
_EARLIER = b"exposure-check/codes/1\n"  # kept a name for each row, which two rows could share
KEY_BYTES = 32
_DIGEST_DIGITS = 12  # hexadecimal: enough for all files that one publisher will ever read
_SALT_BYTES, _NONCE_BYTES = 16, 12
_PASSES, _MEMORY_KIB, _LANES = 3, 64 * 1024, 4  # RFC 9106 section 4, second recommended option


class DrawnCode(msgspec.Struct, frozen=True):
    """A code that was drawn, and the row that it was drawn for.

    `line` counts from 1 and is where the row begins, as for refused rows; in Parquet it is the number of the row.
    """

    file: str  # its name without the folder
    digest: str  # of its content (`short_digest`), since another file may have that name, or have it later
    line: int
    row: str  # the value of its column `row`, or empty
    breach: str  # a person has another code for each
    code: str

    def __repr__(self) -> str:
        return "<drawn code>"


class CodeBook(msgspec.Struct, frozen=True):
    """The key that codes are drawn with and the codes drawn so far, in order."""

    key: Annotated[bytes, msgspec.Meta(min_length=KEY_BYTES, max_length=KEY_BYTES)]
    drawn: list[DrawnCode] = []

    def __repr__(self) -> str:
        return "<book of codes>"

    def with_drawn(self, drawn: Iterable[DrawnCode]) -> CodeBook:
        """The same book with further codes, each once: a file of equal content under another name has the same rows."""
        each: dict[tuple[str, int, str, str, str], DrawnCode] = {}
        for one in (*self.drawn, *in_order(drawn)):
            each.setdefault((one.digest, one.line, one.row, one.breach, one.code), one)
        return CodeBook(self.key, in_order(each.values()))


def in_order(drawn: Iterable[DrawnCode]) -> list[DrawnCode]:
    """Codes by file, line and breach."""
    return sorted(drawn, key=lambda one: (one.file, one.line, one.breach, one.digest, one.row, one.code))


def short_digest(content: bytes) -> str:
    """What `DrawnCode.digest` holds of the SHA-256 of a file's content."""
    return content.hex()[:_DIGEST_DIGITS]


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
    sealed = AESGCM(_key(passphrase, salt)).encrypt(nonce, msgspec.msgpack.encode(book), MAGIC)
    write_atomically(path, MAGIC + salt + nonce + sealed, PRIVATE)


def load(path: Path, passphrase: Secret) -> CodeBook:
    """Decrypt a book; raises `OptionError`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise OptionError(
            f"The file of codes {str(path)!r} cannot be read: {error.strerror}.", advice=advice_on_file(error)
        ) from error
    if data.startswith(_EARLIER):
        raise OptionError(
            f"The file of codes {str(path)!r} was made by an earlier version, which named rows less exactly.",
            advice="Name a new file. It draws other codes: letters that were sent before have to be sent anew.",
        )
    if not data.startswith(MAGIC):
        raise OptionError(
            f"{str(path)!r} is not a file of codes of this program.",
            advice="Name the file that a build drew its codes into, or a new one.",
        )
    rest = data[len(MAGIC) :]
    salt, nonce, sealed = rest[:_SALT_BYTES], rest[_SALT_BYTES:][:_NONCE_BYTES], rest[_SALT_BYTES + _NONCE_BYTES :]
    try:
        return msgspec.msgpack.decode(AESGCM(_key(passphrase, salt)).decrypt(nonce, sealed, MAGIC), type=CodeBook)
    except (InvalidTag, ValueError, msgspec.DecodeError):
        raise OptionError(
            f"The passphrase does not open the file of codes {str(path)!r}.",
            advice="Type it again. If it is right, the file was changed: take it from your backup.",
        ) from None


def _key(passphrase: Secret, salt: bytes) -> bytes:
    return hash_secret_raw(passphrase.reveal(), salt.ljust(8, b"\0"), _PASSES, _MEMORY_KIB, _LANES, 32, Type.ID)
