"""The work folder of a build: what lets it go on after a crash. Everything in it that could tell of a person is
encrypted (AES-256-GCM) under a key that is made from the VOPRF key and the random id of the build, and written nowhere.

::

    WORK/state.json         the id of the build, in clear: nothing can be opened without the VOPRF key
    WORK/rows/00000 ...     validated rows, cut into partitions by a keyed hash of the identifier, so that all rows of
                            a person are in one (`spool`)
    WORK/read  WORK/labels  what the stages told; `read` is there when all rows are
    WORK/stretched/00000    (asked for only) identifiers and stretched values of a partition
    WORK/records/00000      the records of a partition: the unit of work, and of what a crash loses
    WORK/published          the summary, once the data set is signed and only tidying up is left
    WORK.kept/              what is left of it where the stretched values are to be used again
"""

from __future__ import annotations

import hmac
import secrets
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from exposure_check.errors import PublishError
from exposure_check.files import is_leftover
from exposure_check.publisher.workspace.storage import KEPT, Folder

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exposure_check.protocol.voprf import KeyPair
    from exposure_check.publisher.workspace.storage import Storage

FORMAT = 2
MAX_PARTITION_BITS = 16
STATE_FILE = "state.json"
LOCK_FILE = "lock"
ROWS, READ, LABELS, STRETCHED, RECORDS, PUBLISHED = "rows", "read", "labels", "stretched", "records", "published"
_DISPOSABLE = (ROWS, READ, LABELS, RECORDS, LOCK_FILE)  # once the data set is signed
_KEPT = "kept"  # in the place of an order: no build goes on from there
_NONCE_BYTES = 12


class CorruptError(Exception):
    """A file of the work folder is missing, cut short or changed; the text is its name."""


class State(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a build keeps of itself. `order` is a keyed digest of all that it was asked for."""

    format: int
    build_id: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}\Z")]
    created: datetime
    order: str
    suite: str
    partition_bits: Annotated[int, msgspec.Meta(ge=0, le=MAX_PARTITION_BITS)]
    voprf_key_id: str


@dataclass(frozen=True, repr=False)
class Workspace:
    """A work folder and its key (32 bytes); travels to the workers."""

    storage: Storage
    key: bytes
    state: State

    @property
    def partitions(self) -> range:
        """The numbers of the partitions."""
        return range(1 << self.state.partition_bits)

    def derived(self, purpose: str, length: int = 32) -> bytes:
        """Up to 32 bytes that this build always finds again and that no one without the VOPRF key does."""
        return hmac.digest(self.key, purpose.encode(), sha256)[:length]

    def save(self, name: str, value: object) -> None:
        """Encrypt a value as one file. Raises `OSError`."""
        self.storage.write(name, self.sealed(name, msgspec.msgpack.encode(value)))

    def load(self, name: str) -> bytes:
        """The msgpack bytes of a value; raises `CorruptError`."""
        try:
            return self.opened(name, self.storage.read(name))
        except FileNotFoundError:
            raise CorruptError(name) from None

    def intact(self, name: str) -> bool:
        """Whether a file is there and whole."""
        try:
            self.load(name)
        except CorruptError:
            return False
        return True

    def sealed(self, name: str, data: bytes) -> bytes:
        """Encrypted bytes that open under this name only; 28 bytes longer."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(self.key).encrypt(nonce, data, name.encode())

    def opened(self, name: str, sealed: bytes) -> bytes:
        """What was sealed under a name; raises `CorruptError`."""
        try:
            return AESGCM(self.key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], name.encode())
        except (InvalidTag, ValueError):
            raise CorruptError(name) from None


def partition_of(voprf_key: bytes, canonical: bytes, partition_bits: int) -> int:
    """The partition of an identifier: the same in every build under one VOPRF key, random to anyone else."""
    digest = hmac.digest(voprf_key, b"exposure-check/work/place" + canonical, sha256)
    return int.from_bytes(digest[:4], "big") >> (32 - partition_bits)


