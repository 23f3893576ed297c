"""`exposure-check publish withdraw`."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from exposure_check.cli import passphrase
from exposure_check.cli.publish import signing
from exposure_check.errors import OptionError
from exposure_check.publisher.withdraw import withdraw
from exposure_check.trust import guard, keys, sign


def add_withdraw(parser: argparse.ArgumentParser) -> None:
    """The options of `publish withdraw`."""
    parser.set_defaults(publish_run=_withdraw)
    parser.add_argument("--scheme", action="append", default=[], metavar="ID", help="the whole list of these numbers")
    parser.add_argument("--breach", action="append", default=[], metavar="ID", help="one breach, from every list")
    parser.add_argument("--guidance", action="append", default=[], metavar="BREACH", help="what was said of a breach")
    parser.add_argument("--keys", type=Path, required=True, metavar="DIR", help="made with `publish keys`")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the published folder")
    signing.add_skip_to(parser)
    passphrase.add_option(parser)


def _withdraw(options: argparse.Namespace) -> int:
    signing.refuse_nested(options)
    if not (options.scheme or options.breach or options.guidance):
        raise OptionError("Nothing to withdraw was named.", advice="Add --scheme, --breach or --guidance.")
    now = datetime.now(UTC)
    withdrawal = withdraw(options.out, options.scheme, options.breach, options.guidance, now)
    secret = passphrase.ask_for_keys(options.keys, keys.SIGNING_ROLES, options.passphrase_file)
    signers, root = keys.load_signers(options.keys, secret), keys.read_root(options.keys)
    with guard.signing(options.out, options.keys, now, skip_to=options.skip_to) as versions:
        sign.publish(
            options.out,
            root,
            signers,
            withdrawal.targets,
            now,
            withdrawn=lambda name: name in withdrawal.gone,
            versions=versions,
        )
    signing.warn(options.out)
    print(f"Withdrew {', '.join([*options.scheme, *options.breach, *options.guidance])}.")
    print("Data sets that no catalogue names are still in the folder: delete them when nobody asks for them any more.")
    return 0
