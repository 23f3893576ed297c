"""Publisher side of TUF: the root of trust, and a new version of the signed list.

Timestamp and snapshot carry length and SHA-256 of what they point to, so that parts of two lists never pass for one.
Consistent snapshots: every file but `timestamp.json` has a name of its own, and a server or CDN may cache it for ever.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from tuf.api import exceptions as tuf_errors
from tuf.api.metadata import Key, Metadata, MetaFile, Role, Root, Snapshot, TargetFile, Targets, Timestamp
from tuf.api.serialization import DeserializationError

from exposure_check.errors import OptionError, PublishError
from exposure_check.files import exclusive, write_atomically
from exposure_check.protocol import statements
from exposure_check.trust.keys import ROLES, ROOT_FILE, ROOT_NAMES, SIGNING_ROLES, role_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from securesystemslib.signer import CryptoSigner

    from exposure_check.protocol.statements import Statements

SignedType = TypeVar("SignedType", Root, Targets, Snapshot, Timestamp)

LIFETIME = {  # from one signature to the next; the timestamp is what `publish refresh` renews
    "root": timedelta(days=365),
    "targets": timedelta(days=365),
    "snapshot": timedelta(days=365),
    "timestamp": timedelta(days=14),
}
FIRST: Mapping[str, int] = MappingProxyType(dict.fromkeys(SIGNING_ROLES, 1))
_RESTORE = "Restore it from a copy."
_RESTORE_ROOT = "Restore root.json, or the root of trust in the published folder, from your backup."


def create_root(signers: Mapping[str, CryptoSigner], now: datetime, threshold: int = 1) -> bytes:
    """Version 1 of the root of trust, signed by all root keys, as JSON bytes.

    `signers` by name, as `keys.create` returns them; a new root will need `threshold` of its root keys.
    """
    keys: dict[str, Key] = {}
    roles = {role: Role([], threshold if role == Root.type else 1) for role in ROLES}
    for name in (*ROOT_NAMES, *SIGNING_ROLES):  # this order says which root key is which once its file is lost
        if name in signers:
            key = signers[name].public_key
            keys[key.keyid] = key
            roles[role_of(name)].keyids.append(key.keyid)
    root = Root(1, None, _expiry("root", now), keys, roles, consistent_snapshot=True)
    metadata = Metadata(root)
    for name in ROOT_NAMES:
        if name in signers:
            metadata.sign(signers[name], append=True)
    return metadata.to_bytes()


def publish(
    out: Path,
    root: bytes,
    signers: Mapping[str, CryptoSigner],
    targets: Mapping[str, bytes],
    now: datetime,
    *,
    withdrawn: Callable[[str], bool] = lambda _name: False,
    versions: Mapping[str, int] = FIRST,
    stated: Statements | None = None,
) -> None:
    """Write `targets` (name to content) and sign a new version of the list in `out`.

    Targets published earlier stay in the list unless named again, or `withdrawn` says of their names that they go.
    `versions` are the lowest to sign, by role (`guard`). What the publisher states beside the targets stays as it is,
    or becomes `stated`. A reader sees the old list until the last step, the new
    `timestamp.json`. Raises `PublishError` where `out` holds a list of another root of trust, `OptionError` where the
    root of trust does not name one of the keys, and `OSError`.
    """
    metadata = out / "metadata"
    metadata.mkdir(parents=True, exist_ok=True)
    with exclusive(metadata):  # a refresh from cron beside a build would else point back to the list before it
        check(out, root, signers)
        if _newest(metadata, "root") is None:
            write_atomically(metadata / f"{parse_root(root).version}.root.json", root)
        signed_targets = _next(metadata, "targets", Targets, now, versions)
        for name in [name for name in signed_targets.targets if withdrawn(name)]:
            del signed_targets.targets[name]
        for name, content in targets.items():
            signed_targets.targets[name] = _write_target(out, name, content)
        if stated is not None:
            signed_targets.unrecognized_fields[statements.FIELD] = statements.written(stated)
        data = _signed(signed_targets, signers["targets"])
        write_atomically(metadata / f"{signed_targets.version}.targets.json", data)

        snapshot = _next(metadata, "snapshot", Snapshot, now, versions)
        snapshot.meta["targets.json"] = MetaFile.from_data(signed_targets.version, data, ["sha256"])
        data = _signed(snapshot, signers["snapshot"])
        write_atomically(metadata / f"{snapshot.version}.snapshot.json", data)

        timestamp = _next(metadata, "timestamp", Timestamp, now, versions)
        timestamp.snapshot_meta = MetaFile.from_data(snapshot.version, data, ["sha256"])
        write_atomically(metadata / "timestamp.json", _signed(timestamp, signers["timestamp"]))


def refresh(out: Path, signer: CryptoSigner, now: datetime, version: int = 1) -> None:
    """Sign a new timestamp over the same list, of this version or a higher one.

    Raises `PublishError` where `out` holds no list, `OptionError` where the root of trust does not name the key.
    """
    metadata = out / "metadata"
    path, newest = metadata / "timestamp.json", _newest(metadata, "root")
    if newest is None or not path.exists():
        raise _no_list(out)
    with exclusive(metadata):
        _refuse_unknown(parse_root(newest.read_bytes()), {"timestamp": signer})
        timestamp = _read(path, Timestamp)
        timestamp.version = max(timestamp.version + 1, version)
        timestamp.expires = _expiry("timestamp", now)
        write_atomically(path, _signed(timestamp, signer))


def parse_root(data: bytes) -> Root:
    """A root of trust of the publisher's own; raises `OptionError`."""
    try:
        root: object = Metadata[Root].from_bytes(data).signed
    except (tuf_errors.RepositoryError, DeserializationError) as error:
        raise OptionError("The root of trust is damaged.", advice=_RESTORE_ROOT) from error
    if not isinstance(root, Root):
        raise OptionError("The file of the root of trust holds something else.", advice=_RESTORE_ROOT)
    return root


