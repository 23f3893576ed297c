"""The code book: the letter codes that were drawn, each with the row it belongs to, for whoever prints the letters.

It also keeps the key that the codes are drawn with, so that whoever holds the same book, publisher or clinic, gives
everyone the code that their letter already has: `draw` is the one place where that happens. The file is `MAGIC`, salt,
nonce, then the sealed book in msgpack (`sealed_file`), with `MAGIC` as associated data.
"""

from __future__ import annotations

import hmac
import secrets
from array import array
from bisect import bisect_left
from collections.abc import Set as AbstractSet
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated

import msgspec

from exposure_check.errors import OptionError, advice_on_file
from exposure_check.files import PRIVATE, lock_of, locked, write_atomically
from exposure_check.protocol import letter_code
from exposure_check.trust import sealed_file
from exposure_check.trust.sealed_file import NONCE_BYTES, SALT_BYTES, TAG_BYTES, Envelope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from exposure_check.secret import Secret

MAGIC = b"exposure-check/codes/2\n"
_EARLIER = b"exposure-check/codes/1\n"  # kept a name for each row, which two rows could share; its key is taken over
KEY_BYTES = 32
_MARK = "k-"  # tells a mark from a digest, which books kept before
ENTRY_BYTES = 16
_DIGEST_DIGITS = 12  # hexadecimal: enough for all files that one publisher will ever read


