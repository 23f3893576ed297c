"""The line icons."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from exposure_check.desktop.style import icons
from exposure_check.resources import assets

NAMES = sorted(path.stem for path in (assets() / "icons").glob("*.svg"))
SOURCE = Path(icons.__file__).parents[1]


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn_in_the_colour_that_is_asked_for(qapp, name):
    image = icons.pixmap(name, QColor("#ff0000"), 32).toImage()
    colours = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
    assert {colour.name() for colour in colours if colour.alpha() > 250} == {"#ff0000"}


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_an_icon_has_the_pixels_of_its_screen(qapp, ratio):
    picture = icons.pixmap("info", QColor("#000000"), 20, ratio)
    assert picture.width() == 20 * ratio
    assert picture.devicePixelRatio() == ratio


def test_every_icon_is_used():
    texts = "".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    assert [name for name in NAMES if not re.search(rf'"{name}"', texts)] == []
