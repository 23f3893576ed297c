"""`exposure-check publish partner`: who may hand out profiles for this list, named in what is signed."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from exposure_check import printable
from exposure_check.cli import output
from exposure_check.cli.publish import signing
from exposure_check.errors import OptionError
from exposure_check.protocol import fingerprint, statements
from exposure_check.protocol.statements import Partner
from exposure_check.trust import sign

if TYPE_CHECKING:
    from exposure_check.protocol.statements import Statements


def add_partner(parser: argparse.ArgumentParser) -> None:
    """The options of `publish partner add|remove|list`."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    add = actions.add_parser("add", help="confirm whoever signs profiles with a key, under one name")
    add.set_defaults(publish_run=_add)
    add.add_argument("--profile", type=Path, metavar="FILE", help="a profile that they signed: name and key out of it")
    add.add_argument("--name", type=_name, help="the name that their profiles have, letter for letter")
    add.add_argument("--key", type=_key, metavar="HEX", help="their public key, as `profile key` printed it")
    remove = actions.add_parser("remove", help="confirm a key no more")
    remove.set_defaults(publish_run=_remove)
    remove.add_argument("--key", type=_key, required=True, metavar="HEX", help="as `publish partner list` prints it")
    for parser_of_action in (add, remove):
        signing.add_signing_options(parser_of_action)
    shown = actions.add_parser("list", help="print the partners of a list")
    shown.set_defaults(publish_run=_list)
    shown.add_argument("out", type=Path, metavar="DIR", help="the published folder")
    shown.add_argument("--json", action="store_true", help="print one JSON object")


def _add(options: argparse.Namespace) -> int:
    name, key = _named(options)
    before = sign.read_statements(options.out)
    others = tuple(partner for partner in before.partners if partner.key != key)
    if len(others) >= statements.MAX_PARTNERS:
        raise OptionError(
            f"The list names {len(others)} partners already, which is as many as one can.",
            advice="Remove one first, or let several hand out profiles that one of them signed.",
        )
    partners = sorted((*others, Partner(name, key)), key=lambda partner: (partner.name, partner.key))
    signing.sign_statements(options, msgspec.structs.replace(before, partners=tuple(partners)))
    print(f"Partner: {name}")
    print(f"Key {key}, fingerprint {fingerprint.of_partner(bytes.fromhex(key))}")
    print("Compare that fingerprint with them by voice: `profile show` prints it for the profile that they signed.")
    return 0


def _remove(options: argparse.Namespace) -> int:
    before = sign.read_statements(options.out)
    left = tuple(partner for partner in before.partners if partner.key != options.key)
    if left == before.partners:
        raise OptionError("The list names no partner with that key.", advice="Run: exposure-check publish partner list")
    signing.sign_statements(options, msgspec.structs.replace(before, partners=left))
    print("Removed. Programs stop saying that their profiles are confirmed once they fetch this list.")
    return 0


def _list(options: argparse.Namespace) -> int:
    stated: Statements = sign.read_statements(options.out)
    if options.json:
        print(output.json_line({"partners": stated.partners}))
        return 0
    for partner in stated.partners:
        print(f"{partner.name}\n  key {partner.key}\n  {fingerprint.of_partner(bytes.fromhex(partner.key))}")
    if not stated.partners:
        print("The list names no partner.")
    return 0


def _named(options: argparse.Namespace) -> tuple[str, str]:
    if options.profile is None:
        if not (options.name and options.key):
            raise OptionError("It is not said who the partner is.", advice="Add --profile, or --name and --key.")
        return options.name, options.key
    from exposure_check.lookup import profile

    opened = profile.open_file(options.profile)
    if not opened.signer:
        raise OptionError(
            f"The profile {str(options.profile)!r} is not signed.", advice="Ask for the one that `profile sign` wrote."
        )
    if options.key not in (None, opened.signer) or options.name not in (None, opened.profile.name):
        raise OptionError(
            "The profile has another name or key than the one that was named.",
            advice="Ask the partner which is right, by a way that you know. Nothing was signed.",
        )
    return opened.profile.name, opened.signer


def _name(text: str) -> str:
    if not text or len(text) > statements.MAX_NAME:
        raise argparse.ArgumentTypeError(f"must be at most {statements.MAX_NAME} characters")
    if printable.find(text) is not None:
        raise argparse.ArgumentTypeError("must be plain text, without control or format characters")
    return text


def _key(text: str) -> str:
    if not re.fullmatch("[0-9a-fA-F]{64}", text):
        raise argparse.ArgumentTypeError("must be a public key, in hexadecimal digits as it was printed")
    return text.lower()
