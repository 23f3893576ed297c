"""The lines of an address as the envelope's rules have them, or the reason why they cannot be printed."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from exposure_check import printable
from exposure_check.clinic import legible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exposure_check.clinic.envelope import Envelope, Window
    from exposure_check.clinic.face import Face
    from exposure_check.clinic.patients import PatientRow

_CODE = re.compile(r"[A-Za-z]{2,3}")
SENDER_POINTS = 7.0
_LONGEST_POSTCODE = 12


class UnprintableError(Exception):
    """An address that is held; `reason` is one of the codes of `hold.ADVICE`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def name(row: PatientRow, face: Face, envelope: Envelope) -> str:
    """The name as it is printed; raises `UnprintableError`."""
    text = _plain(row.name, "name", face)
    if legible.is_no_name(text):
        raise UnprintableError("name.missing")
    if face.width(text, envelope.address.points) > room(envelope)[1]:
        raise UnprintableError("name.width")
    return text


def lines(row: PatientRow, countries: Mapping[str, str], face: Face, envelope: Envelope) -> tuple[str, ...]:
    """The lines of an address with the name; raises `UnprintableError`."""
    rules = envelope.address
    own = [_part(text, face) for text in (row.address1, row.address2, row.address3)]
    postcode, town = (_part(text, face) for text in (row.postcode, row.town))
    country = _part(countries.get(row.country.strip(), row.country), face)
    own_country = {"", envelope.country, *map(str.casefold, envelope.country_names)}
    abroad = country.casefold() not in own_country
    if not (town and any(own)) or (not abroad and not postcode):
        raise UnprintableError("address.incomplete")
    if abroad and _CODE.fullmatch(country):
        raise UnprintableError("address.country_code")
    if not abroad and rules.postcode and not _fits(rules.postcode, postcode):
        raise UnprintableError("address.country")
    last = f"{postcode} {town.upper() if rules.town_in_capitals and not abroad else town}".strip()
    found = [name(row, face, envelope), *filter(None, own), last, *([country.upper()] if abroad else [])]
    top, width, height = room(envelope)
    if any(face.width(line, rules.points) > width for line in found):
        raise UnprintableError("address.width")
    if any(face.lacks(line) for line in found):  # capitals too
        raise UnprintableError("address.glyph")
    if top + len(found) * rules.line_height > height:
        raise UnprintableError("address.lines")
    return tuple(found)


def room(envelope: Envelope) -> tuple[float, float, float]:
    """Where the receiver's first line may begin, how wide it may be, and down to where: all in millimetres."""
    window = required_window(envelope)
    rules = envelope.address
    top = window.top + rules.inset
    if envelope.return_window is None:  # the sender stands above it, in one line
        top = max(top + SENDER_POINTS * 25.4 / 72 * 1.3, rules.starts or 0)
    else:
        top = max(top, rules.starts or 0)
    return top, window.right - window.left - 2 * rules.inset, window.bottom - rules.inset


def required_window(envelope: Envelope) -> Window:
    """The window of an envelope that was loaded for printing, and so has one."""
    if envelope.window is None:
        raise RuntimeError("an envelope without millimetres is refused when it is loaded")
    return envelope.window


def _fits(pattern: str, postcode: str) -> bool:
    """Whether a postcode is one of the country. None is longer, and a pattern can take years over a long text."""
    return len(postcode) <= _LONGEST_POSTCODE and re.fullmatch(pattern, postcode) is not None


def _part(text: str, face: Face) -> str:
    plain = _plain(text, "address", face)
    return "" if legible.is_nothing(plain) else plain


def _plain(text: str, field: str, face: Face) -> str:
    composed = re.sub("[ \u00a0]+", " ", unicodedata.normalize("NFC", text)).strip()
    if printable.find(composed) is not None:
        raise UnprintableError(f"{field}.character")
    if legible.is_garbled(composed):
        raise UnprintableError(f"{field}.garbled")
    if face.lacks(composed):
        raise UnprintableError(f"{field}.glyph")
    return composed