@contextmanager
def claimed(storage: Storage) -> Iterator[None]:
    """Keep a work folder for this process while the block runs; raises `PublishError` where another one has it.

    The claim ends with the process, however that dies. Windows and the storages of fsspec have no such lock, and two
    builds there are not told of each other.
    """
    refuse_foreign(storage)
    if sys.platform == "win32" or not isinstance(storage, Folder):
        yield
        return
    storage.path.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (storage.path / LOCK_FILE).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PublishError(
                f"Another build is at work in '{storage}'.", advice="Wait for it, or stop it and run this again."
            ) from None
        try:
            yield
        finally:
            if not storage.exists(STATE_FILE):
                storage.delete(LOCK_FILE)


def begin_or_resume(storage: Storage, keys: KeyPair, order: bytes, suite: str, partition_bits: int) -> Workspace:
    """The work folder of an order (a digest of everything it asks for); raises `PublishError`, `OSError`."""
    digest = hmac.digest(keys.secret_key.reveal(), b"exposure-check/work/order" + order, sha256).hex()
    refuse_foreign(storage)
    if not storage.exists(STATE_FILE):
        now = datetime.now(UTC).replace(microsecond=0)
        state = State(FORMAT, secrets.token_hex(16), now, digest, suite, partition_bits, keys.key_id)
        storage.write(STATE_FILE, msgspec.json.encode(state))
    work = open_work(storage, keys)
    if work.state.order != digest:
        raise PublishError(
            f"The work folder '{storage}' belongs to a build with other records, breaches, keys or options.",
            advice="Finish that build with the command that began it, or delete the folder to begin anew.",
        )
    return work


def refuse_foreign(storage: Storage) -> None:
    """Raise `PublishError` where a place is neither empty nor a work folder: at the end of a build it is removed."""
    if storage.exists(STATE_FILE):
        return
    foreign = [name for name in storage.names() if name != LOCK_FILE and not _is_temporary(name)]
    if foreign:
        raise PublishError(
            f"'{storage}' is not empty, and no work folder of a build: it holds {foreign[0]!r}.",
            advice="Name another place for the work with --work: it is removed at the end.",
        )


def open_kept(storage: Storage, keys: KeyPair) -> Workspace:
    """What an earlier build kept; raises `PublishError`."""
    if not storage.exists(STATE_FILE):
        raise PublishError(
            f"'{storage}' holds nothing that a build kept.",
            advice="Leave --previous out, or name what a build with --keep-work left: OUT.work.kept.",
        )
    return open_work(storage, keys)


def open_work(storage: Storage, keys: KeyPair) -> Workspace:
    """A work folder that is there; raises `PublishError`."""
    try:
        state = msgspec.json.decode(storage.read(STATE_FILE), type=State)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PublishError(
            f"'{storage}' is not a work folder of a build.", advice="Name another, or delete it to begin anew."
        ) from error
    if state.format != FORMAT or state.voprf_key_id != keys.key_id:
        raise PublishError(
            f"The work folder '{storage}' was made under another VOPRF key or by another version.",
            advice="Finish it with the keys and the version that began it, or delete it to begin anew.",
        )
    salt = b"exposure-check/work/key" + bytes.fromhex(state.build_id)
    return Workspace(storage, hmac.digest(keys.secret_key.reveal(), salt, sha256), state)


def remove(work: Workspace, *, keep_stretched: bool) -> None:
    """Remove the work folder; where they are to be kept, the state and the stretched values move to `WORK.kept`.

    What else lies there is not of this program and stays.
    """
    work.storage.delete(*_DISPOSABLE)
    if keep_stretched:
        place = kept(work.storage)
        place.delete(STRETCHED, PUBLISHED, STATE_FILE)
        work.storage.move_to(place)
        place.write(STATE_FILE, msgspec.json.encode(msgspec.structs.replace(work.state, order=_KEPT)))
        place.delete(PUBLISHED)
        return
    discard(work)


def discard(work: Workspace) -> None:
    """Remove the work folder of a build that comes to nothing, or is over."""
    work.storage.delete(STATE_FILE)  # first: what is left then belongs to no build
    work.storage.delete(*_DISPOSABLE, STRETCHED, PUBLISHED, *filter(_is_temporary, work.storage.names()))


def _is_temporary(name: str) -> bool:
    return any(is_leftover(name, own) for own in (STATE_FILE, READ, LABELS, PUBLISHED))


def kept(storage: Storage) -> Storage:
    """Where a work folder goes that is kept: the next build needs its place."""
    return storage.beside(KEPT)
