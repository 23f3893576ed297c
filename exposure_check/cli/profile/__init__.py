"""`exposure-check profile`: make, change, sign, show and verify a profile."""

from __future__ import annotations

import argparse

from exposure_check.cli.profile import edit, key, new, show, sign, verify


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the actions of `profile` to its parser."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    add_actions(actions)
    verify.add_verify(
        actions.add_parser("verify", help="prove that a profile is whole, and ask its publisher about it")
    )


def add_actions(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add what whoever makes a profile does with it."""
    new.add_new(actions.add_parser("new", help="write a new profile"))
    edit.add_edit(actions.add_parser("edit", help="change fields of a profile and write it anew"))
    key.add_key(actions.add_parser("key", help="make the key that signs profiles"))
    sign.add_sign(actions.add_parser("sign", help="sign a profile for those it is handed out to"))
    show.add_show(actions.add_parser("show", help="print what a profile says, and whom it trusts"))


def run(options: argparse.Namespace) -> int:
    """Run the action that was chosen and return its exit status; raises `ExposureCheckError`."""
    status: int = options.profile_run(options)
    return status
