"""`exposure-check profile new`: a profile file with the root of trust inside."""

from __future__ import annotations

import argparse
import base64
import re
from pathlib import Path
from typing import Annotated

import msgspec

from exposure_check import identity, printable, toml_file
from exposure_check.errors import OptionError, ProfileError, SignatureError, advice_on_file
from exposure_check.files import write_atomically
from exposure_check.lookup import Privacy, profile
from exposure_check.resources import LANGUAGES
from exposure_check.trust.verify import check_root


class Details(msgspec.Struct, forbid_unknown_fields=True):
    """The file of `--details`: what has a text in each language."""

    covers: Annotated[dict[profile.Language, profile.Covers], msgspec.Meta(max_length=20)] = {}
    help_line: Annotated[tuple[profile.HelpLine, ...], msgspec.Meta(max_length=8)] = ()


def add_new(parser: argparse.ArgumentParser) -> None:
    """The options of `profile new`."""
    parser.set_defaults(profile_run=_new)
    parser.add_argument("--url", required=True, help="base address of the service, https://...")
    parser.add_argument("--mirror", action="append", metavar="URL", help="another host of the same files, repeatable")
    parser.add_argument("--evaluator-url", help="base address of the evaluator, where it is another operator")
    parser.add_argument("--root", type=Path, required=True, metavar="FILE", help="root.json from the publisher's keys")
    parser.add_argument(
        "--demo", action="store_true", help="a demo: invented people, a quick stretch, shown on each page"
    )
    parser.add_argument("--name", type=_text, default="Exposure Check", help="who offers the service")
    parser.add_argument("--help-name", type=_text, default="", help="whom people can call")
    parser.add_argument("--help-number", type=_text, default="", help="the telephone number for it")
    parser.add_argument(
        "--country", type=_country, default="fi", metavar="XX", help="whose guidance is shown (default: %(default)s)"
    )
    parser.add_argument(
        "--scheme", action="append", metavar="ID", help="kind of number, may be repeated (default: fi.hetu)"
    )
    parser.add_argument(
        "--language", action="append", choices=LANGUAGES, help="offered in the window, repeatable (default: all)"
    )
    parser.add_argument(
        "--details", type=Path, metavar="FILE", help="TOML: [covers] and [[help_line]], with a text for each language"
    )
    parser.add_argument("--logo", type=Path, metavar="FILE", help="PNG, or SVG of shapes alone: a PNG is made of it")
    parser.add_argument("--letter-code-first", action="store_true", help="ask for the code of the letter first")
    parser.add_argument(
        "--privacy-level",
        choices=[level.value for level in Privacy],
        default=Privacy.STANDARD.value,
        help="until a person chooses another (default: %(default)s)",
    )
    parser.add_argument("--update-address", metavar="URL", help="where newer versions of the program are, https://...")
    parser.add_argument("--no-update-notice", action="store_true", help="say nothing of newer versions")
    parser.add_argument("--kiosk", action="store_true", help="for a computer that many people use")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="where to write it")


def _country(text: str) -> str:
    if not re.fullmatch("[a-z]{2}", text):
        raise argparse.ArgumentTypeError("must be two small letters, such as fi or se")
    return text


def _text(text: str) -> str:
    if len(text) > profile.MAX_TEXT:
        raise argparse.ArgumentTypeError(f"must be at most {profile.MAX_TEXT} characters")
    if printable.find(text) is not None:
        raise argparse.ArgumentTypeError("must be plain text, without control or format characters")
    return text


def _new(options: argparse.Namespace) -> int:
    """Write the profile; nothing is written where any part is wrong."""
    for scheme in options.scheme or ():
        identity.get(scheme)
    root = _root(options.root)
    details = toml_file.load(options.details, "file of details", Details) if options.details else Details()
    new_profile = profile.Profile(
        format=profile.FORMAT,
        url=options.url.rstrip("/"),
        root=msgspec.Raw(root),
        evaluator_url=options.evaluator_url.rstrip("/") if options.evaluator_url else None,
        name=options.name,
        demo=options.demo,
        schemes=tuple(options.scheme or ("fi.hetu",)),
        languages=tuple(options.language or LANGUAGES),
        country=options.country,
        help_name=options.help_name,
        help_number=options.help_number,
        mirrors=tuple(url.rstrip("/") for url in options.mirror or ()),
        covers=details.covers,
        help_lines=details.help_line,
        logo=_logo(options.logo),
        letter_code_first=options.letter_code_first,
        privacy_level=options.privacy_level,
        updates=profile.Updates(options.update_address, options.no_update_notice),
        kiosk=options.kiosk,
    )
    profile.check_urls(new_profile)
    write(options.out, _encoded(new_profile))
    print(f"Profile written: {options.out}")
    return 0


def write(path: Path, data: bytes) -> None:
    """Write a profile, whole or not at all; raises `OptionError`."""
    try:
        write_atomically(path, data)
    except OSError as error:
        raise OptionError(
            f"The profile {str(path)!r} cannot be written: {error.strerror}.", advice="Name another file with --out."
        ) from error


def _root(path: Path) -> bytes:
    try:
        root = path.read_bytes()
        check_root(root)
    except OSError as error:
        raise OptionError(
            f"The root of trust {str(path)!r} cannot be read: {error.strerror}.", advice=advice_on_file(error)
        ) from error
    except SignatureError as error:
        raise OptionError(
            f"{str(path)!r} is not a root of trust: {error.message}", advice="Name root.json of the publisher's keys."
        ) from error
    return root


def _logo(path: Path | None) -> str:
    if path is None:
        return ""
    from exposure_check.desktop.system.rasterise import logo_of  # here: an SVG is drawn with Qt

    return base64.b64encode(logo_of(path)).decode("ascii")


def _encoded(new_profile: profile.Profile) -> bytes:
    """The bytes of the profile, once they open; `OptionError` where they do not."""
    data = profile.encode(new_profile)
    try:
        profile.parse(data)
    except ProfileError as error:
        raise OptionError(
            f"These options do not make a profile. {error.message}",
            advice="Shorten the addresses, or name fewer kinds of number.",
        ) from error
    return data
