"""`exposure-check`, `exposure-check window`: the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from exposure_check.lookup import profile

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--profile", type=Path, metavar="FILE", help="the profile (default: the one installed here)")


def run(options: argparse.Namespace) -> int:
    """Open the window; raises `DisplayError` where there is nowhere to open it."""
    chosen = profile.load(options.profile or profile.installed())
    from exposure_check.desktop.app import run as open_window

    return open_window(chosen)
