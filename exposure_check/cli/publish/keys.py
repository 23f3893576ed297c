"""`exposure-check publish keys`, `publish rotate` and `publish refresh`."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.cli import passphrase
from exposure_check.errors import OptionError
from exposure_check.files import write_atomically
from exposure_check.trust import keys, rotate, sign

if TYPE_CHECKING:
    from exposure_check.secret import Secret

_NAMES = "root, root-2 ..., targets, snapshot, timestamp or voprf"


def add_keys(parser: argparse.ArgumentParser) -> None:
    """The options of `publish keys`."""
    parser.set_defaults(publish_run=_keys)
    parser.add_argument("folder", type=Path, metavar="DIR", help="where to put the keys; existing ones are kept")
    parser.add_argument("--plain", action="store_true", help="do not encrypt them; only their owner may read them")
    parser.add_argument("--root-keys", type=int, default=1, metavar="N", help="root keys, a folder each (default: 1)")
    parser.add_argument(
        "--root-threshold", type=int, default=1, metavar="M", help="how many of them a new root needs (default: 1)"
    )
    passphrase.add_option(parser)


def add_rotate(parser: argparse.ArgumentParser) -> None:
    """The options of `publish rotate`."""
    parser.set_defaults(publish_run=_rotate)
    parser.add_argument("role", type=_name, metavar="ROLE", help=f"whose key is replaced: {_NAMES}")
    parser.add_argument(
        "--keys", type=Path, required=True, metavar="DIR", help="the folder of keys, with enough of the root keys"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="the published folder, signed anew (not for voprf)")
    passphrase.add_option(parser)


def add_refresh(parser: argparse.ArgumentParser) -> None:
    """The options of `publish refresh`."""
    parser.set_defaults(publish_run=_refresh)
    parser.add_argument("out", type=Path, metavar="DIR", help="the published folder")
    parser.add_argument("--keys", type=Path, required=True, metavar="DIR", help="needs the timestamp key only")
    passphrase.add_option(parser)


def _keys(options: argparse.Namespace) -> int:
    root_file = options.folder / keys.ROOT_FILE
    if root_file.exists():
        raise OptionError(f"There is a root of trust already: {str(root_file)!r}.", advice="Name a new folder.")
    if not 1 <= options.root_threshold <= options.root_keys <= keys.MAX_ROOT_KEYS:
        raise OptionError(
            f"The threshold must be one to the number of root keys, and they at most {keys.MAX_ROOT_KEYS}.",
            advice="Give other values for --root-keys and --root-threshold.",
        )
    secret = None if options.plain else passphrase.ask_twice(options.passphrase_file)
    options.folder.mkdir(parents=True, exist_ok=True)
    with keys.alone(options.folder):
        signers = keys.create(options.folder, secret, options.root_keys)
        write_atomically(root_file, sign.create_root(signers, datetime.now(UTC), options.root_threshold))
    print(f"Made the keys in {options.folder}. Keep a copy of the root folders apart, and offline.")
    print(f"{root_file} is public: it goes into every profile.")
    return 0


def _name(text: str) -> str:
    if text not in (*keys.ROOT_NAMES, *keys.SIGNING_ROLES, "voprf"):
        raise argparse.ArgumentTypeError(f"choose {_NAMES}")
    return text


def _rotate(options: argparse.Namespace) -> int:
    if options.role == "voprf":
        pair = rotate.rotate_voprf(options.keys, _secret(options, ("voprf",)))
        print(f"Made VOPRF key {pair.key_id}. Build anew with it; serve with the whole folder, which holds both.")
        return 0
    if options.out is None:
        raise OptionError(
            "A key that signs the list is replaced in the published folder too.",
            advice="Name the published folder with --out.",
        )
    rotate.finish(options.keys)
    others = tuple(role for role in keys.SIGNING_ROLES if role != options.role)
    secret = _secret(options, (*others, *keys.present(options.keys, (*keys.ROOT_NAMES, options.role))))
    keys.load_signers(options.keys, secret, others)  # with the new key they sign the list: not one may be missing then
    root, published = keys.read_root(options.keys), sign.newest_root(options.out)
    if published.version > sign.parse_root(root).version:
        raise OptionError(
            f"The published folder is at version {published.version} of the root of trust, the folder of keys is not.",
            advice="Name the folder of keys as it is since the last rotation.",
        )
    if not sign.holds_root(options.out, root):  # an earlier rotation was stopped before it was published
        _publish(options, root, secret)
    if not rotate.replaced_since(options.keys, options.role, published):
        _publish(options, rotate.rotate(options.keys, options.role, secret, datetime.now(UTC)), secret)
    print(f"Replaced the {options.role} key. Put the new {options.keys / keys.ROOT_FILE} into new profiles.")
    return 0


def _publish(options: argparse.Namespace, root: bytes, secret: Secret | None) -> None:
    sign.publish_root(options.out, root)
    sign.publish(options.out, root, keys.load_signers(options.keys, secret), {}, datetime.now(UTC))


def _refresh(options: argparse.Namespace) -> int:
    signer = keys.load_signer(options.keys, "timestamp", _secret(options, ("timestamp",)))
    sign.refresh(options.out, signer, datetime.now(UTC))
    return 0


def _secret(options: argparse.Namespace, roles: tuple[str, ...]) -> Secret | None:
    if not keys.needs_passphrase(options.keys, roles):
        return None
    return passphrase.ask("Passphrase of the keys: ", options.passphrase_file)
