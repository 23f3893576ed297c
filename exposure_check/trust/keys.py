"""The keys of a publisher: four TUF roles (Ed25519) and the VOPRF key, a folder each, so that they can be kept apart.

::

    DIR/root/root.key  DIR/targets/targets.key  DIR/snapshot/snapshot.key  DIR/timestamp/timestamp.key
    DIR/voprf/voprf.key
    DIR/root.json       the root of trust, public: goes into every profile
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import CryptoSigner

from exposure_check.errors import MalformedError, OptionError
from exposure_check.protocol import voprf
from exposure_check.secret import Secret
from exposure_check.trust import keystore

if TYPE_CHECKING:
    from pathlib import Path

ROLES = ("root", "targets", "snapshot", "timestamp")
SIGNING = "ed25519"
VOPRF = "ristretto255-SHA512"
ROOT_FILE = "root.json"


def key_path(folder: Path, role: str) -> Path:
    """Where the key of a role lies below the folder of keys."""
    return folder / role / f"{role}.key"


def create(folder: Path, passphrase: Secret | None) -> dict[str, CryptoSigner]:
    """Make all five keys; raises `OptionError` where one is there already. Returns the signers of the roles."""
    for role in (*ROLES, "voprf"):
        path = key_path(folder, role)
        if path.exists():
            raise OptionError(
                f"There is a key already: {str(path)!r}.", advice="Name a new folder: keys are never overwritten."
            )
    signers = {}
    for role in ROLES:
        signers[role] = _create_signer(folder, role, passphrase)
    pair = voprf.generate_key_pair()
    path = _prepared(folder, "voprf")
    keystore.save(path, "voprf", VOPRF, pair.public_key, pair.secret_key, passphrase)
    return signers


def _create_signer(folder: Path, role: str, passphrase: Secret | None) -> CryptoSigner:
    seed = secrets.token_bytes(keystore.SECRET_BYTES)
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public = private.public_key().public_bytes_raw()
    keystore.save(_prepared(folder, role), role, SIGNING, public, Secret(seed), passphrase)
    return CryptoSigner(private)


def _prepared(folder: Path, role: str) -> Path:
    path = key_path(folder, role)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def needs_passphrase(folder: Path, roles: tuple[str, ...]) -> bool:
    """Whether any of these keys is encrypted; raises `OptionError` where one is missing."""
    return any(keystore.read(key_path(folder, role)).encrypted for role in roles)


def load_signer(folder: Path, role: str, passphrase: Secret | None) -> CryptoSigner:
    """The signer of a TUF role; raises `OptionError`."""
    secret, public = keystore.open_key(key_path(folder, role), role, SIGNING, passphrase)
    private = Ed25519PrivateKey.from_private_bytes(secret.reveal())
    if private.public_key().public_bytes_raw() != public:
        raise OptionError(f"The {role} key does not match its public part: take it from your backup.")
    return CryptoSigner(private)


def _voprf_path(folder: Path) -> Path:
    own = folder / "voprf.key"
    return own if own.exists() else key_path(folder, "voprf")


def voprf_needs_passphrase(folder: Path) -> bool:
    """Whether the VOPRF key is encrypted; raises `OptionError` where it is missing."""
    return keystore.read(_voprf_path(folder)).encrypted


def load_voprf(folder: Path, passphrase: Secret | None) -> voprf.KeyPair:
    """The VOPRF key from the folder of keys, or from its own `voprf` folder; raises `OptionError`."""
    secret, public = keystore.open_key(_voprf_path(folder), "voprf", VOPRF, passphrase)
    try:
        pair = voprf.key_pair(secret.reveal())
    except MalformedError as error:
        raise OptionError("The VOPRF key is not a number of the group: take it from your backup.") from error
    if pair.public_key != public:
        raise OptionError("The VOPRF key does not match its public part: take it from your backup.")
    return pair
