"""An envelope as data: where its windows are over a folded sheet of A4, and how an address is written there.

A small TOML file each, in `assets/envelopes/` or a clinic's own (`docs/clinic.md` has the whole form). All lengths are
millimetres from the left and from the top of the sheet as it lies in the envelope. A preset without a window is one
that no source had millimetres for: it prints nothing until somebody has measured.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import msgspec

from exposure_check import printable, toml_file
from exposure_check.errors import OptionError
from exposure_check.resources import assets

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
Millimetres = Annotated[float, msgspec.Meta(ge=0, le=PAGE_HEIGHT)]
_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class Window(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rectangle of the sheet that can be seen through the envelope."""

    left: Millimetres
    right: Millimetres
    top: Millimetres
    bottom: Millimetres

    def __post_init__(self) -> None:
        if not (self.left < self.right <= PAGE_WIDTH and self.top < self.bottom):
            raise ValueError("left has to be smaller than right, top than bottom, and right at most 210")


class AddressRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How an address is written. `inset` is how far the text keeps from the edges, since a sheet moves in its envelope;
    `starts` is where the receiver's first line begins where the sender's stands above it in the same window.
    """

    points: Annotated[float, msgspec.Meta(ge=8, le=14)] = 10
    line_height: Annotated[float, msgspec.Meta(ge=3, le=8)] = 4.2
    inset: Annotated[float, msgspec.Meta(ge=0, le=15)] = 3
    starts: Millimetres | None = None
    town_in_capitals: bool = False
    postcode: Annotated[str, msgspec.Meta(max_length=60)] = ""  # pattern of a postcode of the country, empty: any

    def __post_init__(self) -> None:
        try:
            re.compile(self.postcode)
        except re.error:
            raise ValueError("postcode is not a regular expression") from None


class Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of envelope. `body_top` is where the letter may begin below the address, on the first page."""

    name: _Name
    country: Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2}\Z")]  # where it is posted: no country line within it
    source: Annotated[str, msgspec.Meta(max_length=300)]  # who has the millimetres, or what has to be measured
    country_names: tuple[_Name, ...] = ()  # how files of patients write the country
    window: Window | None = None
    return_window: Window | None = None
    body_top: Annotated[float, msgspec.Meta(ge=20, le=200)] = 105  # above the bars at the edge
    margin_left: Annotated[float, msgspec.Meta(ge=21, le=50)] = 25  # beside them
    margin_right: Annotated[float, msgspec.Meta(ge=5, le=50)] = 20
    margin_bottom: Annotated[float, msgspec.Meta(ge=15, le=50)] = 22
    address: AddressRules = AddressRules()

    def __post_init__(self) -> None:
        for window in filter(None, (self.window, self.return_window)):
            if window.bottom + self.address.inset > self.body_top:  # a sheet moves in its envelope
                raise ValueError("body_top has to be below the windows by inset at least: the letter would show in one")
        if self.window and self.return_window and _overlap(self.window, self.return_window):
            raise ValueError("the two windows lie one over the other")


def _overlap(first: Window, second: Window) -> bool:
    across = first.left < second.right and second.left < first.right
    return across and first.top < second.bottom and second.top < first.bottom


def presets() -> dict[str, Path]:
    """The envelopes that come with the program, by the names of their files."""
    return {path.stem: path for path in sorted((assets() / "envelopes").glob("*.toml"))}


def load(name: str, beside: Path | None = None) -> Envelope:
    """The envelope of a preset or of a file; `beside` is the folder that the name of a file counts from.

    Raises `OptionError`, also for one without millimetres.
    """
    known = presets()
    path = known.get(name) or (beside / name if beside else Path(name))
    if name not in known and path.suffix != ".toml":
        raise OptionError(
            f"There is no envelope {name!r}.", advice=f"Name a file that ends in .toml, or one of: {', '.join(known)}."
        )
    envelope = toml_file.load(path, "envelope", Envelope)
    printable.require(envelope, f"The envelope {str(path)!r}")
    if envelope.window is None:
        raise OptionError(
            f"The envelope {envelope.name!r} has no millimetres: no source was found for them.",
            advice="Measure its window with a folded sheet inside, copy the file, add a table [window] with left, "
            "right, top and bottom, and name your copy in the settings. docs/clinic.md shows how.",
        )
    return envelope
