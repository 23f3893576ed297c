"""What a clinic says before its letters arrive: a notice, a poster, text for the web site, words for the reception.

Letters "out of the blue" are taken for fraud. The texts are files a language in `assets/kit/`, filled from the signed
catalogue, the profile and the settings of the letters.
"""

from __future__ import annotations

import math
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Annotated

import msgspec

from exposure_check import toml_file
from exposure_check.clinic import elements, web_page
from exposure_check.clinic.letter_texts import PLACEHOLDERS
from exposure_check.clinic.pdf import Document
from exposure_check.clinic.typeset import Block, Form, Typesetter
from exposure_check.errors import OptionError
from exposure_check.files import make_private_folder, write_atomically
from exposure_check.protocol import fingerprint
from exposure_check.resources import assets
from exposure_check.trust.root_of_trust import root_digest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from exposure_check.clinic.letter_texts import LetterTexts
    from exposure_check.clinic.settings import Stationery
    from exposure_check.lookup.profile import Profile
    from exposure_check.protocol.catalogue import Breach

# Calls a day for each letter: 80 to 400 for 941,000 letters of a Dutch screening programme, one case and no more.
CALLS_LOW, CALLS_HIGH = 0.0001, 0.0004
_NAMES = PLACEHOLDERS | {"first_day", "last_day", "letters", "calls_low", "calls_high", "fingerprint"}
_POSTER_POINTS = 26.0
FILES = ("notice.txt", "reception.txt", "web.html", "poster.pdf")


class KitText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A heading and paragraphs."""

    heading: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    text: Annotated[tuple[Annotated[str, msgspec.Meta(min_length=1, max_length=3000)], ...], msgspec.Meta(min_length=1)]

    def __post_init__(self) -> None:
        for text in (self.heading, *self.text):
            unknown = {name for _, name, _, _ in Formatter().parse(text) if name is not None} - _NAMES
            if unknown:
                raise ValueError(f"there is no {{{min(unknown)}}}")

    def filled(self, values: Mapping[str, str]) -> Block:
        """As something that can be set in type."""
        paragraphs = [line for text in self.text for line in text.format_map(values).splitlines()]
        return Block(self.heading.format_map(values), paragraphs, title=True)


class Kit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language."""

    language: str
    notice: KitText
    poster: KitText
    web: KitText
    reception: KitText


def calls(letters: int) -> tuple[int, int]:
    """How many calls a day to expect, at least and at most: an estimate."""
    return max(1, math.floor(letters * CALLS_LOW)), max(2, math.ceil(letters * CALLS_HIGH))


def languages() -> list[str]:
    """Those that there is a file for."""
    return sorted(path.stem for path in (assets() / "kit").glob("*.toml"))


def load(language: str) -> Kit:
    """The texts of a language; raises `OptionError`."""
    return toml_file.load(assets() / "kit" / f"{language}.toml", "file of the kit", Kit)


def write(
    out: Path,
    breach: Breach,
    profile: Profile,
    stationery: Stationery,
    texts: Mapping[str, LetterTexts],
    days: tuple[date, date],
    letters: int,
) -> list[Path]:
    """Write the kit in each language of `texts`, a folder each; returns the files. Raises `OptionError`, `OSError`."""
    places = [out / language / name for language in texts for name in FILES]
    if there := next(filter(Path.exists, places), None):
        raise OptionError(
            f"The file {str(there)!r} exists already, and somebody may have edited it: the kit is not written over it.",
            advice="Name an empty folder with --out, or remove the earlier kit first.",
        )
    low, high = calls(letters)
    digits = fingerprint.of_publisher(root_digest(bytes(profile.root)))
    written = []
    for language, letter_texts in texts.items():
        kit = load(language)
        values = elements.values(breach, profile, stationery.settings, letter_texts) | {
            "first_day": letter_texts.day(days[0]),
            "last_day": letter_texts.day(days[1]),
            "letters": f"{letters:,}".replace(",", "," if language == "en" else "\u00a0"),
            "calls_low": str(low),
            "calls_high": str(high),
            "fingerprint": digits,
        }
        folder = out / language
        make_private_folder(folder)
        web = web_page.page(kit.web.heading.format_map(values), language, [kit.web.filled(values)])
        contents = (
            _plain(kit.notice, values),
            _plain(kit.reception, values),
            web.encode(),
            _poster(kit.poster.filled(values), stationery, language),
        )
        for name, content in zip(FILES, contents, strict=True):
            write_atomically(folder / name, content)
            written.append(folder / name)
    return written


def _plain(text: KitText, values: Mapping[str, str]) -> bytes:
    block = text.filled(values)
    return "\n\n".join((block.heading, *block.paragraphs, "")).encode()


# Without a QR code: on a wall it could be pasted over, and people are to type an address that they know.
def _poster(block: Block, stationery: Stationery, language: str) -> bytes:
    pages = Typesetter(Form(40, 25, 25, 25, _POSTER_POINTS), stationery.face).put([block])
    document = Document(stationery.face, language, title=block.heading)
    for page in pages:
        document.put(page.lines, page.boxes)
        document.end_page()
    return document.close()
