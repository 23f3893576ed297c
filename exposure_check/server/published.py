"""A published list, verified whole before any of it is served: signatures, sizes, hashes, and every bucket.

The server is no judge of the list, and clients verify for themselves. It verifies so that a half-copied list, or the
list of another publisher, never takes the place of one that works.
"""

from __future__ import annotations

import dataclasses
import gzip
import os
import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tuf.api import exceptions as tuf_errors
from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp
from tuf.api.serialization import DeserializationError

from exposure_check.errors import CheckError, ExpiredError, MalformedError, ServeError, ServerError, UnsupportedError
from exposure_check.protocol import bucket, catalogue, voprf
from exposure_check.server.folder import Folder
from exposure_check.trust.verify import LIMITS, SignedList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exposure_check.protocol.bucket import Layout
    from exposure_check.protocol.catalogue import Catalogue

_BASE = "http://127.0.0.1"
_VERSIONED = re.compile(r"([1-9][0-9]{0,8})\.(root|snapshot|targets)\.json")
_EARLIER_LISTS = 16  # that clients in the middle of a lookup, and caches, may still ask for
UNDER_WAY_SECONDS = 3600.0  # after which no lookup, and no copying, is under way with the list before the newest
_COMPRESSED_FROM = 512  # bytes: below it gzip gains nothing
_MOST_TARGET = catalogue.MAX_BYTES
PIECE_BYTES = 1 << 16
FOR_EVER = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"
_RESTORE = "Copy the published folder again, metadata/timestamp.json last; until then the list before it is served."

_NEVER = datetime.max.replace(tzinfo=UTC)

Beat = Callable[[], None]  # called while the work goes on


@dataclass(frozen=True)
class File:
    """A file of the signed list in memory, with what HTTP says of it."""

    data: bytes
    etag: str
    cache: str
    compressed: bytes | None


@dataclass(frozen=True)
class DataSet:
    """Where a data set lies and what its signed catalogue fixes of it."""

    form: Layout
    folder: Folder
    pieces: tuple[bytes, ...] = ()  # SHA-256 of each piece of the pack, once the pack is verified

    @property
    def id(self) -> str:
        """32 hex digits."""
        return self.form.dataset_id.hex()

    def read(self, index: int) -> bytes:
        """The verified bytes of a bucket file; raises `MalformedError` where they are others, `OSError`."""
        try:
            data = self.folder.read("datasets", self.id, "buckets", str(index), most=self.form.bucket_bytes)
        except ServeError as error:
            raise MalformedError("A part of the list has the wrong size.") from error
        bucket.parse_bucket(data, self.form, index)
        return data

    def read_piece(self, number: int) -> bytes:
        """`PIECE_BYTES` of the pack, verified again; raises `MalformedError` where they are others, `OSError`."""
        with self.folder.open("datasets", self.id, "pack") as file:
            file.seek(number * PIECE_BYTES)
            data = file.read(PIECE_BYTES)
        if sha256(data).digest() != self.pieces[number]:
            raise MalformedError("A part of the pack is another one than was verified.")
        return data


@dataclass(frozen=True)
class Published:
    """What is served: `files` by their path below `/v1/`, data sets by id. Nothing in it is unverified."""

    version: int = 0  # of the timestamp
    expires: datetime = _NEVER
    key_ids: frozenset[str] = frozenset()  # that the current catalogues name
    root: bytes = b""  # the oldest root of trust, from which the next list is judged
    files: dict[str, File] = field(default_factory=dict)
    datasets: dict[str, DataSet] = field(default_factory=dict)
    current: frozenset[str] = frozenset()  # ids of data sets that the newest list names, verified whole
    dropped: frozenset[str] = frozenset()  # ids of data sets that lie in the folder, and are not served

    @property
    def is_current(self) -> bool:
        """Whether clients still accept the list."""
        return datetime.now(UTC) < self.expires


def load(
    path: Path,
    root: bytes | None,
    own_keys: Iterable[str] | None,
    before: Published | None = None,
    beat: Beat = lambda: None,
) -> Published:
    """Verify the list in a folder and take it up; raises `ServeError` that names what is wrong.

    `root` is a root of trust to begin from; without one, the oldest that the folder holds is believed. `own_keys` are
    the ids of the VOPRF keys that can be evaluated under, None where this server evaluates nothing. `before` is what
    is served now: a list of another publisher, or an older one, does not follow it.
    """
    folder = Folder(path)
    found = _Reading(folder, beat)
    roots = found.roots()
    if before is not None:
        root = before.root
    signed, listed, timestamp = found.signed_list(root or roots[min(roots)])
    catalogues = [described for described in found.targets(signed, listed) if described.breaches]  # else withdrawn
    key_ids = frozenset(voprf.key_id(bytes.fromhex(described.voprf_public_key)) for described in catalogues)
    _refuse_without_keys(folder, key_ids, own_keys)
    if before is not None and timestamp.version < before.version:
        raise ServeError(f"The list in {folder.name()!r} is older than the one that is served.", advice=_RESTORE)
    known = before.datasets if before is not None else {}
    # What earlier lists named is not served for longer than it is needed: somebody may have been erased since.
    earlier = [] if (over := is_earlier_over(path)) else found.earlier(roots)
    datasets = {described.dataset_id: DataSet(bucket.layout(described), folder) for described in earlier}
    for described in catalogues:
        verified = known.get(described.dataset_id)
        if verified is None or not verified.pieces or verified.folder.path != folder.path:
            verified = _verified(DataSet(bucket.layout(described), folder), beat)
        datasets[described.dataset_id] = verified
    files = {name: _file(name, data) for name, data in found.files.items()}
    if before is not None:
        files = _joined(before.files, files)
        datasets = {**datasets, **{name: known[name] for name in datasets if name in known}}
        datasets = datasets if over else _joined(before.datasets, datasets)
    return Published(
        version=timestamp.version,
        expires=timestamp.expires,
        key_ids=key_ids,
        root=root or roots[min(roots)],
        files=files,
        datasets=datasets,
        current=frozenset(described.dataset_id for described in catalogues),
        dropped=frozenset(folder.names("datasets")) - frozenset(datasets),
    )


