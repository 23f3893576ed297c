"""What is typed without being shown, or comes as a line of standard input: numbers, codes, passphrases."""

from __future__ import annotations

import getpass
import sys

from exposure_check.errors import InputError
from exposure_check.secret import Secret


def is_terminal() -> bool:
    """Whether a person can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def hidden(prompt: str) -> Secret:
    """What was typed; raises `InputError` where the input ended."""
    try:
        return Secret(getpass.getpass(prompt))
    except KeyboardInterrupt:
        print(file=sys.stderr)  # what is said of it goes on a line of its own
        raise
    except (EOFError, UnicodeDecodeError):
        raise InputError("Nothing was typed.", advice="Run the command again and type it when asked.") from None


def line(longest: int) -> str:
    """The next line of standard input, at most `longest` characters; empty where there is none, or it is not text."""
    try:
        return sys.stdin.readline(longest) if sys.stdin is not None else ""
    except UnicodeDecodeError:
        return ""
