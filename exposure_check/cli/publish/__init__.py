"""`exposure-check publish`: the keys of a publisher, and data sets from breach records."""

from __future__ import annotations

import argparse
import signal

from exposure_check.cli.publish import (
    build,
    codes,
    erase,
    fingerprint,
    guidance,
    inspect,
    keys,
    partner,
    refresh,
    rotate,
    verify,
    versions,
    withdraw,
)
from exposure_check.cli.signals import handled


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the commands of `publish` to its parser."""
    commands = parser.add_subparsers(dest="publish_command", required=True, metavar="COMMAND")
    keys.add_keys(commands.add_parser("keys", help="make the keys of a publisher"))
    verify.add_verify(commands.add_parser("verify", help="prove that a published list is sound"))
    fingerprint.add_fingerprint(commands.add_parser("fingerprint", help="what people compare to know one list"))
    guidance.add_guidance(commands.add_parser("guidance", help="sign what people are told about a breach"))
    rotate.add_rotate(commands.add_parser("rotate", help="replace the key of one role"))
    refresh.add_refresh(commands.add_parser("refresh", help="sign that the list is still current, from cron"))
    inspect.add_inspect(commands.add_parser("inspect", help="look at files of breach records: counts only"))
    build.add_build(commands.add_parser("build", help="build and sign a data set from breach records"))
    erase.add_erase(commands.add_parser("erase", help="take a person out of code book and work folders"))
    withdraw.add_withdraw(commands.add_parser("withdraw", help="take a scheme, a breach or a guidance out of a list"))
    partner.add_partner(commands.add_parser("partner", help="name those who hand out profiles for the list"))
    versions.add_versions(commands.add_parser("versions", help="say which versions of the program are safe"))
    codes.add_codes(commands.add_parser("codes", help="give out the drawn codes, for the letters"))


def run(options: argparse.Namespace) -> int:
    """Run the command that was chosen and return its exit status; raises `ExposureCheckError`."""
    # A request to end, or a terminal that goes, is answered as Ctrl-C is: tidily, and with a sentence.
    with handled(signal.default_int_handler, "SIGTERM", "SIGHUP"):
        status: int = options.publish_run(options)
        return status
