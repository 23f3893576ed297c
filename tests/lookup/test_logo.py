"""The picture in a profile, attacked."""

from __future__ import annotations

import base64
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure_check.errors import ProfileError
from exposure_check.lookup import logo, profile
from tests.support.profiles import chunk, png, unsigned


@pytest.mark.parametrize(
    "data",
    [
        png(),
        png(640, 320, colour=0),
        png(colour=3, depth=1, before=chunk(b"PLTE", bytes(6)) + chunk(b"tRNS", b"\0")),
        png(colour=2),
        png(colour=4),
    ],
)
def test_a_plain_picture_is_taken(data):
    size = logo.check(data)
    assert (size.width, size.height) in ((4, 2), (640, 320))
    assert profile.parse(unsigned(logo=base64.b64encode(data).decode())).logo


BAD = {
    "nothing": b"",
    "an SVG": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "too wide": png(641, 1),
    "too high": png(1, 321),
    "empty": png(0, 1, rows=b""),
    "a size of gigabytes": png(2**31 - 1, 2**31 - 1, rows=b""),
    "a bomb": png(rows=bytes(50_000_000)),
    "too few pixels": png(rows=bytes(3)),
    "a filter that is none": png(1, 1, rows=b"\5\0\0\0\0"),
    "interlaced": png(interlaced=1),
    "sixteen bits": png(depth=16),
    "an unknown colour": png(colour=5),
    "text": png(before=chunk(b"tEXt", b"a\0b")),
    "packed text": png(before=chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(100)))),
    "a colour profile": png(before=chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(100)))),
    "an animation": png(before=chunk(b"acTL", bytes(8))),
    "an unknown part": png(before=chunk(b"evIL", b"x")),
    "no palette": png(colour=3),
    "a palette too large": png(colour=3, before=chunk(b"PLTE", bytes(771))),
    "a palette after the pixels": png(colour=2, after=chunk(b"PLTE", bytes(3))),
    "two headers": png(before=png()[8:33]),
    "a wrong sum": png()[:-1] + b"\0",
    "broken off": png()[:-5],
    "more after the end": png() + b"x",
    "pixels in two": png(after=chunk(b"tRNS", b"") + chunk(b"IDAT", b"")),
    "something after the pixels": png(after=chunk(b"IDAT", b"x")),
    "larger than may be": png(before=chunk(b"tEXt", bytes(logo.MAX_BYTES))),
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_anything_else_is_refused(data):
    with pytest.raises(ValueError, match=r"^logo: "):
        logo.check(data)
    with pytest.raises(ProfileError):
        profile.parse(unsigned(logo=base64.b64encode(data).decode() or "!"))


def test_what_holds_no_pixels_is_left_out_when_a_profile_is_made():
    with_text = png(
        before=chunk(b"tEXt", b"Author\0somebody") + chunk(b"pHYs", bytes(9)), after=chunk(b"tIME", bytes(7))
    )
    assert logo.plain(with_text) == png()
    with pytest.raises(ValueError, match="logo: "):
        logo.plain(png(before=chunk(b"acTL", bytes(8))))


def test_base64_with_anything_between_is_refused():
    with pytest.raises(ValueError, match="base64"):
        logo.decode("ab\ncd")


@given(st.binary(max_size=200), st.integers(0, 60))
def test_garbage_raises_nothing_else(data, kept):
    with pytest.raises(ValueError, match="logo"):
        logo.check(png()[:kept] + data + b"?")
