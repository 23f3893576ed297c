"""`exposure-check clinic seal`: a code book, or a file such as letters, for somebody else's eyes alone."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from exposure_check.cli import passphrase
from exposure_check.errors import OptionError, advice_on_file
from exposure_check.files import PRIVATE, refuse_to_replace_another, write_atomically
from exposure_check.trust import code_book, parcel
from exposure_check.trust.parcel import Parcel

if TYPE_CHECKING:
    from collections.abc import Sequence


def add_seal(parser: argparse.ArgumentParser) -> None:
    """The options of `clinic seal`."""
    parser.set_defaults(clinic_run=_seal)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--codes", type=Path, metavar="BOOK", help="the code book")
    what.add_argument("--file", type=Path, metavar="FILE", help="any other file, such as letters for a print shop")
    parser.add_argument(
        "--for", dest="public", type=Path, required=True, metavar="FILE", help="their public key, FILE.pub"
    )
    parser.add_argument(
        "--fingerprint",
        required=True,
        nargs="+",
        metavar="XXXX",
        help="of their key, as they read it to you by telephone",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="what is sent")
    passphrase.add_codes_option(parser)


def require_fingerprint(found: str, heard: Sequence[str], whose: str) -> None:
    """Raise `OptionError` unless what a file has is what was read out."""
    if not parcel.same_fingerprint(found, " ".join(heard)):
        raise OptionError(
            f"The fingerprint of {whose} is another: {found}.",
            advice="Call the other side with a number that you know and compare again: it may be somebody else's.",
        )


def _seal(options: argparse.Namespace) -> int:
    public = parcel.read_public(options.public)
    require_fingerprint(parcel.fingerprint(public), options.fingerprint, "their key")
    refuse_to_replace_another(options.out, "parcel", lambda data: data.startswith(parcel.MAGIC))
    if options.codes:
        secret = passphrase.ask(f"Passphrase of the code book {options.codes}: ", options.codes_passphrase_file)
        book = code_book.load(options.codes, secret)
        content = Parcel("book", options.codes.name, msgspec.msgpack.encode(book))
        print(f"Read them the fingerprint of the book by telephone: {book.fingerprint()}")
    else:
        content = Parcel("file", options.file.name, _content(options.file))
    write_atomically(options.out, parcel.seal(content, public), PRIVATE)
    print(f"Sealed into {options.out}: only the holder of that key can open it.")
    return 0


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OptionError(
            f"The file {str(path)!r} cannot be read: {error.strerror}.", advice=advice_on_file(error)
        ) from error
