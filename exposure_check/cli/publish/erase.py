"""`exposure-check publish erase`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check import identity
from exposure_check.cli import passphrase, prompt
from exposure_check.cli.publish import signing
from exposure_check.errors import InputError, OptionError
from exposure_check.publisher import erase
from exposure_check.publisher.workspace import lifecycle, storage
from exposure_check.publisher.workspace.workspace import STATE_FILE
from exposure_check.trust import code_book, keys

if TYPE_CHECKING:
    from exposure_check.publisher.workspace.storage import Storage
    from exposure_check.secret import Secret

_LONGEST_LINE = 200


def add_erase(parser: argparse.ArgumentParser) -> None:
    """The options of `publish erase`. The number is none of them: it is asked for, or read from stdin."""
    parser.set_defaults(publish_run=_erase)
    parser.epilog = "The number is asked for without showing it, or is the first line of stdin."
    parser.add_argument("--scheme", required=True, metavar="ID", help="kind of number, such as fi.hetu")
    parser.add_argument("--keys", type=Path, required=True, metavar="DIR", help="with the VOPRF keys, retired ones too")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the published folder of the builds")
    parser.add_argument("--work", metavar="DIR", help="where the builds work, if they were given --work")
    parser.add_argument("--codes", type=Path, metavar="FILE", help="the code book")
    passphrase.add_codes_option(parser)
    passphrase.add_option(parser)


def _erase(options: argparse.Namespace) -> int:
    work = storage.at(options.work) if options.work else storage.Folder(options.out.resolve()).beside(".work")
    signing.refuse_nested(options, work)
    if options.scheme not in identity.SCHEMES:
        raise OptionError(
            "That kind of number is not known.", advice=f"Name one of: {', '.join(sorted(identity.SCHEMES))}."
        )
    number = _number()
    try:
        canonical = identity.parse(
            number.reveal().decode(errors="replace"), options.scheme, allow_test=True
        ).canonical()
    finally:
        number.wipe()
    was_there = erase.unfinished(work, options.out / "datasets")  # first: no build is at work then
    _report("unfinished work", "removed" if was_there else "there was none")
    codes = _from_book(options, canonical) if options.codes else None
    _report("code book", "no --codes was named" if codes is None else f"codes removed: {codes:,}")
    _report("kept work", "removed" if _from_kept(options, work, canonical) else "not in it")
    print("Now take the rows out of the records and build again; docs/operations.md, section 9, has the rest.")
    return 0


def _number() -> Secret:
    if prompt.is_terminal():
        return prompt.hidden("Identity number (not shown): ")
    line = prompt.line(_LONGEST_LINE)
    if not line.reveal().strip():
        raise InputError("There is no number on stdin.", advice="Write the number on the first line.")
    return line


def _from_book(options: argparse.Namespace, canonical: bytes) -> int:
    secret = passphrase.ask(f"Passphrase of the code book {options.codes}: ", options.codes_passphrase_file)
    before = len(code_book.load(options.codes, secret).drawn)
    return before - len(code_book.update(options.codes, secret, lambda book: book.without(canonical)).drawn)


def _from_kept(options: argparse.Namespace, work: Storage, canonical: bytes) -> bool:
    kept = lifecycle.kept(work)
    if not kept.exists(STATE_FILE):
        return False
    secret = passphrase.ask_for_keys(options.keys, ("voprf",), options.passphrase_file)
    return erase.from_kept(kept, canonical, keys.all_voprf(options.keys, secret))


def _report(place: str, what: str) -> None:
    print(f"{place}: {what}")