def _refuse_unknown(root: Root, signers: Mapping[str, CryptoSigner]) -> None:
    """Refuse a key that no client would believe: signing with it would end a list that works."""
    for role, signer in signers.items():
        if signer.public_key.keyid not in root.roles[role].keyids:
            raise OptionError(
                f"The {role} key is not the one that the root of trust of this list names: nothing was signed.",
                advice="Name the folder of keys that the list was made with, as it is since the last rotation.",
            )


def _write_target(out: Path, name: str, content: bytes) -> TargetFile:
    described = TargetFile.from_data(name, content, ["sha256"])
    path = _target_path(out, described)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, content)
    return described


def _read_target(out: Path, described: TargetFile) -> bytes:
    path = _target_path(out, described)
    try:
        content = path.read_bytes()
        described.verify_length_and_hashes(content)
    except (OSError, tuf_errors.LengthOrHashMismatchError) as error:
        raise PublishError(f"The file {str(path)!r} is missing or damaged.", advice=_RESTORE) from error
    return content


def _target_path(out: Path, described: TargetFile) -> Path:
    name = Path(described.path)
    return out / "targets" / name.parent / f"{described.hashes['sha256']}.{name.name}"


def _expiry(role: str, now: datetime) -> datetime:
    return now.astimezone(UTC).replace(microsecond=0) + LIFETIME[role]


def _signed(content: SignedType, signer: CryptoSigner) -> bytes:
    metadata = Metadata(content)
    metadata.sign(signer)
    return metadata.to_bytes()


def _read(path: Path, kind: type[SignedType]) -> SignedType:
    try:
        signed: object = Metadata[Targets].from_bytes(path.read_bytes()).signed
    except (tuf_errors.RepositoryError, DeserializationError) as error:
        raise PublishError(f"The file {str(path)!r} is damaged.", advice=_RESTORE) from error
    if not isinstance(signed, kind):
        raise PublishError(f"The file {str(path)!r} is not what its name says.", advice=_RESTORE)
    return signed


def _next(metadata: Path, role: str, kind: type[SignedType], now: datetime, versions: Mapping[str, int]) -> SignedType:
    """The metadata of a role, one version above what is there, or of a later one, with a new expiry."""
    path = _newest_of(metadata, role)
    if path is None:
        signed = kind()
    else:
        signed = _read(path, kind)
        signed.version += 1
    signed.version = max(signed.version, versions.get(role, 1))
    signed.expires = _expiry(role, now)
    return signed


def _newest_of(metadata: Path, role: str) -> Path | None:
    if role != Timestamp.type:
        return _newest(metadata, role)
    path = metadata / "timestamp.json"
    return path if path.exists() else None


def _newest(metadata: Path, role: str) -> Path | None:
    versions = [path for path in metadata.glob(f"*.{role}.json") if path.name.split(".")[0].isdigit()]
    return max(versions, key=lambda path: int(path.name.split(".")[0]), default=None)


def versions(out: Path) -> dict[str, int]:
    """The versions of the newest parts of the list in `out` by role, root apart; raises `PublishError`."""
    return {role: signed.version for role, signed in _parts(out).items()}


