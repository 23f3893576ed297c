"""Asking for the passphrase of the keys: hidden prompt, file, or first line of standard input. Never an argument."""

from __future__ import annotations

import shlex
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.cli import prompt as prompts
from exposure_check.errors import OptionError, advice_on_file
from exposure_check.secret import Secret
from exposure_check.trust import keys, sealed_file

if TYPE_CHECKING:
    import argparse

MINIMUM_LENGTH = 8  # of a new passphrase
_MAX_BYTES = 4096


def add_option(parser: argparse.ArgumentParser) -> None:
    """Add `--passphrase-file`."""
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help="take the passphrase of the keys from the first line of FILE, which no one else may read",
    )


def add_codes_option(parser: argparse.ArgumentParser) -> None:
    """Add `--codes-passphrase-file`."""
    parser.add_argument(
        "--codes-passphrase-file",
        type=Path,
        metavar="FILE",
        help="take the passphrase of the code book from the first line of FILE, which no one else may read",
    )


def ask(prompt: str, file: Path | None) -> Secret:
    """The passphrase of keys that exist; raises `OptionError`."""
    return _unprompted(file, prompt) or _not_empty(prompts.hidden(prompt), prompt)


def ask_for_keys(folder: Path, names: tuple[str, ...], file: Path | None) -> Secret | None:
    """The passphrase of these keys of a publisher, None where all are in clear; raises `OptionError`."""
    return ask("Passphrase of the keys: ", file) if keys.needs_passphrase(folder, names) else None


def ask_twice(file: Path | None, prompt: str = "New passphrase for the keys: ") -> Secret:
    """A new passphrase, asked twice at a prompt; raises `OptionError`."""
    passphrase = _unprompted(file, prompt)
    if passphrase is None:
        passphrase = _not_empty(prompts.hidden(prompt), prompt)
        again = _not_empty(prompts.hidden("The same again: "), prompt)
        if sealed_file.normalised(again) != sealed_file.normalised(passphrase):
            raise OptionError("The two passphrases differ: nothing was made.", advice="Run the command again.")
    if len(sealed_file.normalised(passphrase).reveal().decode()) < MINIMUM_LENGTH:
        raise OptionError(
            f"The passphrase is shorter than {MINIMUM_LENGTH} characters: nothing was made.",
            advice="Choose a longer one, for example four random words.",
        )
    return passphrase


def ask_for_book(path: Path, file: Path | None) -> Secret:
    """The passphrase of the code book that is there, or a new one for one that will be; raises `OptionError`."""
    if path.exists():
        return ask(f"Passphrase of the code book {path}: ", file)
    return ask_twice(file, f"New passphrase for the code book {path}: ")


def _unprompted(file: Path | None, prompt: str) -> Secret | None:
    if file is not None:
        return _not_empty(Secret(_from_file(file)), prompt)
    if not prompts.is_terminal():
        return _not_empty(prompts.line(_MAX_BYTES), prompt)
    return None


def _from_file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            if sys.platform != "win32" and stat.S_IMODE(path.stat().st_mode) & 0o077:
                raise OptionError(f"Others may read {str(path)!r}.", advice=f"Run: chmod 600 {shlex.quote(str(path))}")
            return file.readline(_MAX_BYTES).decode("utf-8")
    except OSError as error:
        raise OptionError(
            f"The passphrase file {str(path)!r} cannot be read: {error.strerror}.",
            advice=advice_on_file(error),
        ) from error
    except UnicodeDecodeError:
        raise OptionError(
            f"The passphrase file {str(path)!r} is not text in UTF-8.",
            advice="Name a text file whose first line is the passphrase.",
        ) from None


def _not_empty(line: Secret, prompt: str) -> Secret:
    passphrase = Secret(line.reveal().rstrip(b"\r\n"))
    text = sealed_file.normalised(passphrase).reveal()
    if not text:
        raise OptionError(
            f"{prompt.rstrip(': ') or 'Passphrase'}: none was given.",  # a command may ask for two
            advice="Give it when asked, or in a file: --passphrase-file for keys, --codes-passphrase-file for a code "
            "book.",
        )
    if text != text.strip():
        print("The passphrase begins or ends with a space, which is part of it.", file=sys.stderr)
    return passphrase
