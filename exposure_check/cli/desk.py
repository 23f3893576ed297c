"""`exposure-check desk`: the window of the support desk, or its script as a booklet."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check import files
from exposure_check.cli.options import day
from exposure_check.desktop.system import display
from exposure_check.errors import MissingProfileError, OptionError, ProfileError, advice_on_file
from exposure_check.guidance import desk_review, desk_script, guide
from exposure_check.lookup import profile_places
from exposure_check.resources import LANGUAGES

if TYPE_CHECKING:
    from exposure_check.lookup.profile import Profile

EXIT_PROBLEMS = 1
_COUNTRY = "fi"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--country", metavar="XX", help="whose telephone numbers and advice (default: that of the profile, else fi)"
    )
    parser.add_argument(
        "--profile", type=Path, metavar="FILE", help="whose pages callers have (default: the one installed here)"
    )
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="of the helper (default: %(default)s)")
    parser.add_argument(
        "--script", type=Path, metavar="DIR", help="a script of your own (default: that of the program)"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--booklet", type=Path, metavar="FILE", help="write the script as a PDF of A5 pages, and no window"
    )
    what.add_argument("--check", action="store_true", help="say what is wrong with the script, and no window")
    parser.add_argument("--on", type=day, metavar="YYYY-MM-DD", help="the day of --booklet or --check (default: today)")


def run(options: argparse.Namespace) -> int:
    """Open the window, or write the booklet, or check; 1 where the check finds something."""
    countries = guide.countries()
    profile = _profile(options.profile)
    country = options.country or (profile.country if profile and profile.country in countries else _COUNTRY)
    if country not in countries:
        raise OptionError(
            f"There is no advice for the country {country!r}.", advice=f"Name one of {', '.join(countries)}."
        )
    script = desk_script.load(country, options.script)
    on = options.on or datetime.now(UTC).date()
    if options.check:
        return _check(script, on)
    if options.booklet is not None:
        return _write_booklet(script, options.language, on, options.booklet)
    display.require_for_window()
    from exposure_check.desktop.desk.app import run as open_desk

    return open_desk(country, options.language, countries, options.script, profile)


def _profile(named: Path | None) -> Profile | None:
    """The profile of the callers; None where none is installed. Raises `ProfileError` for one that was named."""
    try:
        return profile_places.find(named).profile
    except ProfileError as error:
        if named is not None:
            raise
        if not isinstance(error, MissingProfileError):  # a line whose computer has a damaged one goes on
            print(f"{error.message}\n{error.advice}\nThe pages are those of an invented service.", file=sys.stderr)
        return None


def _check(script: desk_script.Script, on: date) -> int:
    problems = desk_review.check(script, on)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} to correct." if problems else "Everything is in order.")
    return EXIT_PROBLEMS if problems else 0


def _write_booklet(script: desk_script.Script, spoken: str, on: date, path: Path) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # it is drawn without a screen, and may be made where there is none
    from exposure_check.desktop.desk.app import booklet

    data = booklet(script, spoken, on)
    try:
        files.write_atomically(path, data, files.PUBLIC)
    except OSError as error:
        raise OptionError(
            f"The booklet {str(path)!r} cannot be written: {error.strerror}.", advice=advice_on_file(error)
        ) from error
    print(f"Wrote {path}: {len(data):,} bytes.")
    return 0
