"""`exposure-check clinic open`: what somebody sealed for this key."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from exposure_check.cli import passphrase
from exposure_check.cli.clinic.seal import require_fingerprint
from exposure_check.clinic import codes
from exposure_check.errors import OptionError
from exposure_check.files import PRIVATE, write_atomically
from exposure_check.trust import code_book, keystore, parcel
from exposure_check.trust.code_book import CodeBook


def add_open(parser: argparse.ArgumentParser) -> None:
    """The options of `clinic open`."""
    parser.set_defaults(clinic_run=_open)
    parser.add_argument("parcel", type=Path, metavar="FILE", help="what the other side sent")
    parser.add_argument(
        "--key", type=Path, required=True, metavar="FILE", help="your private key, made with `clinic key`"
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="the code book, or the file, that it becomes"
    )
    parser.add_argument(
        "--fingerprint", nargs="+", default=[], metavar="XXXX", help="of the book, as they read it to you by telephone"
    )
    passphrase.add_option(parser)
    passphrase.add_codes_option(parser)


def _open(options: argparse.Namespace) -> int:
    sealed = parcel.read(options.parcel)
    secret = passphrase.ask(f"Passphrase of the key {options.key}: ", options.passphrase_file)
    private, _ = keystore.open_key(options.key, parcel.ROLE, parcel.ALGORITHM, secret)
    content = parcel.unseal(sealed, private)
    if content.kind == "book":
        _take_book(options, content.data)
    else:
        if options.out.exists():
            raise OptionError(f"There is a file {str(options.out)!r} already.", advice="Name another with --out.")
        write_atomically(options.out, content.data, PRIVATE)
        print(f"Opened into {options.out}.")
    return 0


def _take_book(options: argparse.Namespace, data: bytes) -> None:
    try:
        book = msgspec.msgpack.decode(data, type=CodeBook)
    except msgspec.DecodeError:
        raise OptionError(
            "The code book in this parcel is of another version of the program.",
            advice="Use the same version on both sides, and seal it again.",
        ) from None
    if not options.fingerprint:
        raise OptionError(
            "A code book is taken only from whom you spoke to: whoever has your public key can seal one.",
            advice="Call the sender, and give the fingerprint that they read to you with --fingerprint.",
        )
    require_fingerprint(book.fingerprint(), options.fingerprint, "the book")
    secret = passphrase.ask_for_book(options.out, options.codes_passphrase_file)
    book = code_book.take(options.out, secret, book, codes.merged)
    print(f"{len(book.drawn):,} codes are in {options.out} now, under a passphrase of yours.")
