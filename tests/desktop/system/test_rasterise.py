"""A logo as a clinic has it, and files that pretend to be one."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from exposure_check.desktop.system import rasterise
from exposure_check.errors import OptionError
from exposure_check.lookup import logo
from tests.support.profiles import chunk, png

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 10">'
RECT = '<rect width="20" height="10" fill="#ff0000"/>'


def svg(inside, before="", head=HEAD):
    return f"{before}{head}{inside}</svg>".encode()


def taken(tmp_path, data, name="logo.svg"):
    path = tmp_path / name
    path.write_bytes(data)
    return rasterise.logo_of(path)


def test_shapes_and_gradients_become_a_plain_picture(tmp_path):
    gradient = '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>'
    shape = '<g style="opacity:0.9"><path d="M0 0h20v10H0z" fill="url(#g)"/></g><title>Clinic</title>'
    drawn = taken(tmp_path, svg(gradient + shape, '<?xml version="1.0" encoding="UTF-8"?>'))
    assert logo.check(drawn) == logo.Size(640, 320)
    image = QImage.fromData(drawn)
    assert image.pixelColor(320, 160).red() > 200


def test_a_png_keeps_its_pixels_and_nothing_else(tmp_path):
    assert taken(tmp_path, png(before=chunk(b"tEXt", b"a\0b")), "logo.png") == png()


BAD = {
    "a script": svg(f"{RECT}<script>alert(1)</script>"),
    "a handler": svg('<rect width="1" height="1" onload="alert(1)"/>'),
    "a picture": svg('<image href="https://evil.example.org/x.png"/>'),
    "a picture of this computer": svg('<image xlink:href="file:///etc/passwd"/>'),
    "a link": svg(f'<a xlink:href="https://evil.example.org">{RECT}</a>'),
    "a use": svg('<use href="#x"/>'),
    "a link on a shape": svg('<path d="M0 0" xlink:href="x"/>'),
    "a fill from elsewhere": svg('<rect width="1" height="1" fill="url(https://evil.example.org/x)"/>'),
    "a fill from a file": svg('<rect width="1" height="1" style="fill:url( \'other.svg#x\' )"/>'),
    "an escaped address": svg('<rect width="1" height="1" style="fill:u\\72l(x)"/>'),
    "a style sheet": svg("<style>@import url(https://evil.example.org)</style>"),
    "an import in a style": svg('<rect width="1" height="1" style="@import x"/>'),
    "text": svg("<text>Clinic</text>"),
    "a foreign object": svg("<foreignObject/>"),
    "an animation": svg('<rect width="1" height="1"><animate attributeName="x"/></rect>'),
    "another namespace": svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>'),
    "an external entity": svg("&x;", '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    "entities of entities": svg("&b;", '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'),
    "a document type": svg(RECT, '<!DOCTYPE svg SYSTEM "https://evil.example.org/x.dtd">'),
    "a style sheet beside it": svg(RECT, '<?xml-stylesheet href="https://evil.example.org"?>'),
    "another encoding": svg(RECT, '<?xml version="1.0" encoding="UTF-7"?>'),
    "two documents": svg(RECT) + svg(RECT),
    "an svg in it": svg(f"{HEAD}</svg>"),
    "too many parts": svg("<g/>" * 6000),
    "no SVG": b"<html/>",
    "nothing": b"",
    "a JPEG": b"\xff\xd8\xff\xe0" + bytes(100),
    "another name space of svg": svg(RECT, head='<svg xmlns="http://example.org/svg">'),
    "too large": svg(" " * (600 << 10)),
    "a PNG with an animation": png(before=chunk(b"acTL", bytes(8))),
}


UNSEEN = {
    "beside its view": svg('<rect x="30" width="20" height="10" fill="#ff0000"/>'),
    "without a colour": svg('<rect width="20" height="10" fill="none"/>'),
    "behind nothing": svg(f'<g opacity="0">{RECT}</g>'),
    "no shape at all": svg("<title>Clinic</title>"),
    "a PNG without a pixel that shows": png(4, 2, rows=bytes(2 * (1 + 4 * 4))),
}


@pytest.mark.parametrize("data", UNSEEN.values(), ids=UNSEEN)
def test_a_picture_that_shows_nothing_is_refused(tmp_path, data):
    """Where it was drawn as nothing, the clinic's letters and pages would have a gap, and its maker be told nothing."""
    with pytest.raises(OptionError, match="nothing of it can be seen"):
        taken(tmp_path, data)


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_anything_that_runs_or_fetches_is_refused_with_the_way_out(tmp_path, data):
    with pytest.raises(OptionError) as caught:
        taken(tmp_path, data)
    assert "logo" in caught.value.message
    assert "PNG" in caught.value.advice


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(OptionError, match="cannot be read"):
        rasterise.logo_of(tmp_path / "none.svg")


def test_a_picture_with_many_colours_becomes_smaller_until_it_fits(tmp_path):
    bars = "".join(
        f'<rect x="{x / 32}" y="{y / 32}" width="0.04" height="0.04" fill="#{(x * 7919 + y * 104729) % 0xFFFFFF:06x}"/>'
        for x in range(64)
        for y in range(64)
    )
    drawn = taken(tmp_path, svg(bars, head='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2">'))
    assert len(drawn) <= logo.MAX_BYTES
