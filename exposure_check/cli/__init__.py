"""One command, `exposure-check`: a module a subcommand, imported only when it is the one that was asked for."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import io
import re
import sys
from typing import TYPE_CHECKING, NoReturn

from exposure_check import __version__
from exposure_check.cli.output import error_as_json, escaped_output, is_json_wanted
from exposure_check.errors import (
    CancelledError,
    CheckError,
    ExposureCheckError,
    InputError,
    OptionError,
    advice_on_file,
)
from exposure_check.secret import protect_memory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

SUBCOMMANDS = {
    "window": "open the window (the default)",
    "check": "look up a number in the terminal",
    "breaches": "show the signed list of breaches, without a lookup",
    "advice": "show what to do when a kind of data was exposed",
    "demo": "try everything with invented people on this computer",
    "profile": "make, sign, show and verify a profile: which service to ask and whom to trust",
    "publish": "turn breach records into a signed data set",
    "serve": "serve a data set",
    "mirror": "copy a published data set from another host, verified",
    "guidance": "check a folder of guidance",
    "desk": "open the support desk: what to say to a caller, page by page",
    "clinic": "a clinic's profile, and letters with codes to its patients",
}
DEFAULT = "window"
EXTRAS = {"publish": "publisher", "clinic": "clinic"}  # of the package, whose libraries these commands import at once

EXIT_FAILED = 1
EXIT_INPUT = 2
EXIT_NOT_CHECKED = 3

_MAYBE_A_NUMBER = re.compile(r"\S*\d\d\S*")
_LIMIT_OF_AN_OPTION = re.compile(  # holds nothing of what was typed
    r"argument [-a-z]+: must be (\d{1,4} to \d{1,4}|at most \d{1,4} characters)"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments` (those of the process by default); the exit status."""
    protect_memory()
    _replace_unprintable()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help", "--version")):
        words.insert(0, DEFAULT)
    with escaped_output(data_through_pipes=words[0] == "publish"):
        return _run(words)


def _run(words: list[str]) -> int:
    json = is_json_wanted(words)
    failed = EXIT_NOT_CHECKED if words[0] == "check" else EXIT_FAILED
    try:
        options = _parser(words[0]).parse_args(words)
        status: int = options.run(options)
    except _UsageError as error:
        if not json:
            error.parser.exit(EXIT_INPUT, f"{error.parser.format_usage()}{error.parser.prog}: error: {error.message}\n")
        return _fail(EXIT_INPUT, error, json=json)
    except ExposureCheckError as error:
        return _fail(exit_status(error), error, json=json)
    except KeyboardInterrupt:
        return _fail(failed, CancelledError("Stopped.", advice=""), json=json)
    except BrokenPipeError:
        return EXIT_FAILED
    except OSError as error:
        place = f" at {str(error.filename)!r}" if error.filename else ""
        message = f"The system refused{place}: {error.strerror or type(error).__name__}."
        return _fail(failed, SystemRefusalError(message, advice=advice_on_file(error)), json=json)
    except Exception as error:  # noqa: BLE001  # its text and its frames may hold a number: neither is shown
        fault = f"A fault in this program: {type(error).__name__} in {_place(error)}."
        return _fail(failed, CheckError(fault, advice=_REPORT_FAULT), json=json)
    return status


_REPORT_FAULT = "Please report this line to whoever gave you the program. It holds nothing of what was typed."


class SystemRefusalError(ExposureCheckError):
    """The system refused a file, a folder or a socket in the middle of a command."""

    code = "system.refused"


def _fail(status: int, error: ExposureCheckError, *, json: bool) -> int:
    """Say it on standard error, or, where JSON was asked for, as one object on standard output."""
    if json:
        print(error_as_json(error))
    else:
        print("\n".join(filter(None, (error.message, error.advice))), file=sys.stderr)
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
        """Raise what says what is wrong."""
        if _LIMIT_OF_AN_OPTION.fullmatch(message):
            raise _UsageError(self, message)
        redacted = _MAYBE_A_NUMBER.sub("...", message)
        if redacted != message:
            redacted += (
                "\nAn identity number or a code is never part of the command: it is asked for. If one was typed here, "
                "delete it from the history of your shell."
            )
        raise _UsageError(self, redacted)


class _UsageError(OptionError):
    """The words of a command that cannot be understood."""

    def __init__(self, parser: argparse.ArgumentParser, message: str) -> None:
        super().__init__(message, advice=f"Run: {parser.prog} --help")
        self.parser = parser


def _is_here(module: str) -> bool:
    return module in sys.modules or importlib.util.find_spec(module) is not None


def _imported(name: str) -> ModuleType:
    """The module of a subcommand; raises `OptionError` where what it needs is not installed."""
    try:
        return importlib.import_module(f"exposure_check.cli.{name}")
    except ModuleNotFoundError as error:
        if name not in EXTRAS:
            raise
        raise OptionError(
            f"The command {name!r} needs a library that is not installed: {error.name}.",
            advice=f"Install it with: pip install 'exposure-check[{EXTRAS[name]}]'",
        ) from error


def _parser(subcommand: str) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="exposure-check",
        description="Tells you whether your data was exposed in a breach, without your identity number leaving "
        "this computer.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    subparsers = parser.add_subparsers(metavar="SUBCOMMAND", required=True)
    for name, purpose in SUBCOMMANDS.items():
        if not _is_here(f"exposure_check.cli.{name}"):
            continue  # the packaged program holds what looks up, and nothing that publishes or serves
        subparser = subparsers.add_parser(name, help=purpose, description=purpose[0].upper() + purpose[1:] + ".")
        if name == subcommand:
            module = _imported(name)
            module.add_arguments(subparser)
            subparser.set_defaults(run=module.run)
    return parser
