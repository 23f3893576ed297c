"""`exposure-check profile key`: the key with which somebody signs the profiles that they hand out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.cli import passphrase
from exposure_check.errors import OptionError
from exposure_check.lookup import make_profile
from exposure_check.protocol import fingerprint
from exposure_check.trust import keys

if TYPE_CHECKING:
    import argparse


def add_key(parser: argparse.ArgumentParser) -> None:
    """The options of `profile key`."""
    parser.set_defaults(profile_run=_key)
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="where to write it; none is overwritten"
    )
    parser.add_argument("--plain", action="store_true", help="do not encrypt it; only its owner may read it")
    passphrase.add_option(parser)


def _key(options: argparse.Namespace) -> int:
    if options.out.exists() or options.out.is_symlink():
        raise OptionError(
            f"There is a file already: {str(options.out)!r}.", advice="Name a new one: keys are never overwritten."
        )
    secret = None if options.plain else passphrase.ask_twice(options.passphrase_file, "New passphrase for the key: ")
    signer = keys.create_signer(options.out, make_profile.ROLE, secret)
    public = signer.public_key.keyval["public"]
    print(f"Key written: {options.out}. Keep a copy apart; who has it can sign profiles in your name.")
    print(f"Public key: {public}")
    print(f"Fingerprint: {fingerprint.of_partner(bytes.fromhex(public))}")
    print("Give the public key to the publisher of the list, who names you with `publish partner add`.")
    return 0
