"""`exposure-check`, `exposure-check window`: the window."""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path

import msgspec

from exposure_check.errors import MissingProfileError, ProfileError
from exposure_check.lookup import profile_places

_INPUT_FAULT = 2
_NEEDED_BY_A_DEMO = ("exposure_check.cli.demo", "exposure_check.server", "exposure_check.publisher")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--profile", type=Path, metavar="FILE", help="the profile (default: the one installed here)")
    parser.add_argument(
        "--kiosk", action="store_true", help="for a computer that many people use, whatever the profile says"
    )


def run(options: argparse.Namespace) -> int:
    """Open the window; raises `DisplayError` where there is nowhere to open it, `ProfileError` where it has no profile
    and no display to ask for one on.
    """
    from exposure_check.desktop.system import display  # here: it brings the toolkit's package

    try:
        found = profile_places.find(options.profile)
    except ProfileError as error:
        if options.kiosk or not display.has_display():  # a stranger is not asked for a file
            raise
        return _without_profile(options, error)
    from exposure_check.desktop.app import Start
    from exposure_check.desktop.app import run as open_window

    # A loose profile may not take the way out from a person's own computer.
    kiosk = options.kiosk or (found.profile.kiosk and found.standing.is_trusted)
    return open_window(msgspec.structs.replace(found.profile, kiosk=kiosk), start=Start(found.standing))


def _without_profile(options: argparse.Namespace, error: ProfileError) -> int:
    """Open the page that asks for a profile; 2 unless there is one in the end, or a demo was wanted."""
    from exposure_check.desktop.app import Start
    from exposure_check.desktop.app import run as open_window

    if not isinstance(error, MissingProfileError):  # whoever has a terminal gets the name of the file
        print(f"{error.message}\n{error.advice}", file=sys.stderr)
    fault = "" if isinstance(error, MissingProfileError) else error.code
    wanted: list[bool] = []
    demo = (lambda: wanted.append(True)) if all(map(find_spec, _NEEDED_BY_A_DEMO)) else None
    status = open_window(None, start=Start(fault=fault, demo=demo))
    if wanted:
        from exposure_check.cli import demo as demo_command

        return demo_command.run(argparse.Namespace(terminal=False))
    try:
        profile_places.find(options.profile)
    except ProfileError:
        return status or _INPUT_FAULT
    return status
