"""Private keys at rest: one JSON file each, encrypted under a passphrase, or in clear with permissions 0600.

Encrypted: AES-256-GCM (`cryptography`) under Argon2id of the passphrase, with everything else that the file says as
associated data. A key that others may read is refused when it is loaded.
"""

from __future__ import annotations

import base64
import os
import secrets
import stat
import sys
from typing import TYPE_CHECKING, Annotated

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from exposure_check.errors import OptionError, advice_on_file
from exposure_check.files import PRIVATE, write_atomically
from exposure_check.secret import Secret

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
MAX_BYTES = 16 * 1024
SECRET_BYTES = 32
_SALT_BYTES, _NONCE_BYTES, _TAG_BYTES = 16, 12, 16
_PASSES, _MEMORY_KIB, _LANES = 3, 64 * 1024, 4  # RFC 9106 section 4, second recommended option

Base64 = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9+/]+=*\Z", max_length=200)]


class KeyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a key file holds. `salt` and `nonce` are absent where the secret is in clear."""

    format: int
    role: Annotated[str, msgspec.Meta(pattern=r"^[a-z]{1,20}\Z")]
    algorithm: str
    public: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
    secret: Base64
    salt: Base64 | None = None
    nonce: Base64 | None = None

    def __post_init__(self) -> None:
        if self.format != FORMAT or (self.salt is None) != (self.nonce is None):
            raise ValueError("another format")
        secret_bytes = SECRET_BYTES + (_TAG_BYTES if self.encrypted else 0)
        sizes = ((self.secret, secret_bytes), (self.salt, _SALT_BYTES), (self.nonce, _NONCE_BYTES))
        if any(text is not None and len(base64.b64decode(text)) != size for text, size in sizes):
            raise ValueError("a part of another size")

    @property
    def encrypted(self) -> bool:
        """Whether a passphrase is needed."""
        return self.nonce is not None


def save(path: Path, role: str, algorithm: str, public: bytes, secret_key: Secret, passphrase: Secret | None) -> None:
    """Write a 32-byte private key; in clear where `passphrase` is None. Raises `OSError`."""
    if passphrase is None:
        file = KeyFile(FORMAT, role, algorithm, public.hex(), _text(secret_key.reveal()))
    else:
        salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
        header = _associated(role, algorithm, public.hex())
        sealed = AESGCM(_key(passphrase, salt)).encrypt(nonce, secret_key.reveal(), header)
        file = KeyFile(FORMAT, role, algorithm, public.hex(), _text(sealed), _text(salt), _text(nonce))
    write_atomically(path, msgspec.json.format(msgspec.json.encode(file)) + b"\n", PRIVATE)


def read(path: Path) -> KeyFile:
    """Read a key file without opening it; raises `OptionError` where it is unreadable or open to others."""
    try:
        with path.open("rb") as opened:
            mode = os.fstat(opened.fileno()).st_mode
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise OptionError(
            f"The key {str(path)!r} cannot be read: {error.strerror}.", advice=advice_on_file(error)
        ) from error
    if sys.platform != "win32" and stat.S_IMODE(mode) & 0o077:
        raise OptionError(
            f"Others may read the key {str(path)!r}.",
            advice=f"Run: chmod 600 {path}  Then ask yourself who may have read it.",
        )
    try:
        return msgspec.json.decode(data, type=KeyFile)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise OptionError(
            f"The key {str(path)!r} is not a key file of this program.",
            advice="Name the folder of keys, or take the key from your backup.",
        ) from error


def open_key(path: Path, role: str, algorithm: str, passphrase: Secret | None) -> tuple[Secret, bytes]:
    """The 32-byte private key and its public key; raises `OptionError` where it cannot be opened."""
    file = read(path)
    if (file.role, file.algorithm) != (role, algorithm):
        raise OptionError(
            f"The key {str(path)!r} is a {file.role} key; a {role} key is needed.",
            advice="Put each key back into the folder that has its name.",
        )
    if not file.encrypted:
        return Secret(base64.b64decode(file.secret)), bytes.fromhex(file.public)
    if passphrase is None:
        raise OptionError(f"The key {str(path)!r} needs a passphrase.", advice="Give it when asked, or as a file.")
    salt, nonce = base64.b64decode(file.salt or ""), base64.b64decode(file.nonce or "")
    header = _associated(file.role, file.algorithm, file.public)
    try:
        secret = AESGCM(_key(passphrase, salt)).decrypt(nonce, base64.b64decode(file.secret), header)
    except InvalidTag as error:
        raise OptionError(
            f"The passphrase does not open the key {str(path)!r}.",
            advice="Type it again. If it is right, the file was changed: take it from your backup.",
        ) from error
    return Secret(secret), bytes.fromhex(file.public)


def _key(passphrase: Secret, salt: bytes) -> bytes:
    return hash_secret_raw(passphrase.reveal(), salt, _PASSES, _MEMORY_KIB, _LANES, 32, Type.ID)


def _associated(role: str, algorithm: str, public: str) -> bytes:
    return b"\x00".join(text.encode() for text in ("exposure-check/key", role, algorithm, public))


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
