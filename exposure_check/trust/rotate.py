"""New keys for old: a new root of trust that the old one vouches for, and a new VOPRF key beside the old ones.

Every step leaves a state from which the same call goes on::

    DIR/<role>/<role>.next.key    made, not yet in the root of trust
    DIR/root.json                 the new version, signed by enough old and new root keys
    DIR/<role>/retired/<id>.key   the key before, once the new one has its place

The versions of the root before the newest are in the published folder: a client walks from its own to the newest.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tuf.api.metadata import Metadata, Root

from exposure_check.errors import OptionError
from exposure_check.files import write_atomically
from exposure_check.trust import keys, keystore
from exposure_check.trust.sign import LIFETIME, parse_root

if TYPE_CHECKING:
    from collections.abc import Sequence

    from securesystemslib.signer import CryptoSigner

    from exposure_check.protocol import voprf
    from exposure_check.secret import Secret

RETIRED = "retired"


def rotate(folder: Path, role: str, passphrase: Secret | None, now: datetime) -> bytes:
    """Replace the key of a TUF role; returns the new root of trust, which is then in `root.json`, too.

    Raises `OptionError` where too few root keys are in `folder` for the threshold.
    """
    path, following = keys.key_path(folder, role), _next_path(keys.key_path(folder, role))
    root = read_root(folder)
    if following.exists() and keys.open_signer(following, role, passphrase).public_key.keyid in root.keys:
        _retire(path, following)  # an earlier run was stopped after it signed
        return keys.read_root(folder)
    old_roots = root_signers(folder, passphrase)
    _enough(root, old_roots)
    before = keys.load_signer(folder, role, passphrase)
    following.unlink(missing_ok=True)  # of an earlier run that was stopped before it signed
    fresh = keys.create_signer(following, role, passphrase)
    root.revoke_key(before.public_key.keyid, role)
    root.add_key(fresh.public_key, role)
    root.version += 1
    root.expires = now.astimezone(UTC).replace(microsecond=0) + LIFETIME["root"]
    data = _signed(root, [*old_roots, *([fresh] if role == Root.type else [])])
    write_atomically(folder / keys.ROOT_FILE, data)
    _retire(path, following)
    return data


def is_pending(folder: Path, role: str) -> bool:
    """Whether a rotation of this role was stopped before the new key had its place."""
    return _next_path(keys.key_path(folder, role)).exists()


def rotate_voprf(folder: Path, passphrase: Secret | None) -> voprf.KeyPair:
    """Make a new VOPRF key; the one before goes to `voprf/retired`, for the data sets that it made."""
    path = keys.key_path(folder, "voprf")
    keys.load_voprf(folder, passphrase)  # a passphrase that does not open the old one is not for the new one
    following = _next_path(path)
    following.unlink(missing_ok=True)
    pair = keys.create_voprf(following, passphrase)
    _retire(path, following)
    return pair


def all_voprf(folder: Path, passphrase: Secret | None) -> list[voprf.KeyPair]:
    """The VOPRF key and the retired ones: what a server needs while data sets of both are asked for.

    `folder` is the folder of keys or its `voprf` folder. Raises `OptionError`.
    """
    own = folder if (folder / "voprf.key").exists() else folder / "voprf"
    retired = sorted((own / RETIRED).glob("*.key"))
    return [keys.load_voprf(folder, passphrase), *(keys.open_voprf(path, passphrase) for path in retired)]


def root_signers(folder: Path, passphrase: Secret | None) -> list[CryptoSigner]:
    """The signers of all root keys that are in `folder`."""
    paths = [path for path in (_root_path(folder, number) for number in range(1, 100)) if path.exists()]
    return [keys.open_signer(path, "root", passphrase) for path in paths]


def read_root(folder: Path) -> Root:
    """The root of trust of a folder of keys; raises `OptionError`."""
    return parse_root(keys.read_root(folder))


def _root_path(folder: Path, number: int) -> Path:
    return keys.key_path(folder, "root" if number == 1 else f"root-{number}")


def _next_path(path: Path) -> Path:
    return path.with_suffix(".next.key")


def _retire(path: Path, following: Path) -> None:
    if path.exists():
        retired = path.parent / RETIRED / f"{keystore.read(path).public[:16]}.key"
        retired.parent.mkdir(exist_ok=True, mode=0o700)
        path.replace(retired)
    following.replace(path)


def _enough(root: Root, signers: Sequence[CryptoSigner]) -> None:
    trusted = root.roles[Root.type]
    present = [signer for signer in signers if signer.public_key.keyid in trusted.keyids]
    if len(present) < trusted.threshold:
        raise OptionError(
            f"A new root of trust needs {trusted.threshold} root keys; {len(present)} are here.",
            advice="Bring the folders root, root-2 ... of enough holders together in the folder of keys.",
        )


def _signed(root: Root, signers: Sequence[CryptoSigner]) -> bytes:
    metadata = Metadata(root)
    for signer in signers:
        metadata.sign(signer, append=True)
    return metadata.to_bytes()
