"""A root of trust as it lies in a file: whether it is one, and what its fingerprint is made of.

Apart from `verify`, whose library asks the system for a socket as soon as it is loaded: the desk and the form of a
profile show a fingerprint and touch no network.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from tuf.api import exceptions as tuf_errors
from tuf.api.metadata import Metadata, Root
from tuf.api.serialization import DeserializationError
from tuf.api.serialization.json import CanonicalJSONSerializer

from exposure_check.errors import SignatureError

if TYPE_CHECKING:
    from tuf.api.metadata import Signed


def check_root(data: bytes) -> None:
    """Raise `SignatureError` unless `data` is a root of trust signed by its own keys."""
    try:
        metadata = Metadata[Root].from_bytes(data)
        if not isinstance(metadata.signed, Root):
            raise SignatureError("The file is signed metadata, but not a root of trust.")
        metadata.verify_delegate(Root.type, metadata)
    except (tuf_errors.RepositoryError, DeserializationError, ValueError) as error:
        raise SignatureError("The root of trust is not valid.") from error


def root_digest(data: bytes) -> bytes:
    """SHA-256 of the signed part of a root of trust, in canonical JSON; raises `SignatureError`."""
    check_root(data)
    return digest(Metadata[Root].from_bytes(data).signed)


def digest(signed: Signed) -> bytes:
    """SHA-256 of a signed part in canonical JSON."""
    return sha256(CanonicalJSONSerializer().serialize(signed)).digest()
