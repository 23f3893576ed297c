"""`exposure-check publish codes`: the drawn codes for whoever prints the letters."""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

from exposure_check.cli import passphrase
from exposure_check.errors import OptionError
from exposure_check.protocol import letter_code
from exposure_check.publisher import codes


def add_codes(parser: argparse.ArgumentParser) -> None:
    """The options of `publish codes`."""
    parser.set_defaults(publish_run=_codes)
    parser.add_argument("file", type=Path, metavar="FILE", help="made with `publish build --draw-codes`")
    parser.add_argument("--codes-passphrase-file", type=Path, metavar="FILE", help="the passphrase of that file")


def _codes(options: argparse.Namespace) -> int:
    if sys.stdout.isatty():
        raise OptionError(
            "The codes are not shown on a screen.",
            advice="Lead them to the program that prints the letters, or to a file on an encrypted disk.",
        )
    secret = passphrase.ask(f"Passphrase of the file of codes {options.file}: ", options.codes_passphrase_file)
    pairs = codes.load(options.file, secret).pairs
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("row", "code"))
    writer.writerows((row, letter_code.grouped(code)) for row, code in pairs)
    print(f"{len(pairs):,} codes.", file=sys.stderr)
    return 0
