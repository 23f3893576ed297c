"""`exposure-check clinic kit`: what is said before the letters arrive."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from exposure_check.cli.clinic import letter_options
from exposure_check.clinic import kit
from exposure_check.errors import OptionError

_MOST_LETTERS = 100_000_000


def add_kit(parser: argparse.ArgumentParser) -> None:
    """The options of `clinic kit`."""
    parser.set_defaults(clinic_run=_kit)
    letter_options.add_options(parser)
    parser.add_argument(
        "--first-day", type=_day, required=True, metavar="DATE", help="letters arrive from then, 2027-03-01"
    )
    parser.add_argument("--last-day", type=_day, required=True, metavar="DATE", help="and have arrived by then")
    parser.add_argument("--letters", type=_count, required=True, metavar="N", help="how many letters there will be")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="a folder for each language is made in it"
    )


def _kit(options: argparse.Namespace) -> int:
    if options.last_day < options.first_day:
        raise OptionError("The last day is before the first.", advice="Exchange --first-day and --last-day.")
    basis = letter_options.basis(options)
    if options.last_day >= basis.stationery.settings.valid_until:
        raise OptionError(
            f"The letters hold until {basis.stationery.settings.valid_until}, and the last ones arrive after it.",
            advice="Correct --last-day, or valid_until in the settings.",
        )
    texts = {language: basis.texts[language] for language in kit.languages() if language in basis.texts}
    days = (options.first_day, options.last_day)
    for path in kit.write(options.out, basis.breach, basis.profile, basis.stationery, texts, days, options.letters):
        print(path)
    if without := sorted(set(basis.texts) - set(texts)):
        print(f"No kit was made in {', '.join(without)}: there are letters in it and no texts of a kit.")
    low, high = kit.calls(options.letters)
    print(f"Expect about {low:,} to {high:,} calls a day: an estimate from one case, more on the first days.")
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("must be year, month and day with hyphens between") from None


def _count(text: str) -> int:
    if not (text.isdecimal() and 1 <= int(text) <= _MOST_LETTERS):
        raise argparse.ArgumentTypeError("must be a whole number, at least one")
    return int(text)
