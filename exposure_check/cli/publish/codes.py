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
from exposure_check.publisher.input import drawn_codes
from exposure_check.tables import source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exposure_check.publisher.input.drawn_codes import DrawnCode

_COLUMNS = ("file", "digest", "line", "row", "breach", "code")


def add_codes(parser: argparse.ArgumentParser) -> None:
    """The options of `publish codes`."""
    parser.set_defaults(publish_run=_codes)
    parser.add_argument("file", type=Path, metavar="FILE", help="made with `publish build --draw-codes`")
    parser.add_argument(
        "--records",
        nargs="+",
        metavar="FILE",
        help="only the codes of these files, as they are now; default: of every build that drew into FILE",
    )
    parser.add_argument("--codes-passphrase-file", type=Path, metavar="FILE", help="the passphrase of that file")


def _codes(options: argparse.Namespace) -> int:
    if sys.stdout.isatty():
        raise OptionError(
            "The codes are not shown on a screen.",
            advice="Pipe them to the program that prints the letters, or to a file on an encrypted disk.",
        )
    files = None if options.records is None else _digests(source.expand(options.records))
    secret = passphrase.ask(f"Passphrase of the file of codes {options.file}: ", options.codes_passphrase_file)
    drawn = drawn_codes.load(options.file, secret).drawn
    if files is not None:
        asked = set(files.values())
        drawn = [one for one in drawn if one.digest in asked]
    _write(drawn)
    print(f"{len(drawn):,} codes.", file=sys.stderr)
    known = {one.digest for one in drawn}
    for path in (path for path, digest in (files or {}).items() if digest not in known):
        print(f"None of {str(path)!r}: no code was drawn for a row of this content.", file=sys.stderr)
    return 0


def _digests(paths: Iterable[Path]) -> dict[Path, str]:
    found = {}
    for path in paths:
        try:
            found[path] = drawn_codes.short_digest(source.content_digest(path))
        except OSError as error:
            raise OptionError(
                f"The file of records {str(path)!r} cannot be read: {error.strerror}.", advice=advice_on_file(error)
            ) from error
    return found


def _write(drawn: Iterable[DrawnCode]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(
        (one.file, one.digest, one.line, one.row, one.breach, letter_code.grouped(one.code)) for one in drawn
    )