def is_earlier_over(path: Path) -> bool:
    """Whether the newest list has lain in a folder for `UNDER_WAY_SECONDS`, by the time of its file of targets."""
    try:
        names = [name for name in os.listdir(path / "metadata") if name.endswith(".targets.json")]  # noqa: PTH208
        newest = max(names, key=lambda name: int(name.partition(".")[0]))
        return time.time() - (path / "metadata" / newest).stat().st_mtime > UNDER_WAY_SECONDS
    except (OSError, ValueError):
        return False


def _joined(before: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """What is served now, and of what was served before so much that it cannot grow with every list."""
    earlier = [name for name in before if name not in now][-(len(now) * _EARLIER_LISTS) :]
    return {name: before[name] for name in earlier} | now


def _refuse_without_keys(folder: Folder, named: frozenset[str], own_keys: Iterable[str] | None) -> None:
    if own_keys is None:
        return
    missing = sorted(named - frozenset(own_keys))
    if missing:
        raise ServeError(
            f"The list in {folder.name()!r} is for the VOPRF key {missing[0]}, which is not among the keys here.",
            advice="Give this server the folder keys/voprf of the machine that built the list, or serve with "
            "--static-only where another host evaluates.",
        )


class _Reading:
    """One reading of a folder. `files` collects, by path below `/v1/`, what was verified."""

    def __init__(self, folder: Folder, beat: Beat) -> None:
        self._folder, self._beat = folder, beat
        self.files: dict[str, bytes] = {}

    def roots(self) -> dict[int, bytes]:
        """Every root of trust by version, each signed by itself and the one before it; raises `ServeError`."""
        matches = (_VERSIONED.fullmatch(name) for name in self._folder.names("metadata"))
        versions = sorted(int(match[1]) for match in matches if match and match[2] == Root.type)
        if not versions or not self._folder.names("targets"):
            raise ServeError(
                f"There is no published list in {self._folder.name()!r}.",
                advice="Make one with: exposure-check publish build",
            )
        found: dict[int, bytes] = {}
        trusted: Root | None = None
        for version in versions:
            name = f"{version}.root.json"
            data = self._read("metadata", name, most=LIMITS.root_max_length)
            with self._named(name):
                metadata = Metadata[Root].from_bytes(data)
                for signer in (trusted or metadata.signed, metadata.signed):
                    signer.verify_delegate(Root.type, metadata.signed_bytes, metadata.signatures)
                trusted = metadata.signed
            found[version] = self.files[f"metadata/{name}"] = data
        return found

    def signed_list(self, root: bytes) -> tuple[SignedList, Targets, Timestamp]:
        """The newest list, verified from `root` on as a client does; raises `ServeError`."""
        try:
            signed = SignedList(root, _BASE, self._get)
        except ExpiredError:
            raise ServeError(
                f"The list in {self._folder.name()!r} has expired: no client accepts it.",
                advice="Renew it with: exposure-check publish refresh",
            ) from None
        except CheckError as error:
            raise ServeError(
                f"The list in {self._folder.name()!r} is half-copied, or of another publisher: {error.message}",
                advice=_RESTORE,
            ) from error
        timestamp = Metadata[Timestamp].from_bytes(self.files["metadata/timestamp.json"]).signed
        snapshot = self._signed(timestamp.snapshot_meta.version, Snapshot.type)
        return signed, self._signed(snapshot.meta["targets.json"].version, Targets.type), timestamp

    def targets(self, signed: SignedList, listed: Targets) -> list[Catalogue]:
        """Read every part that the list names; its catalogues. Raises `ServeError`."""
        found = []
        for name in listed.targets:
            try:
                data = signed.target(name, _MOST_TARGET)
                if data is not None and name.startswith("catalogues/"):
                    found.append(catalogue.parse(data))
            except UnsupportedError as error:
                raise ServeError(
                    f"The part {name!r} of the list in {self._folder.name()!r} is of a form that this version does not "
                    "know.",
                    advice="Install the newest version of the server; until then serve the list before it.",
                ) from error
            except CheckError as error:
                raise ServeError(
                    f"The part {name!r} of the list in {self._folder.name()!r} is missing or damaged.", advice=_RESTORE
                ) from error
            self._beat()
        return found

    def earlier(self, roots: dict[int, bytes]) -> list[Catalogue]:
        """The catalogues of lists before the newest, as far as their signatures hold: what is damaged is left out."""
        found: dict[str, Catalogue] = {}
        signers = [Metadata[Root].from_bytes(data).signed for data in roots.values()]
        for role in (Snapshot.type, Targets.type):
            matches = (_VERSIONED.fullmatch(name) for name in self._folder.names("metadata"))
            versions = sorted((int(match[1]) for match in matches if match and match[2] == role), reverse=True)
            for version in versions[:_EARLIER_LISTS]:
                with suppress(OSError, ServeError, CheckError, DeserializationError, tuf_errors.RepositoryError):
                    found |= self._earlier(role, f"{version}.{role}.json", signers)
        return list(found.values())

    def _earlier(self, role: str, name: str, signers: list[Root]) -> dict[str, Catalogue]:
        data = self._folder.read("metadata", name, most=LIMITS.targets_max_length)
        metadata: Metadata[Any] = Metadata.from_bytes(data)
        if metadata.signed.type != role or not any(_vouches(root, role, metadata) for root in signers):
            return {}
        self.files.setdefault(f"metadata/{name}", data)
        found = {}
        for path, target in metadata.signed.targets.items() if role == Targets.type else ():
            place = target.get_prefixed_paths()[0]
            content = self._folder.read("targets", *place.split("/"), most=_MOST_TARGET)
            target.verify_length_and_hashes(content)
            self.files.setdefault(f"targets/{place}", content)
            if path.startswith("catalogues/"):
                described = catalogue.parse(content)
                if described.breaches:
                    found[described.dataset_id] = described
        return found

    def _signed(self, version: int, role: str) -> Any:  # noqa: ANN401  # of the role
        metadata: Metadata[Any] = Metadata.from_bytes(self.files[f"metadata/{version}.{role}.json"])
        return metadata.signed

    def _get(self, url: str, limit: int) -> bytes:
        """A file of the folder in the place of an answer over HTTP."""
        path = url.removeprefix(f"{_BASE}/v1/")
        try:
            data = self._folder.read(*path.split("/"), most=limit)
        except FileNotFoundError:
            raise ServerError("absent", status=404) from None
        except ServeError as error:
            raise MalformedError(error.message) from error
        self.files[path] = data
        return data

    def _read(self, *parts: str, most: int) -> bytes:
        try:
            return self._folder.read(*parts, most=most)
        except OSError as error:
            raise ServeError(
                f"The file {self._folder.name(*parts)!r} cannot be read: {error.strerror}.", advice=_RESTORE
            ) from error

    def _named(self, name: str) -> _Named:
        return _Named(self._folder.name("metadata", name))


class _Named:
    """Turns what is wrong with signed metadata into a `ServeError` that names the file."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (tuf_errors.RepositoryError, DeserializationError, ValueError, AttributeError)):
            raise ServeError(
                f"The root of trust {self._name!r} is damaged, or not signed by the keys of the one before it.",
                advice=_RESTORE,
            ) from error


def _vouches(root: Root, role: str, metadata: Metadata[Any]) -> bool:
    try:
        root.verify_delegate(role, metadata.signed_bytes, metadata.signatures)
    except (tuf_errors.RepositoryError, ValueError):
        return False
    return True


def _verified(data_set: DataSet, beat: Beat) -> DataSet:
    """The data set, once every bucket and the pack are verified; raises `ServeError` that names it."""
    form, folder = data_set.form, data_set.folder
    place = folder.name("datasets", data_set.id)
    pieces: list[bytes] = []
    piece = bytearray()
    try:
        with folder.open("datasets", data_set.id, "pack") as pack:
            for index in range(form.buckets):
                content = data_set.read(index)[: form.content_bytes]
                if pack.read(form.content_bytes) != content:
                    raise ServeError(f"The pack of the data set {place!r} is another one.", advice=_RESTORE)
                piece += content
                while len(piece) >= PIECE_BYTES:
                    pieces.append(sha256(piece[:PIECE_BYTES]).digest())
                    del piece[:PIECE_BYTES]
                beat()
            if pack.read(1):
                raise ServeError(f"The pack of the data set {place!r} is too long.", advice=_RESTORE)
    except (OSError, MalformedError) as error:
        raise ServeError(
            f"The data set {place!r} is half-copied or damaged: at least one of its files is not what was signed.",
            advice=_RESTORE,
        ) from error
    if piece:
        pieces.append(sha256(piece).digest())
    return dataclasses.replace(data_set, pieces=tuple(pieces))


def _file(name: str, data: bytes) -> File:
    compressed = gzip.compress(data, mtime=0) if len(data) >= _COMPRESSED_FROM else None
    return File(
        data=data,
        etag=f'"{sha256(data).hexdigest()[:32]}"',
        cache=ASK_EACH_TIME if name == "metadata/timestamp.json" else FOR_EVER,
        compressed=compressed,
    )
