"""`exposure-check clinic`: profile, codes, letters, their ledger, and what is said before letters are sent."""

from __future__ import annotations

import argparse
import signal

from exposure_check.cli.clinic import codes, key, kit, ledger, letters, open_parcel, profile, seal
from exposure_check.cli.signals import handled


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the commands of `clinic` to its parser."""
    commands = parser.add_subparsers(dest="clinic_command", required=True, metavar="COMMAND")
    profile.add_profile(commands.add_parser("profile", help="make the clinic's profile: a form, or an action by name"))
    codes.add_codes(commands.add_parser("codes", help="draw a code for each patient into a code book"))
    key.add_key(commands.add_parser("key", help="make a key pair, so that others can seal a code book for you"))
    seal.add_seal(commands.add_parser("seal", help="seal a code book, or a file, to the public key of somebody else"))
    open_parcel.add_open(commands.add_parser("open", help="open what somebody sealed for you"))
    letters.add_letters(commands.add_parser("letters", help="the hold list, then a letter for each patient"))
    ledger.add_ledger(commands.add_parser("ledger", help="what became of letters: returned, opened, made again"))
    kit.add_kit(commands.add_parser("kit", help="notice, poster, web text and script for before the letters"))


def run(options: argparse.Namespace) -> int:
    """Run the command that was chosen and return its exit status; raises `ExposureCheckError`."""
    with handled(signal.default_int_handler, "SIGTERM", "SIGHUP"):
        status: int = options.clinic_run(options)
        return status
