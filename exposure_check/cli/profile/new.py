"""`exposure-check profile new`: a profile file with the root of trust inside."""

from __future__ import annotations

import argparse
import base64
import re
from pathlib import Path
from typing import Annotated, Any

import msgspec

from exposure_check import printable, toml_file
from exposure_check.errors import OptionError
from exposure_check.files import refuse_to_replace_another, write_atomically
from exposure_check.lookup import Privacy, make_profile, profile
from exposure_check.resources import LANGUAGES


class Details(msgspec.Struct, forbid_unknown_fields=True):
    """The file of `--details`: what has a text in each language."""

    covers: Annotated[dict[profile.Language, profile.Covers], msgspec.Meta(max_length=20)] | None = None
    help_line: Annotated[tuple[profile.HelpLine, ...], msgspec.Meta(max_length=8)] | None = None


def add_new(parser: argparse.ArgumentParser) -> None:
    """The options of `profile new`."""
    parser.set_defaults(profile_run=_new)
    add_fields(parser, needed=True)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="where to write it")


def add_fields(parser: argparse.ArgumentParser, *, needed: bool) -> None:
    """An option for each field of a profile; `needed`: those without which there is none have to be given."""
    flag = argparse.BooleanOptionalAction
    parser.add_argument("--url", required=needed, help="base address of the service, https://...")
    parser.add_argument("--mirror", action="append", metavar="URL", help="another host of the same files, repeatable")
    parser.add_argument("--evaluator-url", help="base address of the evaluator, where it is another operator")
    parser.add_argument(
        "--root", type=Path, required=needed, metavar="FILE", help="root.json from the publisher's keys"
    )
    parser.add_argument("--demo", action=flag, help="a demo: invented people, a quick stretch, shown on each page")
    parser.add_argument("--name", type=_text, help="who offers the service (default: Exposure Check)")
    parser.add_argument("--help-name", type=_text, help="whom people can call")
    parser.add_argument("--help-number", type=_text, help="the telephone number for it")
    parser.add_argument("--country", type=_country, metavar="XX", help="whose guidance is shown (default: fi)")
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
    parser.add_argument("--letter-code-first", action=flag, help="ask for the code of the letter first")
    parser.add_argument(
        "--privacy-level",
        choices=[level.value for level in Privacy],
        help="until a person chooses another (default: standard)",
    )
    parser.add_argument("--update-address", metavar="URL", help="where newer versions of the program are, https://...")
    parser.add_argument("--update-notice", action=flag, help="say that there is a newer version, or nothing of it")
    parser.add_argument("--kiosk", action=flag, help="for a computer that many people use")


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
    said = fields(options)
    new_profile = profile.Profile(format=profile.FORMAT, url=said.pop("url"), root=said.pop("root"))
    write(options.out, make_profile.encoded(msgspec.structs.replace(new_profile, **said)))
    print(f"Profile written: {options.out}")
    return 0


def fields(options: argparse.Namespace, updates: profile.Updates = profile.Updates()) -> dict[str, Any]:  # noqa: B008
    """The fields of a profile that were given, checked, with their values; `updates` are those that it has."""
    said: dict[str, Any] = {
        name: value
        for name in (
            "demo",
            "name",
            "help_name",
            "help_number",
            "country",
            "letter_code_first",
            "privacy_level",
            "kiosk",
        )
        if (value := getattr(options, name)) is not None
    }
    if options.url is not None:
        said["url"] = options.url.rstrip("/")
    if options.evaluator_url is not None:
        said["evaluator_url"] = options.evaluator_url.rstrip("/") or None
    if options.mirror is not None:
        said["mirrors"] = tuple(url.rstrip("/") for url in options.mirror if url)
    if options.scheme is not None:
        said["schemes"] = tuple(options.scheme)
    if options.language is not None:
        said["languages"] = tuple(options.language)
    if options.update_address is not None or options.update_notice is not None:
        address = updates.address if options.update_address is None else options.update_address or None
        silent = updates.silent if options.update_notice is None else not options.update_notice
        try:
            said["updates"] = profile.Updates(address, silent)
        except ValueError:
            raise OptionError(
                f"The address {address!r} of newer versions is not protected by HTTPS.",
                advice="Give an address that begins with https://.",
            ) from None
    if options.root is not None:
        said["root"] = msgspec.Raw(make_profile.root_of(options.root))
    if options.logo is not None:
        said["logo"] = _logo(options.logo)
    return said | _details(options.details)


def _details(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    details = toml_file.load(path, "file of details", Details)
    said = {"covers": details.covers, "help_lines": details.help_line}
    return {name: value for name, value in said.items() if value is not None}


def write(path: Path, data: bytes) -> None:
    """Write a profile, whole or not at all; raises `OptionError`."""
    try:
        refuse_to_replace_another(path, "profile", _is_profile)
        write_atomically(path, data)
    except OSError as error:
        raise OptionError(
            f"The profile {str(path)!r} cannot be written: {error.strerror}.", advice="Name another file with --out."
        ) from error


def _is_profile(data: bytes) -> bool:
    """Whether a file is a profile, of whatever version and however wrong: no key and no root of trust has `url`."""
    try:
        fields = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return False
    return isinstance(fields, dict) and ("url" in fields or "profile" in fields)


def _logo(path: Path) -> str:
    from exposure_check.desktop.system.rasterise import logo_of  # here: an SVG is drawn with Qt

    return base64.b64encode(logo_of(path)).decode("ascii")
