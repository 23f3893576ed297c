"""The code book: the letter codes that were drawn, each with the row it belongs to, for whoever prints the letters.

It also keeps the key that the codes are drawn with, so that a later build that names the same file gives everyone
the code that their letter already has. The file is `MAGIC`, salt, nonce, then the sealed book in msgpack
(`sealed_file`), with `MAGIC` as associated data.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated

import msgspec

from exposure_check.errors import OptionError, advice_on_file
from exposure_check.files import PRIVATE, write_atomically
from exposure_check.trust import sealed_file
from exposure_check.trust.sealed_file import NONCE_BYTES, SALT_BYTES, TAG_BYTES, Envelope

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from exposure_check.secret import Secret

MAGIC = b"exposure-check/codes/2\n"
_EARLIER = b"exposure-check/codes/1\n"  # kept a name for each row, which two rows could share; its key is taken over
KEY_BYTES = 32
_MARK = "k-"  # tells a mark from a digest, which books kept before
_DIGEST_DIGITS = 12  # hexadecimal: enough for all files that one publisher will ever read


class DrawnCode(msgspec.Struct, frozen=True):
    """A code that was drawn, and the row that it was drawn for.

    `line` counts from 1 and is where the row begins, as for refused rows; in Parquet it is the number of the row.
    """

    file: str  # its name without the folder
    digest: str  # `CodeBook.mark` of its content, since another file may have that name, or have it later
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
        return "<code book>"

    def with_drawn(self, drawn: Iterable[DrawnCode]) -> CodeBook:
        """The same book with further codes, each once: a file of equal content under another name has the same rows."""
        distinct: dict[tuple[str, int, str, str, str], DrawnCode] = {}
        for unmarked in (*self.drawn, *in_order(drawn)):
            code = msgspec.structs.replace(unmarked, digest=self.mark(unmarked.digest))
            distinct.setdefault((code.digest, code.line, code.row, code.breach, code.code), code)
        return CodeBook(self.key, in_order(distinct.values()))

    def mark(self, digest: str) -> str:
        """What stands for a file of this `short_digest` beside its codes; a mark stays as it is.

        It is keyed, because it goes to whoever prints the letters: of a file of one row the digest alone lets them try
        numbers until it fits.
        """
        if digest.startswith(_MARK):
            return digest
        return _MARK + hmac.digest(self.key, b"file\0" + digest.encode(), sha256).hex()[:_DIGEST_DIGITS]


_CODE_BOOK = msgspec.msgpack.Decoder(CodeBook)  # here, and not where it is used: see `protocol/catalogue.py`


def in_order(drawn: Iterable[DrawnCode]) -> list[DrawnCode]:
    """Codes by file, line and breach."""
    return sorted(drawn, key=lambda code: (code.file, code.line, code.breach, code.digest, code.row, code.code))


def short_digest(content: bytes) -> str:
    """The beginning of the SHA-256 of a file's content, in hexadecimal, of which `CodeBook.mark` is made."""
    return content.hex()[:_DIGEST_DIGITS]


def open_or_create(path: Path, passphrase: Secret) -> CodeBook:
    """The book in a file, or a new one that is written at once; raises `OptionError`, `OSError`."""
    if path.exists():
        return load(path, passphrase)
    book = CodeBook(secrets.token_bytes(KEY_BYTES))
    save(path, book, passphrase)
    return book


def names_no_rows(path: Path) -> bool:
    """Whether a book is of the first version, whose names of rows are not taken over; raises `OSError`."""
    with path.open("rb") as file:
        return file.read(len(_EARLIER)) == _EARLIER


def save(path: Path, book: CodeBook, passphrase: Secret) -> None:
    """Encrypt a book; the file before it stays until the new one is whole. Raises `OSError`."""
    envelope = sealed_file.seal(msgspec.msgpack.encode(book), passphrase, MAGIC)
    write_atomically(path, b"".join((MAGIC, *envelope)), PRIVATE)


def load(path: Path, passphrase: Secret) -> CodeBook:
    """Decrypt a book; raises `OptionError`. Of the first version the key is taken, which draws the same codes."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise OptionError(
            f"The code book {str(path)!r} cannot be read: {error.strerror}.",
            advice=advice_on_file(error),
        ) from error
    magic = _EARLIER if data.startswith(_EARLIER) else MAGIC
    parts = data.removeprefix(magic)
    if not data.startswith(magic) or len(parts) < SALT_BYTES + NONCE_BYTES + TAG_BYTES:
        raise OptionError(
            f"The file {str(path)!r} is not a code book of this program, or it is damaged.",
            advice="Name the file that `publish build --draw-codes` wrote, or restore it from your backup.",
        )
    nonce_at, ciphertext_at = SALT_BYTES, SALT_BYTES + NONCE_BYTES
    envelope = Envelope(parts[:nonce_at], parts[nonce_at:ciphertext_at], parts[ciphertext_at:])
    name = f"the code book {str(path)!r}"
    try:
        content = sealed_file.unseal(envelope, passphrase, magic, name)
        return _CODE_BOOK.decode(content)  # the rows of the first version have a field of their own
    except msgspec.DecodeError:
        raise sealed_file.does_not_open(name) from None
