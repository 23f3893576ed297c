"""New keys for old: a new root of trust that the old one vouches for, and a new VOPRF key beside the old ones.

Every step leaves a state from which the same command goes on::

    DIR/<name>/<name>.next.key    made, not yet in the root of trust
    DIR/root.json                 the new version, signed by enough old and new root keys
    DIR/<name>/retired/<id>.key   the key before, once the new one has its place

A name is a role, or `root-2`, `root-3` ... of a root with several keys. Any of these that reach the threshold sign a
new root, so the others can be replaced when they are lost.

The versions of the root before the newest are in the published folder: a client walks from its own to the newest.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tuf.api.metadata import Metadata, Root

from exposure_check.errors import OptionError
from exposure_check.files import make_private_folder, write_atomically
from exposure_check.trust import keys, keystore
from exposure_check.trust.sign import LIFETIME, parse_root

if TYPE_CHECKING:
    from collections.abc import Sequence

    from securesystemslib.signer import CryptoSigner

    from exposure_check.protocol import voprf
    from exposure_check.secret import Secret


def rotate(folder: Path, name: str, passphrase: Secret | None, now: datetime) -> bytes:
    """Replace the key of a TUF role, or one of its root keys; returns the new root of trust, which is then in
    `root.json`, too.

    The key that is replaced may be lost: its place in the root of trust goes to the new one. Raises `OptionError` where
    too few root keys are in `folder` for the threshold, or where it cannot be told which key is the lost one.
    """
    with keys.exclusive(folder):
        _finish(folder)
        return _rotate(folder, name, passphrase, now)


def finish(folder: Path) -> None:
    """Give every new key that `root.json` names its place: what a rotation that was stopped may have left to do.

    Raises `OptionError`, `OSError`.
    """
    with keys.exclusive(folder):
        _finish(folder)


def replaced_since(folder: Path, name: str, root: Root) -> bool:
    """Whether `name` has a key that `root.json` names and an earlier root of trust does not; raises `OptionError`."""
    path = keys.key_path(folder, name)
    return _find(root, name, path) is None and _find(read_root(folder), name, path) is not None


def rotate_voprf(folder: Path, passphrase: Secret | None) -> voprf.KeyPair:
    """Make a new VOPRF key; the one before goes to `voprf/retired`, for the data sets that it made."""
    with keys.exclusive(folder):
        path = keys.key_path(folder, "voprf")
        keys.load_voprf(folder, passphrase)  # a passphrase that does not open the old one is not for the new one
        following = keys.next_path(folder, "voprf")
        following.unlink(missing_ok=True)
        pair = keys.create_voprf(following, passphrase)
        _retire(path, following)
        return pair


def read_root(folder: Path) -> Root:
    """The root of trust of a folder of keys; raises `OptionError`."""
    return parse_root(keys.read_root(folder))


def _rotate(folder: Path, name: str, passphrase: Secret | None, now: datetime) -> bytes:
    role, path, following = keys.role_of(name), keys.key_path(folder, name), keys.next_path(folder, name)
    root = read_root(folder)
    place = _place(folder, root, name)
    signers = _signers(folder, root, passphrase)
    if _find(root, name, path) is not None:  # a passphrase that does not open the old one is not for the new one
        keys.load_signer(folder, name, passphrase)
    following.unlink(missing_ok=True)  # of an earlier run that was stopped before it signed
    new_signer = keys.create_signer(following, role, passphrase)
    keyids = root.roles[role].keyids
    root.revoke_key(keyids[place], role)
    root.add_key(new_signer.public_key, role)
    keyids.insert(place, keyids.pop())
    root.version += 1
    root.expires = now.astimezone(UTC).replace(microsecond=0) + LIFETIME["root"]
    data = _signed(root, [*signers, *([new_signer] if role == Root.type else [])])
    write_atomically(folder / keys.ROOT_FILE, data)
    _retire(path, following)
    return data


def _finish(folder: Path) -> None:
    root = read_root(folder)
    for name in (*keys.ROOT_NAMES, *keys.SIGNING_ROLES):
        following = keys.next_path(folder, name)
        if _find(root, name, following) is not None:
            _retire(keys.key_path(folder, name), following)


def _place(folder: Path, root: Root, name: str) -> int:
    """Which of the keys of its role `name` stands for. The root of trust lists them in the order of their names."""
    role = keys.role_of(name)
    names = (keys.ROOT_NAMES if role == Root.type else (role,))[: len(root.roles[role].keyids)]
    if name not in names:
        raise OptionError(
            f"The root of trust names no key {name!r}.", advice=f"Name one that it has: {', '.join(names)}."
        )
    places = {present: _find(root, present, keys.key_path(folder, present)) for present in names}
    taken_places = [place for place in places.values() if place is not None]
    free_places = [place for place in range(len(names)) if place not in taken_places]
    current = places[name]
    is_moved = any(place is not None and names[place] != present for present, place in places.items())
    if len(set(taken_places)) < len(taken_places) or (current is None and len(free_places) > 1 and is_moved):
        raise OptionError(
            f"It is not certain which key is {name!r}: folders of root keys were mixed up or copied.",
            advice="Give each folder the key that it had, or bring the folders of all other root keys too.",
        )
    if current is not None:
        return current
    return free_places[0] if len(free_places) == 1 else names.index(name)


def _find(root: Root, name: str, path: Path) -> int | None:
    """The place of the key of a file among those that the root of trust names for its role, None where it has none."""
    if not path.exists():
        return None
    public = keystore.read(path).public
    keyids = root.roles[keys.role_of(name)].keyids
    return next((place for place, keyid in enumerate(keyids) if root.keys[keyid].keyval["public"] == public), None)


def _retire(path: Path, following: Path) -> None:
    if path.exists():
        retired = path.parent / keys.RETIRED / f"{keystore.read(path).public[:16]}.key"
        make_private_folder(retired.parent)
        path.replace(retired)
    following.replace(path)


def _signers(folder: Path, root: Root, passphrase: Secret | None) -> list[CryptoSigner]:
    """The signers of the root keys that are in `folder`, each once: two copies of a key are one signature."""
    names = {_find(root, name, keys.key_path(folder, name)): name for name in keys.present(folder, keys.ROOT_NAMES)}
    names.pop(None, None)  # of an earlier root of trust
    threshold = root.roles[Root.type].threshold
    if len(names) < threshold:
        raise OptionError(
            f"A new root of trust needs {threshold} root keys; {len(names)} are here.",
            advice="Bring the folders root, root-2 ... of enough holders together in the folder of keys.",
        )
    return [keys.load_signer(folder, name, passphrase) for name in names.values()]


def _signed(root: Root, signers: Sequence[CryptoSigner]) -> bytes:
    metadata = Metadata(root)
    for signer in signers:
        metadata.sign(signer, append=True)
    return metadata.to_bytes()
