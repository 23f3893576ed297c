"""`exposure-check clinic key`: the key pair that others seal a code book to."""

from __future__ import annotations

import argparse
from pathlib import Path

from exposure_check.cli import passphrase
from exposure_check.trust import parcel


def add_key(parser: argparse.ArgumentParser) -> None:
    """The options of `clinic key`."""
    parser.set_defaults(clinic_run=_key)
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="the private key; the public one is FILE.pub"
    )
    passphrase.add_option(parser)


def _key(options: argparse.Namespace) -> int:
    secret = passphrase.ask_twice(options.passphrase_file, "New passphrase for the key: ")
    fingerprint = parcel.new_key(options.out, secret)
    print(f"Send {options.out}{parcel.PUBLIC_SUFFIX} to the other side, and read them this fingerprint by telephone:")
    print(fingerprint)
    return 0
