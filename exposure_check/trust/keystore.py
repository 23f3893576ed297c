"""Private keys at rest: one JSON file each, encrypted under a passphrase, or in clear with permissions 0600.

Encrypted as `sealed_file` says, with everything else that the file holds as associated data. A key that others may
read is refused when it is loaded.
"""

from __future__ import annotations

import base64
import os
import stat
import sys
from typing import TYPE_CHECKING, Annotated

import msgspec

from exposure_check.errors import OptionError, advice_on_file
from exposure_check.files import PRIVATE, write_atomically
from exposure_check.secret import Secret
from exposure_check.trust import sealed_file
from exposure_check.trust.sealed_file import NONCE_BYTES, SALT_BYTES, TAG_BYTES, Envelope

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
MAX_BYTES = 16 * 1024
SECRET_BYTES = 32

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
        secret_bytes = SECRET_BYTES + (TAG_BYTES if self.encrypted else 0)
        sizes = ((self.secret, secret_bytes), (self.salt, SALT_BYTES), (self.nonce, NONCE_BYTES))
        if any(text is not None and len(base64.b64decode(text)) != size for text, size in sizes):
            raise ValueError("a part of another size")

    @property
    def encrypted(self) -> bool:
        """Whether a passphrase is needed."""
        return self.nonce is not None


_KEY_FILE = msgspec.json.Decoder(KeyFile)  # here, and not where it is used: see `protocol/catalogue.py`


def save(path: Path, role: str, algorithm: str, public: bytes, secret_key: Secret, passphrase: Secret | None) -> None:
    """Write a 32-byte private key; in clear where `passphrase` is None. Raises `OSError`."""
    if passphrase is None:
        file = KeyFile(FORMAT, role, algorithm, public.hex(), _text(secret_key.reveal()))
    else:
        header = _associated(role, algorithm, public.hex())
        salt, nonce, ciphertext = map(_text, sealed_file.seal(secret_key.reveal(), passphrase, header))
        file = KeyFile(FORMAT, role, algorithm, public.hex(), ciphertext, salt, nonce)
    write_atomically(path, msgspec.json.format(msgspec.json.encode(file)) + b"\n", PRIVATE)


def read(path: Path) -> KeyFile:
    """Read a key file without opening it; raises `OptionError` where it is unreadable or open to others."""
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise OptionError(
            f"The key {str(path)!r} cannot be read: {error.strerror}.",
            advice=advice_on_key(error),
        ) from error
    if sys.platform != "win32" and stat.S_IMODE(mode) & 0o077:
        raise OptionError(
            f"Others may read the key {str(path)!r}.",
            advice=f"Run: chmod 600 {path}  Then ask yourself who may have read it.",
        )
    try:
        return _KEY_FILE.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise OptionError(
            f"The key {str(path)!r} is not a key file of this program, or it is damaged.",
            advice="Restore it from your backup.",
        ) from error


def advice_on_key(error: OSError) -> str:
    """What to do where a file of the folder of keys cannot be read."""
    if isinstance(error, FileNotFoundError):
        return "Name the folder that `publish keys` made, or restore the file from your backup."
    return advice_on_file(error)


def open_key(path: Path, role: str, algorithm: str, passphrase: Secret | None) -> tuple[Secret, bytes]:
    """The 32-byte private key and its public key; raises `OptionError` where it cannot be opened."""
    file = read(path)
    if (file.role, file.algorithm) != (role, algorithm):
        raise OptionError(
            f"The key {str(path)!r} is a {file.role} key; a {role} key is needed.",
            advice="Put each key file back into the folder that it came from, or restore them from your backup.",
        )
    if not file.encrypted:
        return Secret(base64.b64decode(file.secret)), bytes.fromhex(file.public)
    if passphrase is None:
        raise OptionError(
            f"The key {str(path)!r} needs a passphrase.",
            advice="Type it when asked, or give it with --passphrase-file.",
        )
    envelope = Envelope(*(base64.b64decode(text or "") for text in (file.salt, file.nonce, file.secret)))
    header = _associated(file.role, file.algorithm, file.public)
    secret = sealed_file.unseal(envelope, passphrase, header, f"the key {str(path)!r}")
    return Secret(secret), bytes.fromhex(file.public)


def _associated(role: str, algorithm: str, public: str) -> bytes:
    return b"\x00".join(text.encode() for text in ("exposure-check/key", role, algorithm, public))


def _text(data: bytes | memoryview) -> str:
    return base64.b64encode(data).decode("ascii")
