"""`exposure-check clinic letters`: the hold list, then a letter for each patient."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check import files
from exposure_check.cli import passphrase, progress
from exposure_check.cli.clinic import letter_options, patient_options
from exposure_check.clinic import ledger, letters
from exposure_check.clinic.hold import Rules
from exposure_check.clinic.sheets import Writer
from exposure_check.errors import OptionError, PublishError
from exposure_check.trust import code_book

if TYPE_CHECKING:
    from exposure_check.cli.clinic.letter_options import Basis
    from exposure_check.clinic.letters import Report
    from exposure_check.clinic.patients import PatientFile


def add_letters(parser: argparse.ArgumentParser) -> None:
    """The options of `clinic letters`."""
    parser.set_defaults(clinic_run=_letters)
    patient_options.add_options(parser)
    parser.add_argument("--codes", type=Path, required=True, metavar="BOOK", help="the code book, of whoever drew it")
    letter_options.add_options(parser)
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="the folder of the letters and their ledger"
    )
    patient_options.add_test_option(parser)
    passphrase.add_codes_option(parser)


def _letters(options: argparse.Namespace) -> int:
    if options.list:
        files.refuse_nested({"--out": options.out, "--list": options.list})
        files.refuse_inside(options.list, {"--codes": options.codes, "--patients": options.patients})
    basis = letter_options.basis(options)
    patients = patient_options.patient_file(options, basis.profile.schemes)
    secret = passphrase.ask(f"Passphrase of the code book {options.codes}: ", options.codes_passphrase_file)
    book, codes = code_book.load_codes(options.codes, secret, basis.breach.id)
    if not codes:
        raise OptionError(
            f"The code book {str(options.codes)!r} has no code for the breach {basis.breach.id!r}.",
            advice=f"Draw them: `publish build --draw-codes`, or `clinic codes --breach {basis.breach.id}`.",
        )
    rules = Rules(
        breach=basis.breach.id,
        book=book,
        codes=codes,
        mapping=patients.mapping,
        envelope=basis.stationery.envelope,
        face=basis.stationery.face,
        languages=frozenset(basis.texts),
        default_language=basis.default_language,
        allow_test=options.allow_test_numbers or basis.profile.demo,
        today=datetime.now(UTC).date(),
    )
    writer = Writer(basis.stationery, basis.texts, basis.breach, basis.profile)
    files.make_private_folder(options.out)
    try:
        with (
            files.exclusive(options.out, wait=False),
            ledger.opened(options.out, (book.fingerprint(), basis.breach.id)) as entered,
            progress.shown() as report,
        ):
            run_report = letters.make(patients, rules, writer, entered, options.out, report)
    except BlockingIOError:
        raise OptionError(
            f"Another command makes letters in {str(options.out)!r}.", advice="Wait for it, then run this again."
        ) from None
    except KeyboardInterrupt:
        raise PublishError(
            "Stopped. The letters that lie in the folder are whole.",
            advice="Run the same command: it goes on where it stopped.",
        ) from None
    if not run_report.rows:
        raise OptionError(
            f"The file of patients {patients.source.name!r} has no row below its first line.",
            advice="Look whether it is the right file, and of a spreadsheet the right sheet, and export it again.",
        )
    _print(run_report, options.out)
    _print_to_look_at(basis, patients)
    return 0


def _print(report: Report, out: Path) -> None:
    kinds = ", ".join(f"{kind} {count:,}" for kind, count in sorted(report.letters.items())) or "none"
    print(f"{report.rows:,} rows read. Letters made: {kinds}; {report.sheets:,} sheets in {report.files:,} files.")
    if report.already_made:
        print(f"{report.already_made:,} letters were made before and are left as they are.")
    print(f"{report.holds.total():,} rows are held: {out / letters.HOLD_LIST}")
    for reason, count in report.holds.most_common():
        print(f"  {reason}: {count:,}")


def _print_to_look_at(basis: Basis, patients: PatientFile) -> None:
    """What only a person can know to be right: a file that somebody else put in its place says it in every letter."""
    print("Before you print, look at a letter, and at what all of them name:")
    signed = f"signed with the key {basis.signer}" if basis.signer else "signed by nobody: anybody may have changed it"
    print(f"  profile: {basis.profile.name}, {signed}")
    print(f"  program: {basis.stationery.settings.program}")
    for line in basis.profile.all_help_lines:
        print(f"  help: {line.name}, {line.number}")
    print(f"  sender: {', '.join(basis.stationery.settings.return_address)}")
    for language, texts in sorted(basis.texts.items()):
        if texts.places:
            print(f"  in the text file {language}.toml itself: {', '.join(texts.places)}")
    if patients.unused_columns:
        print(f"Columns that nothing was read from: {', '.join(patients.unused_columns)}")
