"""Client side of TUF (specification 1.0.33, section 5): from a root of trust to the bytes of a signed target.

`python-tuf` verifies signatures, thresholds, versions, expiry and hashes; this module asks for the files in the order
of the specification, holds each to limits of its own, and turns what the library raises into the named errors of
`errors`. Nothing is read from disk: what is asked for follows from the root of trust and from what is published now,
never from what a server has said before. What was seen before is compared afterwards, by `memory`.
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from tuf.api import exceptions as tuf_errors
from tuf.api.metadata import Metadata
from tuf.api.serialization import DeserializationError
from tuf.ngclient._internal.trusted_metadata_set import TrustedMetadataSet
from tuf.ngclient.config import EnvelopeType

from exposure_check.errors import (
    ExpiredError,
    ForkError,
    MalformedError,
    MixedRepositoryError,
    OldProfileError,
    RollbackError,
    ServerError,
    SignatureError,
    TrustError,
    UnsupportedError,
)
from exposure_check.protocol import statements
from exposure_check.trust.root_of_trust import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tuf.api.metadata import MetaFile, TargetFile

    from exposure_check.errors import CheckError
    from exposure_check.protocol.statements import Statements

    # Fetches an address, at most so many bytes; raises CheckError, with status 404 in a ServerError
    Get = Callable[[str, int], bytes]


@dataclass(frozen=True)
class Limits:
    """What a client takes, whatever was signed. Sizes are in bytes."""

    max_root_rotations: int = 64
    root_max_length: int = 256 * 1024
    timestamp_max_length: int = 16 * 1024
    snapshot_max_length: int = 64 * 1024
    targets_max_length: int = 1024 * 1024
    timestamp_days: int = 31  # how far ahead a timestamp may hold


LIMITS = Limits()
ROLES = ("timestamp", "snapshot", "targets")
_ABSENT = (403, 404)  # section 5.3.3: no newer root
_SPECIFICATION = "1"  # the major version of TUF that this program knows
Value = TypeVar("Value")
_HASH = re.compile(r"[0-9a-f]{32,128}")


@dataclass(frozen=True)
class Part:
    """One file of signed metadata: its version, and the SHA-256 of its bytes in hexadecimal."""

    version: int
    sha256: str


@dataclass(frozen=True)
class WalkedRoot:
    """One root of the chain, and the keys that it gives to each role."""

    part: Part
    keys: Mapping[str, Mapping[str, object]]


class SignedList:
    """What a publisher signed, once its whole chain is verified from the root of trust.

    `roots` is the chain from the root of trust to the newest, `parts` the newest file of each other role.
    """

    def __init__(self, root: bytes, base_url: str, get: Get) -> None:
        """Fetch the metadata and verify it.

        `root` is the root of trust of the profile, `get` the way to the network, used for `{base_url}/v1/metadata/`
        and `{base_url}/v1/targets/`. Raises the subclasses of `TrustError`, `UnsupportedError`, and whatever `get`
        raises.
        """
        self._base_url, self._get = base_url, get
        self.roots: list[WalkedRoot] = []
        self.parts: dict[str, Part] = {}
        with _named_errors(root):
            self._trusted = TrustedMetadataSet(root, EnvelopeType.METADATA)
        self._note_root(root)
        self._walk_roots()  # 5.3
        self._load_timestamp()  # 5.4
        self._load_snapshot()  # 5.5
        self._load_targets()  # 5.6

    @property
    def targets(self) -> Mapping[str, TargetFile]:
        """The parts that the list names, with length and hashes."""
        return self._trusted.targets.targets

    @property
    def version(self) -> int:
        """The version of the list: that of its table of contents."""
        return self.parts["targets"].version

    @property
    def digest(self) -> bytes:
        """SHA-256 over the SHA-256 of the signed part of root and of targets, in canonical JSON, without signatures."""
        return sha256(digest(self._trusted.root) + digest(self._trusted.targets)).digest()

    @property
    def statements(self) -> Statements:
        """What the publisher states beside the targets: partners, versions; nothing where that has another form."""
        return statements.believed(self._trusted.targets.unrecognized_fields)

    def read_statements(self) -> Statements:
        """The same for whoever verifies a list: raises `ValueError` where it has another form."""
        return statements.read(self._trusted.targets.unrecognized_fields)

    def target(self, name: str, max_bytes: int, get: Get | None = None) -> bytes | None:
        """The verified bytes of a target, or None where the list has none of that name; raises like `__init__`.

        `get` is another way to the network than that of the metadata.
        """
        target = self.targets.get(name)
        if target is None:
            return None
        if target.length > max_bytes:
            raise _too_large()
        folder, _, file = name.rpartition("/")
        prefix = next(iter(target.hashes.values()), "")  # whichever the publisher signed first names the file
        if not _HASH.fullmatch(prefix):
            raise TrustError("A part of the list is named by something that is not a hash.")
        path = f"{folder}/{prefix}.{file}" if folder else f"{prefix}.{file}"
        try:
            data = (get or self._get)(f"{self._base_url}/v1/targets/{path}", target.length)
        except MalformedError as error:
            raise _mixed() from error
        with _named_errors(data):
            target.verify_length_and_hashes(data)
        return data

    def _walk_roots(self) -> None:
        for _ in range(LIMITS.max_root_rotations):
            data = self._next_root()
            if data is None:
                break
            with _named_errors(data, expected=self._trusted.root.version + 1):
                self._trusted.update_root(data)
            self._note_root(data)
        else:
            if self._next_root() is not None:
                raise OldProfileError("The profile is too old: too many roots of trust have followed that in it.")
        if self._trusted.root.consistent_snapshot is not True:
            raise UnsupportedError(
                "The list is signed without consistent snapshots, which this program asks for.",
                advice="Tell whoever runs the service: it is for the publisher to put right.",
            )

    def _next_root(self) -> bytes | None:
        try:
            return self._metadata(f"{self._trusted.root.version + 1}.root.json", LIMITS.root_max_length)
        except ServerError as error:
            if error.status in _ABSENT:
                return None
            raise

    def _note_root(self, data: bytes) -> None:
        root = self._trusted.root
        keys = {
            role: {key: root.keys[key].to_dict() for key in root.roles[role].keyids if key in root.keys}
            for role in ROLES
        }
        self.roots.append(WalkedRoot(_part(root.version, data), keys))

    def _load_timestamp(self) -> None:
        data = self._metadata("timestamp.json", LIMITS.timestamp_max_length)
        with _named_errors(data):
            timestamp = self._trusted.update_timestamp(data)
        # a date that was signed once would let a thief of that key hold a list back for as long as she liked
        if timestamp.expires - self._trusted.reference_time > timedelta(days=LIMITS.timestamp_days):
            raise ExpiredError(
                f"The signed list claims to hold for more than {LIMITS.timestamp_days} days, or this computer's date "
                "is behind."
            )
        self.parts["timestamp"] = _part(timestamp.version, data)

    def _load_snapshot(self) -> None:
        described = self._trusted.timestamp.snapshot_meta
        data = self._signed_metadata("snapshot", described, LIMITS.snapshot_max_length)
        with _named_errors(data, expected=described.version):
            snapshot = self._trusted.update_snapshot(data)
        self.parts["snapshot"] = _part(snapshot.version, data)

    def _load_targets(self) -> None:
        described = self._trusted.snapshot.meta.get("targets.json")
        if described is None:
            raise TrustError("The signed list has no table of contents.")
        data = self._signed_metadata("targets", described, LIMITS.targets_max_length)
        with _named_errors(data, expected=described.version):
            targets = self._trusted.update_targets(data)
        self.parts["targets"] = _part(targets.version, data)

    def _signed_metadata(self, role: str, described: MetaFile, max_bytes: int) -> bytes:
        """The file of a role that the role above describes: never longer than this program takes."""
        if described.length is not None and described.length > max_bytes:
            raise _too_large()
        name = f"{described.version}.{role}.json"
        if described.length is None:
            return self._metadata(name, max_bytes)
        try:
            return self._get(f"{self._base_url}/v1/metadata/{name}", described.length)
        except MalformedError as error:
            raise _mixed() from error

    def _metadata(self, name: str, max_bytes: int) -> bytes:
        try:
            return self._get(f"{self._base_url}/v1/metadata/{name}", max_bytes)
        except MalformedError as error:
            raise _too_large() from error


def signed_part(data: bytes, role: str) -> Part:
    """Version and hash of a file of metadata as it lies on a disk; raises `ValueError` where it is not that."""
    try:
        signed = Metadata.from_bytes(data).signed
    except (tuf_errors.RepositoryError, DeserializationError) as error:
        raise ValueError(f"no metadata of the role {role}") from error
    if signed.type != role:
        raise ValueError(f"metadata of the role {signed.type}")
    return _part(signed.version, data)


def rekeyed(role: str, roots: list[WalkedRoot]) -> bool:
    """Whether any root of a chain gives other keys to a role than the one before it."""
    return any(later.keys[role] != earlier.keys[role] for earlier, later in pairwise(roots))


def refuse_older(seen: Part, offered: Part) -> None:
    """Raise `RollbackError` for an older version than was seen, `ForkError` for other bytes under the same one."""
    if offered.version < seen.version:
        raise RollbackError("The server offers an older list than one that this computer has seen.")
    if offered.version == seen.version and offered.sha256 != seen.sha256:
        raise ForkError("The server offers another list under a version that this computer has seen.")


def _part(version: int, data: bytes) -> Part:
    return Part(version, sha256(data).hexdigest())


def _too_large() -> TrustError:
    return TrustError("A part of the list is larger than this program takes.")


def _mixed() -> MixedRepositoryError:
    return MixedRepositoryError("Parts of the list were not published together.")


@contextmanager
def _named_errors(data: bytes, expected: int | None = None) -> Iterator[None]:
    """Name what the library raises of `data`, of which the version `expected` was asked for."""
    try:
        yield
    except (tuf_errors.RepositoryError, DeserializationError) as error:
        raise _named(error, data, expected) from error


def _named(error: Exception, data: bytes, expected: int | None) -> CheckError:
    match error:
        case tuf_errors.ExpiredMetadataError():
            return ExpiredError("The signed list has expired.")
        case tuf_errors.UnsignedMetadataError():
            return SignatureError("A signature of the list is not valid.")
        case tuf_errors.BadVersionNumberError() if _stated(data, "version", int, 0) < (expected or 0):
            return RollbackError("The server offers an older part of the list than the one that was signed.")
        case tuf_errors.BadVersionNumberError() | tuf_errors.LengthOrHashMismatchError():
            return _mixed()
        case DeserializationError():
            major = _stated(data, "spec_version", str, _SPECIFICATION).partition(".")[0]
            if major.isdecimal() and major != _SPECIFICATION:
                return UnsupportedError("The list is signed in a form that this version does not know.")
            return SignatureError("The signed list cannot be read.")
    return TrustError("The signed list cannot be trusted.")


def _stated(data: bytes, field: str, kind: type[Value], otherwise: Value) -> Value:
    """What signed metadata says in a field, for the choice of an error alone: nothing here is verified."""
    try:
        value = json.loads(data)["signed"][field]
    except (ValueError, TypeError, KeyError, RecursionError):
        return otherwise
    return value if isinstance(value, kind) else otherwise
