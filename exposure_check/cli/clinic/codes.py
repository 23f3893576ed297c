"""`exposure-check clinic codes`: draw a code for each patient into a code book."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.cli import passphrase
from exposure_check.cli.clinic import patient_options
from exposure_check.cli.options import print_refused
from exposure_check.clinic import codes
from exposure_check.trust import code_book

if TYPE_CHECKING:
    from exposure_check.trust.code_book import CodeBook


def add_codes(parser: argparse.ArgumentParser) -> None:
    """The options of `clinic codes`."""
    parser.set_defaults(clinic_run=_codes)
    patient_options.add_options(parser)
    parser.add_argument("--breach", required=True, metavar="ID", help="the id that the breach has in the list")
    parser.add_argument(
        "--codes", type=Path, required=True, metavar="BOOK", help="the code book; made where it is not there"
    )
    patient_options.add_test_option(parser)
    passphrase.add_codes_option(parser)


def _codes(options: argparse.Namespace) -> int:
    patients = patient_options.patient_file(options)
    secret = passphrase.ask_for_book(options.codes, options.codes_passphrase_file)
    figures = codes.Drawn()

    def drawn(book: CodeBook) -> CodeBook:
        nonlocal figures
        book, figures = codes.draw(patients, book, options.breach, allow_test=options.allow_test_numbers)
        return book

    book = code_book.update(options.codes, secret, drawn, may_begin=True)
    print(f"{figures.rows:,} rows read, {figures.new:,} codes drawn, {len(book.codes(options.breach)):,} in the book.")
    print(f"Fingerprint of the book: {book.fingerprint()}")
    print_refused({f"{patients.source.name}: {reason}": lines for reason, lines in figures.lines.items()})
    if figures.lines:
        print("Refused rows have no code: correct them and run this again.", file=sys.stderr)
    return 0
