"""`exposure-check publish rotate`."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.cli import passphrase
from exposure_check.cli.publish import signing
from exposure_check.errors import OptionError
from exposure_check.trust import guard, keys, rotate, sign

if TYPE_CHECKING:
    from exposure_check.secret import Secret

_NAMES = "root, root-2 ..., targets, snapshot, timestamp or voprf"


def add_rotate(parser: argparse.ArgumentParser) -> None:
    """The options of `publish rotate`."""
    parser.set_defaults(publish_run=_rotate)
    parser.add_argument("role", type=_name, metavar="ROLE", help=f"whose key is replaced: {_NAMES}")
    parser.add_argument(
        "--keys", type=Path, required=True, metavar="DIR", help="the folder of keys, with enough of the root keys"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="the published folder, signed again (not for voprf)")
    signing.add_skip_to(parser)
    passphrase.add_option(parser)


def _name(text: str) -> str:
    if text not in (*keys.ROOT_NAMES, *keys.SIGNING_ROLES, "voprf"):
        raise argparse.ArgumentTypeError(f"must be {_NAMES}")
    return text


def _rotate(options: argparse.Namespace) -> int:
    signing.refuse_nested(options)
    now = datetime.now(UTC)
    if options.role == "voprf":
        guard.check_root(options.keys, now)
        secret = passphrase.ask_for_keys(options.keys, ("voprf",), options.passphrase_file)
        pair = rotate.rotate_voprf(options.keys, secret)
        print(f"Made VOPRF key {pair.key_id}. Build again with it; serve with the whole folder, which holds both.")
        return 0
    if options.out is None:
        raise OptionError(
            "A key that signs the list is replaced in the published folder too.", advice="Name the folder with --out."
        )
    guard.check(options.out, options.keys, now, skip_to=options.skip_to, new_root=True)
    rotate.finish(options.keys)
    kept_roles = tuple(role for role in keys.SIGNING_ROLES if role != options.role)
    names = (*kept_roles, *keys.present(options.keys, (*keys.ROOT_NAMES, options.role)))
    secret = passphrase.ask_for_keys(options.keys, names, options.passphrase_file)
    keys.load_signers(options.keys, secret, kept_roles)  # with the new key they sign the list: none may be missing then
    root, published = keys.read_root(options.keys), sign.newest_root(options.out)
    if published.version > sign.parse_root(root).version:
        raise OptionError(
            f"The published folder is at version {published.version} of the root of trust, the folder of keys is not.",
            advice="Name the folder of keys as it is since the last rotation.",
        )
    if not sign.holds_root(options.out, root):  # an earlier rotation was stopped before it was published
        _publish(options, root, secret, now)
    if not rotate.replaced_since(options.keys, options.role, published):
        _publish(options, rotate.rotate(options.keys, options.role, secret, now), secret, now)
    signing.warn(options.out)
    print(f"Replaced the {options.role} key. Put the new {options.keys / keys.ROOT_FILE} into new profiles.")
    return 0


def _publish(options: argparse.Namespace, root: bytes, secret: Secret | None, now: datetime) -> None:
    sign.publish_root(options.out, root)
    signers = keys.load_signers(options.keys, secret)
    with guard.signing(options.out, options.keys, now, skip_to=options.skip_to, new_root=True) as versions:
        sign.publish(options.out, root, signers, {}, now, versions=versions)
