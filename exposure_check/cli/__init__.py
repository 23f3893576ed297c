"""One command, `exposure-check`: a module a subcommand, imported only when it is the one that was asked for."""

from __future__ import annotations

import argparse
import importlib
import sys
from typing import TYPE_CHECKING

from exposure_check import __version__
from exposure_check.errors import CheckError, ExposureCheckError, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

SUBCOMMANDS = {
    "window": "open the window (the default)",
    "check": "look up a number in the terminal",
    "advice": "show what to do when a kind of data was exposed",
    "demo": "try everything with invented people on this computer",
    "profile": "make a profile: which service to ask and whom to trust",
    "publish": "turn breach records into a signed data set",
    "serve": "serve a data set",
    "guidance": "check a folder of guidance",
}
DEFAULT = "window"

EXIT_FAILED = 1
EXIT_INPUT = 2
EXIT_NOT_CHECKED = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments` (those of the process by default); the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] not in (*SUBCOMMANDS, "-h", "--help", "--version"):
        words.insert(0, DEFAULT)
    options = _parser(words[0]).parse_args(words)
    try:
        status: int = options.run(options)
    except ExposureCheckError as error:
        print(f"{error.message}\n{error.advice}", file=sys.stderr)
        return exit_status(error)
    except BrokenPipeError:
        return EXIT_FAILED
    return status


def exit_status(error: ExposureCheckError) -> int:
    """2 where what was given is wrong, 3 where it could not be checked, 1 for the rest."""
    if isinstance(error, InputError):
        return EXIT_INPUT
    return EXIT_NOT_CHECKED if isinstance(error, CheckError) else EXIT_FAILED


def _parser(chosen: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="exposure-check",
        description="Tells you whether your data was exposed in a breach, without your identity number leaving "
        "this computer.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    subparsers = parser.add_subparsers(metavar="SUBCOMMAND", required=True)
    for name, purpose in SUBCOMMANDS.items():
        subparser = subparsers.add_parser(name, help=purpose, description=purpose[0].upper() + purpose[1:] + ".")
        if name == chosen:
            module = importlib.import_module(f"exposure_check.cli.{name}")
            module.add_arguments(subparser)
            subparser.set_defaults(run=module.run)
    return parser
