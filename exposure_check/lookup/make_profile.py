"""Making a profile: for the command and for the form of a clinic. Nothing here prints, asks or writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from exposure_check import identity
from exposure_check.errors import OptionError, ProfileError, SignatureError, advice_on_file
from exposure_check.lookup import profile, signed_profile

if TYPE_CHECKING:
    from pathlib import Path

    from exposure_check.lookup.profile import Profile
    from exposure_check.secret import Secret

ROLE = "partner"  # of the key that signs a profile


def root_of(path: Path) -> bytes:
    """The root of trust in a file, checked; raises `OptionError`."""
    from exposure_check.trust.root_of_trust import check_root  # here: it brings the libraries of the lookup

    try:
        if path.exists() and not path.is_file() and not path.is_dir():  # who waits at a pipe may wait for ever
            raise OptionError(f"{str(path)!r} is not a file.", advice="Name root.json of the publisher's keys.")
        with path.open("rb") as file:
            root = file.read(signed_profile.MAX_BYTES + 1)
        if len(root) > signed_profile.MAX_BYTES:
            raise OptionError(
                f"{str(path)!r} is larger than a root of trust.", advice="Name root.json of the publisher's keys."
            )
        check_root(root)
    except OSError as error:
        raise OptionError(
            f"The root of trust {str(path)!r} cannot be read: {error.strerror}.", advice=advice_on_file(error)
        ) from error
    except SignatureError as error:
        raise OptionError(
            f"{str(path)!r} is not a root of trust: {error.message}", advice="Name root.json of the publisher's keys."
        ) from error
    return root


def encoded(new_profile: Profile) -> bytes:
    """The bytes of a new profile, once they open; raises `OptionError`, `ProfileError`, `NumberError`.

    Where help lines alone are given the first is named as the one line too: letters, and programs that are older than
    help lines, know no other.
    """
    if new_profile.help_lines and not new_profile.help_number:
        first = new_profile.help_lines[0]
        new_profile = msgspec.structs.replace(new_profile, help_name=first.name, help_number=first.number)
    for scheme in new_profile.schemes:
        identity.get(scheme)
    profile.check_urls(new_profile)
    data = profile.encode(new_profile)
    try:
        profile.parse(data)
    except ProfileError as error:
        raise OptionError(
            f"These options do not make a profile. {error.message}",
            advice="Shorten the addresses, or name fewer kinds of number.",
        ) from error
    return data


def signed(content: bytes, key: Path, passphrase: Secret | None) -> bytes:
    """The signed form of the bytes of an unsigned profile; raises `OptionError`, `ProfileError`."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from exposure_check.trust import keys, keystore

    private, public = keystore.open_key(key, ROLE, keys.SIGNING, passphrase)
    signing_key = Ed25519PrivateKey.from_private_bytes(private.reveal())
    private.wipe()
    if signing_key.public_key().public_bytes_raw() != public:
        raise keys.mismatch(f"The key {str(key)!r}")
    data = signed_profile.sign(content, signing_key)
    profile.open_bytes(data)  # what was written opens, or nothing is written
    return data
