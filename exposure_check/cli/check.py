"""`exposure-check check`: a lookup in the terminal."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check import identity
from exposure_check.cli import handed_out, output, prompt
from exposure_check.cli.answer import as_json, as_text, sent_as_text
from exposure_check.cli.options import proxy_address
from exposure_check.cli.signals import handled
from exposure_check.errors import CancelledError, InputError, NumberError, OptionError
from exposure_check.identity import Reason
from exposure_check.lookup import Cancel, Privacy, Query, Secret, Stage, profile_places
from exposure_check.secret import overwrite_freed_memory

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
    parser.add_argument(
        "--privacy", choices=[level.value for level in Privacy], help="default: that of the profile, else standard"
    )
    parser.add_argument("--with-code", action="store_true", help="use the code from a letter as well")
    parser.add_argument(
        "--proxy", type=proxy_address, metavar="URL", help="http://..., socks5h://... (default: the system's)"
    )
    parser.add_argument("--show-sent", action="store_true", help="show every byte that left this computer")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Look up; 0 for an answer, 2 where what was given is wrong, 3 where it could not be checked."""
    found = profile_places.find(options.profile)
    profile = found.profile
    options.privacy = options.privacy or profile.privacy_level
    scheme = chosen_scheme(options.scheme, profile)
    checker = _session(profile, options.proxy)
    if prompt.is_terminal() and (words := handed_out.before(found)):
        print(words, file=sys.stderr)
    with _asked_for(scheme, options, profile) as query, _naming_other_schemes(query.number, scheme, profile):
        verdict = _check(checker, query, options)
    statements = verdict.provenance.statements
    if options.json:
        print(output.as_json({**as_json(verdict), **handed_out.as_json(found, statements)}))
    else:
        answer = as_text(verdict, profile.country, with_code=options.with_code)
        print("\n".join([answer, *handed_out.as_text(found, statements)]))
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


def chosen_scheme(scheme: str | None, profile: Profile) -> str:
    """The scheme that was named, or the only one of the profile; raises `OptionError`."""
    if scheme is None and len(profile.schemes) == 1:
        return profile.schemes[0]
    if scheme in profile.schemes:
        return scheme
    raise OptionError(
        "Say which kind of number it is.", advice=f"Add --scheme with one of: {', '.join(profile.schemes)}"
    )


@contextmanager
def _asked_for(scheme: str, options: argparse.Namespace, profile: Profile) -> Iterator[Query]:
    """What is looked up, typed or read from standard input: wiped at the end of the block, however that ends."""
    with ExitStack() as stack:
        stack.callback(overwrite_freed_memory)  # at the very end: on the copies that reading and hashing made
        number = _secret("number", "Identity number (not shown): ")
        stack.callback(number.wipe)  # now: reading the code can fail
        if prompt.is_terminal():
            with _naming_other_schemes(number, scheme, profile):
                _confirm(number, scheme, profile)
        code = _secret("code", "Code from the letter (not shown): ") if options.with_code else None
        yield stack.enter_context(Query(number, scheme, code, Privacy(options.privacy)))


def _confirm(number: Secret, scheme: str, profile: Profile) -> None:
    """Ask for what nothing can check a second time, and say what no check digit covers, before anything is sent."""
    identifier = identity.parse(number.reveal().decode(errors="replace"), scheme, allow_test=profile.demo)
    with ExitStack() as stack:
        stack.callback(identifier.wipe)
        if not identity.get(scheme).has_check_digit:
            again = _secret("number", "No check digit finds a mistake in it. The same again (not shown): ")
            stack.callback(again.wipe)
            if again != number:
                raise InputError("The two numbers differ, so nothing was sent.", advice="Run the command again.")
        if words := identity.read_back(identifier):
            print(words, file=sys.stderr)


@contextmanager
def _naming_other_schemes(number: Secret, scheme: str, profile: Profile) -> Iterator[None]:
    """Name the kind of number that was given, where it is another than the one that was asked for."""
    try:
        yield
    except NumberError as error:
        others = identity.other_schemes(number.reveal().decode(errors="replace"), scheme)
        if not others:
            raise
        likely = [other for other in others if other.id in profile.schemes] or others
        names = " or ".join(other.name() for other in likely)
        kinds = [identity.get(name).name() for name in profile.schemes if name in identity.SCHEMES]
        raise NumberError(
            f"This looks like another kind of number: {names}. This service has: {', '.join(kinds)}.",
            reason=Reason.OTHER_SCHEME,
            advice=f"Run the command again with --scheme {likely[0].id}."
            if likely[0].id in profile.schemes
            else error.advice,
        ) from None


def _secret(what: str, question: str) -> Secret:
    try:
        if prompt.is_terminal():
            return prompt.hidden(question)
        typed = prompt.line(_LONGEST_LINE)
    except KeyboardInterrupt:
        raise CancelledError("The check was stopped: nothing was sent.") from None
    if not typed:
        raise InputError(f"There is no {what} on stdin.", advice=f"Write the {what} on a line of its own.")
    return typed
