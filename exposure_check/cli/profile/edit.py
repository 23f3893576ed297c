"""`exposure-check profile edit`: other values for fields of a profile that is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from exposure_check.cli.profile import new
from exposure_check.errors import OptionError
from exposure_check.lookup import make_profile, profile

if TYPE_CHECKING:
    import argparse


def add_edit(parser: argparse.ArgumentParser) -> None:
    """The options of `profile edit`."""
    parser.set_defaults(profile_run=_edit)
    parser.add_argument("file", type=Path, metavar="FILE", help="the profile, signed or not")
    new.add_fields(parser, needed=False)
    parser.add_argument("--no-logo", action="store_true", help="take the logo out")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="where to write it; may be FILE itself")


def _edit(options: argparse.Namespace) -> int:
    """Write the profile with what was named changed, and everything else as it is; nothing where a part is wrong."""
    opened = profile.open_file(options.file)
    said = new.fields(options, opened.profile.updates)
    if options.no_logo:
        if "logo" in said:
            raise OptionError("A logo was named, and --no-logo too.", advice="Give one of the two.")
        said["logo"] = ""
    if not said:
        raise OptionError(
            "Nothing was named that is to be changed.", advice="Name a field, such as --name; --help lists them."
        )
    if "help_lines" in said and "help_number" not in said:  # the one line is named after the first of them again
        said |= {"help_name": said.get("help_name", ""), "help_number": ""}
    new.write(options.out, make_profile.encoded(msgspec.structs.replace(opened.profile, **said)))
    print(f"Profile written: {options.out}. Changed: {', '.join(sorted(said))}.")
    if opened.signer:
        print("It was signed, and is not any more: sign it again with `profile sign`.")
    return 0
