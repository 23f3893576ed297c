"""The keys of a publisher: four TUF roles (Ed25519) and the VOPRF key, a folder each, so that they can be kept apart.

::

    DIR/root/root.key  DIR/root-2/root-2.key ...
    DIR/targets/targets.key  DIR/snapshot/snapshot.key  DIR/timestamp/timestamp.key
    DIR/voprf/voprf.key
    DIR/root.json       the root of trust, public: goes into every profile
"""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import CryptoSigner

from exposure_check import files
from exposure_check.errors import MalformedError, OptionError
from exposure_check.protocol import voprf
from exposure_check.secret import Secret
from exposure_check.trust import keystore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SIGNING_ROLES = ("targets", "snapshot", "timestamp")  # sign the list; root signs only who they are
ROLES = ("root", *SIGNING_ROLES)
SIGNING = "ed25519"
VOPRF = "ristretto255-SHA512"
ROOT_FILE = "root.json"
RETIRED = "retired"  # the folder, beside a key, of those that it replaced
MAX_ROOT_KEYS = 99
_RESTORE = "The file was changed: restore it from your backup."
ROOT_NAMES = ("root", *(f"root-{number}" for number in range(2, MAX_ROOT_KEYS + 1)))  # the root role may have several


def role_of(name: str) -> str:
    """The role of a key: `root` for `root-2`, and the name itself for the others."""
    return "root" if name in ROOT_NAMES else name


def key_path(folder: Path, name: str) -> Path:
    """Where the key of a role, or one of its root keys, lies below the folder of keys."""
    return folder / name / f"{name}.key"


def next_path(folder: Path, name: str) -> Path:
    """Where the key that will replace one lies until it has its place."""
    return folder / name / f"{name}.next.key"


