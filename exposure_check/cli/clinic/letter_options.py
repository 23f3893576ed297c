"""The options of the commands that need the profile, the settings of letters and the signed list."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from exposure_check.cli.options import proxy_address
from exposure_check.clinic import elements, letter_texts, signed_breach
from exposure_check.clinic.settings import Stationery
from exposure_check.errors import OptionError
from exposure_check.lookup.profile import open_file

if TYPE_CHECKING:
    from exposure_check.clinic.letter_texts import LetterTexts
    from exposure_check.lookup import Breach, Profile


class Basis(NamedTuple):
    """What letters, and what is said before them, are made of."""

    profile: Profile
    stationery: Stationery
    breach: Breach
    texts: dict[str, LetterTexts]  # of each language that is complete: the profile's always are
    default_language: str
    signer: str  # of the profile: an Ed25519 key in hexadecimal; empty: nobody signed it


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add `--profile`, `--settings`, `--list`, `--proxy`."""
    parser.add_argument("--profile", type=Path, required=True, metavar="FILE", help="the profile that patients get")
    parser.add_argument("--settings", type=Path, required=True, metavar="FILE", help="the settings of letters, in TOML")
    parser.add_argument("--list", type=Path, metavar="DIR", help="a published folder; default: the service is asked")
    parser.add_argument("--proxy", type=proxy_address, metavar="URL", help="http://..., socks5h://...")


def basis(options: argparse.Namespace) -> Basis:
    """Everything read and checked; raises `ExposureCheckError` where a letter would lack something."""
    profile, signer = (opened := open_file(options.profile)).profile, opened.signer
    elements.require_help(profile)
    stationery = Stationery(options.settings, datetime.now(UTC).date())
    name = stationery.settings.breach
    breach = (
        signed_breach.from_folder(profile, options.list, name)
        if options.list
        else signed_breach.from_service(profile, name, options.proxy)
    )
    elements.require(breach, profile.languages)
    texts = letter_texts.load_all(stationery.texts_folder)
    ready = {language: each for language, each in texts.items() if not elements.missing(breach, language)}
    elements.require_categories(breach, ready.values())
    default = stationery.settings.language or profile.languages[0]
    if default not in ready:
        raise OptionError(
            f"There is no whole letter in {default!r}, the language of whom the file names none for.",
            advice=f"Name another in the settings: language = '...'. There are: {', '.join(sorted(ready)) or 'none'}.",
        )
    return Basis(profile, stationery, breach, ready, default, signer)