def expiries(out: Path, key_folder: Path | None = None) -> dict[str, datetime]:
    """When the newest parts of the list in `out` run out, by role (UTC); raises `PublishError`, `OptionError`.

    The root is the one that clients of `out` come to; where there is none, that of a folder of keys.
    """
    dates = {role: signed.expires for role, signed in _parts(out).items()}
    path = _newest(out / "metadata", Root.type)
    if path is None and key_folder is not None and (key_folder / ROOT_FILE).exists():
        path = key_folder / ROOT_FILE
    if path is not None:
        dates = {Root.type: parse_root(path.read_bytes()).expires, **dates}
    return {role: expires.replace(tzinfo=UTC) for role, expires in dates.items()}


def _parts(out: Path) -> dict[str, Targets | Snapshot | Timestamp]:
    metadata = out / "metadata"
    targets, snapshot, timestamp = (_newest_of(metadata, role) for role in SIGNING_ROLES)
    parts: dict[str, Targets | Snapshot | Timestamp] = {}
    if targets is not None:
        parts[Targets.type] = _read(targets, Targets)
    if snapshot is not None:
        parts[Snapshot.type] = _read(snapshot, Snapshot)
    if timestamp is not None:
        parts[Timestamp.type] = _read(timestamp, Timestamp)
    return parts


def check(out: Path, root: bytes, signers: Mapping[str, CryptoSigner]) -> None:
    """Raise as `publish` would where it may not be called with these, without writing anything."""
    metadata = out / "metadata"
    newest = _newest(metadata, "root")
    if newest is not None and not holds_root(out, root):
        raise _another_root(out)
    trusted = parse_root(root if newest is None else newest.read_bytes())
    _refuse_unknown(trusted, {role: signers[role] for role in SIGNING_ROLES})


def holds_root(out: Path, root: bytes) -> bool:
    """Whether `out` holds this root of trust among its versions; raises `OptionError` for a damaged one."""
    path = out / "metadata" / f"{parse_root(root).version}.root.json"
    return path.exists() and path.read_bytes() == root


def newest_root(out: Path) -> Root:
    """The root of trust that clients of `out` come to; raises `PublishError` where there is none, `OptionError`."""
    path = _newest(out / "metadata", "root")
    if path is None:
        raise _no_list(out)
    return parse_root(path.read_bytes())


def read_targets(out: Path, prefix: str) -> dict[str, bytes]:
    """The targets of the newest list in `out` whose names begin with `prefix`, name to content.

    For the publisher, who takes a folder of its own for what it says: hashes are compared, signatures are not verified.
    Raises `PublishError` where there is no list or it is damaged.
    """
    path = _newest(out / "metadata", "targets")
    if path is None:
        raise _no_list(out)
    described = _read(path, Targets).targets
    return {name: _read_target(out, described[name]) for name in sorted(described) if name.startswith(prefix)}


def read_statements(out: Path) -> Statements:
    """What the newest list in `out` states beside its targets; raises `PublishError` where there is none or damaged."""
    path = _newest(out / "metadata", "targets")
    if path is None:
        raise _no_list(out)
    try:
        return statements.read(_read(path, Targets).unrecognized_fields)
    except (ValueError, RecursionError) as error:
        raise PublishError(
            f"What the list in {str(out)!r} states of partners or versions is not valid: {error}.",
            advice="Name the version of this program that signed it, or restore the folder from a copy.",
        ) from error


def publish_root(out: Path, root: bytes) -> None:
    """Put the next version of the root of trust beside the list, for clients that hold the one before it.

    Raises `PublishError` where `out` does not hold the version before it, or one that does not vouch for it; `OSError`.
    """
    version = parse_root(root).version
    metadata = out / "metadata"
    before, path = metadata / f"{version - 1}.root.json", metadata / f"{version}.root.json"
    if path.exists() and path.read_bytes() != root:
        raise _another_root(out)
    if not before.exists():
        raise PublishError(
            f"The folder {str(out)!r} does not hold version {version - 1} of the root of trust.",
            advice="Name the folder that was published with the root before this one.",
        )
    signed = Metadata[Root].from_bytes(root)
    try:
        parse_root(before.read_bytes()).verify_delegate(Root.type, signed.signed_bytes, signed.signatures)
    except tuf_errors.UnsignedMetadataError as error:
        raise _another_root(out) from error
    write_atomically(path, root)


def _no_list(out: Path) -> PublishError:
    return PublishError(
        f"There is no published list in {str(out)!r}.", advice="Name the published folder, or build a list first."
    )


def _another_root(out: Path) -> PublishError:
    return PublishError(
        f"The folder {str(out)!r} holds a list of another root of trust.",
        advice="Name the folder of keys that the list was made with, or another output folder.",
    )
