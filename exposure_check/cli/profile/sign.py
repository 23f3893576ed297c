"""`exposure-check profile sign`: a profile that cannot be changed without anybody noticing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.cli import passphrase
from exposure_check.cli.profile import new
from exposure_check.errors import ProfileError
from exposure_check.lookup import make_profile, profile
from exposure_check.trust import keystore

if TYPE_CHECKING:
    import argparse


def add_sign(parser: argparse.ArgumentParser) -> None:
    """The options of `profile sign`."""
    parser.set_defaults(profile_run=_sign)
    parser.add_argument("file", type=Path, metavar="FILE", help="the profile that `profile new` wrote")
    parser.add_argument("--key", type=Path, required=True, metavar="FILE", help="made with `profile key`")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="where to write the signed profile")
    passphrase.add_option(parser)


def _sign(options: argparse.Namespace) -> int:
    content = profile.read_file(options.file)
    opened = profile.open_bytes(content)
    if opened.signer:
        raise ProfileError(
            f"The profile {str(options.file)!r} is signed already.", advice="Name the one that `profile new` wrote."
        )
    secret = None
    if keystore.read(options.key).encrypted:
        secret = passphrase.ask("Passphrase of the key: ", options.passphrase_file)
    data = make_profile.signed(content, options.key, secret)
    signer = profile.open_bytes(data).signer
    new.write(options.out, data)
    print(f"Signed as {opened.profile.name!r} with the key {signer}: {options.out}")
    return 0
