"""`exposure-check clinic profile`: the actions of `profile` for a clinic; without one, the form in a window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.cli.profile import add_actions
from exposure_check.errors import OptionError
from exposure_check.resources import LANGUAGES

if TYPE_CHECKING:
    import argparse


def add_profile(parser: argparse.ArgumentParser) -> None:
    """The options of `clinic profile`, and its actions, which are those of `profile`."""
    parser.set_defaults(clinic_run=_run, profile_run=_open_form)
    parser.add_argument("--form-language", choices=LANGUAGES, default="en", help="of the form (default: %(default)s)")
    parser.add_argument("--open", type=Path, metavar="FILE", help="a profile to begin the form with")
    add_actions(parser.add_subparsers(metavar="ACTION", dest="profile_action"))


def _run(options: argparse.Namespace) -> int:
    if options.open is not None and options.profile_action is not None:
        raise OptionError("--open is for the form.", advice="Leave it out, or leave out the action.")
    status: int = options.profile_run(options)
    return status


def _open_form(options: argparse.Namespace) -> int:
    from exposure_check.desktop.system import display
    from exposure_check.lookup import profile

    begun = profile.open_file(options.open) if options.open is not None else None  # said here where it is none
    display.require_for_window()
    from exposure_check.desktop.profile_maker.app import run as open_window

    return open_window(options.form_language, begun)
