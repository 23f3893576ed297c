"""Makes the two files of `assets/fonts` out of the npm package of the font: for whoever renews them, not for a build.

The package holds the variable font in two subsets, Latin and Latin Extended. Each is fixed at the two weights of the
window and the subsets of a weight are merged. Two plain files serve every system alike: not every one of the
toolkit's engines finds the weights of a variable font. The same package and versions give the same bytes:

    npm pack @fontsource-variable/atkinson-hyperlegible-next@5.3.0
    tar xzf fontsource-variable-atkinson-hyperlegible-next-5.3.0.tgz
    python3 -m venv fonts && fonts/bin/pip install fonttools==4.68.0 brotli==1.2.1
    fonts/bin/python build/font.py package/files
    cp package/LICENSE assets/fonts/OFL.txt
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FAMILY = "Atkinson Hyperlegible Next"
WEIGHTS = {"Regular": 400, "Bold": 700}
REGULAR, BOLD = 1 << 6, 1 << 5  # of OS/2.fsSelection
SUBSETS = ("latin", "latin-ext")
PREFIX = "atkinson-hyperlegible-next"
FOLDER = Path(__file__).resolve().parent.parent / "assets" / "fonts"
COPYRIGHT, FAMILY_NAME, STYLE, UNIQUE, FULL, POSTSCRIPT, LICENCE, LICENCE_URL = 0, 1, 2, 3, 4, 6, 13, 14  # of names


def main() -> None:
    """Write one file for each weight."""
    folder = Path(sys.argv[1])
    FOLDER.mkdir(parents=True, exist_ok=True)
    for style, weight in WEIGHTS.items():
        first, second = (fixed(folder / f"{PREFIX}-{subset}-wght-normal.woff2", weight) for subset in SUBSETS)
        font = merged(first, without(second, set(first.getBestCmap())))
        name(font, style, weight)
        path = FOLDER / f"AtkinsonHyperlegibleNext-{style}.ttf"
        font.save(path)
        print(f"{path.name}: {path.stat().st_size} bytes, {len(font.getBestCmap())} characters")


def fixed(path: Path, weight: int) -> TTFont:
    """A subset at one weight."""
    font = TTFont(path, recalcTimestamp=False)
    instantiateVariableFont(font, {"wght": weight}, inplace=True)
    font.flavor = None
    return font


def without(font: TTFont, characters: set[int]) -> TTFont:
    """The font without some characters: of a character that two have, the merger would make two glyphs."""
    options = Options()
    options.layout_features = ["*"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=set(font.getBestCmap()) - characters)
    subsetter.subset(font)
    return font


def merged(*fonts: TTFont) -> TTFont:
    """One font with the glyphs of all."""
    streams = []
    for font in fonts:
        stream = io.BytesIO()
        font.save(stream)
        stream.seek(0)
        streams.append(stream)
    joined = Merger().merge(streams)
    joined.recalcTimestamp = False
    joined["head"].created = joined["head"].modified = fonts[0]["head"].created
    return joined


def name(font: TTFont, style: str, weight: int) -> None:
    """Give a weight the names by which every system finds it: two styles of one family."""
    kept = {entry.nameID: entry.toUnicode() for entry in font["name"].names}
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    names = {
        COPYRIGHT: kept[COPYRIGHT],
        FAMILY_NAME: FAMILY,
        STYLE: style,
        UNIQUE: postscript,
        FULL: FAMILY if style == "Regular" else f"{FAMILY} {style}",
        POSTSCRIPT: postscript,
        LICENCE: kept.get(LICENCE, "SIL Open Font License, Version 1.1"),
        LICENCE_URL: kept.get(LICENCE_URL, "https://openfontlicense.org"),
    }
    font["name"].names = []
    for key, text in names.items():
        font["name"].setName(text, key, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    if style == "Bold":  # as the two are linked: a system that finds no bold face draws the other one twice
        font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~REGULAR | BOLD
        font["head"].macStyle |= 1
    for gone in ("STAT", "avar", "fvar", "gvar", "HVAR", "MVAR"):
        if gone in font:
            del font[gone]


if __name__ == "__main__":
    main()
