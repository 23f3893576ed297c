"""`exposure-check publish refresh`."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from exposure_check.cli import passphrase
from exposure_check.cli.publish import signing
from exposure_check.trust import guard, keys, sign


def add_refresh(parser: argparse.ArgumentParser) -> None:
    """The options of `publish refresh`."""
    parser.set_defaults(publish_run=_refresh)
    parser.add_argument("out", type=Path, metavar="DIR", help="the published folder")
    parser.add_argument("--keys", type=Path, required=True, metavar="DIR", help="needs the timestamp key only")
    signing.add_skip_to(parser)
    passphrase.add_option(parser)


def _refresh(options: argparse.Namespace) -> int:
    signing.refuse_nested(options)
    now = datetime.now(UTC)
    guard.check(options.out, options.keys, now, ("timestamp",), skip_to=options.skip_to)
    secret = passphrase.ask_for_keys(options.keys, ("timestamp",), options.passphrase_file)
    signer = keys.load_signer(options.keys, "timestamp", secret)
    with guard.signing(options.out, options.keys, now, ("timestamp",), skip_to=options.skip_to) as versions:
        sign.refresh(options.out, signer, now, versions["timestamp"])
    signing.warn(options.out)
    return 0
