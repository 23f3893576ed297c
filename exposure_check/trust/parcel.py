"""A parcel: what one party seals to the public key of another, for the way between them.

HPKE in base mode (RFC 9180): DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, from `cryptography`, with `MAGIC` as
`info`. A file is `MAGIC`, then what HPKE gives (the encapsulated key, then the ciphertext) of a `Parcel` in msgpack.
Base mode says nothing of the sender: who opens a code book compares its fingerprint (`CodeBook.fingerprint`) with what
the sender reads out, and the commands do not take it without.
"""

from __future__ import annotations

import base64
import binascii
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from exposure_check.errors import OptionError, advice_on_file
from exposure_check.files import PUBLIC, write_atomically
from exposure_check.secret import Secret
from exposure_check.trust import keystore

if TYPE_CHECKING:
    from pathlib import Path

MAGIC = b"exposure-check/parcel/1\n"
ROLE, ALGORITHM = "exchange", "x25519"
PUBLIC_SUFFIX = ".pub"
_PUBLIC_PREFIX = "exposure-check-exchange-1 "
_MOST_BYTES = 1 << 30
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class Parcel(msgspec.Struct, frozen=True):
    """What is in it: a code book as msgpack, or a file with its name, such as letters for a print shop."""

    kind: Literal["book", "file"]
    name: str
    data: bytes

    def __repr__(self) -> str:
        return f"<parcel with a {self.kind}>"


_PARCEL = msgspec.msgpack.Decoder(Parcel)  # here, and not where it is used: see `protocol/catalogue.py`


def new_key(path: Path, passphrase: Secret) -> str:
    """Make a key pair: the private key in `path`, encrypted, the public one beside it in a file to hand out.

    Returns the fingerprint of the public key. Raises `OptionError` where a file is there already, `OSError`.
    """
    public_path = path.with_name(path.name + PUBLIC_SUFFIX)
    for place in (path, public_path):
        if place.exists():
            raise OptionError(f"There is a file {str(place)!r} already.", advice="Name another: keys are not replaced.")
    private = X25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    keystore.save(path, ROLE, ALGORITHM, public, Secret(private.private_bytes_raw()), passphrase)
    write_atomically(public_path, f"{_PUBLIC_PREFIX}{base64.b64encode(public).decode()}\n".encode(), PUBLIC)
    return fingerprint(public)


def fingerprint(public: bytes) -> str:
    """80 bits of the SHA-256 of a public key, for two people to compare by telephone."""
    digits = sha256(public).hexdigest()[:20]
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def same_fingerprint(first: str, other: str) -> bool:
    """Whether two people read the same, however they wrote it down."""
    return "".join(first.split()).casefold() == "".join(other.split()).casefold()


def read_public(path: Path) -> bytes:
    """The 32 bytes of a public key from the file that was handed out; raises `OptionError`."""
    try:
        with path.open("rb") as file:
            text = file.read(200).decode("ascii", "replace").strip()
    except OSError as error:
        raise OptionError(
            f"The public key {str(path)!r} cannot be read: {error.strerror}.", advice=advice_on_file(error)
        ) from error
    try:
        public = base64.b64decode(text.removeprefix(_PUBLIC_PREFIX), validate=True)
        X25519PublicKey.from_public_bytes(public)
    except (ValueError, binascii.Error):
        public = b""
    if not public or not text.startswith(_PUBLIC_PREFIX):
        raise OptionError(
            f"The file {str(path)!r} is not a public key of this program.",
            advice=f"Name the file that ends in {PUBLIC_SUFFIX}, which `clinic key` wrote on the other side.",
        )
    return public


def seal(parcel: Parcel, public: bytes) -> bytes:
    """The bytes of a parcel that the holder of the private key alone can open."""
    recipient = X25519PublicKey.from_public_bytes(public)
    return MAGIC + _SUITE.encrypt(msgspec.msgpack.encode(parcel), recipient, MAGIC)


def read(path: Path) -> bytes:
    """A file that should be a parcel; raises `OptionError`."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise OptionError(
                f"The file {str(path)!r} is larger than 1 GiB.", advice="Ask the sender for smaller parts."
            )
        return path.read_bytes()
    except OSError as error:
        raise OptionError(
            f"The parcel {str(path)!r} cannot be read: {error.strerror}.", advice=advice_on_file(error)
        ) from error


def unseal(sealed: bytes, private: Secret) -> Parcel:
    """Open a parcel; raises `OptionError` where it is none, or was sealed to another key."""
    if not sealed.startswith(MAGIC):
        raise OptionError("The file is not a parcel of this program.", advice="Name the file that `clinic seal` wrote.")
    key = X25519PrivateKey.from_private_bytes(private.reveal())
    try:
        data = _SUITE.decrypt(sealed.removeprefix(MAGIC), key, MAGIC)
        return _PARCEL.decode(data)
    except (InvalidTag, ValueError):  # msgspec's errors are of ValueError
        raise OptionError(
            "The parcel does not open with this key: it was sealed to another one, or it was changed on the way.",
            advice="Give the sender your public key again and compare its fingerprint, then ask for a new parcel.",
        ) from None
