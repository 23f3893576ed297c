"""`exposure-check profile new`: a profile file with the root of trust inside."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import msgspec

from exposure_check import identity, printable
from exposure_check.errors import OptionError, ProfileError, SignatureError, advice_on_file
from exposure_check.files import write_atomically
from exposure_check.lookup import profile
from exposure_check.trust.verify import check_root


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    new = actions.add_parser("new", help="write a new profile")
    new.add_argument("--url", required=True, help="base address of the service, https://...")
    new.add_argument("--mirror", action="append", metavar="URL", help="another host of the same files, may be repeated")
    new.add_argument("--evaluator-url", help="base address of the evaluator, where it is another operator")
    new.add_argument("--root", type=Path, required=True, metavar="FILE", help="root.json from the publisher's keys")
    new.add_argument("--demo", action="store_true", help="a demo: invented people, a quick stretch, shown on each page")
    new.add_argument("--name", type=_text, default="Exposure Check", help="who offers the service")
    new.add_argument("--help-name", type=_text, default="", help="whom people can call")
    new.add_argument("--help-number", type=_text, default="", help="the telephone number for it")
    new.add_argument(
        "--country", type=_country, default="fi", metavar="XX", help="whose guidance is shown (default: %(default)s)"
    )
    new.add_argument(
        "--scheme", action="append", metavar="ID", help="kind of number, may be repeated (default: fi.hetu)"
    )
    new.add_argument("--out", type=Path, required=True, metavar="FILE", help="where to write it")


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


def run(options: argparse.Namespace) -> int:
    """Write the profile; nothing is written where any part is wrong."""
    for scheme in options.scheme or ():
        identity.get(scheme)
    try:
        root = options.root.read_bytes()
    except OSError as error:
        raise OptionError(
            f"The root of trust {str(options.root)!r} cannot be read: {error.strerror}.", advice=advice_on_file(error)
        ) from error
    try:
        check_root(root)
    except SignatureError as error:
        raise OptionError(
            f"{str(options.root)!r} is not a root of trust: {error.message}",
            advice="Name root.json of the publisher's keys.",
        ) from error
    new_profile = profile.Profile(
        format=profile.FORMAT,
        url=options.url.rstrip("/"),
        root=msgspec.Raw(root),
        evaluator_url=options.evaluator_url.rstrip("/") if options.evaluator_url else None,
        name=options.name,
        demo=options.demo,
        schemes=tuple(options.scheme or ("fi.hetu",)),
        country=options.country,
        help_name=options.help_name,
        help_number=options.help_number,
        mirrors=tuple(url.rstrip("/") for url in options.mirror or ()),
    )
    profile.check_urls(new_profile)
    data = msgspec.json.encode(new_profile)
    try:
        profile.parse(data)
    except ProfileError as error:
        raise OptionError(
            f"These options do not make a profile. {error.message}",
            advice="Shorten the addresses, or name fewer kinds of number.",
        ) from error
    try:
        write_atomically(options.out, data)
    except OSError as error:
        raise OptionError(
            f"The profile {str(options.out)!r} cannot be written: {error.strerror}.",
            advice="Name another file with --out.",
        ) from error
    print(f"Profile written: {options.out}")
    return 0
