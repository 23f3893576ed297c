"""The picture in a profile: a PNG in base64, looked at byte by byte before any library draws it.

Pictures are where readers of files have had most of their faults, and a loose profile comes from anywhere. So only the
plain form is taken: the chunks that hold pixels and none that hold text, colour profiles, animation or anything to
unpack, each with its checksum, and as many bytes of pixels as the header says. SVG is a language that programs obey; it
becomes a PNG when a profile is made (`desktop/system/rasterise.py`), and no client ever parses somebody else's.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 64 << 10  # of the PNG
MAX_WIDTH, MAX_HEIGHT = 640, 320  # px: shown half as large on a screen of double density
MAX_BASE64 = 4 * ((MAX_BYTES + 2) // 3)
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER_BYTES = 13
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type: grey, RGB, palette, grey and alpha, RGB and alpha
_DEPTHS = {0: (1, 2, 4, 8), 2: (8,), 3: (1, 2, 4, 8), 4: (8,), 6: (8,)}
_KEPT = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_DROPPED = (b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs", b"tIME", b"iCCP", b"tEXt", b"zTXt", b"iTXt", b"eXIf")


@dataclass(frozen=True)
class Size:
    """Of a picture, in pixels."""

    width: int
    height: int


def decode(text: str) -> bytes:
    """The PNG of a profile; raises `ValueError` unless it is one of the plain form."""
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("logo: not base64") from None
    check(data)
    return data


def check(data: bytes) -> Size:
    """The size of a PNG of the plain form; raises `ValueError` for anything else."""
    if len(data) > MAX_BYTES:
        raise ValueError(f"logo: larger than {MAX_BYTES >> 10} KiB")
    parts = list(_chunks(data))
    names = [name for name, _ in parts]
    if names[:1] != [b"IHDR"] or names[-1:] != [b"IEND"] or not set(names) <= set(_KEPT):
        raise ValueError("logo: a PNG with parts that a plain picture does not have")
    singles = [name for name in names if name != b"IDAT"]
    if len(set(singles)) != len(singles) or parts[-1][1]:
        raise ValueError("logo: a PNG with a part twice")
    body = names[1:-1]
    pixels_at = next((place for place, name in enumerate(body) if name == b"IDAT"), None)
    if pixels_at is None or any(name != b"IDAT" for name in body[pixels_at:]):
        raise ValueError("logo: a PNG whose parts are out of order")
    size, row_bytes, needs_palette = _header(parts[0][1])
    palette = dict(parts).get(b"PLTE")
    if needs_palette and not palette:
        raise ValueError("logo: a PNG without its palette")
    if palette is not None and (len(palette) % 3 or len(palette) > 768):
        raise ValueError("logo: a PNG with a wrong palette")
    _check_pixels(b"".join(content for name, content in parts if name == b"IDAT"), size, row_bytes)
    return size


def plain(data: bytes) -> bytes:
    """The plain form of a PNG: without the parts that hold no pixels. Raises `ValueError` as `check` does."""
    kept = [(name, content) for name, content in _chunks(data) if name not in _DROPPED]
    stripped = _SIGNATURE + b"".join(_chunk(name, content) for name, content in kept)
    check(stripped)
    return stripped


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not data.startswith(_SIGNATURE):
        raise ValueError("logo: not a PNG")
    at = len(_SIGNATURE)
    while at < len(data):
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(data):
            raise ValueError("logo: a PNG that breaks off")
        content = data[at + 8 : at + 8 + length]
        if zlib.crc32(name + content) != int.from_bytes(data[end - 4 : end], "big"):
            raise ValueError("logo: a PNG that is damaged")
        yield name, content
        at = end


def _chunk(name: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")


def _header(content: bytes) -> tuple[Size, int, bool]:
    """The size, the bytes of a row with its filter, and whether there has to be a palette."""
    if len(content) != _HEADER_BYTES:
        raise ValueError("logo: a PNG with a wrong header")
    size = Size(int.from_bytes(content[:4], "big"), int.from_bytes(content[4:8], "big"))
    depth, colour, compression, filtering, interlaced = content[8:]
    if not (1 <= size.width <= MAX_WIDTH and 1 <= size.height <= MAX_HEIGHT):
        raise ValueError(f"logo: larger than {MAX_WIDTH} by {MAX_HEIGHT} pixels")
    if depth not in _DEPTHS.get(colour, ()) or compression or filtering:
        raise ValueError("logo: a PNG of a kind that is not taken")
    if interlaced:
        raise ValueError("logo: an interlaced PNG; save it without interlacing")
    return size, 1 + (size.width * _CHANNELS[colour] * depth + 7) // 8, colour == 3


def _check_pixels(packed: bytes, size: Size, row_bytes: int) -> None:
    """Unpack no more than the header promises: a few bytes can stand for gigabytes."""
    wanted = size.height * row_bytes
    unpacker = zlib.decompressobj()
    try:
        rows = unpacker.decompress(packed, wanted + 1)
    except zlib.error:
        raise ValueError("logo: a PNG that is damaged") from None
    if len(rows) != wanted or not unpacker.eof or unpacker.unused_data:
        raise ValueError("logo: a PNG with more or fewer pixels than it says")
    if any(rows[start] > 4 for start in range(0, wanted, row_bytes)):  # the filters of a row
        raise ValueError("logo: a PNG that is damaged")