class DrawnCode(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A code that was drawn, and the row that it was drawn for.

    `line` counts from 1 and is where the row begins, as for refused rows; in Parquet it is the number of the row.
    """

    file: str  # its name without the folder
    digest: str  # `CodeBook.mark` of its content, since another file may have that name, or have it later
    line: int
    row: str  # the value of its column `row`, or empty
    breach: str  # a person has another code for each
    code: str
    former: tuple[str, ...] = ()  # the person's codes that it replaced, the first one first

    def __repr__(self) -> str:
        return "<drawn code>"


class Codes(AbstractSet[int]):
    """Letter codes as numbers, in eight bytes each: a set of a million takes nine times as much."""

    def __init__(self, codes: Iterable[int]) -> None:
        self._sorted = array("Q", sorted(codes))

    def __contains__(self, code: object) -> bool:
        if not isinstance(code, int):
            return False
        place = bisect_left(self._sorted, code)
        return place < len(self._sorted) and self._sorted[place] == code

    def __iter__(self) -> Iterator[int]:
        return iter(self._sorted)

    def __len__(self) -> int:
        return len(self._sorted)

    def __repr__(self) -> str:
        return f"<{len(self)} codes>"


class CodeBook(msgspec.Struct, frozen=True):
    """The key that codes are drawn with and the codes drawn so far, in order.

    `renewed` says by `entry` how often a person's code for a breach was replaced, since its letter had been opened.
    """

    key: Annotated[bytes, msgspec.Meta(min_length=KEY_BYTES, max_length=KEY_BYTES)]
    drawn: list[DrawnCode] = []
    renewed: dict[str, int] = {}

    def __repr__(self) -> str:
        return "<code book>"

    def with_drawn(self, drawn: Iterable[DrawnCode]) -> CodeBook:
        """The same book with further codes, each once: a file of equal content under another name has the same rows.

        A code that was replaced gives way to the one in its place, in every row of its person: nobody prints it again.
        """
        every = [
            msgspec.structs.replace(code, digest=self.mark(code.digest)) for code in (*self.drawn, *in_order(drawn))
        ]
        newest: dict[tuple[str, str], DrawnCode] = {}
        for code in sorted(every, key=lambda code: len(code.former)):
            newest.update(dict.fromkeys(((code.breach, former) for former in code.former), code))
        distinct: dict[tuple[str, int, str, str, str], DrawnCode] = {}
        for code in every:
            new = newest.get((code.breach, code.code))
            now = code if new is None else msgspec.structs.replace(code, code=new.code, former=new.former)
            distinct.setdefault((now.digest, now.line, now.row, now.breach, now.code), now)
        return CodeBook(self.key, in_order(distinct.values()), self.renewed)

    def code(self, canonical: bytes, breach: str) -> str:
        """The code that a person has for a breach by this book, whether it was drawn yet or not."""
        return draw(self.key, self.renewed, canonical, breach)

    def former(self, canonical: bytes, breach: str) -> tuple[str, ...]:
        """The codes that a person had for a breach before (see `former`)."""
        return former(self.key, self.renewed, canonical, breach)

    def codes(self, breach: str) -> Codes:
        """The codes that were drawn for a breach."""
        return Codes(int(drawn.code) for drawn in self.drawn if drawn.breach == breach)

    def renew(self, name: str) -> CodeBook:
        """The book that gives another code to whom `name` (see `entry`) stands for, from the next build on."""
        return CodeBook(self.key, self.drawn, self.renewed | {name: self.renewed.get(name, 0) + 1})

    def without(self, canonical: bytes) -> CodeBook:
        """The book without all codes that a person has or had."""
        gone = set()
        renewed = dict(self.renewed)
        for breach in {code.breach for code in self.drawn}:
            times = renewed.pop(entry(self.key, canonical, breach), 0)
            gone |= {(breach, _drawn(self.key, canonical, breach, each)) for each in range(times + 1)}
        return CodeBook(self.key, [code for code in self.drawn if (code.breach, code.code) not in gone], renewed)

    def fingerprint(self) -> str:
        """What two people compare by telephone to know that they have the same book: 80 bits of a hash of its key."""
        digits = hmac.digest(self.key, b"exposure-check/codes/fingerprint", sha256).hex()[:20]
        return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))

    def mark(self, digest: str) -> str:
        """What stands for a file of this `short_digest` beside its codes; a mark stays as it is.

        It is keyed, because it goes to whoever prints the letters: of a file of one row the digest alone lets them try
        numbers until it fits.
        """
        if digest.startswith(_MARK):
            return digest
        return _MARK + hmac.digest(self.key, b"file\0" + digest.encode(), sha256).hex()[:_DIGEST_DIGITS]


class _Code(msgspec.Struct, frozen=True, gc=False):
    breach: str
    code: str


class _RawBook(msgspec.Struct, frozen=True):
    """A book whose codes are still as they lie in the file: a sixth of the memory."""

    key: Annotated[bytes, msgspec.Meta(min_length=KEY_BYTES, max_length=KEY_BYTES)]
    drawn: list[msgspec.Raw] = []
    renewed: dict[str, int] = {}


# Here, and not where they are used: see `protocol/catalogue.py`.
_CODE_BOOK = msgspec.msgpack.Decoder(CodeBook)
_RAW_BOOK = msgspec.msgpack.Decoder(_RawBook)
_CODE = msgspec.msgpack.Decoder(_Code)


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
    with _changing(path):
        return _begun(path, passphrase)


def take(path: Path, passphrase: Secret, book: CodeBook, merge: Callable[[CodeBook, CodeBook], CodeBook]) -> CodeBook:
    """Put a book of somebody else into a file, merged with the one that lies there; returns what lies there now.

    Of two commands that do so at once the second finds the book of the first. Raises `OptionError`, `OSError`.
    """
    with _changing(path):
        if not path.exists():
            save(path, book, passphrase)
            return book
        merged = merge(load(path, passphrase), book)
        save(path, merged, passphrase)
        return merged


def update(
    path: Path, passphrase: Secret, change: Callable[[CodeBook], CodeBook], *, may_begin: bool = False
) -> CodeBook:
    """Replace the book in a file by what `change` makes of it; returns the new one. Where there is none, one is begun
    at once if it `may_begin`.

    Of two commands that do so one waits for the other: a code that the first renewed is not forgotten by the second.
    Raises what `load` and `change` raise, `OSError`.
    """
    with _changing(path):
        book = _begun(path, passphrase) if may_begin else load(path, passphrase)
        changed = change(book)
        if changed != book or names_no_rows(path):
            save(path, changed, passphrase)
        return changed


def _begun(path: Path, passphrase: Secret) -> CodeBook:
    """The book in a file, or a new one; whoever calls has it alone, so of two who begin one the second takes this."""
    if path.exists():
        return load(path, passphrase)
    book = CodeBook(secrets.token_bytes(KEY_BYTES))
    save(path, book, passphrase)
    return book


def _changing(path: Path) -> AbstractContextManager[None]:
    return locked(lock_of(path.resolve()))


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
        return _CODE_BOOK.decode(_opened(path, passphrase))  # the rows of the first version have a field of their own
    except msgspec.DecodeError:
        raise sealed_file.does_not_open(_named(path)) from None


def load_codes(path: Path, passphrase: Secret, breach: str) -> tuple[CodeBook, Codes]:
    """A book without its rows, and the codes that were drawn for one breach; raises `OptionError`.

    It is for runs over many people, who need no more of it: rows of a million take half a gigabyte.
    """
    try:
        raw = _RAW_BOOK.decode(_opened(path, passphrase))
        codes = Codes(int(code.code) for code in map(_CODE.decode, raw.drawn) if code.breach == breach)
    except msgspec.DecodeError:
        raise sealed_file.does_not_open(_named(path)) from None
    return CodeBook(raw.key, [], raw.renewed), codes


def _opened(path: Path, passphrase: Secret) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise OptionError(
            f"The code book {str(path)!r} cannot be read: {error.strerror}.",
            advice=advice_on_file(error),
        ) from error
    magic = _EARLIER if data.startswith(_EARLIER) else MAGIC
    parts = memoryview(data)[len(magic) :]  # without copies: a book of a million is large
    if not data.startswith(magic) or len(parts) < SALT_BYTES + NONCE_BYTES + TAG_BYTES:
        raise OptionError(
            f"The file {str(path)!r} is not a code book of this program, or it is damaged.",
            advice="Name what `publish build --draw-codes` or `clinic codes` made, or restore it from a backup.",
        )
    nonce_at, ciphertext_at = SALT_BYTES, SALT_BYTES + NONCE_BYTES
    envelope = Envelope(bytes(parts[:nonce_at]), bytes(parts[nonce_at:ciphertext_at]), parts[ciphertext_at:])
    return sealed_file.unseal(envelope, passphrase, magic, _named(path))


def _named(path: Path) -> str:
    return f"the code book {str(path)!r}"


def draw(key: bytes, renewed: Mapping[str, int], canonical: bytes, breach: str) -> str:
    """The code of a person for a breach: the same for all their rows and in every build under one key."""
    return _drawn(key, canonical, breach, renewed.get(entry(key, canonical, breach), 0) if renewed else 0)


def former(key: bytes, renewed: Mapping[str, int], canonical: bytes, breach: str) -> tuple[str, ...]:
    """The codes of a person for a breach that were replaced, the first one first: of nearly everybody none."""
    times = renewed.get(entry(key, canonical, breach), 0) if renewed else 0
    return tuple(_drawn(key, canonical, breach, each) for each in range(times))


def entry(key: bytes, canonical: bytes, breach: str) -> str:
    """What names a person and a breach in the book and in the ledger of letters: HMAC-SHA-256 under the book's key, cut
    to `ENTRY_BYTES`, in hexadecimal. Without the key nobody can try numbers against it.
    """
    message = b"entry\0" + canonical + b"\0" + breach.encode("ascii")  # no scheme is called "entry"
    return hmac.digest(key, message, sha256)[:ENTRY_BYTES].hex()


def addressee(key: bytes, name: str, receiver: str) -> str:
    """What tells letters about one person to several receivers apart: HMAC as for `entry`, of it and a name."""
    message = f"addressee\0{name}\0{receiver.casefold()}".encode()
    return hmac.digest(key, message, sha256)[:ENTRY_BYTES].hex()


def _drawn(key: bytes, canonical: bytes, breach: str, times_renewed: int) -> str:
    suffix = b"\0%d" % times_renewed if times_renewed else b""
    digest = hmac.digest(key, canonical + b"\0" + breach.encode("ascii") + suffix, sha256)
    return letter_code.complete(int.from_bytes(digest, "big"))
