"""Client side of TUF (specification 1.0.33, section 5): from a root of trust to the bytes of a signed target.

`python-tuf` verifies signatures, thresholds, versions, expiry and hashes; this module gives it the project's own way
to the network and turns what it raises into the named errors of `errors`.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from tuf.api import exceptions as tuf_errors
from tuf.api.metadata import Metadata, Root
from tuf.api.serialization import DeserializationError
from tuf.ngclient import FetcherInterface, Updater, UpdaterConfig

from exposure_check.errors import (
    ExpiredError,
    MalformedError,
    MixedRepositoryError,
    RollbackError,
    ServerError,
    SignatureError,
    TrustError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from exposure_check.errors import CheckError

    # Fetches an address, at most so many bytes; raises CheckError, with status 404 in a ServerError
    Get = Callable[[str, int], bytes]

LIMITS = UpdaterConfig(
    max_root_rotations=64,
    max_delegations=0,
    root_max_length=256 * 1024,
    timestamp_max_length=16 * 1024,
    snapshot_max_length=64 * 1024,
    targets_max_length=1024 * 1024,
)
_ABSENT = (403, 404)  # section 5.3.3: no newer root


class _Fetcher(FetcherInterface):
    """The project's transport in the form that `Updater` asks for."""

    def __init__(self, get: Get) -> None:
        self._get = get

    def _fetch(self, url: str) -> Iterator[bytes]:
        yield self.download_bytes(url, LIMITS.targets_max_length)

    def download_bytes(self, url: str, max_length: int) -> bytes:
        """At most `max_length` bytes. An absent or oversized file is named as TUF does; the rest passes through."""
        try:
            return self._get(url, max_length)
        except ServerError as error:
            if error.status in _ABSENT:
                raise tuf_errors.DownloadHTTPError("absent", error.status) from error
            raise
        except MalformedError as error:
            raise tuf_errors.DownloadLengthMismatchError("longer than what was signed") from error


class SignedList:
    """What a publisher signed, once its whole chain is verified from the root of trust."""

    def __init__(self, root: bytes, state: Path, base_url: str, get: Get) -> None:
        """Bring the metadata up to date and verify it.

        `root` is the root of trust of the profile, `state` a folder that keeps the newest metadata seen (against
        rollback), `get` the way to the network, used for `{base_url}/v1/metadata/` and `{base_url}/v1/targets/`.

        Raises the subclasses of `TrustError`, and whatever `get` raises.
        """
        self._base_url, self._get = base_url, get
        with _named_errors():
            state.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._updater = Updater(
                metadata_dir=str(state),
                metadata_base_url=f"{base_url}/v1/metadata/",
                fetcher=_Fetcher(get),
                config=LIMITS,
                bootstrap=root,
            )
            self._updater.refresh()

    def target(self, name: str, max_bytes: int) -> bytes | None:
        """The verified bytes of a target, or None where the list has none of that name; raises like `__init__`."""
        with _named_errors():
            target = self._updater.get_targetinfo(name)
            if target is None:
                return None
            if target.length > max_bytes:
                raise TrustError("A part of the list is larger than this program takes.")
            folder, _, file = name.rpartition("/")
            prefix = next(iter(target.hashes.values()))  # whichever the publisher signed first names the file
            path = f"{folder}/{prefix}.{file}" if folder else f"{prefix}.{file}"
            data = self._get(f"{self._base_url}/v1/targets/{path}", target.length)
            target.verify_length_and_hashes(data)
        return data


@contextmanager
def _named_errors() -> Iterator[None]:
    try:
        yield
    except (tuf_errors.RepositoryError, tuf_errors.DownloadError, DeserializationError) as error:
        raise _named(error) from error
    except OSError as error:
        raise TrustError(
            f"The folder that remembers the newest list cannot be used: {error.strerror}.",
            advice="Check that the disk is not full and that you may write to your own data folder.",
        ) from error


def check_root(data: bytes) -> None:
    """Raise `SignatureError` unless `data` is a root of trust signed by its own keys."""
    try:
        metadata = Metadata[Root].from_bytes(data)
        if not isinstance(metadata.signed, Root):
            raise SignatureError("The file is signed metadata, but not a root of trust.")
        metadata.verify_delegate(Root.type, metadata)
    except (tuf_errors.RepositoryError, DeserializationError, ValueError) as error:
        raise SignatureError("The root of trust is not valid.") from error


def _named(error: Exception) -> CheckError:
    match error:
        case tuf_errors.ExpiredMetadataError():
            return ExpiredError("The signed list is past its date.")
        case tuf_errors.UnsignedMetadataError():
            return SignatureError("A signature of the list is not valid.")
        # the publisher signs length and hash of every part, so a version that does not fit is an older one
        case tuf_errors.BadVersionNumberError():
            return RollbackError("The server offers an older list than one that this computer has seen.")
        case tuf_errors.LengthOrHashMismatchError() | tuf_errors.DownloadLengthMismatchError():
            return MixedRepositoryError("Parts of the list were not published together.")
        case tuf_errors.DownloadHTTPError():
            return ServerError("A part of the signed list is missing on the server.", status=error.status_code)
        case DeserializationError():
            return SignatureError("The signed list cannot be read.")
    return TrustError("The signed list cannot be trusted.")
