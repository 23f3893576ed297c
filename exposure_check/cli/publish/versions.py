"""`exposure-check publish versions`: which version of the program is the newest, and which the oldest that is safe."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from exposure_check.cli.publish import signing
from exposure_check.errors import OptionError
from exposure_check.protocol.statements import is_version
from exposure_check.trust import sign


def add_versions(parser: argparse.ArgumentParser) -> None:
    """The options of `publish versions set|show`."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    change = actions.add_parser("set", help="sign version numbers; the list carries no address and no text")
    change.set_defaults(publish_run=_set)
    change.add_argument("--newest", type=_version, metavar="V", help="such as 1.4.2; empty: say nothing of it")
    change.add_argument("--oldest-safe", type=_version, metavar="V", help="every earlier one is told to be unsafe")
    signing.add_signing_options(change)
    shown = actions.add_parser("show", help="print the numbers of a list")
    shown.set_defaults(publish_run=_show)
    shown.add_argument("out", type=Path, metavar="DIR", help="the published folder")


def _set(options: argparse.Namespace) -> int:
    given = {"newest": options.newest, "oldest_safe": options.oldest_safe}
    changes = {name: version for name, version in given.items() if version is not None}
    if not changes:
        raise OptionError("No version was named.", advice="Add --newest or --oldest-safe.")
    before = sign.read_statements(options.out)
    try:
        after = msgspec.structs.replace(before, **changes)
    except ValueError as error:
        raise OptionError(
            f"These versions do not fit together: {error}.", advice="Name a newest one that is safe."
        ) from error
    signing.sign_statements(options, after)
    print("Signed. Programs say it beside the next answer, with the address that was built into them.")
    return 0


def _show(options: argparse.Namespace) -> int:
    stated = sign.read_statements(options.out)
    print(f"Newest: {stated.newest or 'not said'}")
    print(f"Oldest that is safe: {stated.oldest_safe or 'not said'}")
    return 0


def _version(text: str) -> str:
    if text and not is_version(text):
        raise argparse.ArgumentTypeError("must be numbers with dots between them")
    return text