def present(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the names whose key is in the folder, each once."""
    return tuple(name for name in dict.fromkeys(names) if key_path(folder, name).exists())


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Write in a folder of keys, one process at a time; first remove what killed ones left: it may hold a private key.

    Whoever writes keys or `root.json` does it in here, and so none of what is removed is still being written.
    Raises `OptionError` where there is no such folder, `OSError`.
    """
    if not folder.is_dir():
        raise OptionError(
            f"There is no folder of keys {str(folder)!r}.", advice="Name the folder that `publish keys` made."
        )
    with files.exclusive(folder):
        files.remove_leftovers(folder / ROOT_FILE)
        for name in (*ROOT_NAMES, *SIGNING_ROLES, "voprf"):
            files.remove_leftovers(key_path(folder, name))
            files.remove_leftovers(next_path(folder, name))
        yield


def create(folder: Path, passphrase: Secret | None, root_keys: int = 1) -> dict[str, CryptoSigner]:
    """Make all keys, `root_keys` of them for the root; raises `OptionError` where one is there already, `OSError`.

    Returns the signers by name. The root of trust is for the caller to write, when all of them are there: a run that
    was stopped leaves keys that nothing names, and never a root of trust that asks for fewer of them.
    """
    names = (*ROOT_NAMES[:root_keys], *SIGNING_ROLES)
    for name in (*names, "voprf"):
        path = key_path(folder, name)
        if path.exists():
            raise OptionError(
                f"There is a key already: {str(path)!r}.",
                advice="Name a new folder: keys are never overwritten. If an earlier run was stopped here before it "
                f"wrote {ROOT_FILE}, nobody trusts these keys yet: delete the folder and run the command again.",
            )
    signers = {}
    for name in names:
        signers[name] = create_signer(key_path(folder, name), role_of(name), passphrase)
    create_voprf(key_path(folder, "voprf"), passphrase)
    return signers


def create_signer(path: Path, role: str, passphrase: Secret | None) -> CryptoSigner:
    """Make the key of a TUF role and write it to `path`; raises `OSError`."""
    seed = secrets.token_bytes(keystore.SECRET_BYTES)
    private = Ed25519PrivateKey.from_private_bytes(seed)
    files.make_private_folder(path.parent)
    keystore.save(path, role, SIGNING, private.public_key().public_bytes_raw(), Secret(seed), passphrase)
    return CryptoSigner(private)


def create_voprf(path: Path, passphrase: Secret | None) -> voprf.KeyPair:
    """Make a VOPRF key and write it to `path`; raises `OSError`."""
    pair = voprf.generate_key_pair()
    files.make_private_folder(path.parent)
    keystore.save(path, "voprf", VOPRF, pair.public_key, pair.secret_key, passphrase)
    return pair


def read_root(folder: Path) -> bytes:
    """The root of trust in a folder of keys; raises `OptionError`."""
    path = folder / ROOT_FILE
    try:
        return path.read_bytes()
    except OSError as error:
        raise OptionError(
            f"The root of trust {str(path)!r} cannot be read: {error.strerror}.",
            advice=keystore.advice_on_key(error),
        ) from error


def needs_passphrase(folder: Path, names: tuple[str, ...]) -> bool:
    """Whether any of these keys is encrypted; raises `OptionError` where one is missing."""
    return any(keystore.read(key_path(folder, name)).encrypted for name in names)


def load_signer(folder: Path, name: str, passphrase: Secret | None) -> CryptoSigner:
    """The signer of a TUF role, or one of its root keys; raises `OptionError`."""
    return open_signer(key_path(folder, name), role_of(name), passphrase)


def load_signers(
    folder: Path, passphrase: Secret | None, roles: tuple[str, ...] = SIGNING_ROLES
) -> dict[str, CryptoSigner]:
    """The signers of the roles that sign the list; raises `OptionError`."""
    return {role: load_signer(folder, role, passphrase) for role in roles}


def open_signer(path: Path, role: str, passphrase: Secret | None) -> CryptoSigner:
    """The signer of a TUF role from the file of its key; raises `OptionError`."""
    secret, public = keystore.open_key(path, role, SIGNING, passphrase)
    private = Ed25519PrivateKey.from_private_bytes(secret.reveal())
    if private.public_key().public_bytes_raw() != public:
        raise mismatch(f"The {role} key")
    return CryptoSigner(private)


def _voprf_path(folder: Path) -> Path:
    path = folder / "voprf.key"
    return path if path.exists() else key_path(folder, "voprf")


def voprf_needs_passphrase(folder: Path) -> bool:
    """Whether the VOPRF key is encrypted; raises `OptionError` where it is missing."""
    return keystore.read(_voprf_path(folder)).encrypted


def load_voprf(folder: Path, passphrase: Secret | None) -> voprf.KeyPair:
    """The VOPRF key from the folder of keys, or from its own `voprf` folder; raises `OptionError`."""
    return open_voprf(_voprf_path(folder), passphrase)


def all_voprf(folder: Path, passphrase: Secret | None) -> list[voprf.KeyPair]:
    """The VOPRF key and the retired ones: what a server needs while data sets of both are asked for.

    `folder` is the folder of keys or its `voprf` folder. Raises `OptionError`.
    """
    retired = sorted((_voprf_path(folder).parent / RETIRED).glob("*.key"))
    return [load_voprf(folder, passphrase), *(open_voprf(path, passphrase) for path in retired)]


def open_voprf(path: Path, passphrase: Secret | None) -> voprf.KeyPair:
    """The VOPRF key of a file; raises `OptionError`."""
    secret, public = keystore.open_key(path, "voprf", VOPRF, passphrase)
    try:
        pair = voprf.key_pair(secret.reveal())
    except MalformedError as error:
        raise OptionError("The VOPRF key is not a scalar of the group.", advice=_RESTORE) from error
    if pair.public_key != public:
        raise mismatch("The VOPRF key")
    return pair


def mismatch(name: str) -> OptionError:
    """What to raise where a private key does not fit the public one beside it."""
    return OptionError(f"{name} does not match its public part.", advice=_RESTORE)
