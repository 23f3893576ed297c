"""The signed form of a profile: its exact bytes, and the Ed25519 signature of whoever hands it out.

::

    {"format": 2, "profile": "<base64>", "key": "<64 hex digits>", "signature": "<128 hex digits>"}

The signature is over `PREFIX` and the bytes inside, never over a second spelling of them: what is shown is decoded from
what was signed, by the one parser that reads an unsigned profile. A profile carries its own root of trust, so a
signature alone proves only that nobody changed it since; `standing` says what makes it more.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Annotated

import msgspec

from exposure_check.errors import ProfileError, ProfileSignatureError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PREFIX = b"exposure-check/profile/1\n"  # a key that signs other things signs no profile with them
FORMAT = 2
MAX_BYTES = 1 << 20  # of a file of either form
MAX_CONTENT = 3 * (MAX_BYTES // 4) - 4096  # of the profile inside: in base64 the file stays below its limit
ASK_FOR_ANOTHER = "Ask whoever gave you the profile for a new one."

_Hex64 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
_Hex128 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{128}\Z")]


class SignedProfile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the file holds."""

    format: int
    profile: str  # the exact bytes in base64
    key: _Hex64
    signature: _Hex128


_SIGNED = msgspec.json.Decoder(SignedProfile)  # here, and not where it is used: see `protocol/catalogue.py`


def sign(content: bytes, key: Ed25519PrivateKey) -> bytes:
    """The signed form of the bytes of a profile that the caller has read; raises `ProfileError` for too many."""
    if len(content) > MAX_CONTENT:
        raise ProfileError("The profile is too large to be signed.", advice="Use a smaller logo.")
    public = key.public_key().public_bytes_raw()
    signature = key.sign(PREFIX + content)
    text = base64.b64encode(content).decode("ascii")
    file = SignedProfile(FORMAT, text, public.hex(), signature.hex())
    return msgspec.json.encode(file) + b"\n"


def verified(data: bytes) -> tuple[bytes, str]:
    """The bytes inside and the key that signed them; raises `ProfileError`, `ProfileSignatureError`."""
    try:
        file = _SIGNED.decode(data)
        content = _decoded(file.profile)
    except (ValueError, RecursionError, binascii.Error) as error:
        raise ProfileError(f"The profile is not valid: {error}.", advice=ASK_FOR_ANOTHER) from error
    # here: the first frame of a window with an unsigned profile does not wait 40 ms for it
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(file.key))
        key.verify(bytes.fromhex(file.signature), PREFIX + content)
    except (InvalidSignature, ValueError):
        raise ProfileSignatureError(
            "The profile was changed after it was signed, or was not signed by the key that it names.",
            advice="Do not use it. Ask whoever hands it out for a new one, by a way that you know.",
        ) from None
    return content, file.key


def _decoded(text: str) -> bytes:
    content = base64.b64decode(text, validate=True)
    if base64.b64encode(content).decode("ascii") != text:  # bits that no byte holds
        raise ValueError("profile: not base64 in its one spelling")
    return content
