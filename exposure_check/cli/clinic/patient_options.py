"""The options of the commands that read a file of patients."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check import identity
from exposure_check.clinic.patients import PatientFile, load_mapping
from exposure_check.errors import OptionError

if TYPE_CHECKING:
    from collections.abc import Sequence


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add `--patients`, `--mapping`, `--scheme`."""
    parser.add_argument(
        "--patients", type=Path, required=True, metavar="FILE", help="CSV, JSON, Parquet or spreadsheet"
    )
    parser.add_argument("--mapping", type=Path, metavar="FILE", help="which columns and words of the file mean what")
    parser.add_argument("--scheme", metavar="ID", help="kind of number of all rows, such as fi.hetu")


def add_test_option(parser: argparse.ArgumentParser) -> None:
    """Add `--allow-test-numbers`."""
    parser.add_argument(
        "--allow-test-numbers", action="store_true", help="take numbers reserved for tests; a demo profile always does"
    )


def patient_file(options: argparse.Namespace, schemes: Sequence[str] = ()) -> PatientFile:
    """The file that was named. `schemes` are those of the profile: where it has one, no other way to say it is needed.

    Raises `OptionError`.
    """
    scheme = options.scheme or (schemes[0] if len(schemes) == 1 else None)
    if scheme is not None and scheme not in identity.SCHEMES:
        raise OptionError(
            "That kind of number is not known.", advice=f"Name one of: {', '.join(sorted(identity.SCHEMES))}."
        )
    return PatientFile(options.patients, load_mapping(options.mapping, scheme))
