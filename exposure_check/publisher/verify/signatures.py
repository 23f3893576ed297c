"""What is signed in a published folder, verified as clients do: every root of trust, and every part of the list.

Every error names the file at fault.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tuf.api import exceptions as tuf_errors
from tuf.api.metadata import Metadata, Root
from tuf.api.serialization import DeserializationError

from exposure_check.errors import (
    CheckError,
    ExpiredError,
    MixedRepositoryError,
    OptionError,
    PublishError,
    RollbackError,
    ServerError,
    SignatureError,
    UnsupportedError,
    advice_on_file,
)
from exposure_check.trust.root_of_trust import check_root
from exposure_check.trust.verify import LIMITS, SignedList

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tuf.api.metadata import TargetFile

_BASE = "http://127.0.0.1"
_ROOT_NAME = re.compile(r"([1-9][0-9]*)\.root\.json")
_RESTORE = "Restore it from a copy, or build and sign the list again."
_RESTORE_ROOT = (
    "Restore it from a copy, such as the folder that was published before: programs with an earlier profile follow "
    "from one version of the root to the next."
)
_RENEWED_BY = {  # metadata of a role -> the command that renews it; a root is looked at apart
    "timestamp": "publish refresh",
    "snapshot": "publish build",
    "targets": "publish build",
}


def verify_roots(out: Path, root: Path) -> bytes:
    """The root of trust in the file `root`, once every version of it in `out` is verified.

    From the oldest that is there to the newest none may be absent, each has to be vouched for by the one before it, the
    newest must not have expired, and the one in the file must be one of them: a profile may hold any, and its
    client goes from there to the newest, one file each. Raises `OptionError` where the file holds no root of trust,
    `PublishError` for the rest.
    """
    profile_root, is_published = _profile_root(root), False
    metadata = out / "metadata"
    matches = (_ROOT_NAME.fullmatch(path.name) for path in metadata.iterdir())
    versions = [int(match[1]) for match in matches if match] or [1]
    trusted: Root | None = None
    for version in range(min(versions), max(versions) + 1):
        path = metadata / f"{version}.root.json"
        data = _read(path, LIMITS.root_max_length, advice=_RESTORE_ROOT)
        trusted = _vouched(path, data, version, trusted)
        is_published = is_published or data == profile_root
    if trusted is not None and trusted.is_expired():
        raise PublishError(
            f"The root of trust {str(path)!r} has expired.",
            advice="Renew it with `publish rotate`, which needs the root keys.",
        )
    if not is_published:
        raise PublishError(
            f"The root of trust {str(root)!r} is not one of the roots in {str(metadata)!r}.",
            advice="Name the one that is in the profiles. If it is that one, the list was made with other keys, and "
            "no client believes it.",
        )
    return profile_root


class Published:
    """The newest signed list of a published folder, read and verified as a client does.

    `targets` are the parts that it names, `version` and `digest` those of which people compare the fingerprint.
    """

    def __init__(self, out: Path, root: bytes) -> None:
        """Verify the metadata from the root of trust on; raises `PublishError`."""
        self._out = self._path = out
        with self.named_faults():
            self._signed = SignedList(root, _BASE, self._get)
        self.targets: Mapping[str, TargetFile] = self._signed.targets
        self.version, self.digest = self._signed.version, self._signed.digest

    def refuse_malformed_statements(self) -> None:
        """Raise `PublishError` where clients would pass over what the list states of partners and versions."""
        try:
            self._signed.read_statements()
        except (ValueError, RecursionError) as error:
            raise PublishError(
                f"What the list states of partners or versions is not valid: {error}.",
                advice="No client takes it. Restore the folder from a copy, or sign with the version that wrote it.",
            ) from error

    def target(self, name: str, max_bytes: int) -> bytes:
        """The verified bytes of a part that the list names; raises `PublishError`."""
        self._path = self._out / "targets" / file_of(self.targets[name])
        with self.named_faults():
            data = self._signed.target(name, max_bytes)
        if data is None:
            raise PublishError(f"The list names no {name!r}.", advice=_RESTORE)
        return data

    @contextmanager
    def named_faults(self) -> Iterator[None]:
        """Turn what is wrong with the file that was read last into a `PublishError` that names it."""
        try:
            yield
        except CheckError as error:
            raise _fault(self._path, error) from error

    def _get(self, url: str, limit: int) -> bytes:
        """A published file in the place of an answer over HTTP."""
        self._path = self._out / url.removeprefix(f"{_BASE}/v1/")
        if not self._path.exists():
            raise ServerError("absent", status=404)
        return _read(self._path, limit)


def file_of(target: TargetFile) -> str:
    """Where a part of the list lies below `targets/`."""
    return target.get_prefixed_paths()[0]


def _profile_root(path: Path) -> bytes:
    try:
        data = path.read_bytes()
        check_root(data)
    except OSError as error:
        raise OptionError(
            f"The root of trust {str(path)!r} cannot be read: {error.strerror}.",
            advice=advice_on_file(error),
        ) from error
    except SignatureError as error:
        raise OptionError(
            f"The file {str(path)!r} is not a root of trust.",
            advice="Name the root.json of the folder of keys, or the one that is in the profiles.",
        ) from error
    return data


def _read(path: Path, limit: int, advice: str = _RESTORE) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise PublishError(f"In the place of the file {str(path)!r} there is something else.", advice=advice)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise PublishError(f"The file {str(path)!r} is missing.", advice=advice) from None
    except OSError as error:
        raise PublishError(
            f"The file {str(path)!r} cannot be read: {error.strerror}.",
            advice=advice_on_file(error),
        ) from error
    if len(data) > limit:
        raise PublishError(f"The file {str(path)!r} is longer than it may be.", advice=advice)
    return data


def _vouched(path: Path, data: bytes, version: int, before: Root | None) -> Root:
    """The root of trust of a version, signed by itself and by the one before it; raises `PublishError`."""
    try:
        metadata = Metadata[Root].from_bytes(data)
        root: object = metadata.signed
        if not isinstance(root, Root) or root.version != version:
            raise PublishError(f"The file {str(path)!r} is not what its name says.", advice=_RESTORE_ROOT)
        for signer in (root, before or root):
            signer.verify_delegate(Root.type, metadata.signed_bytes, metadata.signatures)
    except (tuf_errors.RepositoryError, DeserializationError, ValueError) as error:
        raise PublishError(
            f"The root of trust {str(path)!r} is damaged, or not signed by the keys of the one before it.",
            advice=_RESTORE_ROOT,
        ) from error
    return root


def _fault(path: Path, error: CheckError) -> PublishError:
    file = f"The file {str(path)!r}"
    match error:
        case ServerError():
            return PublishError(f"{file} is missing.", advice=_RESTORE)
        case ExpiredError():
            role = path.name.removesuffix(".json").rpartition(".")[2]
            return PublishError(f"{file} has expired.", advice=f"Renew it with `{_RENEWED_BY[role]}`.")
        case MixedRepositoryError() | RollbackError():
            return PublishError(f"{file} is not the one that was signed.", advice=_RESTORE)
        case UnsupportedError():
            return PublishError(f"{file} cannot be read. {error.message}", advice=error.advice)
    return PublishError(f"{file} cannot be trusted. {error.message}", advice=_RESTORE)
