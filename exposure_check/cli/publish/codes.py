"""`exposure-check publish codes`: the drawn codes for whoever prints the letters."""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.cli import passphrase
from exposure_check.errors import OptionError, advice_on_file
from exposure_check.protocol import letter_code
from exposure_check.tables import source
from exposure_check.trust import code_book

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exposure_check.trust.code_book import DrawnCode

_COLUMNS = ("file", "digest", "line", "row", "breach", "code")


def add_codes(parser: argparse.ArgumentParser) -> None:
    """The options of `publish codes`."""
    parser.set_defaults(publish_run=_codes)
    parser.add_argument("file", type=Path, metavar="FILE", help="the code book, made with `publish build --draw-codes`")
    parser.add_argument(
        "--records",
        nargs="+",
        metavar="FILE",
        help="only the codes of these files, as they are now; default: of every build that drew into FILE",
    )
    passphrase.add_codes_option(parser)


def _codes(options: argparse.Namespace) -> int:
    if sys.stdout.isatty():
        raise OptionError(
            "The codes are not shown on a screen.",
            advice="Pipe them to the program that prints the letters, or write them to a file on an encrypted disk.",
        )
    digests = None if options.records is None else _digests(source.expand(options.records))
    secret = passphrase.ask(f"Passphrase of the code book {options.file}: ", options.codes_passphrase_file)
    book = code_book.load(options.file, secret).with_drawn(())  # marked, where an earlier version wrote it
    if code_book.names_no_rows(options.file):
        raise OptionError(
            f"The code book {str(options.file)!r} is of an early version, which did not say exactly whose a code is.",
            advice="Build again with --draw-codes and this file: everyone keeps their code, and each gets its row.",
        )
    drawn, digests = book.drawn, digests and {path: book.mark(digest) for path, digest in digests.items()}
    if digests is not None:
        chosen = set(digests.values())
        drawn = [code for code in drawn if code.digest in chosen]
    _write(drawn)
    print(f"{len(drawn):,} codes.", file=sys.stderr)
    with_codes = {code.digest for code in drawn}
    for path, digest in (digests or {}).items():
        if digest not in with_codes:
            print(f"None of {str(path)!r}: no code was drawn for a row of this content.", file=sys.stderr)
    return 0


def _digests(paths: Iterable[Path]) -> dict[Path, str]:
    digests = {}
    for path in paths:
        try:
            digests[path] = code_book.short_digest(source.content_digest(path))
        except OSError as error:
            raise OptionError(
                f"The file of records {str(path)!r} cannot be read: {error.strerror}.",
                advice=advice_on_file(error),
            ) from error
    return digests


def _write(drawn: Iterable[DrawnCode]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for code in drawn:
        writer.writerow((code.file, code.digest, code.line, code.row, code.breach, letter_code.grouped(code.code)))
