"""`exposure-check clinic ledger`: what became of letters."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.cli import passphrase
from exposure_check.clinic import ledger, sheet_mark
from exposure_check.errors import OptionError
from exposure_check.trust import code_book

if TYPE_CHECKING:
    from exposure_check.trust.code_book import CodeBook

_SHOW = "show"
_OF_FILES = ("printed", "again")
_NEXT = {
    "again": "Run `clinic letters` again: these are printed with the same code, into a file again-....pdf.",
    "opened": "They have another code from now on: draw it, build the list with this book, publish it, and then run "
    "`clinic letters` again (docs/clinic.md, section 8).",
    "returned": "Correct the addresses, note `again`, and run `clinic letters`.",
}


def add_ledger(parser: argparse.ArgumentParser) -> None:
    """The options of `clinic ledger`."""
    parser.set_defaults(clinic_run=_ledger)
    parser.add_argument("what", choices=(_SHOW, *ledger.EVENTS), help="figures, or what happened")
    parser.add_argument(
        "letters", nargs="*", metavar="REFERENCE", help="from the foot of a letter; none: lines of stdin"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder of the letters")
    parser.add_argument("--file", metavar="NAME", help="printed, again: all letters of one file")
    parser.add_argument("--codes", type=Path, metavar="BOOK", help="opened: the code book, which renews the code")
    passphrase.add_codes_option(parser)


def _ledger(options: argparse.Namespace) -> int:
    with ledger.opened(options.out) as entered:
        if options.what == _SHOW:
            for name, count in entered.figures().items():
                print(f"{name:<14}{count:>12,}")
            return 0
        today = datetime.now(UTC).date()
        if options.file:
            if options.what not in _OF_FILES:
                raise OptionError(
                    f"--file is for {' and '.join(_OF_FILES)}.", advice="Name the references of the letters instead."
                )
            name = _within(options.out, options.file)
            count = entered.note_file(options.what, name, today)
            print(f"{options.what}: {count:,} letters of {name}")
            return 0
        references = list(dict.fromkeys(map(sheet_mark.parse, options.letters or sys.stdin.read().split())))
        if not references:
            raise OptionError("No letter was named.", advice="Give the references at the foot of the letters.")
        if options.what == "opened":
            _renew(options, {entered.entry_of(reference): entered.renewed(reference) for reference in references})
        entered.note(options.what, references, today)
    print(f"{options.what}: {len(references):,} letters")
    if options.what in _NEXT:
        print(_NEXT[options.what])
    return 0


def _within(folder: Path, file: str) -> str:
    """The name that a file has in the ledger: people give it as they see it, or as the terminal completes it."""
    path = Path(file).resolve()
    return path.relative_to(folder.resolve()).as_posix() if path.is_relative_to(folder.resolve()) else file


def _renew(options: argparse.Namespace, printed: dict[str, int]) -> None:
    """Give another code to whom these stand for; `printed` says how often theirs was renewed when the letter was made.

    Who has a code that no letter has yet keeps it: this command may be given twice.
    """
    if options.codes is None:
        raise OptionError(
            "Somebody may have read the code of an opened letter, so the book has to give another.",
            advice="Name the code book with --codes.",
        )
    secret = passphrase.ask(f"Passphrase of the code book {options.codes}: ", options.codes_passphrase_file)

    def renewed(book: CodeBook) -> CodeBook:
        for entry, times in printed.items():
            if book.renewed.get(entry, 0) <= times:
                book = book.renew(entry)
        return book

    code_book.update(options.codes, secret, renewed)
