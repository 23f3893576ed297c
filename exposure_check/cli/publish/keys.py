"""`exposure-check publish keys`."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from exposure_check.cli import passphrase
from exposure_check.errors import OptionError
from exposure_check.files import make_private_folder, write_atomically
from exposure_check.trust import keys, sign


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


def _keys(options: argparse.Namespace) -> int:
    root_file = options.folder / keys.ROOT_FILE
    if root_file.exists():
        raise OptionError(f"There is a root of trust already: {str(root_file)!r}.", advice="Name a new folder.")
    if not 1 <= options.root_threshold <= options.root_keys <= keys.MAX_ROOT_KEYS:
        raise OptionError(
            f"{options.root_keys} root keys with a threshold of {options.root_threshold} cannot be made.",
            advice=f"--root-keys must be 1 to {keys.MAX_ROOT_KEYS}, --root-threshold 1 to the number of root keys.",
        )
    secret = None if options.plain else passphrase.ask_twice(options.passphrase_file)
    make_private_folder(options.folder)
    with keys.exclusive(options.folder):
        signers = keys.create(options.folder, secret, options.root_keys)
        write_atomically(root_file, sign.create_root(signers, datetime.now(UTC), options.root_threshold))
    print(f"Made the keys in {options.folder}. Keep a copy of the root folders apart, and offline.")
    print(f"{root_file} is public: it goes into every profile.")
    if 1 < options.root_threshold == options.root_keys:
        print(
            f"All {options.root_keys} root keys have to sign a new root: if one of them is lost, none can be made any "
            "more, and every profile has to be given out anew. A lower --root-threshold can do without one.",
            file=sys.stderr,
        )
    return 0
