"""`exposure-check profile show`: what a profile says, where it lies, and whom it trusts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exposure_check.cli import output
from exposure_check.errors import ProfileError, SignatureError
from exposure_check.lookup import Privacy, logo, profile_places
from exposure_check.lookup.standing import Place
from exposure_check.protocol import fingerprint
from exposure_check.trust.root_of_trust import root_digest

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from exposure_check.lookup.profile import Profile
    from exposure_check.lookup.profile_places import FoundProfile

_PLACES = {
    Place.NAMED: "a file that was named: it claims to be what it says",
    Place.ADMINISTRATOR: "the administrator's place: trusted for where it lies",
    Place.INSTALLED: "installed with the program: trusted for where it lies",
    Place.USER: "your own folder: it claims to be what it says",
    Place.PORTABLE: "beside the program, which is your own: it claims to be what it says",
}

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def add_show(parser: argparse.ArgumentParser) -> None:
    """The options of `profile show`."""
    parser.set_defaults(profile_run=_show)
    add_file_and_json(parser)


def add_file_and_json(parser: argparse.ArgumentParser) -> None:
    """Add the file, and `--json`."""
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="default: the one installed here")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def found(options: argparse.Namespace) -> FoundProfile:
    """The profile that was named or is installed; what is passed over is said on standard error."""
    if options.file is None:
        for path in profile_places.passed_over():
            print(f"Passed over, since others can change it: {path}", file=sys.stderr)
    return profile_places.find(options.file)


def publisher_fingerprint(profile: Profile) -> str:
    """Of the root of trust in a profile; raises `ProfileError` where that is none."""
    try:
        return fingerprint.of_publisher(root_digest(bytes(profile.root)))
    except SignatureError as error:
        raise ProfileError(
            "The profile holds no valid root of trust, so no list can be trusted by it.",
            advice="Ask whoever gave you the profile for a new one.",
        ) from error


def partner_fingerprint(signer: str) -> str:
    """Of the key that signed a profile; empty where none did."""
    return fingerprint.of_partner(bytes.fromhex(signer)) if signer else ""


def as_json(shown: FoundProfile) -> dict[str, Any]:
    """The object that `--json` prints."""
    profile, standing = shown.profile, shown.standing
    return {
        "outcome": "profile",
        "path": str(shown.path),
        "place": standing.place.value,
        "trusted": standing.is_trusted,
        "name": profile.name,
        "demo": profile.demo,
        "url": profile.url,
        "evaluator_url": profile.evaluator,
        "mirrors": profile.mirrors,
        "schemes": profile.schemes,
        "covers": profile.covers,
        "help_lines": profile.all_help_lines,
        "updates": profile.updates,
        "publisher_fingerprint": publisher_fingerprint(profile),
        "signer": standing.signer,
        "signer_fingerprint": partner_fingerprint(standing.signer),
    }


def as_text(shown: FoundProfile) -> Iterator[str]:
    """The profile for a person, in English, a line each."""
    profile, standing = shown.profile, shown.standing
    yield f"{profile.name}{' (a demo)' if profile.demo else ''}"
    yield f"  File: {shown.path}"
    yield f"  Lies in: {_PLACES[standing.place]}"
    yield f"  Asks: {profile.url}" + "".join(f", then {mirror}" for mirror in profile.mirrors)
    if profile.evaluator_url is not None:
        yield f"  Evaluates: {profile.evaluator}"
    yield f"  Kinds of number: {', '.join(profile.schemes)}"
    yield from (f"  Covers ({language}): {text}" for language, text in profile.covers.items())
    for line in profile.all_help_lines:
        hours = "; ".join(f"{language}: {text}" for language, text in line.hours.items())
        spoken = f" in {', '.join(line.languages)}" if line.languages else ""
        yield f"  Help: {line.name}, {line.number}{spoken}{f' ({hours})' if hours else ''}"
    if profile.logo:
        size = logo.check(logo.decode(profile.logo))
        yield f"  Logo: {size.width} by {size.height} pixels"
    yield f"  Languages: {', '.join(profile.languages)}; advice of: {profile.country}"
    if profile.letter_code_first:
        yield "  Asks for the code of the letter first"
    if profile.privacy_level != Privacy.STANDARD.value:
        yield f"  Privacy, until a person chooses another: {profile.privacy_level}"
    if profile.kiosk:
        yield "  For a computer that many people use"
    if standing.is_trusted and profile.updates.silent:
        yield "  Says nothing of newer versions"
    digits = publisher_fingerprint(profile)
    yield f"  Fingerprint of the publisher it trusts: {digits}"
    yield f"  In words: {', '.join(' '.join(_WORDS[int(digit)] for digit in group) for group in digits.split())}"
    if not standing.signer:
        yield "  Not signed"
        return
    yield f"  Signed with the key {standing.signer}"
    yield f"  Fingerprint of that key: {partner_fingerprint(standing.signer)}"


def _show(options: argparse.Namespace) -> int:
    shown = found(options)
    print(output.as_json(as_json(shown)) if options.json else "\n".join(as_text(shown)))
    return 0
