"""`exposure-check check`: a lookup in the terminal."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from exposure_check.cli import exit_status, prompt
from exposure_check.cli.answer import as_json, as_text, sent_as_text
from exposure_check.cli.signals import handled
from exposure_check.errors import CancelledError, ExposureCheckError, InputError, OptionError
from exposure_check.lookup import Cancel, Privacy, Query, Secret, Stage, installed_profile, load_profile

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from exposure_check.lookup import Checker, Profile, Progress, Verdict

_LONGEST_LINE = 200
_STAGES = {
    Stage.PREPARING: "Preparing on this computer ...",
    Stage.ASKING: "Asking the service ...",
    Stage.COMPARING: "Comparing on this computer ...",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options. The number is none of them: it is asked for, or read from stdin."""
    parser.epilog = "The number is asked for without showing it, or is the first line of stdin (the code the second)."
    parser.add_argument("--profile", type=Path, metavar="FILE", help="the profile (default: the one installed here)")
    parser.add_argument("--scheme", metavar="ID", help="kind of number, where the profile has several")
    parser.add_argument("--privacy", choices=[level.value for level in Privacy], default=Privacy.STANDARD.value)
    parser.add_argument("--with-code", action="store_true", help="use the code from a letter as well")
    parser.add_argument("--proxy", metavar="URL", help="http://..., socks5h://... (default: the system's)")
    parser.add_argument("--show-sent", action="store_true", help="show every byte that left this computer")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Look up; 0 for an answer, 2 where what was given is wrong, 3 where it could not be checked."""
    try:
        profile = load_profile(options.profile or installed_profile())
        scheme = _scheme(options.scheme, profile)
        checker = _session(profile, options.proxy)
        with _asked_for(scheme, options) as query:
            verdict = _check(checker, query, options)
    except ExposureCheckError as error:
        if not options.json:
            raise
        print(msgspec.json.encode({"error": {"code": error.code, "message": error.message}}).decode())
        return exit_status(error)
    print(
        msgspec.json.encode(as_json(verdict)).decode()
        if options.json
        else as_text(verdict, with_code=options.with_code)
    )
    if options.show_sent:
        print(sent_as_text(checker.ledger), file=sys.stderr if options.json else sys.stdout)
    return 0


def _session(profile: Profile, proxy: str | None) -> Checker:
    from exposure_check.lookup import Session

    return Session(profile, proxy=proxy)


def _check(checker: Checker, query: Query, options: argparse.Namespace) -> Verdict:
    cancel = Cancel()
    progress = _silent if options.json or not sys.stderr.isatty() else _printed()
    with handled(lambda _signal, _frame: cancel.set(), "SIGINT"):
        return checker.check(query, progress, cancel)


def _silent(stage: Stage, fraction: float) -> None:
    """Say nothing: what reads the output wants the answer alone."""


def _printed() -> Progress:
    printed: set[Stage] = set()

    def progress(stage: Stage, fraction: float) -> None:
        if stage not in printed:
            printed.add(stage)
            print(_STAGES[stage], file=sys.stderr)

    return progress


def _scheme(scheme: str | None, profile: Profile) -> str:
    if scheme is None and len(profile.schemes) == 1:
        return profile.schemes[0]
    if scheme in profile.schemes:
        return scheme
    raise OptionError(
        "Say which kind of number it is.", advice=f"Add --scheme with one of: {', '.join(profile.schemes)}"
    )


@contextmanager
def _asked_for(scheme: str, options: argparse.Namespace) -> Iterator[Query]:
    """What is looked up, typed or read from standard input: wiped at the end of the block, however that ends."""
    with ExitStack() as stack:
        number = _secret("number", "Identity number (not shown): ")
        stack.callback(number.wipe)  # now: reading the code can fail
        code = _secret("code", "Code from the letter (not shown): ") if options.with_code else None
        yield stack.enter_context(Query(number, scheme, code, Privacy(options.privacy)))


def _secret(what: str, question: str) -> Secret:
    try:
        if prompt.is_terminal():
            return prompt.hidden(question)
        line = prompt.line(_LONGEST_LINE)
    except KeyboardInterrupt:
        raise CancelledError("The check was stopped: nothing was sent.") from None
    if not line.strip():
        raise InputError(f"There is no {what} on stdin.", advice=f"Write the {what} on a line of its own.")
    return Secret(line)
