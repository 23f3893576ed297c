"""The settings of a run of letters, in a small TOML file that a clinic writes (`docs/clinic.md`)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import msgspec

from exposure_check import printable, toml_file
from exposure_check.clinic import envelope, face
from exposure_check.errors import OptionError

_Line = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
_Address = Annotated[str, msgspec.Meta(pattern=r"^https://[!-~]{1,190}\Z")]  # ASCII: it is typed from paper
_MOST_DAYS = 3 * 366  # longer is a slip of the pen: a letter is checked by a telephone number that changes


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """See the module. Paths are relative to the folder of the file."""

    program: _Address  # where to get the program; also in the QR code
    valid_until: date
    return_address: Annotated[tuple[_Line, ...], msgspec.Meta(min_length=2, max_length=4)]
    envelope: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    breach: str = ""  # its id, where the list has several sealed ones
    language: str = ""  # of whom the file names none for; default: the first of the profile
    duplex: bool = True
    one_file_each: bool = False
    texts: str = ""  # a folder with further languages
    font: str = ""
    bold_font: str = ""


class Stationery:
    """What the settings name, read: the envelope, the typeface, the folder of texts."""

    def __init__(self, path: Path, today: date) -> None:
        """Raises `OptionError` where a part is missing or wrong."""
        self.settings = settings = _load(path, today)
        folder = path.resolve().parent
        self.envelope = envelope.load(settings.envelope, folder)
        regular, bold = (folder / name if name else None for name in (settings.font, settings.bold_font))
        self.face = face.load(regular, bold)
        self.texts_folder: Path | None = folder / settings.texts if settings.texts else None
        for line in settings.return_address:
            if missing := self.face.lacks(line):
                raise OptionError(
                    f"The font cannot write {missing}, which stands in the return address.",
                    advice="Name another font in the settings, or write the address without it.",
                )


def _load(path: Path, today: date) -> Settings:
    settings = toml_file.load(path, "settings of letters", Settings)
    name = f"The file {str(path)!r}"
    printable.require(settings, name)
    if not today < settings.valid_until < today + timedelta(days=_MOST_DAYS):
        raise OptionError(
            f"{name} says that letters hold until {settings.valid_until}.",
            advice="Write a day of the next three years: until then the help number has to answer.",
        )
    return settings
