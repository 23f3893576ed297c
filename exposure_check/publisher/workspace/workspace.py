"""The work folder of a build: what lets it go on after a crash. Everything in it that could tell of a person is
encrypted (AES-256-GCM) under a key that is made from the VOPRF key and the random id of the build, and written nowhere.

::

    WORK/state.json         the id of the build, in clear: nothing can be opened without the VOPRF key
    WORK/rows/00000 ...     validated rows, cut into partitions by a keyed hash of the identifier, so that all rows of
                            a person are in one (`shuffle`)
    WORK/read  WORK/labels  figures of the stages; `read` is there when all rows are
    WORK/stretched/00000    (asked for only) identifiers and stretched values of a partition
    WORK/records/00000      the records of a partition: the unit of work, and of what a crash loses
    WORK/published          the summary, once the data set is signed and only tidying up is left
    WORK.kept/              what is left of it where the stretched values are to be used again
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

if TYPE_CHECKING:
    from exposure_check.publisher.workspace.storage import Storage

FORMAT = 2
MAX_PARTITION_BITS = 16
STATE_FILE = "state.json"
ROWS, READ, LABELS, STRETCHED, RECORDS, PUBLISHED = "rows", "read", "labels", "stretched", "records", "published"
_NONCE_BYTES = 12


class CorruptError(Exception):
    """A file of the work folder is missing, cut short or changed; the text is its name."""


class State(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a build keeps of itself. `options_digest` is a keyed digest of all that it was asked for."""

    format: int
    build_id: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}\Z")]
    created: datetime
    options_digest: str = msgspec.field(name="order")
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
