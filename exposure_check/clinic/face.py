"""The typeface of letters: its widths and the characters that it has. Two TrueType files, regular and bold."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from exposure_check.errors import OptionError
from exposure_check.resources import assets

if TYPE_CHECKING:
    from collections.abc import Iterable

POINTS_A_MILLIMETRE = 72 / 25.4
BUNDLED = ("AtkinsonHyperlegibleNext-Regular.ttf", "AtkinsonHyperlegibleNext-Bold.ttf")
NO_BREAK = "\u00a0"
_SPACES = " " + NO_BREAK
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})
_MARKS = frozenset({"Mn", "Mc", "Me"})
_SHAPED = ((0x0900, 0x0DFF), (0x0E00, 0x0FFF), (0x1000, 0x109F), (0x1780, 0x18AF))  # of India, Thailand to Mongolia
_BREAKS = re.compile(r"[^\S\u00a0]+")


class Face:
    """One typeface in two weights, embedded as subsets. Lengths are in millimetres, sizes in points."""

    def __init__(self, regular: Path, bold: Path) -> None:
        """Raises `OptionError` where a file is no font that may be embedded."""
        self.regular, self.bold = _registered(regular), _registered(bold)
        self._known = frozenset.intersection(*(_characters(name) for name in (self.regular, self.bold)))

    def name(self, *, bold: bool) -> str:
        """The name under which the weight is known to the PDF library."""
        return self.bold if bold else self.regular

    def lacks(self, text: str) -> str:
        """The first character that cannot be printed, as U+XXXX: the typeface has no shape for it, or letters of its
        script change their shapes or their order with their neighbours, which is not done here. Empty where all can.
        """
        return next((f"U+{ord(each):04X}" for each in text if not self._can_print(each)), "")

    def _can_print(self, character: str) -> bool:
        if character in _SPACES:
            return True
        return ord(character) in self._known and not _is_set_by_its_neighbours(character)

    def width(self, text: str, points: float, *, bold: bool = False) -> float:
        """How wide a text is on one line."""
        width: float = pdfmetrics.stringWidth(text, self.name(bold=bold), points)
        return width / POINTS_A_MILLIMETRE

    def lines(self, text: str, points: float, width: float, *, bold: bool = False) -> list[str]:
        """A text in lines of at most that width; a word that is wider alone is cut.

        A no-break space keeps what stands on both sides of it together, and is printed as a space.
        """
        lines: list[str] = [""]
        for word in _whole_words(self, _BREAKS.split(text.strip()), points, width, bold=bold):
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.width(longer, points, bold=bold) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return [line.replace(NO_BREAK, " ") for line in lines]


@lru_cache(maxsize=4096)
def _is_set_by_its_neighbours(character: str) -> bool:
    """Whether a character is of a script from right to left, or one that is put on, joined to or reordered with others:
    drawn one after the other they are no words.
    """
    return (
        unicodedata.bidirectional(character) in _RIGHT_TO_LEFT
        or unicodedata.category(character) in _MARKS
        or any(first <= ord(character) <= last for first, last in _SHAPED)
    )


@lru_cache(maxsize=4)
def load(regular: Path | None = None, bold: Path | None = None) -> Face:
    """The typeface of two files, by default the bundled one."""
    folder = assets() / "fonts"
    return Face(regular or folder / BUNDLED[0], bold or regular or folder / BUNDLED[1])


def _whole_words(face: Face, words: Iterable[str], points: float, width: float, *, bold: bool) -> Iterable[str]:
    for word in words:
        rest = word
        while face.width(rest, points, bold=bold) > width:
            fitting = next(n for n in range(len(rest) - 1, 0, -1) if face.width(rest[:n], points, bold=bold) <= width)
            yield rest[:fitting]
            rest = rest[fitting:]
        yield rest


def _registered(path: Path) -> str:
    name = str(path.resolve())
    if name not in pdfmetrics.getRegisteredFontNames():
        try:
            font = TTFont(name, name)
        except (TTFError, OSError, ValueError, IndexError, KeyError) as error:
            raise OptionError(
                f"The font {str(path)!r} cannot be used.",
                advice="Name a TrueType file (.ttf) that may be embedded; variable and PostScript ones may not.",
            ) from error
        pdfmetrics.registerFont(font)
    return name


def _characters(name: str) -> frozenset[int]:
    return frozenset(pdfmetrics.getFont(name).face.charToGlyph)
