"""Sign what is given away, and verify it, in the format of minisign (https://jedisct1.github.io/minisign/).

    python build/sign/minisign.py keys SECRET PUBLIC      a new pair; SECRET is encrypted with a passphrase
    python build/sign/minisign.py sign SECRET FILE        FILE.minisig beside FILE
    python build/sign/minisign.py verify PUBLIC FILE      status 0 where FILE.minisig is good

The passphrase is asked for, or is the first line of standard input. `minisign -Vm FILE -p PUBLIC` verifies the same.
The secret key is PKCS #8, not minisign's own form: it is used here alone.
"""

from __future__ import annotations

import base64
import getpass
import hashlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

KEY, PREHASHED = b"Ed", b"ED"  # what follows: a public key; a signature of the BLAKE2b-512 of a file
ID_BYTES, KEY_BYTES, SIGNATURE_BYTES = 8, 32, 64
LINES = 4


class SignatureError(ValueError):
    """A signature that is not there, cannot be read, or does not fit the file or the key."""


@dataclass(frozen=True)
class PublicKey:
    """Whom a signature is judged by."""

    id: bytes
    key: bytes

    def text(self) -> str:
        """The two lines of a public key file."""
        name = self.id[::-1].hex().upper()
        return f"untrusted comment: minisign public key {name}\n{_encoded(KEY + self.id + self.key)}\n"

    @classmethod
    def parse(cls, text: str) -> PublicKey:
        """Read a public key file, or its second line alone; raises `SignatureError`."""
        data = _decoded(text.strip().splitlines()[-1] if text.strip() else "")
        if len(data) != len(KEY) + ID_BYTES + KEY_BYTES or data[:2] != KEY:
            raise SignatureError("This is no public key of minisign.")
        return cls(data[2 : 2 + ID_BYTES], data[2 + ID_BYTES :])


def public_key(secret: Ed25519PrivateKey) -> PublicKey:
    """The public half; its identifier is the beginning of its hash."""
    raw = secret.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return PublicKey(hashlib.blake2b(raw, digest_size=ID_BYTES).digest(), raw)


def sign(secret: Ed25519PrivateKey, path: Path, comment: str) -> str:
    """The text of a signature file; `comment` is signed as well and is one line."""
    if "\n" in comment or "\r" in comment:
        raise SignatureError("The comment has to be one line.")
    signature = secret.sign(_digest(path))
    over_both = secret.sign(signature + comment.encode())
    return (
        "untrusted comment: signature of a release of exposure-check\n"
        f"{_encoded(PREHASHED + public_key(secret).id + signature)}\n"
        f"trusted comment: {comment}\n{_encoded(over_both)}\n"
    )


def verify(public: PublicKey, path: Path, text: str) -> str:
    """The trusted comment of a good signature; raises `SignatureError`."""
    lines = text.splitlines()
    marker = "trusted comment: "
    if len(lines) != LINES or not lines[2].startswith(marker):
        raise SignatureError("This is no signature file of minisign.")
    data, over_both, comment = _decoded(lines[1]), _decoded(lines[3]), lines[2].removeprefix(marker)
    if len(data) != 2 + ID_BYTES + SIGNATURE_BYTES or data[:2] != PREHASHED:
        raise SignatureError("The signature has another form than the one that is used here.")
    if data[2 : 2 + ID_BYTES] != public.id:
        raise SignatureError("The signature was made with another key.")
    signature = data[2 + ID_BYTES :]
    key = Ed25519PublicKey.from_public_bytes(public.key)
    try:
        key.verify(signature, _digest(path))
        key.verify(over_both, signature + comment.encode())
    except InvalidSignature:
        raise SignatureError(f"The signature does not fit {path.name}: do not use this file.") from None
    return comment


def signature_path(path: Path) -> Path:
    """Where the signature of a file lies."""
    return path.with_name(f"{path.name}.minisig")


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, hashlib.blake2b).digest()


def _encoded(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise SignatureError("A line is not base64.") from None


def _passphrase() -> bytes:
    asked = (
        getpass.getpass("Passphrase of the release key: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    )
    if not asked:
        raise SignatureError("The passphrase is empty.")
    return asked.encode()


def _make_keys(secret: Path, public: Path) -> None:
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(_passphrase()))
    descriptor = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
    public.write_text(public_key(key).text(), encoding="ascii")


def _load(secret: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(secret.read_bytes(), _passphrase())
    except ValueError:
        raise SignatureError("The passphrase is wrong, or this is no secret key.") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise SignatureError("This is a key of another kind.")
    return key


def main(arguments: list[str]) -> int:
    """Run one of the three commands."""
    if len(arguments) != 3 or arguments[0] not in ("keys", "sign", "verify"):
        print(__doc__)
        return 2
    command, key, path = arguments[0], Path(arguments[1]), Path(arguments[2])
    try:
        if command == "keys":
            _make_keys(key, path)
        elif command == "sign":
            signature_path(path).write_text(sign(_load(key), path, f"file:{path.name}"), encoding="utf-8")
        else:
            comment = verify(PublicKey.parse(key.read_text("utf-8")), path, signature_path(path).read_text("utf-8"))
            print(f"Good signature. {comment}")
    except (OSError, SignatureError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
