"""Profiles and the keys of whoever hands them out, for tests: signed, tampered with, with a picture."""

from __future__ import annotations

import base64
import json
import zlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from exposure_check.lookup import signed_profile

PARTNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
LEAST = {"format": 1, "url": "https://check.example.org", "root": {"signed": {"_type": "root"}, "signatures": []}}


def public(key):
    return key.public_key().public_bytes_raw().hex()


def unsigned(**changes):
    return json.dumps({**LEAST, **changes}).encode()


def signed(key=PARTNER, **changes):
    """The signed form of a profile."""
    return signed_profile.sign(unsigned(**changes), key)


def with_content(data, content, **changes):
    """A signed file with another profile in it, or with other fields."""
    file = json.loads(data)
    return json.dumps({**file, "profile": base64.b64encode(content).decode(), **changes}).encode()


def chunk(name, content):
    return len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")


def png(width=4, height=2, *, rows=None, depth=8, colour=6, interlaced=0, before=b"", after=b""):
    """A PNG of one colour, or of the given unpacked rows; `before` and `after` are chunks around its pixels."""
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}.get(colour, 1)
    if rows is None:
        whole = b"\xff" if colour in (4, 6) else b"\0"  # those have alpha, and nobody sees 0
        rows = (b"\0" + whole * ((width * channels * depth + 7) // 8)) * height
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((depth, colour, 0, 0, interlaced))
    pixels = chunk(b"IDAT", zlib.compress(rows, 9))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before + pixels + after + chunk(b"IEND", b"")
