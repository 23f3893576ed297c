"""One command, `exposure-check`: a module a subcommand, imported only when it is the one that was asked for."""

from __future__ import annotations

import argparse
import importlib
import io
import re
import sys
from typing import TYPE_CHECKING, NoReturn

from exposure_check import __version__
from exposure_check.errors import CheckError, ExposureCheckError, InputError
from exposure_check.secret import keep_out_of_core_dumps

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
    "mirror": "copy a published data set from another host, verified",
    "guidance": "check a folder of guidance",
}
DEFAULT = "window"

EXIT_FAILED = 1
EXIT_INPUT = 2
EXIT_NOT_CHECKED = 3

_MAYBE_A_NUMBER = re.compile(r"\S*\d\d\S*")
_RANGE_OF_AN_OPTION = re.compile(r"argument [-a-z]+: must be \d{1,4} to \d{1,4}")  # holds nothing of what was typed


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments` (those of the process by default); the exit status."""
    keep_out_of_core_dumps()
    _replace_unprintable()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help", "--version")):
        words.insert(0, DEFAULT)
    failed = EXIT_NOT_CHECKED if words[0] == "check" else EXIT_FAILED
    try:
        options = _parser(words[0]).parse_args(words)
        status: int = options.run(options)
    except ExposureCheckError as error:
        return _fail(exit_status(error), error.message, error.advice)
    except KeyboardInterrupt:
        return _fail(failed, "Stopped.")
    except BrokenPipeError:
        return EXIT_FAILED
    except OSError as error:
        place = f" at {str(error.filename)!r}" if error.filename else ""
        return _fail(failed, f"The system refused{place}: {error.strerror or type(error).__name__}.", _FREE_SPACE)
    except Exception as error:  # noqa: BLE001  # its text and its frames may hold a number: neither is shown
        return _fail(failed, f"A fault in this program: {type(error).__name__} in {_place(error)}.", _REPORT_FAULT)
    return status


_FREE_SPACE = "Free space or change the permissions, then run the same command again."
_REPORT_FAULT = "Please report this line to whoever gave you the program. It holds nothing of what was typed."


def _fail(status: int, *lines: str) -> int:
    print("\n".join(lines), file=sys.stderr)
    return status


def _place(error: Exception) -> str:
    import traceback  # here: the window's first frame needs none of it

    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{last.name}, line {last.lineno}"


def _replace_unprintable() -> None:
    """A character that the terminal does not know becomes a question mark, and never the end of the program."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def exit_status(error: ExposureCheckError) -> int:
    """2 where what was given is wrong, 3 where it could not be checked, 1 for the rest."""
    if isinstance(error, InputError):
        return EXIT_INPUT
    return EXIT_NOT_CHECKED if isinstance(error, CheckError) else EXIT_FAILED


class _Parser(argparse.ArgumentParser):
    """Quotes no word that may be a number: what goes to standard error is often kept."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and exit."""
        if _RANGE_OF_AN_OPTION.fullmatch(message):
            super().error(message)
        redacted = _MAYBE_A_NUMBER.sub("...", message)
        if redacted != message:
            redacted += (
                "\nAn identity number or a code is never part of the command: it is asked for. If one was typed here, "
                "delete it from the history of your shell."
            )
        super().error(redacted)


def _parser(subcommand: str) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="exposure-check",
        description="Tells you whether your data was exposed in a breach, without your identity number leaving "
        "this computer.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    subparsers = parser.add_subparsers(metavar="SUBCOMMAND", required=True)
    for name, purpose in SUBCOMMANDS.items():
        subparser = subparsers.add_parser(name, help=purpose, description=purpose[0].upper() + purpose[1:] + ".")
        if name == subcommand:
            module = importlib.import_module(f"exposure_check.cli.{name}")
            module.add_arguments(subparser)
            subparser.set_defaults(run=module.run)
    return parser
