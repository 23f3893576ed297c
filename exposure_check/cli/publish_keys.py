"""`exposure-check publish keys`."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from exposure_check.cli import passphrase
from exposure_check.errors import OptionError
from exposure_check.files import write_atomically
from exposure_check.trust import keys, sign


def add_keys(parser: argparse.ArgumentParser) -> None:
    """The options of `publish keys`."""
    parser.set_defaults(publish_run=_keys)
    parser.add_argument("folder", type=Path, metavar="DIR", help="where to put the keys; existing ones are kept")
    parser.add_argument("--plain", action="store_true", help="do not encrypt them; only their owner may read them")
    passphrase.add_option(parser)


def _keys(options: argparse.Namespace) -> int:
    root_file = options.folder / keys.ROOT_FILE
    if root_file.exists():
        raise OptionError(f"There is a root of trust already: {str(root_file)!r}.", advice="Name a new folder.")
    secret = None if options.plain else passphrase.ask_twice(options.passphrase_file)
    signers = keys.create(options.folder, secret)
    write_atomically(root_file, sign.create_root(signers, datetime.now(UTC)))
    print(f"Made the keys in {options.folder}. Keep a copy of the folder {options.folder / 'root'} apart, and offline.")
    print(f"{root_file} is public: it goes into every profile.")
    return 0
